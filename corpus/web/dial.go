package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/web/public"
)

// http returns the client, made on first use.
func (f *Fetcher) http() *http.Client {
	f.once.Do(func() {
		dialer := &net.Dialer{Timeout: 10 * time.Second}
		transport := &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 30 * time.Second,
			MaxResponseHeaderBytes: 256 << 10, IdleConnTimeout: 30 * time.Second, MaxIdleConns: 16, ForceAttemptHTTP2: true,
		}
		if f.AllowPrivate {
			transport.Proxy = http.ProxyFromEnvironment // a proxy would hide the address that is dialled
		} else {
			dialer.Control = publicOnly
		}
		f.client = &http.Client{Transport: transport, CheckRedirect: f.redirect}
	})
	return f.client
}

// redirect bounds redirects, and asks robots.txt of each address they lead to.
func (f *Fetcher) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return document.Refuse(corpus.ReasonMalformed, fmt.Errorf("more than %d redirects", maxRedirects))
	}
	u, err := cleanURL(req.URL.String())
	if err != nil {
		return document.Refuse(corpus.ReasonForbidden, fmt.Errorf("redirect: %w", err))
	}
	if u.Host == via[0].URL.Host {
		return f.robotsAllow(f.host(u), u)
	}
	return f.allowed(req.Context(), f.host(u), u)
}

// publicOnly refuses connections to addresses that are not public. It runs after names are
// resolved, for every connection, so a name cannot lead inside.
func publicOnly(network, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("dial %s: %w", address, err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !strings.HasPrefix(network, "tcp") || !public.Is(ip) {
		return fmt.Errorf("%s is %w", host, errPrivate)
	}
	return nil
}

// isLoopback reports whether the host of an address is this machine.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// cleanURL returns an http or https address in one spelling: no fragment, host in lower
// case, no default port.
func cleanURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, errors.New("not a URL: check its spelling") // what it says of it may hold a password
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("only http and https URLs can be read")
	case u.Hostname() == "":
		return nil, errors.New("a URL without a host")
	case u.User != nil:
		return nil, errors.New("a URL with a password in it; it would be stored and shown")
	}
	if port := u.Port(); (u.Scheme == "http" && port == "80") || (u.Scheme == "https" && port == "443") {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}
