package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"verbatim/corpus/markup"
)

// A wish is what a page asks of those who read it, in its head or in a header of the answer.
type wish struct {
	noIndex  bool // it is not to be found by searching
	noFollow bool // its links are not to be followed
}

func (w *wish) add(other wish) {
	w.noIndex, w.noFollow = w.noIndex || other.noIndex, w.noFollow || other.noFollow
}

// mentionsWish matches a page that may hold a wish.
var mentionsWish = regexp.MustCompile(`(?i)<meta\s[^>]*\b(noindex|nofollow|none)\b`)

// wishOfMeta returns the wish that a <meta> holds for a crawler, or for all.
func wishOfMeta(n *html.Node, agent string) wish {
	if name := strings.ToLower(strings.TrimSpace(markup.Attr(n, "name"))); name != "robots" && !isCalled(name, agent) {
		return wish{}
	}
	return wishOf([]string{markup.Attr(n, "content")}, "")
}

// wishOf returns the wish in values of the header X-Robots-Tag. A name in front of a wish says whose
// it is, and of those behind it.
func wishOf(values []string, agent string) (w wish) {
	for _, value := range values {
		ours := true
		for part := range strings.SplitSeq(strings.ToLower(value), ",") {
			name, rest, named := strings.Cut(strings.TrimSpace(part), ":")
			if name = strings.TrimSpace(name); named && !valued[name] {
				ours, name = name == "*" || name == "robots" || isCalled(name, agent), strings.TrimSpace(rest)
			}
			if ours {
				w.add(wish{noIndex: name == "noindex" || name == "none", noFollow: name == "nofollow" || name == "none"})
			}
		}
	}
	return w
}

// valued are wishes that have a value behind a colon.
var valued = map[string]bool{"unavailable_after": true, "max-snippet": true, "max-image-preview": true, "max-video-preview": true}

// isCalled reports whether a name is that of a crawler, by the header it sends.
func isCalled(name, agent string) bool {
	product, _, _ := strings.Cut(strings.ToLower(agent), "/")
	return name != "" && name == strings.TrimSpace(product)
}
