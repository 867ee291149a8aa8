package index

import (
	"errors"
	"strings"
	"time"

	"verbatim/corpus"
)

// An inputRecord is what an input was when it was last read.
type inputRecord struct {
	Key      string
	ID       string // given to its article when that has none of its own
	Root     string
	Path     string
	Size     int64
	ModTime  time.Time
	Hash     string        // SHA-256 of the file, in bytes; "" for a URL
	Articles []int         // their numbers, in the order of the input
	Skips    []corpus.Skip // parts of it that were passed over
}

func (r *inputRecord) encode() []byte {
	var e encoder
	for _, s := range []string{r.Key, r.ID, r.Root, r.Path, r.Hash} {
		e.string(s)
	}
	e.int(int(r.Size + 1)) // from -1, for unknown
	e.time(r.ModTime)
	e.int(len(r.Articles))
	for _, n := range r.Articles {
		e.int(n)
	}
	e.int(len(r.Skips))
	for _, s := range r.Skips {
		e.strings([]string{s.Input, s.Place, string(s.Reason), s.Err.Error()})
	}
	return e.buf
}

func decodeInput(b []byte) (inputRecord, error) {
	d := decoder{buf: b}
	r := inputRecord{Key: d.string(), ID: d.string(), Root: d.string(), Path: d.string(), Hash: d.string()}
	r.Size = int64(d.int()) - 1
	r.ModTime = d.time()
	r.Articles = make([]int, d.count(1))
	for i := range r.Articles {
		r.Articles[i] = d.int()
	}
	for range d.count(4) {
		s := d.strings()
		if len(s) != 4 {
			return r, errCorrupt
		}
		r.Skips = append(r.Skips, corpus.Skip{
			Input: s[0], Place: s[1], Reason: corpus.Reason(s[2]), Err: errors.New(s[3]),
		})
	}
	r.share()
	return r, d.err
}

// share lets the strings of a record share their bytes, because a corpus may have a million
// files: a key is mostly the end of a path, and an id the beginning of a key.
func (r *inputRecord) share() {
	if strings.HasSuffix(r.Path, r.Key) {
		r.Key = r.Path[len(r.Path)-len(r.Key):]
	}
	if strings.HasPrefix(r.Key, r.ID) {
		r.ID = r.Key[:len(r.ID)]
	}
	if strings.HasPrefix(r.Path, r.Root) {
		r.Root = r.Path[:len(r.Root)]
	}
}

// unsettled reports whether something was passed over that may be read next time though
// the input stays the same: its id was taken by another article, or it could not be
// opened.
func (r *inputRecord) unsettled() bool {
	for _, s := range r.Skips {
		if s.Reason == corpus.ReasonDuplicate || s.Reason == corpus.ReasonUnreadable {
			return true
		}
	}
	return false
}
