package update

import (
	"context"
	"errors"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/record"
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
	Changed  time.Time     // by its history
	Page     string        // key of its [site.Page]: where it stood on the web
}

func (r *inputRecord) encode() []byte {
	var e record.Encoder
	for _, s := range []string{r.Key, r.ID, r.Root, r.Path, r.Hash} {
		e.String(s)
	}
	e.Int(int(r.Size + 1)) // from -1, for unknown
	e.Time(r.ModTime)
	e.Int(len(r.Articles))
	for _, n := range r.Articles {
		e.Int(n)
	}
	e.Int(len(r.Skips))
	for _, s := range r.Skips {
		e.Strings([]string{s.Input, s.Place, string(s.Reason), s.Err.Error()})
	}
	e.Time(r.Changed)
	e.String(r.Page)
	return e.Buf
}

// lastInputs returns what the last run read, by key.
func lastInputs(ctx context.Context, old engine.Snapshot) (map[string]*inputRecord, error) {
	if old == nil {
		return nil, nil
	}
	all := map[string]*inputRecord{}
	err := old.EachNote(ctx, "", func(note []byte) error {
		in, err := decodeInput(note)
		all[in.Key] = &in
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func decodeInput(b []byte) (inputRecord, error) {
	d := record.Decoder{Buf: b}
	r := inputRecord{Key: d.String(), ID: d.String(), Root: d.String(), Path: d.String(), Hash: d.String()}
	r.Size = int64(d.Int()) - 1
	r.ModTime = d.Time()
	r.Articles = make([]int, d.Count(1))
	for i := range r.Articles {
		r.Articles[i] = d.Int()
	}
	for range d.Count(4) {
		s := d.Strings()
		if len(s) != 4 {
			return r, engine.ErrDamaged
		}
		r.Skips = append(r.Skips, corpus.Skip{
			Input: s[0], Place: s[1], Reason: corpus.Reason(s[2]), Err: errors.New(s[3]),
		})
	}
	if !d.Done() {
		r.Changed, r.Page = d.Time(), d.String()
	}
	r.share()
	return r, d.Err
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
