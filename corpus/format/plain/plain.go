package plain

import (
	"context"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/layout"
)

// Read reads a plain text file as one article.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	text, err := d.Text()
	if err != nil {
		return err
	}
	var none document.Metadata
	a := none.Article(d)
	if err := document.CheckLines(text); err != nil {
		return err
	}
	a.Text, a.Blocks, a.Title = layout.File(text)
	if a.Title == "" {
		a.Title = titleFromName(d.Name)
	}
	a.Title = d.TitleOf("", a.Title)
	d.PointAtLines(&a, none, text)
	return yield(a)
}

// titleFromName makes a title of a file name: "ceasefire-talks.txt" is
// "Ceasefire talks".
func titleFromName(name string) string {
	name = document.WithoutExt(path.Base(strings.ReplaceAll(name, "\\", "/")))
	title := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	if title == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
