package markdown

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
)

// WebURL returns raw as a URL that may stand in a message, and false unless it is an
// absolute http or https URL of at most 512 bytes. Fragment is added where the URL has
// none; both may be "".
func WebURL(raw, fragment string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return "", false
	}
	if f := strings.TrimPrefix(fragment, "#"); u.Fragment == "" && f != "" {
		u.Fragment = f
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || host == "" { // a soft hyphen alone comes to nothing
		return "", false
	}
	if p := u.Port(); p != "" {
		host += ":" + p
	}
	u.Host = host
	s := encode(u.String())
	return s, len(s) <= 512
}

// encode percent-encodes what would end a link in Markdown, and what no URL may hold.
func encode(address string) string {
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte("()<>[]\\`|*\"'^{}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Link returns a link with the title as its text, which does not unfold into an embed.
// The address must come from [WebURL]. Discord does not accept a title with brackets or
// one that looks like an address as a link's text: it is shown before the address.
func Link(title, address string) string {
	for _, bad := range []string{"[", "]", "://", "www.", "discord."} {
		if strings.Contains(title, bad) {
			return Escape(title) + " <" + address + ">"
		}
	}
	return "[" + Escape(title) + "](<" + address + ">)"
}

// linkOrEscape matches a link as [Link] writes it, and characters behind a backslash, which
// begin none.
var linkOrEscape = regexp.MustCompile(`(?s)\\.|\[((?:\\.|[^\]\\])*)\]\(<[^>\s]*>\)| <https?://[^>\s]*>`)

// WithoutLinks returns content with the titles of its links in their place.
func WithoutLinks(content string) string {
	return linkOrEscape.ReplaceAllStringFunc(content, func(m string) string {
		if strings.HasPrefix(m, `\`) {
			return m
		}
		return linkOrEscape.ReplaceAllString(m, "$1")
	})
}
