package document

import (
	"bytes"
	"encoding/xml"
	"io"

	"golang.org/x/net/html/charset"
)

// RootElement returns the local name of the first element.
func RootElement(head []byte) string {
	if wide := utf16Of(head); wide != nil {
		text, err := wide.decode(head[:len(head)&^1])
		if err != nil {
			return ""
		}
		head = []byte(text)
	}
	head = bytes.ToValidUTF8(head, []byte("?")) // another charset, which the decoder would refuse
	dec := xml.NewDecoder(bytes.NewReader(head))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // names of elements are ASCII
	for {
		token, err := dec.RawToken()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local
		}
	}
}

// PassCharset lets encoding/xml read charsets other than UTF-8.
func PassCharset(label string, r io.Reader) (io.Reader, error) {
	return charset.NewReaderLabel(label, r)
}

// XMLAttr returns the value of an attribute by its local name, "" when it is absent.
func XMLAttr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
