package clone

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"verbatim/corpus/web/public"
)

// errPrivate refuses an address that is not public.
var errPrivate = errors.New("a private or local address; --allow-private permits to read it")

// pin resolves the host of an address of the web, and returns what holds git to what was found:
// HOST:PORT:ADDRESS,… (http.curloptResolve). All that is found must be public. ssh asks by
// names of its own, and only whom it has a key for.
func pin(ctx context.Context, r Repository) ([]string, error) {
	u := r.web()
	if u == nil {
		return nil, nil
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if err != nil {
		return nil, err
	}
	addresses := make([]string, len(found))
	for i, ip := range found {
		if !public.Is(ip) {
			return nil, fmt.Errorf("%s is %w", u.Hostname(), errPrivate)
		}
		addresses[i] = ip.Unmap().String()
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return nil, nil // which nothing resolves again
	}
	return []string{u.Hostname() + ":" + port + ":" + strings.Join(addresses, ",")}, nil
}
