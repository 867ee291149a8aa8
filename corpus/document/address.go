package document

import (
	"net/url"
	"strings"
)

func IsAbsolute(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func SiteName(host string) string {
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
