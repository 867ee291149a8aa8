//go:build slow

package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"verbatim/web"
)

// TestServeHangsUp sends a head that never ends: it is cut off, and others are answered meanwhile.
func TestServeHangsUp(t *testing.T) {
	address, _ := serveHTTP(t, "VERBATIM_DATA="+t.TempDir())
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if status, _ := fetch(t, address+"/healthz"); status != http.StatusOK {
		t.Errorf("beside it: %d", status)
	}
	if answer, err := io.ReadAll(conn); err != nil || strings.HasPrefix(string(answer), "HTTP/1.1 2") { // until the server has hung up
		t.Errorf("a head without end: %q, %v", answer, err)
	}
}

// TestListenEnds: what is being answered comes to its end, and whoever never takes an answer neither
// keeps listening alive nor makes it fail.
func TestListenEnds(t *testing.T) {
	arrived, answer := make(chan struct{}, 2), make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		if r.URL.Path == "/stuck" {
			<-r.Context().Done()
			return
		}
		<-answer
		io.WriteString(w, "whole")
	})
	ctx, end := context.WithCancel(t.Context())
	all, ctx := errgroup.WithContext(ctx)
	log, answering := new(diary), new(sync.WaitGroup)
	d := door{"127.0.0.1:0", h, web.Access{}.Client, 0, answering, slog.New(slog.NewTextHandler(log, nil))}
	if err := d.listen(ctx, all); err != nil {
		t.Fatal(err)
	}
	address := "http://" + listening.FindStringSubmatch(log.String())[1]
	got := make(chan string, 1)
	go func() {
		_, body := fetch(t, address+"/")
		got <- body
	}()
	go http.Get(address + "/stuck") //nolint:errcheck,bodyclose // it is cut off
	<-arrived
	<-arrived
	end()
	if err := all.Wait(); err != nil { // while both wait for their answers
		t.Errorf("it ends with %v", err)
	}
	close(answer)
	if body := <-got; body != "whole" {
		t.Errorf("what was being answered is %q", body)
	}
	answering.Wait()
	if !strings.Contains(log.String(), "cut off") {
		t.Errorf("it tells\n%s", log)
	}
}
