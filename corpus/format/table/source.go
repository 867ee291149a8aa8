package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"verbatim/corpus/document"
)

// maxDecoded is the most bytes of a table whose charset is found by all of them; a longer one that
// is not UTF-8 is read as windows-1252.
const maxDecoded = 16 << 20

// open decodes a table and finds what separates its columns.
func open(src *document.BoundedReader, name string) (io.Reader, rune, error) {
	src.Left = maxRecord
	br := bufio.NewReaderSize(src, 64<<10)
	head, err := br.Peek(32 << 10)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return nil, 0, fmt.Errorf("read CSV: %w", err)
	}
	var r io.Reader = transform.NewReader(br, mended{})
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		r = transform.NewReader(br, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
		head, _ = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(head[:len(head)&^1])
	case bytes.IndexByte(head, 0) >= 0:
		return nil, 0, document.NotText()
	case !utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]):
		src.Left = maxDecoded + maxRecord
		if r, head, err = decoded(br); err != nil {
			return nil, 0, err
		}
	case bytes.HasPrefix(head, []byte("\ufeff")):
		_, _ = br.Discard(len("\ufeff"))
		head = head[len("\ufeff"):]
	}
	rest, comma := separator(head, name)
	_, err = io.CopyN(io.Discard, r, int64(rest))
	return r, comma, err
}

// decoded decodes a table that is not UTF-8, and returns its beginning as well.
func decoded(src io.Reader) (io.Reader, []byte, error) {
	data, err := io.ReadAll(io.LimitReader(src, maxDecoded))
	if err != nil {
		return nil, nil, fmt.Errorf("read CSV: %w", err)
	}
	if len(data) < maxDecoded {
		text, err := document.Decode(data)
		return strings.NewReader(text), []byte(text[:min(len(text), 32<<10)]), err
	}
	head, _ := charmap.Windows1252.NewDecoder().Bytes(data[:32<<10])
	return transform.NewReader(io.MultiReader(bytes.NewReader(data), src), charmap.Windows1252.NewDecoder()), head, nil
}

// mended reads bytes that are no UTF-8 in a text that else is as windows-1252: rows of several
// sources are often put together.
type mended struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (mended) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, size := utf8.DecodeRune(src[nSrc:])
		if r == utf8.RuneError && size == 1 {
			if !atEOF && !utf8.FullRune(src[nSrc:]) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			r = charmap.Windows1252.DecodeByte(src[nSrc])
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// none separates the columns of a table that has one.
const none = '\x1f'

// separator returns what separates columns, and the size of a line before the header that says so
// (sep=;). It is the candidate that the header has most of outside quotation marks.
func separator(head []byte, name string) (skip int, comma rune) {
	line, _, _ := strings.Cut(string(head), "\n")
	if rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, "\r\"")), "sep="); ok && utf8.RuneCountInString(rest) == 1 {
		comma, _ = utf8.DecodeRuneInString(rest)
		return min(len(line)+1, len(head)), comma
	}
	if strings.EqualFold(path.Ext(name), ".tsv") {
		return 0, '\t'
	}
	comma, most := none, 0
	for _, c := range ",;\t|" {
		if n := outside(line, c); n > most {
			comma, most = c, n
		}
	}
	return 0, comma
}

// outside counts a character outside quotation marks.
func outside(line string, c rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == c && !quoted:
			n++
		}
	}
	return n
}
