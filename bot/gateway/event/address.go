package event

import (
	"fmt"
	"net/url"
	"strings"
)

// gatewayVersion is the version of the gateway that this package speaks.
const gatewayVersion = "10"

// Address completes the address that Discord tells for the gateway: the version
// and the encoding belong to it (events/gateway.mdx, "Connecting"). What discordgo adds
// to an address is of an older version; the # at the end keeps it from being sent.
func Address(told string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(told))
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("gateway address %q is not a URL", told)
	}
	switch u.Scheme {
	case "http":
		u.Scheme = "ws"
	case "https":
		u.Scheme = "wss"
	}
	if u.Path == "" {
		u.Path = "/"
	}
	q := u.Query()
	q.Set("v", gatewayVersion)
	q.Set("encoding", "json")
	q.Del("compress")
	u.RawQuery, u.Fragment = q.Encode(), ""
	return u.String() + "#", nil
}
