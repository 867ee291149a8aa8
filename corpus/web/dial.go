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
	if err != nil || !strings.HasPrefix(network, "tcp") || !isPublic(ip) {
		return fmt.Errorf("%s is %w", host, errPrivate)
	}
	return nil
}

// reserved are ranges that are neither private nor loopback for netip, and yet not public
// (IANA IPv4 and IPv6 Special-Purpose Address Registries).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
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
