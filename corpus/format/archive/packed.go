package archive

import (
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Packed returns a reader of files packed by bzip2 or gzip. known returns the reader of
// what is inside by its name, which is that of the file without the last extension.
func Packed(known func(name string) (document.Reader, bool)) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		return unpack(ctx, d, known, yield)
	}
}

func unpack(ctx context.Context, d *document.Document, known func(name string) (document.Reader, bool), yield func(corpus.Article) error) error {
	name, ext := d.Name[:strings.LastIndex(d.Name, ".")], strings.ToLower(d.Name[strings.LastIndex(d.Name, "."):])
	r := bzip2.NewReader(d.Reader)
	if ext == ".gz" {
		z, err := gzip.NewReader(d.Reader)
		if err != nil {
			return fmt.Errorf("read gzip: %w", err)
		}
		r = z
	}
	read, ok := known(name)
	if !ok {
		return document.Refuse(corpus.ReasonUnsupported, errors.New("no reader for what is packed inside; its name tells: dump.xml.bz2, notes.md.gz"))
	}
	inner := *d
	inner.Name, inner.At, inner.Size = name, nil, -1
	ctx, budget := unpackBudget(ctx, d.Size)
	inner.Reader = budget.reader(r)
	return read(ctx, &inner, yield)
}
