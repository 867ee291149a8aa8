package document

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"verbatim/corpus"
)

// Decode turns the bytes of a file into an article's text. UTF-8 without BOM, carriage
// returns and control characters comes back byte for byte. It removes a BOM, makes
// CRLF and CR one line feed, drops control characters, and decodes UTF-16
// and older charsets, found by their statistics where no BOM tells. The error has
// ReasonBinary or ReasonEmpty.
func Decode(data []byte) (string, error) {
	text, err := toUTF8(data)
	if err != nil {
		return "", err
	}
	text = strings.TrimLeft(plainControls(text), "\ufeff") // files that were joined have several
	if strings.TrimSpace(text) == "" {
		return "", Refuse(corpus.ReasonEmpty, errors.New("nothing but white space"))
	}
	return text, nil
}

func toUTF8(data []byte) (string, error) {
	if enc := utf32Of(data); enc != nil {
		text, err := enc.NewDecoder().Bytes(data)
		if err != nil || looksBinary(text) {
			return "", NotText()
		}
		return string(text), nil
	}
	if wide := utf16Of(data); wide != nil {
		return wide.decode(data)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if looksBinary(data) {
		return "", NotText()
	}
	if utf8.Valid(data) && !bytes.Contains(data, []byte("\x1b$")) { // the sign of ISO-2022
		return string(data), nil
	}
	if mostlyUTF8(data) {
		return string(bytes.ToValidUTF8(data, []byte(string(utf8.RuneError)))), nil
	}
	return fromCharset(data)
}

// NotText returns the error for bytes that are no text, with ReasonBinary.
func NotText() error {
	return Refuse(corpus.ReasonBinary, errors.New("bytes that are no text; if it is a document, give it the extension of its format"))
}

// plainControls makes every line end one line feed and drops the control characters
// that no text needs. Most texts have none and come back as they are.
func plainControls(text string) string {
	if strings.IndexFunc(text, unwanted) < 0 {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\u0085':
			return '\n'
		case r == '\v':
			return ' '
		case unwanted(r):
			return -1
		}
		return r
	}, text)
}

// unwanted reports C0 and C1 controls but tab, line feed and form feed.
func unwanted(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\f' || r >= 0x7f && r <= 0x9f
}

// looksBinary reports whether more than one byte in 50 of the beginning is a control
// character that text files do not have.
func looksBinary(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	controls := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	return controls*50 > len(head)
}

// mostlyUTF8 reports whether the damaged places are few beside the sound characters
// outside ASCII: a UTF-8 file with a cut or two, and not another charset.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > 4*bad
}

// wide is a byte order of UTF-16.
type wide struct{ order unicode.Endianness }

func (w *wide) decode(data []byte) (string, error) {
	text, err := unicode.UTF16(w.order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil || looksBinary(text) {
		return "", NotText()
	}
	return string(text), nil
}

// utf32Of returns UTF-32 by its BOM or, without one, by the bytes of each character that are zero in
// most scripts; nil for anything else.
func utf32Of(data []byte) encoding.Encoding {
	head := data[:min(len(data), 4<<10)&^3]
	switch {
	case len(head) < 8 || len(data)%4 != 0:
		return nil
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}) || mostlyZero(head, 3, 2):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}) || mostlyZero(head, 0, 1):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	}
	return nil
}

// mostlyZero reports whether, of every four bytes, one is always zero, another is in three of four,
// and the other two are something.
func mostlyZero(head []byte, always, often int) bool {
	zeros := 0
	for i := 0; i < len(head); i += 4 {
		something := head[i]|head[i+1]|head[i+2]|head[i+3] != 0
		if head[i+always] != 0 || !something {
			return false
		}
		if head[i+often] == 0 {
			zeros++
		}
	}
	return 4*zeros >= 3*(len(head)/4)
}

// utf16Of returns the byte order of UTF-16 by its BOM or, without one, by the zero bytes
// that Latin letters have in every second place; nil for anything else.
func utf16Of(data []byte) *wide {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return &wide{unicode.LittleEndian}
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return &wide{unicode.BigEndian}
	}
	head := data[:min(len(data), 4<<10)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	enough := len(head) / 4 // half of one half
	switch {
	case len(head) < 8:
		return nil
	case zeros[1] > enough && zeros[0]*10 < zeros[1]:
		return &wide{unicode.LittleEndian}
	case zeros[0] > enough && zeros[1]*10 < zeros[0]:
		return &wide{unicode.BigEndian}
	}
	return nil
}
