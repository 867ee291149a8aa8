package main

import (
	"net"
	"sync"
)

// A bounded listener has so many connections at a time; further ones wait until one is closed.
// Unlike netutil.LimitListener it gives TCP connections, which net/http closes in two steps so
// that an answer arrives whole.
type bounded struct {
	*net.TCPListener
	places chan struct{}
	closed chan struct{}
	once   sync.Once
}

func newBounded(l *net.TCPListener, most int) *bounded {
	return &bounded{TCPListener: l, places: make(chan struct{}, most), closed: make(chan struct{})}
}

func (b *bounded) Accept() (net.Conn, error) {
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
	return &boundedConn{TCPConn: c, leave: sync.OnceFunc(func() { <-b.places })}, nil
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
