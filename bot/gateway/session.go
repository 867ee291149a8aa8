package gateway

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// errMoved fails a dial so that discordgo forgets the gateway address it remembers.
var errMoved = errors.New("the gateway address has changed")

// newSession makes a discordgo session that neither reconnects by itself, nor keeps
// state, nor logs, and whose connections are guarded.
func (sh *shard) newSession(ctx context.Context) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + sh.client.cfg.Token)
	if err != nil {
		return nil, err
	}
	s.LogLevel = -1 // the guard and the shard tell what is of interest
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.SyncEvents = true // handlers only put the event into the pool
	s.Compress = false
	s.ShardID, s.ShardCount = sh.id, sh.of
	s.Identify.Intents = sh.client.cfg.Intents
	s.Identify.Properties = discordgo.IdentifyProperties{OS: s.Identify.Properties.OS, Browser: "verbatim", Device: "verbatim"}
	s.Client = &http.Client{Transport: gatewayAddress{sh}}
	s.Dialer = &websocket.Dialer{
		HandshakeTimeout: sh.client.timing.dial,
		NetDialContext: func(dial context.Context, network, address string) (net.Conn, error) {
			return sh.dial(ctx, dial, network, address, false)
		},
		NetDialTLSContext: func(dial context.Context, network, address string) (net.Conn, error) {
			return sh.dial(ctx, dial, network, address, true)
		},
	}
	disconnected := make(chan struct{}, 1)
	sh.disconnected = disconnected
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case disconnected <- struct{}{}:
		default:
		}
	})
	sh.subscribe(s)
	return s, nil
}

// dial connects to the gateway and puts a guard on the connection. It gives up when
// either context ends.
func (sh *shard) dial(run, dial context.Context, network, address string, secure bool) (net.Conn, error) {
	if sh.moved() {
		return nil, errMoved
	}
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
	g := newGuard(conn, sh.judge, sh.client.timing)
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

// gatewayAddress answers discordgo's question for the gateway's address from what is
// known, the one request that a gateway session sends.
type gatewayAddress struct{ sh *shard }

func (a gatewayAddress) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := json.Marshal(map[string]string{"url": a.sh.address()})
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), Request: r,
	}, nil
}

func (sh *shard) address() string {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.url
}

// aim sets the address of the next connection. A session that was opened before
// remembers its address until a dial fails; moved makes one fail.
func (sh *shard) aim(url string, opened bool) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.guard = nil
	sh.stale = opened && url != sh.url
	sh.url = url
}

// moved tells, once, that discordgo is about to dial an old address.
func (sh *shard) moved() bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	was := sh.stale
	sh.stale = false
	return was
}
