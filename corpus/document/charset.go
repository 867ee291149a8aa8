package document

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// fromCharset decodes bytes that are not UTF-8. Charsets of several bytes are told by the statistics
// of [chardet]; those of one byte by their letters, where they hold another alphabet, or else by the
// statistics of the lines that tell them apart. It is windows-1252 where nothing does.
func fromCharset(data []byte) (string, error) {
	head := data[:min(len(data), 64<<10)]
	likely := statistics(head)
	if len(likely) == 0 || likely[0].Confidence < sure {
		if c := byAlphabet(head); c != nil {
			text, err := c.NewDecoder().Bytes(data)
			return string(text), err
		}
		if lines := foreignLines(head); len(lines) > 0 {
			likely = append(statistics(lines), likely...)
		}
	}
	for _, c := range likely {
		if text, ok := decodeAs(c.Charset, data); ok && c.Confidence >= 10 {
			return text, nil
		}
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", NotText()
	}
	return string(text), nil
}

// statistics returns the likeliest charsets first.
func statistics(data []byte) []chardet.Result {
	likely, err := chardet.NewTextDetector().DetectAll(data)
	if err != nil {
		return nil // it found nothing
	}
	return likely
}

// foreignLines returns the lines with a byte of the upper half, without tags and addresses: what is
// English in any charset hides what is not.
func foreignLines(data []byte) []byte {
	var out []byte
	for line := range bytes.Lines(notProse.ReplaceAll(data, []byte(" "))) {
		if bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) {
			out = append(out, line...)
		}
	}
	return out
}

var notProse = regexp.MustCompile(`<[^<>]*>|https?://[!-~]+`)

// sure is the confidence of statistics, in percent, that only charsets of several bytes reach.
const sure = 90

// decodeAs decodes bytes in a charset, if they are whole in it.
func decodeAs(name string, data []byte) (string, bool) {
	if name == "ISO-2022-CN" || name == "ISO-2022-KR" {
		return "", false // the WHATWG names stand for no text at all
	}
	known, _ := charset.Lookup(name)
	if known == nil {
		return "", false
	}
	text, err := known.NewDecoder().Bytes(data)
	return string(text), err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}
