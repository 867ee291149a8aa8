package discordtest

import (
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Token is the bot token that a server accepts unless Options says otherwise.
const Token = "discordtest.token.0123456789"

// Options changes what a Server is like. The zero value is an ordinary Discord with one
// shard.
type Options struct {
	Token          string           // accepted bot token; "" means the constant Token
	Heartbeat      time.Duration    // interval told in HELLO; 0 means 5 s
	Shards         int              // recommended shards; 0 means 1
	MaxConcurrency int              // 0 means 1
	IdentifyEvery  time.Duration    // least time between IDENTIFYs of one rate limit key; 0 is not checked
	StartLimit     int              // IDENTIFYs allowed; 0 means 1000
	StartReset     time.Duration    // told as reset_after
	Privileged     discordgo.Intent // privileged intents enabled for the application
	AnswerWithin   time.Duration    // life of an interaction's token before the first answer; 0 means 3 s
	RateLimits     bool             // enforce 50 requests/s and 5 messages a channel in ChannelWindow
	ChannelWindow  time.Duration    // 0 means 5 s
	TLS            bool             // speak TLS with a certificate that Roots vouches for
	Latency        time.Duration    // every write takes so long, and long ones go out in pieces
	Timeout        time.Duration    // of every Await; 0 means 10 s
}

func (o Options) withDefaults() Options {
	setDefault(&o.Token, Token)
	setDefault(&o.Heartbeat, 5*time.Second)
	setDefault(&o.Shards, 1)
	setDefault(&o.MaxConcurrency, 1)
	setDefault(&o.StartLimit, 1000)
	setDefault(&o.StartReset, 24*time.Hour)
	setDefault(&o.AnswerWithin, 3*time.Second)
	setDefault(&o.ChannelWindow, 5*time.Second)
	setDefault(&o.Timeout, 10*time.Second)
	return o
}

func setDefault[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// A Server is a Discord of its own. Its methods may be called from several goroutines,
// those that can fail the test only from the test's own.
type Server struct {
	Bot     Person // the bot's user
	AppID   string // the bot's application
	OwnerID string // the user who owns the application

	tb   testing.TB
	opts Options
	http *httptest.Server
	spec *spec // nil when the document is absent

	mu         sync.Mutex
	changed    chan struct{} // closed and replaced at every change of what follows
	lastID     uint64
	places     map[string]*channel // by channel id
	guilds     map[string]*guild
	posts      map[string]*Post
	asked      map[string]*asked // interactions by id
	tokens     map[string]*asked // interactions by token
	commands   []*discordgo.ApplicationCommand
	puts       int // bulk overwrites of the commands
	requests   []Request
	violations []string
	faults     []*Fault
	limits     limits
	gateway    gateway
}

// New starts a server that ends with the test.
func New(tb testing.TB, opts Options) *Server {
	tb.Helper()
	s := &Server{
		tb: tb, opts: opts.withDefaults(), spec: loadSpec(tb),
		changed: make(chan struct{}),
		places:  map[string]*channel{}, guilds: map[string]*guild{}, posts: map[string]*Post{},
		asked: map[string]*asked{}, tokens: map[string]*asked{},
	}
	s.gateway.sessions = map[string]*session{}
	s.gateway.remaining = s.opts.StartLimit
	s.AppID = s.newID()
	s.Bot = Person{ID: s.AppID, Name: "Verbatim", Bot: true}
	s.OwnerID = s.newID()
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveREST)
	mux.HandleFunc("/gateway/", s.serveGateway)
	mux.HandleFunc("/resume/", s.serveGateway)
	s.http = httptest.NewUnstartedServer(mux)
	s.http.Listener = slowListener{s.http.Listener, s.opts.Latency}
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0) // connections that clients refuse
	if s.opts.TLS {
		s.http.StartTLS()
	} else {
		s.http.Start()
	}
	s.gateway.resumeURL = s.gatewayURL("/resume/")
	tb.Cleanup(s.close)
	return s
}

// API is the base address to give the bot (VERBATIM_DISCORD_API).
func (s *Server) API() string { return s.http.URL + "/api" }

// Roots vouches for the server's certificate.
func (s *Server) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.http.Certificate())
	return pool
}

func (s *Server) gatewayURL(path string) string {
	return strings.Replace(s.http.URL, "http", "ws", 1) + path
}

func (s *Server) close() {
	s.dropConnections()
	s.http.CloseClientConnections()
	s.http.Close()
	for _, v := range s.TakeViolations() {
		s.tb.Errorf("violation: %s", v)
	}
}

// Validates tells whether Discord's OpenAPI document was found.
func (s *Server) Validates() bool { return s.spec != nil }

// TakeViolations returns the violations so far and forgets them.
func (s *Server) TakeViolations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.violations
	s.violations = nil
	return v
}

// violate records a violation. The caller holds s.mu.
func (s *Server) violate(what string) {
	s.violations = append(s.violations, what)
}

// touch wakes those who wait for a change. The caller holds s.mu.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}
