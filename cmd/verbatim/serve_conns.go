package main

import (
	"net"
	"sync"
)

// A bounded listener has so many connections at a time; further ones wait until one is closed.
// Unlike netutil.LimitListener it gives TCP connections, which net/http closes in two steps so
// that an answer arrives whole. Of these one client has some only; further ones of it are closed,
// so that nobody keeps all others out.
type bounded struct {
	*net.TCPListener
	places chan struct{}
	client func(net.Addr) string // who is at the other end; "" for whom no bound holds
	each   int                   // connections of one client
	closed chan struct{}
	once   sync.Once

	mu sync.Mutex
	of map[string]int // connections by client
}

func newBounded(l *net.TCPListener, most, each int, client func(net.Addr) string) *bounded {
	return &bounded{
		TCPListener: l, places: make(chan struct{}, most), client: client, each: each,
		closed: make(chan struct{}), of: map[string]int{},
	}
}

func (b *bounded) Accept() (net.Conn, error) {
	for {
		select {
		case b.places <- struct{}{}:
		case <-b.closed:
			return nil, net.ErrClosed
		}
		c, err := b.AcceptTCP()
		if err != nil {
			<-b.places
			return nil, err
		}
		client := b.client(c.RemoteAddr())
		if b.enter(client) {
			return &boundedConn{TCPConn: c, leave: sync.OnceFunc(func() { b.left(client) })}, nil
		}
		<-b.places
		_ = c.Close() // it was of no use to anybody
	}
}

// enter counts a connection of a client, and reports whether it may have another.
func (b *bounded) enter(client string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if client != "" && b.of[client] >= b.each {
		return false
	}
	b.of[client]++
	return true
}

// left gives back what a connection of a client took.
func (b *bounded) left(client string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of[client]--; b.of[client] == 0 {
		delete(b.of, client)
	}
	<-b.places
}

func (b *bounded) Close() error {
	b.once.Do(func() { close(b.closed) })
	return b.TCPListener.Close()
}

type boundedConn struct {
	*net.TCPConn
	leave func()
}

func (c *boundedConn) Close() error {
	defer c.leave()
	return c.TCPConn.Close()
}
