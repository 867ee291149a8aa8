package web

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// maxLinks is how many links of one page are followed.
const maxLinks = 2000

// look finds what a page of HTML leads to: pages of its site, and feeds of it where they are
// wanted. It returns what the page asks of those who read it.
func (a asking) look(address string, body []byte, found *digest) (wish wish) {
	text, err := markup.Decode(body)
	if err != nil {
		return wish
	}
	doc, err := markup.Parse(text)
	if err != nil {
		return wish
	}
	base, err := url.Parse(address)
	if err != nil {
		return wish
	}
	site := siteOf(a.Site)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || len(found.Links) >= maxLinks {
			continue
		}
		switch n.DataAtom {
		case atom.Base:
			if u, err := base.Parse(markup.Attr(n, "href")); err == nil {
				base = u
			}
		case atom.Meta:
			wish.add(wishOfMeta(n, a.Agent))
		case atom.A, atom.Link:
			if link, ok := onSite(target(base, n), site); ok && a.wants(n) {
				found.Links = append(found.Links, link)
			}
		}
	}
	slices.Sort(found.Links)
	found.Links = slices.Compact(found.Links)
	return wish
}

// wants reports whether an element leads to a page or a feed that is to be read.
func (a asking) wants(n *html.Node) bool {
	rel := strings.Fields(strings.ToLower(markup.Attr(n, "rel")))
	if n.DataAtom == atom.A {
		return a.Links && !slices.Contains(rel, "nofollow")
	}
	return a.Feeds && slices.Contains(rel, "alternate") && feedTypes[strings.ToLower(markup.Attr(n, "type"))]
}

// feedTypes are the media types of feeds.
var feedTypes = map[string]bool{"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true}

// target returns where an element leads, "" for nowhere.
func target(base *url.URL, n *html.Node) string {
	u, err := base.Parse(strings.TrimSpace(markup.Attr(n, "href")))
	if err != nil || !markup.HasAttr(n, "href") {
		return ""
	}
	return u.String()
}

// onSite returns an address as it is asked for, if it is one of a page of a site.
func onSite(address string, site *url.URL) (string, bool) {
	clean, err := cleanURL(address)
	if err != nil || !sameSite(clean, site) || media[strings.ToLower(path.Ext(clean.Path))] {
		return "", false
	}
	return clean.String(), true
}

// sameSite reports whether two addresses have one host, whatever the scheme and a leading
// "www.".
func sameSite(a, b *url.URL) bool {
	return document.SiteName(a.Hostname()) == document.SiteName(b.Hostname()) && (a.Port() == b.Port())
}

// media are extensions of what has no text.
var media = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".svg": true, ".ico": true, ".avif": true, ".bmp": true, ".tiff": true,
	".css": true, ".js": true, ".mjs": true, ".map": true, ".woff": true, ".woff2": true, ".ttf": true, ".eot": true,
	".mp3": true, ".mp4": true, ".webm": true, ".ogg": true, ".wav": true, ".avi": true, ".mov": true, ".m4a": true,
	".exe": true, ".dmg": true, ".iso": true, ".apk": true, ".deb": true, ".rpm": true, ".msi": true, ".bin": true,
	".zip": true, ".gz": true, ".tgz": true, ".bz2": true, ".xz": true, ".7z": true, ".rar": true, ".tar": true,
}
