package clustertest

import (
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// A Fault is what a [Proxy] does to what passes through it.
type Fault int

const (
	Pass     Fault = iota // nothing
	Delay                 // everything arrives later, by the proxy's Lag
	Drop                  // new connections are closed at once
	Reset                 // connections are reset as soon as something is asked
	HalfOpen              // what is asked arrives nowhere, and nobody is told
	Mute                  // what is asked arrives, and its answer does not: the connection is reset instead
)

// A Proxy stands between a client and a node. It is safe for concurrent use.
type Proxy struct {
	listener net.Listener
	target   string
	scheme   string
	ended    sync.WaitGroup

	mu    sync.Mutex
	fault Fault
	lag   time.Duration
	open  map[net.Conn]bool
}

// NewProxy starts a proxy in front of the node at an address such as http://127.0.0.1:9200. It ends with the test.
func NewProxy(t testing.TB, address string) *Proxy {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: listener, target: u.Host, scheme: u.Scheme, open: map[net.Conn]bool{}}
	p.ended.Go(p.serve)
	t.Cleanup(func() {
		_ = listener.Close()
		p.cut()
		p.ended.Wait()
	})
	return p
}

// URL returns the address of the proxy.
func (p *Proxy) URL() string { return p.scheme + "://" + p.listener.Addr().String() }

// Set has the proxy do something else from now on, also to connections that are open.
func (p *Proxy) Set(fault Fault) {
	p.mu.Lock()
	p.fault = fault
	p.mu.Unlock()
	if fault == Drop {
		p.cut()
	}
}

// SetLag has the proxy delay what passes.
func (p *Proxy) SetLag(lag time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault, p.lag = Delay, lag
}

func (p *Proxy) state() (Fault, time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault, p.lag
}

// cut closes all connections.
func (p *Proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		_ = c.Close()
	}
}

// hold notes that a connection is open, or no longer is.
func (p *Proxy) hold(c net.Conn, is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if is {
		p.open[c] = true
	} else {
		delete(p.open, c)
	}
}

func (p *Proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		if fault, _ := p.state(); fault == Drop {
			_ = client.Close()
			continue
		}
		p.ended.Go(func() { p.connect(client) })
	}
}

// connect lets a client and the node talk until one of them ends it.
func (p *Proxy) connect(client net.Conn) {
	defer client.Close()
	node, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer node.Close()
	for _, c := range []net.Conn{client, node} {
		p.hold(c, true)
		defer p.hold(c, false)
	}
	var both sync.WaitGroup
	both.Go(func() { p.pump(node, client, true) })
	both.Go(func() { p.pump(client, node, false) })
	both.Wait()
}

// pump carries bytes one way. asks: from the client.
func (p *Proxy) pump(to, from net.Conn, asks bool) {
	defer to.Close() // so that the other way ends, too
	defer from.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && !p.carry(to, from, buffer[:n], asks) {
			return
		}
		if err != nil {
			return
		}
	}
}

// carry writes some bytes as the fault of the moment has it, and reports whether the connection goes on.
func (p *Proxy) carry(to, from net.Conn, data []byte, asks bool) bool {
	fault, lag := p.state()
	switch {
	case fault == HalfOpen:
		return true
	case fault == Reset && asks:
		reset(from)
		return false
	case fault == Mute && !asks:
		reset(to)
		return false
	case fault == Delay:
		time.Sleep(lag)
	}
	_, err := to.Write(data)
	return err == nil
}

// reset ends a connection the way a machine does that knows nothing of it.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}
