package clustertest

import (
	"crypto/subtle"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
)

// A TLS proxy speaks TLS in front of a node, and lets in whoever knows a password.
type TLS struct {
	URL      string // for 127.0.0.1, which its certificate is made out for
	CA       []byte // in PEM, what signs the certificate
	User     string
	Password string
}

// NewTLS starts a proxy in front of the node at an address. It ends with the test.
func NewTLS(t testing.TB, address string) *TLS {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	p := &TLS{User: "verbatim", Password: "a password"}
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(u) }}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != p.User || subtle.ConstantTimeCompare([]byte(password), []byte(p.Password)) == 0 {
			w.Header().Set("WWW-Authenticate", `Basic realm="OpenSearch"`)
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		pass.ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // failed handshakes are what tests make
	t.Cleanup(server.Close)
	p.URL = server.URL
	p.CA = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	return p
}
