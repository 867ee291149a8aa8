package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"verbatim/bot/gateway"
)

// Bounds of what is sent to serve over HTTP.
const (
	headerTimeout = 5 * time.Second  // for the head of a request
	readTimeout   = 10 * time.Second // for all of it
	writeTimeout  = time.Minute      // for the answer, with the wait before it
	idleTimeout   = time.Minute      // between two requests
	drainTimeout  = 10 * time.Second // for what is being answered when serve ends
	handTimeout   = 2 * time.Second  // for the same when another round or process goes on: nobody is connected to Discord meanwhile
	maxHeader     = 16 << 10         // bytes of a request's head, with its address
	maxConns      = 512              // at once; further ones wait
)

// listen answers HTTP on an address in a group until ctx ends, and lets what is being answered
// then come to its end. It returns as soon as it listens; an address that is taken it tries for a time.
func listen(ctx context.Context, all *errgroup.Group, address string, patience time.Duration, h http.Handler, log *slog.Logger) error {
	l, err := within(ctx, patience, func() (net.Listener, error) { return (&net.ListenConfig{}).Listen(ctx, "tcp", address) })
	if err != nil {
		return fmt.Errorf("VERBATIM_LISTEN: %w", err)
	}
	log.Info("listening", "address", l.Addr().String())
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	all.Go(func() error {
		if err := server.Serve(newBounded(l.(*net.TCPListener), maxConns)); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("listen on %s: %w", l.Addr(), err)
		}
		return nil
	})
	all.Go(func() error {
		<-ctx.Done()
		drain(server, drainTime(ctx), log)
		return nil
	})
	return nil
}

// drainTime is how long what is being answered may take once ctx has ended.
func drainTime(ctx context.Context) time.Duration {
	if errors.Is(context.Cause(ctx), gateway.ErrHandOver) {
		return handTimeout
	}
	return drainTimeout
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
