package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/layout"
	"verbatim/corpus/markup"
)

// Bounds of a message.
const (
	maxDepth = 10   // parts inside each other
	maxParts = 1000 // parts of one
)

// parts turns the parts of a message into blocks.
type parts struct {
	doc   *document.Document
	place string // of the message in its box
	out   *document.Builder
	seen  int
}

// part adds the text of a part, whose headers get returns.
func (p *parts) part(get func(string) string, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if err != nil && kind == "" {
		kind, params = "text/plain", nil
	}
	if p.seen++; p.seen > maxParts || depth > maxDepth {
		return document.Refuse(corpus.ReasonTooLarge, errors.New("more parts than a message can have"))
	}
	disposition, _, _ := strings.Cut(get("Content-Disposition"), ";")
	switch {
	case strings.EqualFold(strings.TrimSpace(disposition), "attachment"):
		p.attached(get, params)
	case strings.HasPrefix(kind, "multipart/"):
		return p.several(kind, params["boundary"], body, depth)
	case kind == "text/plain" || kind == "text/html":
		return p.text(kind, params, get("Content-Transfer-Encoding"), body)
	default:
		p.attached(get, params)
	}
	return nil
}

// attached counts what is not the text of the message.
func (p *parts) attached(get func(string) string, params map[string]string) {
	name := decoded(params["name"])
	if _, more, err := mime.ParseMediaType(get("Content-Disposition")); err == nil && more["filename"] != "" {
		name = decoded(more["filename"])
	}
	if name == "" || strings.HasSuffix(name, ".asc") || strings.HasSuffix(name, ".p7s") {
		return // a signature, a picture in the text
	}
	place := strings.TrimPrefix(p.place+" attachment "+name, " ")
	p.doc.Skip(place, corpus.ReasonUnsupported, errors.New("an attachment; save it to a file to have it read"))
}

// A stored part is one of several forms.
type stored struct {
	get  func(string) string
	kind string
	body []byte
}

// several adds the parts of a part: the best form of an alternative, all others in their order.
func (p *parts) several(kind, boundary string, body io.Reader, depth int) error {
	if boundary == "" {
		return errors.New("read message: its parts have no boundary")
	}
	var forms []stored
	r := multipart.NewReader(body, boundary)
	for {
		part, err := r.NextRawPart()
		if err != nil {
			break // the end, or the message is cut off: what is there is read
		}
		if kind != "multipart/alternative" {
			if err := p.part(part.Header.Get, part, depth+1); err != nil {
				return err
			}
			continue
		}
		data, _ := io.ReadAll(part) // as far as it goes
		media, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		forms = append(forms, stored{part.Header.Get, media, data})
	}
	slices.SortStableFunc(forms, func(a, b stored) int { return rank(a.kind) - rank(b.kind) })
	for _, f := range forms {
		before := len(p.out.Blocks)
		if err := p.part(f.get, strings.NewReader(string(f.body)), depth+1); err != nil {
			return err
		}
		if len(p.out.Blocks) > before {
			return nil
		}
	}
	return nil
}

// rank orders the forms of an alternative.
func rank(kind string) int {
	switch {
	case kind == "text/plain":
		return 0
	case kind == "text/html":
		return 1
	case strings.HasPrefix(kind, "multipart/"):
		return 2
	}
	return 3
}

func (p *parts) text(kind string, params map[string]string, encoding string, body io.Reader) error {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, _ := io.ReadAll(body) // as far as it can be decoded
	text, err := decode(data, params["charset"])
	if document.ReasonOf(err) == corpus.ReasonEmpty {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	if kind == "text/html" {
		return p.html(text)
	}
	p.plain(text, params)
	return nil
}

// decode reads bytes in the charset that they are said to be in, or that they seem to be.
func decode(data []byte, name string) (string, error) {
	if enc, canonical := charset.Lookup(name); enc != nil && canonical != "utf-8" {
		if text, err := enc.NewDecoder().Bytes(data); err == nil {
			data = text
		}
	}
	return document.Decode(data)
}

// plain adds a plain text, as its layout tells.
func (p *parts) plain(text string, params map[string]string) {
	if strings.EqualFold(params["format"], "flowed") {
		text = unflowed(text, strings.EqualFold(params["delsp"], "yes"))
	}
	text = own(text)
	blocks, _ := layout.Blocks(text)
	for _, b := range blocks {
		part := text[b.Start:b.End]
		switch b.Kind {
		case corpus.Heading:
			p.out.Heading(b.Level, "", part)
		case corpus.Code:
			p.out.Code(part)
		case corpus.Table:
			p.out.Row(strings.Split(part, "\t"))
		default:
			p.out.Add(b.Kind, part)
		}
	}
}

// html adds a page without what it quotes.
func (p *parts) html(text string) error {
	root, err := markup.Parse(text)
	if err != nil {
		return err
	}
	markup.Blocks(p.out, root, isQuoted)
	return nil
}

// isQuoted reports what programs for mail put around quotations and signatures.
func isQuoted(n *html.Node) bool {
	if n.Data == "blockquote" && (markup.Attr(n, "type") == "cite" || markup.Attr(n, "class") == "gmail_quote") {
		return true
	}
	return slices.ContainsFunc(markup.Names(n), func(name string) bool {
		switch name {
		case "gmail_quote", "gmail_signature", "gmail_attr", "moz-cite-prefix", "moz-signature", "yahoo_quoted", "div-rply-fwd-msg", "protonmail_quote", "signature":
			return true
		}
		return false
	})
}
