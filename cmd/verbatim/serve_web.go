package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"verbatim/bot"
	"verbatim/bot/limit"
	"verbatim/bot/rush"
	"verbatim/index"
	"verbatim/monitor"
	"verbatim/web"
)

// listenHelp says what it takes to listen for other machines.
const listenHelp = `other machines reach %s, so it needs a token that they have to send:
  put VERBATIM_LISTEN_TOKEN=… into .env or the environment (head -c 24 /dev/urandom | base64 makes one),
  or VERBATIM_LISTEN_TOKEN_FILE=… with a file that holds it.
To open page, API and MCP to everybody, set VERBATIM_LISTEN_PUBLIC=true; for this machine alone, listen on 127.0.0.1`

// checkListening tidies what is set of listening, and returns the fields with values that make no
// sense.
func (c *config) checkListening() (fields []string) {
	if _, _, err := net.SplitHostPort(c.Listen); c.Listen != "" && err != nil {
		fields = append(fields, "Listen")
	}
	var ok bool
	if c.ListenOrigins, ok = tidyOrigins(c.ListenOrigins); !ok {
		fields = append(fields, "ListenOrigins")
	}
	c.ListenProxies = trimmed(c.ListenProxies)
	for _, p := range c.ListenProxies {
		if _, err := parseNetwork(p); err != nil {
			return append(fields, "ListenProxies")
		}
	}
	return fields
}

// trimmed returns the entries of a list without blanks, and without those that are empty.
func trimmed(list []string) []string {
	for i, entry := range list {
		list[i] = strings.TrimSpace(entry)
	}
	return slices.DeleteFunc(list, func(entry string) bool { return entry == "" })
}

// access says who is let in by HTTP, where serve listens. The error says what a setting lacks.
func (c config) access() (web.Access, error) {
	a := web.Access{Local: isLocal(c.Listen), Public: c.ListenPublic, Origins: c.ListenOrigins}
	for _, p := range c.ListenProxies {
		if network, err := parseNetwork(p); err == nil { // as was checked
			a.Proxies = append(a.Proxies, network)
		}
	}
	var err error
	if a.Token, err = secretIn(c.ListenToken, c.ListenTokenFile, "VERBATIM_LISTEN_TOKEN_FILE", "token"); err != nil {
		return a, err
	}
	if c.Listen != "" && !a.Local && a.Token == "" && !a.Public {
		return a, usagef(listenHelp, c.Listen)
	}
	return a, nil
}

// isLocal reports whether only this machine reaches an address.
func isLocal(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// parseNetwork reads an address or a network.
func parseNetwork(s string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr.Prefix(addr.BitLen())
	}
	return netip.ParsePrefix(s)
}

// tidyOrigins returns origins as browsers send them, and whether all of them are some.
func tidyOrigins(list []string) ([]string, bool) {
	var origins []string
	for _, s := range trimmed(list) {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return nil, false
		}
		origins = append(origins, u.Scheme+"://"+strings.ToLower(u.Host))
	}
	return origins, true
}

// newSite makes page, API and tools over a library. What they may see of it follows what r is told.
func newSite(r *running, a web.Access, lib bot.Library, desk *rush.Desk, m *monitor.Monitor, log *slog.Logger) (http.Handler, error) {
	limits := limit.New()
	view := func() index.Filter { return r.config().Confine.OfWeb() }
	site, err := web.New(web.Config{
		Library: lib, Desk: desk, Limits: &limits, View: view, Level: r.config().Level,
		Access: a, Watch: m.Handler(), Observe: observe(m), Version: thisVersion().Version, Logger: log,
	})
	if err != nil {
		return nil, fmt.Errorf("make the page: %w", err)
	}
	return site, nil
}

// observe has a monitor count what is asked by HTTP. What nobody waits for any more is not counted.
func observe(m *monitor.Monitor) web.Observer {
	return func(ctx context.Context, surface string) (context.Context, func(web.Outcome)) {
		ctx, q := m.Ask(ctx, monitor.Surface(surface), time.Now())
		return ctx, func(o web.Outcome) {
			if o.Reason != "gone" {
				q.Found(monitor.Result{Outcome: monitor.Outcome(o.Name), Reason: o.Reason, Confidence: o.Confidence})
			}
			q.Done()
		}
	}
}
