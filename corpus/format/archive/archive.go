package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Bounds of archives.
const (
	maxMembers  = 1_000_000 // files in one archive
	maxNesting  = 3         // archives inside archives
	maxUnpacked = 1 << 30   // bytes that any archive may unpack to,
	maxRatio    = 200       // and bytes for each byte of it beyond that
	maxTexts    = 256 << 20 // bytes of text that one may hold, unless larger ones are wanted
)

// A memberReader reads one file of an archive.
type memberReader func(ctx context.Context, member *document.Document) error

// Zip returns a reader of zip archives, whose files it gives to read as if they stood
// in a folder. Nothing is written to disk.
func Zip(read document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		yield = counted(ctx, d, yield)
		return zipMembers(ctx, d, func(ctx context.Context, member *document.Document) error { return read(ctx, member, yield) })
	}
}

func zipMembers(ctx context.Context, d *document.Document, read memberReader) error {
	if err := nested(d); err != nil {
		return err
	}
	at, size := d.At, d.Size
	if at == nil || size < 0 {
		data, err := d.Bytes(document.MaxZip)
		if err != nil {
			return err
		}
		at, size = bytes.NewReader(data), int64(len(data))
	}
	r, err := zip.NewReader(at, size)
	if err != nil {
		return fmt.Errorf("read zip: %w", err)
	}
	if len(r.File) > maxMembers {
		return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d files", maxMembers))
	}
	ctx, budget := unpackBudget(ctx, size)
	for _, f := range r.File {
		if f.FileInfo().IsDir() || !wanted(d, f.Name) {
			continue
		}
		if !f.Mode().IsRegular() {
			d.Skip(f.Name, corpus.ReasonForbidden, errors.New("a link or device inside an archive"))
			continue
		}
		if err := zipMember(ctx, d, f, budget, read); err != nil {
			return err
		}
	}
	return nil
}

func zipMember(ctx context.Context, d *document.Document, f *zip.File, budget *unpacked, read memberReader) error {
	rc, err := f.Open()
	if err != nil {
		d.Skip(f.Name, corpus.ReasonUnreadable, fmt.Errorf("open in zip: %w", err))
		return nil
	}
	defer rc.Close()
	member := d.Inside(f.Name, budget.reader(rc), -1)
	if !f.Modified.IsZero() {
		member.ModTime = f.Modified
	}
	return read(ctx, member)
}

// Tar returns a reader of tar archives, packed by gzip or not, in one pass. It gives
// their files to read.
func Tar(read document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		yield = counted(ctx, d, yield)
		return tarMembers(ctx, d, func(ctx context.Context, member *document.Document) error { return read(ctx, member, yield) })
	}
}

func tarMembers(ctx context.Context, d *document.Document, read memberReader) error {
	if err := nested(d); err != nil {
		return err
	}
	ctx, budget := unpackBudget(ctx, d.Size)
	src := d.Reader
	if lower := strings.ToLower(d.Name); strings.HasSuffix(lower, "gz") {
		z, err := gzip.NewReader(src)
		if err != nil {
			return fmt.Errorf("read gzip: %w", err)
		}
		src = z
	}
	r := tar.NewReader(budget.reader(src))
	for n := 0; ; n++ {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read tar after %d files: %w", n, err)
		}
		if n > maxMembers {
			return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d files", maxMembers))
		}
		if h.Typeflag == tar.TypeDir || !wanted(d, h.Name) {
			continue
		}
		if h.Typeflag != tar.TypeReg {
			d.Skip(h.Name, corpus.ReasonForbidden, errors.New("a link or device inside an archive"))
			continue
		}
		member := d.Inside(h.Name, r, h.Size)
		member.ModTime = h.ModTime
		if err := read(ctx, member); err != nil {
			return err
		}
	}
}

// nested refuses an archive too deep inside others.
func nested(d *document.Document) error {
	if strings.Count(d.Source, "!/") >= maxNesting {
		return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d archives inside each other", maxNesting))
	}
	return nil
}

// wanted reports whether a member is a document. A name that leads out of the archive is
// skipped, though nothing would be written there.
func wanted(d *document.Document, name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			d.Skip(name, corpus.ReasonForbidden, errors.New("a path that leads out of the archive"))
			return false
		}
		if part != "" && part != "." && (document.Hidden(part) || part == "__MACOSX") {
			return false
		}
	}
	if path.IsAbs(name) {
		d.Skip(name, corpus.ReasonForbidden, errors.New("an absolute path inside an archive"))
		return false
	}
	if reason, why := document.Apart(name); why != nil {
		d.Skip(name, reason, why)
		return false
	}
	return true
}

// An unpacked counts the bytes that a file on disk unpacks to, archives inside it
// included, against what its size allows.
type unpacked struct{ left int64 }

type unpackedKey struct{}

// unpackBudget returns the budget of the outermost archive, or opens one for a file of the
// given size.
func unpackBudget(ctx context.Context, size int64) (context.Context, *unpacked) {
	if u, ok := ctx.Value(unpackedKey{}).(*unpacked); ok {
		return ctx, u
	}
	u := &unpacked{left: maxUnpacked + maxRatio*max(size, 0)}
	return context.WithValue(ctx, unpackedKey{}, u), u
}

// counted returns a yield that refuses more text than an archive may hold. An archive inside
// another, or one from which all is wanted, has no count of its own.
func counted(ctx context.Context, d *document.Document, yield func(corpus.Article) error) func(corpus.Article) error {
	if _, inside := ctx.Value(unpackedKey{}).(*unpacked); inside || d.Large {
		return yield
	}
	left := int64(maxTexts)
	return func(a corpus.Article) error {
		if left -= int64(len(a.Text)); left < 0 {
			return document.Refuse(corpus.ReasonTooLarge,
				fmt.Errorf("holds more than %s of text, and the rest of it is not read; --large-archives reads all", document.ByteCount(maxTexts)))
		}
		return yield(a)
	}
}

func (u *unpacked) reader(r io.Reader) io.Reader { return &unpackedReader{u, r} }

type unpackedReader struct {
	budget *unpacked
	r      io.Reader
}

func (r *unpackedReader) Read(p []byte) (int, error) {
	if r.budget.left < 0 {
		return 0, document.Refuse(corpus.ReasonTooLarge, errors.New("unpacks to far more than its size; perhaps a zip bomb"))
	}
	n, err := r.r.Read(p)
	r.budget.left -= int64(n)
	return n, err
}
