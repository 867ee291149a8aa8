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

// links returns the pages of the same site that a page links to.
func (a asking) links(address string, body []byte) []string {
	text, err := markup.Decode(body)
	if err != nil {
		return nil
	}
	doc, err := markup.Parse(text)
	if err != nil {
		return nil
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var links []string
	site := siteOf(a.Site)
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Base:
			if u, err := base.Parse(markup.Attr(n, "href")); err == nil {
				base = u
			}
		case n.DataAtom == atom.A && markup.HasAttr(n, "href") && !strings.Contains(markup.Attr(n, "rel"), "nofollow"):
			u, err := base.Parse(strings.TrimSpace(markup.Attr(n, "href")))
			if err != nil {
				continue
			}
			if link, ok := onSite(u.String(), site); ok {
				links = append(links, link)
			}
		}
		if len(links) >= maxLinks {
			break
		}
	}
	slices.Sort(links)
	return slices.Compact(links)
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
