package corpus

import (
	"context"
	"fmt"
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

// maxLines is the most lines a text may have: each takes memory of its own.
const maxLines = 2_000_000

// checkLines returns an error with ReasonTooLarge for a text of too many lines.
func checkLines(text string) error {
	if strings.Count(text, "\n") > maxLines {
		return refuse(ReasonTooLarge, fmt.Errorf("more than %d lines; split the text into smaller ones", maxLines))
	}
	return nil
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

// trim narrows a range of text until it has no white space at either end.
func trim(text string, start, end int) (int, int) {
	end = start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
	start = end - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace))
	return start, end
}
