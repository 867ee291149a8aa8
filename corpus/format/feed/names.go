package feed

import "strings"

// The texts of an entry that are kept.
const (
	fieldID = iota
	fieldLink
	fieldTitle
	fieldContent
	fieldSummary
	fieldPublished
	fieldChanged
	fieldStatus
	fieldKind
	fieldPassword
	fields
)

// elements says which text of an entry an element is. Of several for one text that of the lowest
// rank holds, and of equals the first.
var elements = map[string]struct{ field, rank int }{
	"guid": {fieldID, 1}, "id": {fieldID, 1}, "dc:identifier": {fieldID, 2},
	"link": {fieldLink, 1}, "feedburner:origlink": {fieldLink, 2},
	"title": {fieldTitle, 1}, "dc:title": {fieldTitle, 2}, "media:title": {fieldTitle, 3}, "itunes:title": {fieldTitle, 4},
	"content:encoded": {fieldContent, 1}, "content": {fieldContent, 2}, "xhtml:body": {fieldContent, 3}, "body": {fieldContent, 3}, "fullitem": {fieldContent, 4},
	"media:text":  {fieldContent, 5},
	"description": {fieldSummary, 1}, "summary": {fieldSummary, 1}, "abstract": {fieldSummary, 2}, "dc:description": {fieldSummary, 3},
	"itunes:summary": {fieldSummary, 4}, "media:description": {fieldSummary, 5}, "itunes:subtitle": {fieldSummary, 6}, "tagline": {fieldSummary, 7},
	"pubdate": {fieldPublished, 1}, "published": {fieldPublished, 1}, "issued": {fieldPublished, 2}, "dc:date": {fieldPublished, 3},
	"dcterms:issued": {fieldPublished, 4}, "created": {fieldPublished, 5}, "dcterms:created": {fieldPublished, 5}, "expirationdate": {fieldPublished, 9},
	"updated": {fieldChanged, 1}, "modified": {fieldChanged, 2}, "dcterms:modified": {fieldChanged, 3},
	"wp:status": {fieldStatus, 1}, "app:draft": {fieldStatus, 1}, "wp:post_type": {fieldKind, 1}, "wp:post_password": {fieldPassword, 1},
}

// foreign are elements of an entry that tell of something else, with titles and dates of their own.
var foreign = map[string]bool{"source": true, "author": true, "contributor": true, "image": true, "textinput": true, "media:comments": true}

// spaces are the beginnings of the names of namespaces, and the prefixes that they have here.
var spaces = []struct{ uri, prefix string }{
	{"http://purl.org/atom/app", "app"}, {"http://www.w3.org/2007/app", "app"}, {"http://wordpress.org/export/", "wp"},
	{"http://www.w3.org/2005/atom", ""}, {"http://purl.org/atom/", ""}, {"http://purl.org/rss/1.0/modules/content", "content"},
	{"http://purl.org/rss/1.0/", ""}, {"http://my.netscape.com/", ""}, {"http://channel.netscape.com/", ""}, {"http://backend.userland.com/", ""},
	{"http://www.w3.org/1999/02/22-rdf-syntax-ns", ""}, {"http://www.w3.org/1999/xhtml", "xhtml"}, {"http://search.yahoo.com/mrss", "media"},
	{"http://www.itunes.com/", "itunes"}, {"http://purl.org/dc/elements/", "dc"}, {"http://purl.org/dc/terms/", "dcterms"},
}

// spaceOf returns the prefix of a namespace, its own name where it is not known.
func spaceOf(uri string) string {
	uri = strings.ToLower(strings.TrimSpace(uri))
	for _, s := range spaces {
		if strings.HasPrefix(uri, s.uri) {
			return s.prefix
		}
	}
	return uri
}

// name returns the name of an element, with the prefix that is used here.
func (p *parser) name(tag string) string {
	prefix, local, ok := strings.Cut(tag, ":")
	if !ok {
		return tag
	}
	if space, known := p.spaces[prefix]; known {
		prefix = space
	}
	if prefix == "" || prefix == "rss" || prefix == "atom" || prefix == "rdf" {
		return local
	}
	return prefix + ":" + local
}
