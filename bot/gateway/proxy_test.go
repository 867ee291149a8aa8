package gateway

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"verbatim/bot/discordtest"
)

// connectProxy is an HTTP proxy that wants a password.
func connectProxy(t *testing.T) (*url.URL, *atomic.Int64) {
	t.Helper()
	var tunnels atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Header.Get("Proxy-Authorization") != "Basic YW5uOnNlY3JldA==" {
			http.Error(w, "no", http.StatusProxyAuthRequired)
			return
		}
		far, err := net.Dial("tcp", r.Host)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusOK)
		near, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		tunnels.Add(1)
		go func() {
			io.Copy(far, buffered)
			far.Close()
		}()
		io.Copy(near, far)
		near.Close()
	}))
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("ann", "secret")
	return u, &tunnels
}

func TestProxy(t *testing.T) {
	t.Parallel()
	proxy, tunnels := connectProxy(t)
	r := newRig(t, discordtest.Options{}, func(r *rig) { r.client.proxy = http.ProxyURL(proxy) })
	r.say("through the proxy")
	r.expectAll("through the proxy")
	if n := tunnels.Load(); n != 1 {
		t.Errorf("%d tunnels, want 1", n)
	}
}

func TestProxyRefuses(t *testing.T) {
	t.Parallel()
	proxy, _ := connectProxy(t)
	proxy.User = url.UserPassword("ann", "wrong")
	r := prepareRig(t, discordtest.Options{}, func(r *rig) { r.client.proxy = http.ProxyURL(proxy) })
	r.run()
	r.eventually("a line in the log", func() bool { return strings.Contains(r.logged.String(), "407") })
	if strings.Contains(r.logged.String(), "wrong") {
		t.Error("the log tells the proxy's password")
	}
}
