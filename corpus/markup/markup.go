package markup

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// MaxBytes is the most bytes that one page may have.
const MaxBytes = 32 << 20

// Parse parses a page. It refuses elements nested deeper than 512, the limit of
// html.Parse, so that every walk of the tree may recurse.
func Parse(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read HTML: %w", err)
	}
	return doc, nil
}

// Decode decodes a page by its byte order mark or the charset it declares, and by
// its bytes where it declares none. A page in UTF-8 that declares something else is
// read as UTF-8.
func Decode(data []byte) (string, error) {
	enc, name, declared := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	if !declared || name == "utf-8" || (utf8.Valid(data) && name != "iso-2022-jp") {
		return document.Decode(data)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", document.Refuse(corpus.ReasonMalformed, fmt.Errorf("decode %s: %w", name, err))
	}
	return document.Decode(bytes.TrimPrefix(text, []byte("\ufeff")))
}
