package discordtest

import (
	"net"
	"time"
)

// slowListener makes connections of a bad network.
type slowListener struct {
	net.Listener
	latency time.Duration
}

func (l slowListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil || l.latency == 0 {
		return c, err
	}
	return slowConn{c, l.latency}, nil
}

type slowConn struct {
	net.Conn
	latency time.Duration
}

// piece is how much goes out at a time, so that frames and headers are torn apart.
const piece = 100

func (c slowConn) Write(p []byte) (int, error) {
	sent := 0
	for sent < len(p) {
		time.Sleep(c.latency)
		n, err := c.Conn.Write(p[sent:min(sent+piece, len(p))])
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}
