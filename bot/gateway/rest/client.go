package rest

import (
	"crypto/x509"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/pace"
)

// A Client sends one bot's requests to Discord. Its methods may be called from several
// goroutines.
type Client struct {
	base      string // address of the REST interface, version included
	timing    timing
	session   *discordgo.Session // sends only
	perSecond *pace.Pacer
	buckets   *buckets
	refusals  *refusals
	clock     clock

	requests, retries, limited atomic.Int64
}

// timing holds every length of time that decides something about a request.
type timing struct {
	respond time.Duration // life of an interaction before its first answer, with a margin
	request time.Duration // one request with all its retries, when the caller sets no end
	attempt time.Duration // one try of a request
	again   time.Duration // first wait between two tries
}

// A Config is what a Client needs.
type Config struct {
	Base      string         // address of the REST interface, see [APIAddress]
	Token     string         // of the bot, without the "Bot " prefix
	UserAgent string         // names the program and its version
	Logger    *slog.Logger   // is told when sending pauses
	Roots     *x509.CertPool // whose certificates the server may show; nil: the system's
}

// New checks the configuration and makes a Client. Nothing is sent yet.
func New(cfg Config) (*Client, error) {
	base, err := APIAddress(cfg.Base)
	if err != nil {
		return nil, err
	}
	s, err := discordgo.New("Bot " + cfg.Token)
	if err != nil {
		return nil, err
	}
	s.LogLevel = -1
	s.UserAgent = cfg.UserAgent
	s.ShouldRetryOnRateLimit = false
	s.MaxRestRetries = 0
	s.Client = &http.Client{Transport: recorder{newTransport(cfg.Roots)}}
	return &Client{
		base: base, session: s, perSecond: pace.New(), buckets: newBuckets(), refusals: newRefusals(cfg.Logger),
		timing: timing{
			respond: 2800 * time.Millisecond, request: 30 * time.Second, attempt: 10 * time.Second, again: 250 * time.Millisecond,
		},
	}, nil
}

// Traffic is what a Client has counted since it was made.
type Traffic struct {
	Requests int // HTTP requests sent, retries included
	Retries  int // of these, repeated ones
	Limited  int // answers with 429
	Refused  int // answers with 401, 403 or 429 in the last ten minutes
}

// Traffic tells what was sent.
func (c *Client) Traffic() Traffic {
	return Traffic{
		Requests: int(c.requests.Load()), Retries: int(c.retries.Load()), Limited: int(c.limited.Load()), Refused: c.refusals.count(),
	}
}
