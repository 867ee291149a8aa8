package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A Fault makes matching requests go wrong. The zero Fault does nothing.
type Fault struct {
	Method, Path string        // what the request's method is and its path begins with; "" is any
	Contains     string        // part of the path, "" for any
	Times        int           // how many requests; 0 means all until the test ends
	Delay        time.Duration // wait before anything else
	Status       int           // answer this instead of serving the request
	Body         string        // of that answer; "" means an HTML page, as a proxy in front of Discord sends
	Header       http.Header   // of that answer
	Hangup       bool          // close the connection instead of serving the request
	AfterStore   bool          // serve the request, then do the above: what was asked is done, the answer is lost

	hits int
}

// Inject adds a fault. Faults are tried in the order they were added.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// takeFault finds the fault for a request and counts it.
func (s *Server) takeFault(req *Request) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if (f.Times > 0 && f.hits >= f.Times) || (f.Method != "" && f.Method != req.Method) ||
			!strings.HasPrefix(req.Path, f.Path) || !strings.Contains(req.Path, f.Contains) {
			continue
		}
		f.hits++
		return f
	}
	return nil
}

// wait spends the fault's delay.
func (f *Fault) wait(r *http.Request) {
	select {
	case <-time.After(f.Delay):
	case <-r.Context().Done():
	}
}

// answers tells a fault that replaces the answer from one that only delays it.
func (f *Fault) answers() bool {
	return f.Hangup || f.Status != 0
}

func (f *Fault) apply(w http.ResponseWriter) {
	if f.Hangup {
		panic(http.ErrAbortHandler) // net/http closes the connection without an answer
	}
	for k, v := range f.Header {
		w.Header()[k] = v
	}
	body := f.Body
	if body == "" {
		w.Header().Set("Content-Type", "text/html")
		body = fmt.Sprintf("<html><body>%d %s</body></html>", f.Status, http.StatusText(f.Status))
	}
	w.WriteHeader(f.Status)
	fmt.Fprint(w, body)
}
