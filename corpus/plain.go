package corpus

import (
	"context"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadPlain reads a plain text file as one article.
func ReadPlain(_ context.Context, d *Document, yield func(Article) error) error {
	text, err := d.text()
	if err != nil {
		return err
	}
	a := Article{ID: d.ID, Source: d.Source, Text: text}
	if err := checkLines(text); err != nil {
		return err
	}
	a.Blocks, a.Title = layout(text)
	if a.Title == "" {
		a.Title = titleFromName(d.Name)
	}
	return yield(a)
}

// titleFromName makes a title of a file name: "ceasefire-talks.txt" is
// "Ceasefire talks".
func titleFromName(name string) string {
	name = WithoutExt(path.Base(strings.ReplaceAll(name, "\\", "/")))
	title := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	if title == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
