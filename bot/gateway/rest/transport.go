package rest

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"strings"
	"time"
)

// newTransport keeps more connections open than net/http's own, for answers in parallel, but not
// for long: each takes two goroutines.
func newTransport(roots *x509.CertPool) http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 64
	t.IdleConnTimeout = 20 * time.Second
	if roots != nil {
		t.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	}
	return t
}

// exchangeKey finds in a request's context the exchange it belongs to.
type exchangeKey struct{}

// A recorder is the transport under discordgo. It notes what was answered, and takes the
// rate limit headers out: discordgo fails a request that succeeded when it can't read
// one of them.
type recorder struct{ next http.RoundTripper }

func (t recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(r)
	x, ok := r.Context().Value(exchangeKey{}).(*exchange)
	if err != nil || !ok {
		return resp, err
	}
	x.status, x.header = resp.StatusCode, resp.Header.Clone()
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			resp.Header.Del(name)
		}
	}
	resp.Body = readCloser{io.LimitReader(resp.Body, maxAnswer), resp.Body}
	return resp, nil
}

// maxAnswer is the longest answer that is read.
const maxAnswer = 32 << 20

type readCloser struct {
	io.Reader
	io.Closer
}
