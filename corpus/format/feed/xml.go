package feed

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// A parser reads the tokens of a feed in XML. What an element means is told by its name, whatever
// stands around it: items of RSS 1.0 stand beside their channel, those of RSS 2.0 inside.
type parser struct {
	tokens *html.Tokenizer
	spaces map[string]string // what prefixes stand for
	feed   Feed
	root   string // name of the first element
	base   string // that links of the feed are relative to
	lang   string
	entry  *draft
	closed bool // the root has ended
}

// A draft is an entry that is being read.
type draft struct {
	Item
	element string // that it is
	base    string
	rank    [fields]int // of the element that each text is from; 0 is none
	guid    string      // "" unless it is a link
	locked  bool        // it has a password
}

// parseXML reads RSS and Atom as far as they go. source is where the feed comes from.
func parseXML(text, source string) (*Feed, error) {
	p := parser{tokens: html.NewTokenizer(strings.NewReader(text)), spaces: map[string]string{}, base: source}
	p.tokens.AllowCDATA(true)
	for {
		kind := p.tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		p.tokens.NextIsNotRawText() // an element of XML holds elements, whatever its name
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(p.tokens.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			p.end(p.name(p.tokens.Token().Data))
		}
	}
	if err := p.tokens.Err(); !errors.Is(err, io.EOF) {
		p.feed.Broken = fmt.Errorf("read feed: %w", err)
	}
	if !roots[p.root] {
		return nil, errors.New("read feed: neither RSS nor Atom")
	}
	if p.feed.Broken == nil && (!p.closed || p.entry != nil) {
		p.feed.Broken = errors.New("the feed breaks off here; what stands before was read")
	}
	return &p.feed, nil
}

// roots are the first elements of feeds: RSS, RSS 1.0, Atom, CDF.
var roots = map[string]bool{"rss": true, "rdf": true, "feed": true, "channel": true}

func (p *parser) start(t html.Token, empty bool) {
	for _, a := range t.Attr {
		if prefix, ok := strings.CutPrefix(a.Key, "xmlns:"); ok {
			p.spaces[prefix] = spaceOf(a.Val)
		}
	}
	name := p.name(t.Data)
	if p.root == "" {
		p.root = name
	}
	switch {
	case name == "item" || name == "entry":
		p.open(name, t)
		if empty {
			p.end(name)
		}
	case p.entry == nil:
		p.ofFeed(name, t, empty)
	case !empty:
		p.ofEntry(name, t)
	case name == "link":
		p.link(t)
	}
}

// end handles the end of an element that is no text.
func (p *parser) end(name string) {
	switch {
	case p.entry != nil && name == p.entry.element:
		p.close()
	case name == p.root:
		p.closed = true
	}
}

// open begins an entry; one before it that was not ended and says something ends here.
func (p *parser) open(name string, t html.Token) {
	if p.entry != nil && p.entry.Summary+p.entry.Content != "" {
		p.close()
	}
	p.entry = &draft{element: name, base: p.base}
	p.entry.ID, p.entry.Language = attr(t, "rdf:about"), attr(t, "xml:lang")
	if base := attr(t, "xml:base"); base != "" {
		p.entry.base = resolve(p.base, base)
	}
	if link := attr(t, "href"); link != "" { // CDF
		p.entry.Link = resolve(p.entry.base, link)
	}
}

func (p *parser) close() {
	e := p.entry
	p.entry = nil
	if e.Link == "" {
		e.Link = resolve(e.base, e.guid)
	}
	if e.Link == "" {
		e.Link = resolve("", e.ID)
	}
	if e.Language == "" {
		e.Language = p.lang
	}
	if e.locked {
		e.Status = "protected"
	}
	p.feed.Items = append(p.feed.Items, e.Item)
}

// ofFeed handles an element outside entries.
func (p *parser) ofFeed(name string, t html.Token, empty bool) {
	if lang := attr(t, "xml:lang"); lang != "" && p.lang == "" {
		p.lang = lang
	}
	if base := attr(t, "xml:base"); base != "" {
		p.base = resolve(p.base, base)
	}
	if !empty && (name == "language" || name == "dc:language") {
		p.lang = strings.TrimSpace(p.text(name).plain())
	}
}

// ofEntry handles an element inside an entry.
func (p *parser) ofEntry(name string, t html.Token) {
	f, known := elements[name]
	if !known && !foreign[name] {
		return
	}
	text := p.text(name)
	if text.kind = kindOf(attr(t, "type"), attr(t, "mode")); text.kind == kindPacked {
		text.unpack()
	}
	e := p.entry
	switch {
	case !known:
	case name == "link" && attr(t, "href") != "":
		p.link(t)
	case !text.blank() && (e.rank[f.field] == 0 || f.rank < e.rank[f.field]):
		e.rank[f.field] = f.rank
		e.set(f.field, text)
		if name == "guid" && attr(t, "ispermalink") != "false" {
			e.guid = e.ID
		}
	}
	if text.ended {
		p.close()
	}
}

// link takes the address of an entry of Atom.
func (p *parser) link(t html.Token) {
	if rel := attr(t, "rel"); (rel == "" || rel == "alternate") && p.entry.Link == "" {
		p.entry.Link = resolve(p.entry.base, attr(t, "href"))
	}
}

// set keeps a text of an entry.
func (e *draft) set(field int, t *text) {
	switch field {
	case fieldID:
		e.ID = t.plain()
	case fieldLink:
		e.Link = resolve(e.base, t.plain())
	case fieldTitle:
		e.Title = t.title()
	case fieldContent:
		e.Content = t.html()
	case fieldSummary:
		e.Summary = t.html()
	case fieldPublished:
		e.Published = t.plain()
	case fieldChanged:
		e.Changed = t.plain()
	case fieldStatus:
		e.Status = strings.TrimSpace(t.plain())
	case fieldKind:
		e.Kind = strings.TrimSpace(t.plain())
	case fieldPassword:
		e.locked = true
	}
}

// attr returns the value of an attribute, "" when it is absent.
func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
