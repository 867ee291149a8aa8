package gateway

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"verbatim/bot/gateway/guard"
)

// newSession makes the discordgo session of one connection. It neither reconnects by
// itself, nor keeps state, nor logs, and its connection is guarded.
//
// No session is opened twice: discordgo's heartbeat goroutine, when it notices the end of
// a connection late, closes whatever connection its session has by then. So every session
// believes that it is the first one and sends IDENTIFY, in whose place the guard sends the
// opening: RESUME where there is something to resume.
func (sh *shard) newSession(ctx context.Context, address string, j *guard.Judge) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + sh.client.cfg.Token)
	if err != nil {
		return nil, err
	}
	s.LogLevel = -1 // the guard and the shard tell what is of interest
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.SyncEvents = true // an event is handed over before the next one is read
	s.Compress = false
	s.Client = &http.Client{Transport: addressTeller(address)}
	s.Dialer = &websocket.Dialer{
		HandshakeTimeout: sh.client.timing.dial,
		NetDialContext: func(dial context.Context, network, address string) (net.Conn, error) {
			return sh.dial(ctx, dial, j, network, address, false)
		},
		NetDialTLSContext: func(dial context.Context, network, address string) (net.Conn, error) {
			return sh.dial(ctx, dial, j, network, address, true)
		},
	}
	sh.mu.Lock()
	sh.guard = nil
	sh.mu.Unlock()
	sh.subscribe(s, j)
	return s, nil
}

// dial connects to the gateway and puts a guard on the connection. It gives up when
// either context ends.
func (sh *shard) dial(run, dial context.Context, j *guard.Judge, network, address string, secure bool) (net.Conn, error) {
	dial, cancel := context.WithCancel(dial)
	defer cancel()
	defer context.AfterFunc(run, cancel)()
	conn, err := sh.reach(dial, network, address)
	if err != nil {
		return nil, err
	}
	if secure {
		if conn, err = handshake(dial, conn, address, sh.client.roots); err != nil {
			return nil, err
		}
	}
	opening, err := sh.opening()
	if err != nil {
		conn.Close()
		return nil, err
	}
	g := guard.New(conn, j, sh.client.timing.Timing)
	g.Opening = opening
	sh.mu.Lock()
	sh.guard = g
	sh.mu.Unlock()
	return g, nil
}

// handshake starts TLS.
func handshake(ctx context.Context, conn net.Conn, address string, roots *x509.CertPool) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		conn.Close()
		return nil, err
	}
	secure := tls.Client(conn, &tls.Config{
		ServerName: host, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12, RootCAs: roots,
	})
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

// An addressTeller answers discordgo's question for the gateway's address, the one request
// that a gateway session sends.
type addressTeller string

func (a addressTeller) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := json.Marshal(map[string]string{"url": string(a)})
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), Request: r,
	}, nil
}
