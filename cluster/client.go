package cluster

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"
)

// A Config says how a cluster is reached.
type Config struct {
	Nodes    []string    // addresses such as https://node1:9200, at least one
	CA       []byte      // certificates in PEM that sign those of the nodes; none for the system's
	User     string      // for basic authentication; "" for none
	Password string      // of the user
	Header   http.Header // is sent with each request, such as an Authorization of another kind

	Limit     time.Duration // of an attempt; 0 for 5 s
	BulkLimit time.Duration // of an attempt that writes many documents; 0 for a minute
	Patience  time.Duration // of a call with all its attempts; 0 for 15 s, and twice the limit at least
	Refusals  time.Duration // of a call whose attempts are all refused: nobody listens there; 0 for the patience
	AwayAfter time.Duration // without any answer, the cluster counts as away; 0 for 5 s

	Log *slog.Logger // learns when the cluster goes away and comes back; nil for nobody
}

// How much time things take unless the configuration says otherwise.
const (
	defaultLimit     = 5 * time.Second
	defaultBulkLimit = time.Minute
	defaultPatience  = 15 * time.Second
	defaultAwayAfter = 5 * time.Second
	dialLimit        = 2 * time.Second // to connect, and again to shake hands
)

// A Client is the way to one cluster. It is safe for concurrent use.
type Client struct {
	nodes     *opensearch.Client
	idle      func()
	limit     time.Duration
	bulkLimit time.Duration
	patience  time.Duration
	refusals  time.Duration // 0 for as long as anything else
	breaker   *breaker
}

// Open makes a client. It does not talk to the cluster; [Client.Ping] does. The client must be closed.
func Open(cfg Config) (*Client, error) {
	if err := checkNodes(cfg.Nodes); err != nil {
		return nil, err
	}
	transport, err := transportFor(cfg)
	if err != nil {
		return nil, err
	}
	discover := false
	nodes, err := opensearch.NewClient(opensearch.Config{
		Addresses: cfg.Nodes, Username: cfg.User, Password: cfg.Password, Header: cfg.Header, Transport: transport,
		DisableRetry: true, DiscoverNodesOnStart: &discover,
		HealthCheckTimeout: dialLimit, ResurrectTimeoutInitial: time.Second, ResurrectTimeoutMax: 10 * time.Second,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare for the cluster: %w", err)
	}
	c := &Client{
		nodes: nodes, idle: transport.CloseIdleConnections,
		limit: or(cfg.Limit, defaultLimit), bulkLimit: or(cfg.BulkLimit, defaultBulkLimit), refusals: cfg.Refusals,
		breaker: newBreaker(or(cfg.AwayAfter, defaultAwayAfter), cfg.Log),
	}
	c.patience = max(or(cfg.Patience, defaultPatience), 2*c.limit)
	return c, nil
}

func or(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// Close ends what goes on in the background. Calls must have returned.
func (c *Client) Close() error {
	err := c.nodes.Close()
	c.idle()
	return err
}

// checkNodes says what is wrong with the addresses, if anything.
func checkNodes(nodes []string) error {
	if len(nodes) == 0 {
		return errors.New("no address of a cluster: give one such as https://node1:9200")
	}
	for _, node := range nodes {
		u, err := url.Parse(node)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("%q is no address of a node: it looks like https://node1:9200", hideSecret(node))
		}
	}
	return nil
}

// hideSecret returns an address without the password in it.
func hideSecret(address string) string {
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		return "…" + address[at:]
	}
	return address
}

func transportFor(cfg Config) (*http.Transport, error) {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: dialLimit, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout:   dialLimit,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
		MaxIdleConnsPerHost:   64,
		IdleConnTimeout:       time.Minute,
		ExpectContinueTimeout: time.Second,
		DisableCompression:    true, // which takes longer than sending what it saves, on both sides, between machines that stand together
	}
	if cfg.CA == nil {
		return t, nil
	}
	t.TLSClientConfig.RootCAs = x509.NewCertPool()
	if !t.TLSClientConfig.RootCAs.AppendCertsFromPEM(cfg.CA) {
		return nil, errors.New("the CA file of the cluster holds no certificate in PEM")
	}
	return t, nil
}
