package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// clientOf returns who sends a request: the address at the other end, or behind a proxy that is
// believed, the address that it names. Proxies of this machine are believed, since only programs
// of this machine can be them.
func (a Access) clientOf(r *http.Request) string {
	end, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	addr := end.Addr().Unmap()
	for _, hop := range slices.Backward(hops(r.Header)) {
		if !a.believes(addr) {
			break
		}
		next, err := parseHop(hop)
		if err != nil {
			break
		}
		addr = next
	}
	return network(addr)
}

// Client returns who is at the other end of a connection, "" for a proxy that may speak for many.
func (a Access) Client(end net.Addr) string {
	at, err := netip.ParseAddrPort(end.String())
	if err != nil || a.believes(at.Addr().Unmap()) {
		return ""
	}
	return network(at.Addr().Unmap())
}

// believes reports whether an address is that of a proxy that tells the truth.
func (a Access) believes(addr netip.Addr) bool {
	return addr.IsLoopback() || slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// hops are the addresses that proxies have named, the nearest last.
func hops(h http.Header) []string {
	named := strings.Join(h.Values("X-Forwarded-For"), ",")
	if named == "" {
		return nil
	}
	return strings.Split(named, ",")
}

// parseHop reads an address, with or without a port.
func parseHop(s string) (netip.Addr, error) {
	s = strings.TrimSpace(s)
	if with, err := netip.ParseAddrPort(s); err == nil {
		return with.Addr().Unmap(), nil
	}
	addr, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return addr.Unmap(), err
}

// network returns what stands for one client: an address, of IPv6 the network of a household,
// which has as many addresses as it likes.
func network(addr netip.Addr) string {
	if addr.Is6() {
		if p, err := addr.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return addr.String()
}

type visitKey struct{}

// visitOf returns the visit that a request makes, as far as it is known.
func visitOf(ctx context.Context) visit {
	v, _ := ctx.Value(visitKey{}).(visit)
	return v
}

// on returns the visit to a surface.
func (v visit) on(surface string) visit {
	v.surface = surface
	return v
}
