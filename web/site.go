package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"verbatim/bot/library"
	"verbatim/bot/limit"
	"verbatim/bot/rush"
	"verbatim/bot/text"
	"verbatim/index"
)

// Config is what a site is made of.
type Config struct {
	Library library.Library
	Desk    *rush.Desk          // where questions wait for their turn
	Limits  *limit.Limits       // of clients; nil for none
	View    func() index.Filter // what may be seen of the library now; nil for all of it
	Level   index.Level         // how sure an answer must be, where whoever asks does not say
	Paths   bool                // tell the paths of sources that are not on the web
	Access  Access
	Watch   http.Handler // answers /healthz, /readyz and /metrics; nil: the site tells its health itself
	Observe Observer     // nil for none
	Version string       // of this program
	Logger  *slog.Logger // nil discards
}

// An Observer is told of each question when it comes from a surface: "page", "api" or "mcp". It
// returns the context in which the question is answered, and what is called once with the outcome.
type Observer func(ctx context.Context, surface string) (context.Context, func(Outcome))

// An Outcome is what became of a question.
type Outcome struct {
	Name       string  // "answered", "abstained", "limited" or "failed"
	Reason     string  // why: of an abstention that of the index; "user" or "channel", whose limit it was; of a failure "timeout", "gone" (who asked) or "error"
	Confidence float64 // 0 to 1, of answers and abstentions
}

// A Site answers over HTTP. It is safe for concurrent use.
type Site struct {
	desk
	articles  *library.Articles
	catalogue *text.Catalogue
	handler   http.Handler
}

// New makes a site.
func New(c Config) (*Site, error) {
	d := newDesk(c)
	catalogue, err := text.Load()
	if err != nil {
		return nil, err
	}
	s := &Site{desk: d, articles: library.NewArticles(c.Library, time.Now), catalogue: catalogue}
	mux := http.NewServeMux()
	if err := s.routePage(mux); err != nil {
		return nil, err
	}
	s.routeAPI(mux)
	s.routeTools(mux)
	s.routeWatch(mux)
	s.handler = s.guarded(mux)
	return s, nil
}

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routeWatch adds what tells how the site fares.
func (s *Site) routeWatch(mux *http.ServeMux) {
	if s.config.Watch != nil {
		for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
			mux.Handle("GET "+path, s.config.Watch)
		}
		return
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.config.Library.Edition(r.Context()); err != nil {
			writeText(w, http.StatusServiceUnavailable, "the index does not answer\n")
			return
		}
		writeText(w, http.StatusOK, "ok\n")
	})
}

// writeText answers with a few words.
func writeText(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(words)) // whoever asked may have gone
}
