package document

import (
	"net/url"
	"strings"
)

// IsAbsolute reports whether a link is an http or https address with a host.
func IsAbsolute(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// SiteName returns a host in lower case without a leading "www.".
func SiteName(host string) string {
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
