package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
)

// maxBody is the most bytes of a request's body.
const maxBody = 64 << 10

// Access says who is let in.
type Access struct {
	Local   bool           // only programs of this machine reach the site
	Token   string         // that has to be sent, "" for none
	Public  bool           // page, API and tools are open to those without it
	Origins []string       // other sites that may use the API and show the page, such as https://docs.example.org
	Proxies []netip.Prefix // reverse proxies that are believed whom they speak for, besides those of this machine
}

// guarded lets requests through that may be, with what every answer needs.
func (s *Site) guarded(next http.Handler) http.Handler {
	return s.recovering(s.visiting(s.knownHost(s.crossing(s.admitting(next)))))
}

// visiting gives a request its id, its client and the limit of its body, and the answer the
// headers that all have.
func (s *Site) visiting(next http.Handler) http.Handler {
	frames := "frame-ancestors 'self'"
	for _, origin := range s.config.Access.Origins {
		frames += " " + origin
	}
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visit{client: s.config.Access.clientOf(r), id: rand.Text()}
		h := w.Header()
		h.Set("X-Request-Id", v.id)
		h.Set("Content-Security-Policy", policy+frames)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// knownHost refuses names that are not of this machine, where no token guards the site: a page
// elsewhere may have its own name lead here (DNS rebinding), and would be let read everything.
func (s *Site) knownHost(next http.Handler) http.Handler {
	a := s.config.Access
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.Local && a.Token == "" && !a.knows(r.Host) {
			writeProblem(w, r, http.StatusMisdirectedRequest, "This name does not belong to this site. Add https://"+hostname(r.Host)+" to VERBATIM_LISTEN_ORIGINS if it does.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// knows reports whether a host is this machine, or that of an origin.
func (a Access) knows(host string) bool {
	name := hostname(host)
	if addr, err := netip.ParseAddr(name); name == "localhost" || err == nil && addr.IsLoopback() {
		return true
	}
	return slices.ContainsFunc(a.Origins, func(origin string) bool {
		u, err := url.Parse(origin)
		return err == nil && strings.EqualFold(u.Hostname(), name)
	})
}

// hostname returns a host without its port.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// crossing lets pages of other sites read answers where they are listed, and nothing where not.
func (s *Site) crossing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		w.Header().Add("Vary", "Origin")
		switch {
		case origin == "" && !embeds(r):
			writeProblem(w, r, http.StatusForbidden, "Other sites may not use this one.")
			return
		case origin != "" && slices.Contains(s.config.Access.Origins, origin):
			allow(w.Header(), origin)
			if r.Method == http.MethodOptions {
				w.WriteHeader(http.StatusNoContent)
				return
			}
		case origin != "" && !sameOrigin(origin, r.Host):
			writeProblem(w, r, http.StatusForbidden, "The site "+origin+" may not use this one: it is not listed in VERBATIM_LISTEN_ORIGINS.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// embeds reports whether a browser's request without an origin may be: it is of the same site, or
// follows a link, or loads what is made to be shown elsewhere.
func embeds(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" || r.URL.Path == "/widget.js"
}

// sameOrigin reports whether an origin is the site itself. Its scheme is not compared: a proxy may
// have taken TLS off.
func sameOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}

// allow lets a page of an origin read an answer.
func allow(h http.Header, origin string) {
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Mcp-Method, Mcp-Name, Mcp-Protocol-Version")
	h.Set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id")
	h.Set("Access-Control-Max-Age", "600")
}

// admitting lets through who has the token, where one is needed.
func (s *Site) admitting(next http.Handler) http.Handler {
	a := s.config.Access
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case a.open(r.URL.Path) || a.Token != "" && a.shown(r):
			next.ServeHTTP(w, r)
		case a.Token == "":
			writeProblem(w, r, http.StatusForbidden, "This needs a token, and none is set: see VERBATIM_LISTEN_TOKEN.")
		default:
			w.Header().Set("WWW-Authenticate", `Basic realm="Verbatim: the token is the password", charset="UTF-8"`)
			w.Header().Add("WWW-Authenticate", `Bearer realm="Verbatim"`)
			writeProblem(w, r, http.StatusUnauthorized, "Send the token: Authorization: Bearer TOKEN, or as a password.")
		}
	})
}

// open reports whether a path is open to everybody.
func (a Access) open(path string) bool {
	switch path {
	case "/healthz", "/readyz":
		return true
	case "/metrics":
		return a.Local && a.Token == ""
	}
	return a.Public || a.Local && a.Token == ""
}

// shown reports whether a request shows the token. How long the comparison takes does not depend
// on it.
func (a Access) shown(r *http.Request) bool {
	scheme, sent, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	ok = ok && strings.EqualFold(scheme, "Bearer") // in any case (RFC 9110, section 11.1)
	if _, password, basic := r.BasicAuth(); basic {
		sent, ok = password, true
	}
	x, y := sha256.Sum256([]byte(sent)), sha256.Sum256([]byte(a.Token))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1 && ok
}

// recovering turns a panic into an answer.
func (s *Site) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p) // nothing to tell: the answer was given up
			default:
				s.config.Logger.Error("a request panicked", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				writeProblem(w, r, http.StatusInternalServerError, "Something went wrong here.")
			}
		}()
		next.ServeHTTP(w, r)
	})
}
