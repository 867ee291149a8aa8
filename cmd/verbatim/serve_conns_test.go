package main

import (
	"errors"
	"net"
	"testing"
)

// TestBounded opens one connection more than there may be: it comes when another is closed.
func TestBounded(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := newBounded(l.(*net.TCPListener), 2, 1, func(net.Addr) string { return "" })
	accepted := make(chan net.Conn)
	ended := make(chan error, 1)
	go func() {
		for {
			c, err := b.Accept()
			if err != nil {
				ended <- err
				return
			}
			accepted <- c
		}
	}()
	for range 3 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	first := <-accepted
	second := <-accepted
	defer second.Close()
	select {
	case <-accepted:
		t.Fatal("a third connection while two are open")
	default:
	}
	first.Close()
	first.Close() // twice: gives one place back
	third := <-accepted
	defer third.Close()
	if n := len(b.places); n != 2 {
		t.Errorf("%d places are taken", n)
	}
	b.Close() // while Accept waits for a place
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}

// TestBoundedEach: a client that has all that it may have is turned away, and others come in.
func TestBoundedEach(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	clients := make(chan string, 1)
	b := newBounded(l.(*net.TCPListener), 4, 2, func(net.Addr) string { return <-clients })
	defer b.Close()
	dial := func(client string) net.Conn {
		t.Helper()
		clients <- client
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	accept := func(client string) net.Conn {
		t.Helper()
		dial(client)
		c, err := b.Accept()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	greedy := accept("greedy")
	accept("greedy")
	turnedAway := make(chan error, 1)
	go func() {
		_, err := dial("greedy").Read(make([]byte, 1))
		turnedAway <- err
		dial("other")
	}()
	if _, err := b.Accept(); err != nil || <-turnedAway == nil || b.of["greedy"] != 2 || b.of["other"] != 1 || len(b.places) != 3 {
		t.Errorf("%v: %v, %d places are taken", err, b.of, len(b.places))
	}
	greedy.Close()
	accept("greedy")
}
