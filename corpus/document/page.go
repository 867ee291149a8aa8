package document

import (
	"verbatim/corpus"
	"verbatim/corpus/site"
)

// address returns where the document stands on the web, by its front matter, nil for none;
// "" when that is not known.
func (d *Document) address(m Metadata) string {
	if d.Page == nil {
		return ""
	}
	address, _ := d.Page.Address(site.Meta(m))
	return address
}

// TitleOf returns the title that people know the document by: front is that of its front
// matter, heading the first one of its text; both may be "".
func (d *Document) TitleOf(front, heading string) string {
	if d.Page != nil {
		return Tidy(d.Page.TitleOf(front, heading))
	}
	if front != "" {
		return front
	}
	return heading
}

// PointAtLines gives the blocks of an article anchors that lead to their lines in src, the
// text of the document, where the article's source is the document's file in a repository.
func (d *Document) PointAtLines(a *corpus.Article, m Metadata, src string) {
	if d.Page == nil {
		return
	}
	address, inRepository := d.Page.Address(site.Meta(m))
	if !inRepository || a.Source != address {
		return
	}
	f := lineFinder{src: src}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if from, to, ok := f.find(a.Text[b.Start:b.End]); ok {
			b.Anchor = d.Page.Line(from, to)
		}
	}
}

// Anchors returns the names that the headings of the document have on its site.
func (d *Document) Anchors() *site.Anchors {
	page := d.Page
	if page == nil {
		page = &site.Page{}
	}
	return page.Anchors()
}
