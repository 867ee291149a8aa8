package document

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/site"
)

// MaxText is the most bytes that one article's file or one line of JSON may have.
const MaxText = 64 << 20

// A Document is one file on its way through a format: on disk, fetched, or inside an
// archive.
type Document struct {
	Name    string         // file name; its extension picks the format
	ID      string         // id for an article that names none of its own
	Source  string         // path or URL as people should see it
	ModTime time.Time      // zero when unknown
	Size    int64          // bytes, -1 when unknown
	Reader  io.Reader      // the content, once, from the start
	At      io.ReaderAt    // the same content at any place, nil where only reader can be had
	Skips   *[]corpus.Skip // shared with the documents inside it
	Page    *site.Page     // where it stands on the web, nil when nothing tells
	Large   bool           // an archive may hold any amount of text
}

// Inside returns a document for a member of d, such as a file in an archive.
func (d *Document) Inside(name string, r io.Reader, size int64) *Document {
	clean := strings.TrimPrefix(path.Clean("/"+name), "/")
	return &Document{
		Name:   clean,
		ID:     d.ID + "/" + WithoutExt(clean),
		Source: d.Source + "!/" + clean,
		Size:   size, ModTime: d.ModTime, Reader: r, Skips: d.Skips, Large: d.Large,
	}
}

// As returns the document with other content, which a reader made of it for the reader of another
// format. Its lines are not those of the file.
func (d *Document) As(name string, r io.Reader, size int64) *Document {
	other := *d
	other.Name, other.Reader, other.At, other.Size = name, r, nil, size
	if d.Page != nil {
		page := *d.Page
		page.Lines = ""
		other.Page = &page
	}
	return &other
}

// MaxSkips is how many places of one document are told apart that are passed over.
const MaxSkips = 1000

// Skip records something inside the document that is passed over while the rest goes
// on. place is "line 17", "page 3", or "" for the whole document. Beyond some number of
// them it only counts.
func (d *Document) Skip(place string, reason corpus.Reason, err error) {
	n := len(*d.Skips)
	if n >= MaxSkips {
		if rest, ok := (*d.Skips)[n-1].Err.(*restError); ok {
			rest.count++
			return
		}
		place, err = "the rest", &restError{count: 1}
	}
	*d.Skips = append(*d.Skips, corpus.Skip{Input: d.Source, Place: place, Reason: reason, Err: err})
}

// A restError counts what was passed over besides what is told.
type restError struct{ count int }

func (e *restError) Error() string {
	return fmt.Sprintf("%d more places were passed over", e.count)
}

// Bytes returns the whole content, or an error with ReasonTooLarge when it has more
// than limit bytes. It never holds more than limit bytes.
func (d *Document) Bytes(limit int64) ([]byte, error) {
	if d.Size > limit {
		return nil, TooLarge(limit)
	}
	data, err := io.ReadAll(io.LimitReader(d.Reader, limit+1))
	if err != nil {
		return nil, Refuse(corpus.ReasonUnreadable, fmt.Errorf("read: %w", err))
	}
	if int64(len(data)) > limit {
		return nil, TooLarge(limit)
	}
	return data, nil
}

// Text returns the whole content as text, decoded by [Decode].
func (d *Document) Text() (string, error) {
	data, err := d.Bytes(MaxText)
	if err != nil {
		return "", err
	}
	return Decode(data)
}

// Refused is an error that says with which reason a document is skipped.
type Refused struct {
	Reason corpus.Reason
	Err    error
}

func (r *Refused) Error() string { return r.Err.Error() }
func (r *Refused) Unwrap() error { return r.Err }

// Refuse gives an error the reason that its Skip will have.
func Refuse(reason corpus.Reason, err error) error { return &Refused{reason, err} }

// TooLarge returns the error for what has more bytes than limit, with ReasonTooLarge.
func TooLarge(limit int64) error {
	return Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %s; split the file into smaller ones", ByteCount(limit)))
}

// ReasonOf returns the reason given to [Refuse], or ReasonMalformed.
func ReasonOf(err error) corpus.Reason {
	var r *Refused
	if errors.As(err, &r) {
		return r.Reason
	}
	return corpus.ReasonMalformed
}

// ByteCount writes a number of bytes for people, in powers of 1,024.
func ByteCount(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// MaxHead is how many bytes of a file tell what kind of XML or JSON it is.
const MaxHead = 64 << 10

// Head returns the first bytes of a document and leaves its reader at the start.
func (d *Document) Head() []byte {
	size := MaxHead
	if d.Size > 0 && d.Size < MaxHead {
		size = int(d.Size) + 1
	}
	r := bufio.NewReaderSize(d.Reader, size)
	d.Reader = r
	head, _ := r.Peek(size) // a short file has a short head
	return head
}

// MaxLines is the most lines a text may have: each takes memory of its own.
const MaxLines = 2_000_000

// CheckLines returns an error with ReasonTooLarge for a text of too many lines.
func CheckLines(text string) error {
	if strings.Count(text, "\n") > MaxLines {
		return Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d lines; split the text into smaller ones", MaxLines))
	}
	return nil
}
