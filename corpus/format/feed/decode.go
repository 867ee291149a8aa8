package feed

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decode returns the text of a feed: in UTF-8 where it is, whatever it declares, or else in the
// charset that it declares, or that its bytes tell.
func decode(data []byte) (string, error) {
	m := declared.FindSubmatch(data[:min(len(data), 512)])
	if m == nil {
		return document.Decode(data)
	}
	enc, name := charset.Lookup(string(m[1]))
	if enc == nil || name == "utf-8" || (utf8.Valid(data) && name != "iso-2022-jp") {
		return document.Decode(data)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", document.Refuse(corpus.ReasonMalformed, fmt.Errorf("decode %s: %w", name, err))
	}
	return document.Decode(text)
}
