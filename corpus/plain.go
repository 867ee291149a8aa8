package corpus

import (
	"context"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readPlain reads a plain text file as one article.
func readPlain(_ context.Context, d *document, yield func(Article) error) error {
	text, err := d.text()
	if err != nil {
		return err
	}
	a := Article{ID: d.id, Source: d.source, Text: text}
	if err := checkLines(text); err != nil {
		return err
	}
	a.Blocks, a.Title = layout(text)
	if a.Title == "" {
		a.Title = titleFromName(d.name)
	}
	return yield(a)
}

// titleFromName makes a title of a file name: "ceasefire-talks.txt" is
// "Ceasefire talks".
func titleFromName(name string) string {
	name = withoutExt(path.Base(strings.ReplaceAll(name, "\\", "/")))
	title := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	if title == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
