package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Bounds of what is sent to serve over HTTP.
const (
	headerTimeout = 5 * time.Second  // for the head of a request
	readTimeout   = 10 * time.Second // for all of it
	writeTimeout  = time.Minute      // for the answer, with the wait before it
	idleTimeout   = time.Minute      // between two requests
	drainTimeout  = 10 * time.Second // for what is being answered when serve ends
	maxHeader     = 32 << 10         // bytes of a request's head, with its address: the longest question has 24,000 there
	maxConns      = 512              // at once; further ones wait
	maxConnsEach  = 128              // of them, of one client; further ones are closed
)

// A door is where serve is asked by HTTP.
type door struct {
	address   string
	handler   http.Handler
	client    func(net.Addr) string // who is at the other end of a connection, "" for whoever speaks for many
	patience  time.Duration         // for which an address that is taken is tried again
	answering *sync.WaitGroup       // what is still being answered when nobody listens any more
	log       *slog.Logger
}

// listen answers HTTP at a door in a group until ctx ends. What is being answered then comes to its
// end beside whatever follows: another process may listen meanwhile. It returns as soon as it listens.
func (d door) listen(ctx context.Context, all *errgroup.Group) error {
	l, err := within(ctx, d.patience, func() (net.Listener, error) { return (&net.ListenConfig{}).Listen(ctx, "tcp", d.address) })
	if err != nil {
		return fmt.Errorf("VERBATIM_LISTEN: %w", err)
	}
	d.log.Info("listening", "address", l.Addr().String())
	server := &http.Server{
		Handler: d.handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(d.log.Handler(), slog.LevelDebug),
	}
	all.Go(func() error {
		if err := server.Serve(newBounded(l.(*net.TCPListener), maxConns, maxConnsEach, d.client)); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("listen on %s: %w", l.Addr(), err)
		}
		return nil
	})
	d.answering.Go(func() {
		<-ctx.Done()
		drain(server, drainTimeout, d.log)
	})
	return nil
}

// drain stops listening and lets what is being answered come to its end, for a time: whoever takes no answer
// then is cut off, which keeps nobody from ending or handing over.
func drain(server *http.Server, patience time.Duration, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		log.Warn("some who were being answered by HTTP are cut off", "error", errors.Join(err, server.Close()))
	}
}
