package corpus

import (
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readPacked returns a reader of files packed by bzip2 or gzip. known returns the reader of
// what is inside by its name, which is that of the file without the last extension.
func readPacked(known func(name string) (reader, bool)) reader {
	return func(ctx context.Context, d *document, yield func(Article) error) error {
		return unpack(ctx, d, known, yield)
	}
}

func unpack(ctx context.Context, d *document, known func(name string) (reader, bool), yield func(Article) error) error {
	name, ext := d.name[:strings.LastIndex(d.name, ".")], strings.ToLower(d.name[strings.LastIndex(d.name, "."):])
	var r io.Reader = bzip2.NewReader(d.reader)
	if ext == ".gz" {
		z, err := gzip.NewReader(d.reader)
		if err != nil {
			return fmt.Errorf("read gzip: %w", err)
		}
		r = z
	}
	read, ok := known(name)
	if !ok {
		return refuse(ReasonUnsupported, errors.New("no reader for what is packed inside; its name tells: dump.xml.bz2, notes.md.gz"))
	}
	inner := *d
	inner.name, inner.at, inner.size = name, nil, -1
	ctx, budget := unpackBudget(ctx, d.size)
	inner.reader = budget.reader(r)
	return read(ctx, &inner, yield)
}
