package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format/discord"
	"verbatim/corpus/format/feed"
	"verbatim/corpus/format/html"
	"verbatim/corpus/format/markdown"
	"verbatim/corpus/format/mediawiki"
	"verbatim/corpus/format/openapi"
	"verbatim/corpus/format/plain"
	"verbatim/corpus/format/rst"
	"verbatim/corpus/site"
)

// readText reads plain text, and the text of markup languages whose files may be named like it: a
// page of Sphinx, and what is full of directives.
func readText(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	if d.Page != nil && d.Page.Generator == site.Sphinx {
		return rst.Read(ctx, d, yield)
	}
	if hasDirectives(d.Head()) {
		return rst.Read(ctx, d, yield)
	}
	return plain.Read(ctx, d, yield)
}

// hasDirectives reports a text with some directives or roles. Nearly all texts are told without
// looking closely.
func hasDirectives(head []byte) bool {
	const enough = 3
	if bytes.Count(head, []byte(".. "))+bytes.Count(head, []byte(":`")) < enough {
		return false
	}
	return len(directiveLine.FindAll(head, enough)) == enough
}

var directiveLine = regexp.MustCompile("(?m)^\\.\\. (?:_[\\w-]+:|[\\w-]+::)(?: |$)|:[a-z]+:`[^`\\n]+`")

// readXML reads the kinds of XML that hold articles, told by their first element.
func readXML(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	switch root := document.RootElement(d.Head()); root {
	case "rss", "feed", "RDF":
		return feed.Read(ctx, d, yield)
	case "mediawiki":
		return mediawiki.Read(ctx, d, yield)
	case "html":
		return html.Read(ctx, d, yield)
	case "urlset", "sitemapindex":
		return document.Refuse(corpus.ReasonUnsupported, errors.New("a sitemap; give its URL instead of a file"))
	case "":
		return errors.New("read XML: no element at its start")
	default:
		return document.Refuse(corpus.ReasonUnsupported, fmt.Errorf("no reader for XML with <%s>; known are feeds and MediaWiki dumps", root))
	}
}

// readJSON reads the kinds of JSON that hold articles.
func readJSON(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	head := d.Head()
	switch {
	case bytes.Contains(head, []byte("jsonfeed.org/version")):
		return feed.Read(ctx, d, yield)
	case bytes.Contains(head, []byte(`"guild"`)) && bytes.Contains(head, []byte(`"channel"`)):
		return discord.Read(ctx, d, yield)
	case openapiJSON.Match(head):
		return openapi.Reader(markdown.Read)(ctx, d, yield)
	}
	return document.Refuse(corpus.ReasonUnsupported, errors.New("no reader for this JSON; known are JSON Feed, OpenAPI and exports of DiscordChatExporter; write articles as JSON lines (.jsonl)"))
}

var (
	openapiJSON = regexp.MustCompile(`"(?:openapi|swagger)"\s*:\s*"[23]\.`)
	openapiYAML = regexp.MustCompile(`(?m)^["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\.`)
)

// readYAML reads the one kind of YAML that holds text for people.
func readYAML(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	if openapiYAML.Match(d.Head()) {
		return openapi.Reader(markdown.Read)(ctx, d, yield)
	}
	return document.Refuse(corpus.ReasonUnsupported, errors.New("no reader for this YAML; known are OpenAPI descriptions"))
}
