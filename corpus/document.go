package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// maxText is the most bytes that one article's file or one line of JSON may have.
const maxText = 64 << 20

// A document is one file on its way through a format: on disk, fetched, or inside an
// archive.
type document struct {
	name    string      // file name; its extension picks the format
	id      string      // id for an article that names none of its own
	source  string      // path or URL as people should see it
	modTime time.Time   // zero when unknown
	size    int64       // bytes, -1 when unknown
	reader  io.Reader   // the content, once, from the start
	at      io.ReaderAt // the same content at any place, nil where only reader can be had
	skips   *[]Skip     // shared with the documents inside it
}

// inside returns a document for a member of d, such as a file in an archive.
func (d *document) inside(name string, r io.Reader, size int64) *document {
	clean := strings.TrimPrefix(path.Clean("/"+name), "/")
	return &document{
		name:   clean,
		id:     d.id + "/" + withoutExt(clean),
		source: d.source + "!/" + clean,
		size:   size, modTime: d.modTime, reader: r, skips: d.skips,
	}
}

// maxSkips is how many places of one document are told apart that are passed over.
const maxSkips = 1000

// skip records something inside the document that is passed over while the rest goes
// on. place is "line 17", "page 3", or "" for the whole document. Beyond some number of
// them it only counts.
func (d *document) skip(place string, reason Reason, err error) {
	n := len(*d.skips)
	if n >= maxSkips {
		if rest, ok := (*d.skips)[n-1].Err.(*restError); ok {
			rest.count++
			return
		}
		place, err = "the rest", &restError{count: 1}
	}
	*d.skips = append(*d.skips, Skip{Input: d.source, Place: place, Reason: reason, Err: err})
}

// A restError counts what was passed over besides what is told.
type restError struct{ count int }

func (e *restError) Error() string {
	return fmt.Sprintf("%d more places were passed over", e.count)
}

// bytes returns the whole content, or an error with ReasonTooLarge when it has more
// than limit bytes. It never holds more than limit bytes.
func (d *document) bytes(limit int64) ([]byte, error) {
	if d.size > limit {
		return nil, tooLarge(limit)
	}
	data, err := io.ReadAll(io.LimitReader(d.reader, limit+1))
	if err != nil {
		return nil, refuse(ReasonUnreadable, fmt.Errorf("read: %w", err))
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(limit)
	}
	return data, nil
}

// text returns the whole content as text, decoded by [decode].
func (d *document) text() (string, error) {
	data, err := d.bytes(maxText)
	if err != nil {
		return "", err
	}
	return decode(data)
}

// refused is an error that says with which reason a document is skipped.
type refused struct {
	reason Reason
	err    error
}

func (r *refused) Error() string { return r.err.Error() }
func (r *refused) Unwrap() error { return r.err }

// refuse gives an error the reason that its Skip will have.
func refuse(reason Reason, err error) error { return &refused{reason, err} }

func tooLarge(limit int64) error {
	return refuse(ReasonTooLarge, fmt.Errorf("more than %s; split the file into smaller ones", byteCount(limit)))
}

// reasonOf returns the reason given to refuse, or ReasonMalformed.
func reasonOf(err error) Reason {
	var r *refused
	if errors.As(err, &r) {
		return r.reason
	}
	return ReasonMalformed
}

// byteCount writes a number of bytes for people, in powers of 1,024.
func byteCount(n int64) string {
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

// sniffed is how many bytes of a file tell what kind of XML or JSON it is.
const sniffed = 64 << 10

// head returns the first bytes of a document and leaves its reader at the start.
func (d *document) head() []byte {
	r := bufio.NewReaderSize(d.reader, sniffed)
	d.reader = r
	head, _ := r.Peek(sniffed) // a short file has a short head
	return head
}

// maxLines is the most lines a text may have: each takes memory of its own.
const maxLines = 2_000_000

// checkLines returns an error with ReasonTooLarge for a text of too many lines.
func checkLines(text string) error {
	if strings.Count(text, "\n") > maxLines {
		return refuse(ReasonTooLarge, fmt.Errorf("more than %d lines; split the text into smaller ones", maxLines))
	}
	return nil
}
