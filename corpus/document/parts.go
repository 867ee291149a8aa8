package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Bounds of the zip files that documents are.
const (
	MaxZip  = 256 << 20 // bytes of the file
	MaxPart = 32 << 20  // bytes of one part, unpacked
)

// Parts are the members of a document that is a zip file.
type Parts map[string]*zip.File

// OpenParts reads the list of parts. A document that is not on disk is held whole, up to
// [MaxZip] bytes.
func OpenParts(d *Document) (Parts, error) {
	at, size := d.At, d.Size
	if at == nil || size < 0 {
		data, err := d.Bytes(MaxZip)
		if err != nil {
			return nil, err
		}
		at, size = bytes.NewReader(data), int64(len(data))
	}
	r, err := zip.NewReader(at, size)
	if err != nil {
		return nil, fmt.Errorf("open zip: %w; the file is damaged or has the wrong extension", err)
	}
	parts := make(Parts, len(r.File))
	for _, f := range r.File {
		parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	return parts, nil
}

// Open returns one part, which yields an error beyond [MaxPart] bytes.
func (p Parts) Open(name string) (io.ReadCloser, error) {
	f, ok := p[name]
	if !ok {
		return nil, fmt.Errorf("open %s: not in the file; it is damaged or has the wrong extension", name)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{&BoundedReader{R: rc, Left: MaxPart}, rc}, nil
}

// Decode reads one part, which is XML, into v as [xml.Unmarshal] does.
func (p Parts) Decode(name string, v any) error {
	part, err := p.Open(name)
	if err != nil {
		return err
	}
	defer part.Close()
	if err := xml.NewDecoder(part).Decode(v); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
