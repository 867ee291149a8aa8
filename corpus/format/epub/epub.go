package epub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// Bounds of one book.
const (
	maxBook  = 64 << 20 // bytes of text
	maxItems = 50_000   // files that it is made of
)

// Read reads a book (EPUB 2 and 3): the chapters in the order of its spine, as one
// article. The anchor of a block is the file of its chapter and the id inside it, as
// EPUB readers link: "#OPS/ch1.xhtml#id".
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	parts, err := document.OpenParts(d)
	if err != nil {
		return err
	}
	book, base, err := openBook(parts)
	if err != nil {
		return err
	}
	if _, ok := parts["META-INF/encryption.xml"]; ok && book.locked(parts, base) {
		return document.Refuse(corpus.ReasonUnreadable, errors.New("the book is locked (DRM); only its shop's readers can open it"))
	}
	var b document.Builder
	for _, name := range book.spine(base) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := readChapter(parts, name, &b); err != nil {
			d.Skip(name, document.ReasonOf(err), err)
		}
		if b.Size() > maxBook {
			return document.TooLarge(maxBook)
		}
	}
	a := book.metadata().Article(d)
	if a.Title == "" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}

// A bookPackage is the part that lists what a book is made of.
type bookPackage struct {
	Titles    []string `xml:"metadata>title"`
	Languages []string `xml:"metadata>language"`
	Dates     []string `xml:"metadata>date"`
	Items     []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine []struct {
		ID string `xml:"idref,attr"`
	} `xml:"spine>itemref"`
	Guide []struct {
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	} `xml:"guide>reference"`
}

// openBook reads the package and returns the folder its names are relative to.
func openBook(parts document.Parts) (book bookPackage, base string, err error) {
	var container struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := parts.Decode("META-INF/container.xml", &container); err != nil {
		return book, "", err
	}
	if len(container.Roots) == 0 {
		return book, "", errors.New("read EPUB: META-INF/container.xml names no package")
	}
	root := container.Roots[0].Path
	err = parts.Decode(root, &book)
	if err == nil && len(book.Items) > maxItems {
		err = document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("made of more than %d files", maxItems))
	}
	return book, path.Dir(root), err
}

// spine returns the chapters' names in the zip file, each once, without the table of contents.
func (b *bookPackage) spine(base string) []string {
	hrefs := map[string]string{} // of chapters, by id
	for _, item := range b.Items {
		if _, taken := hrefs[item.ID]; !taken && strings.Contains(item.Type, "html") && !strings.Contains(item.Properties, "nav") {
			hrefs[item.ID] = item.Href
		}
	}
	var names []string
	seen := b.contents(base)
	for _, ref := range b.Spine {
		name := partName(base, hrefs[ref.ID])
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		names = append(names, name)
	}
	return names
}

// contents returns the pages that the guide calls lists of chapters, pictures or tables.
func (b *bookPackage) contents(base string) map[string]bool {
	names := map[string]bool{}
	for _, ref := range b.Guide {
		if href, _, inside := strings.Cut(ref.Href, "#"); !inside && (ref.Type == "toc" || ref.Type == "loi" || ref.Type == "lot") {
			names[partName(base, href)] = true
		}
	}
	return names
}

// partName returns the name in the zip file of what an address leads to, "" for none.
func partName(base, href string) string {
	href, err := url.PathUnescape(href)
	if err != nil || href == "" {
		return ""
	}
	return strings.TrimPrefix(path.Join("/", base, href), "/")
}

// locked reports whether the first chapter is no HTML any more.
func (b *bookPackage) locked(parts document.Parts, base string) bool {
	names := b.spine(base)
	if len(names) == 0 {
		return false
	}
	part, err := parts.Open(names[0])
	if err != nil {
		return false
	}
	defer part.Close()
	head, _ := io.ReadAll(io.LimitReader(part, 512))
	return !strings.Contains(string(head), "<")
}

func (b *bookPackage) metadata() document.Metadata {
	m := document.Metadata{}
	for _, title := range b.Titles {
		m.Set("title", title)
	}
	for _, lang := range b.Languages {
		m.Set("lang", lang)
	}
	for _, date := range b.Dates {
		m.Set("date", date)
	}
	return m
}

func readChapter(parts document.Parts, name string, b *document.Builder) error {
	part, err := parts.Open(name)
	if err != nil {
		return err
	}
	defer part.Close()
	data, err := io.ReadAll(&document.BoundedReader{R: part, Left: markup.MaxBytes})
	if err != nil {
		return fmt.Errorf("read chapter: %w", err)
	}
	text, err := markup.Decode(data)
	if err != nil {
		return err
	}
	doc, err := markup.Parse(text)
	if err != nil {
		return err
	}
	if listsChapters(doc) {
		return nil
	}
	first := len(b.Blocks)
	b.Anchor = ""
	markup.Blocks(b, doc, func(n *html.Node) bool {
		return n.DataAtom == atom.Nav || markup.Permalink(n) || markup.NoteMark(n) || markup.PageMark(n)
	})
	for i := range b.Blocks[first:] {
		block := &b.Blocks[first+i]
		block.Anchor = "#" + name + block.Anchor
	}
	return nil
}

// listsChapters reports a page whose words are nearly all links to other pages of the book.
func listsChapters(doc *html.Node) bool {
	const fewest = 4 // links
	words, linked, links := 0, 0, 0
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.A && leadsOn(n) {
			links++
			linked += len(strings.Fields(markup.InnerText(n)))
		}
		if n.Type == html.TextNode && !inHeading(n) {
			words += len(strings.Fields(n.Data))
		}
	}
	return links >= fewest && linked*10 >= words*8
}

// leadsOn reports a link to another page of the book.
func leadsOn(n *html.Node) bool {
	href := markup.Attr(n, "href")
	return href != "" && href[0] != '#' && !strings.Contains(href, ":")
}

// inHeading reports text of a heading or of the page's head.
func inHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if markup.IsHeading(p) || p.DataAtom == atom.Head {
			return true
		}
	}
	return false
}
