package update

import (
	"crypto/sha256"
	"fmt"
	"io"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/index/record"
)

// contentHash is the beginning of the SHA-256 of some strings, each with its length.
func contentHash(parts ...string) (h [16]byte) {
	var e record.Encoder
	for _, p := range parts {
		e.String(p)
	}
	sum := sha256.Sum256(e.Buf)
	copy(h[:], sum[:])
	return h
}

// articleHash covers everything that an input gives, so that an article is indexed
// again when and only when something of it changed.
func articleHash(a *corpus.Article) [16]byte {
	var e record.Encoder
	for _, s := range []string{a.ID, a.Title, a.Source, a.Language, a.Text} {
		e.String(s)
	}
	for _, t := range []time.Time{a.Published, a.Revised} {
		e.Buf = t.AppendFormat(e.Buf, "2006-01-02T15:04:05.999999999Z07:00")
	}
	e.Int(len(a.Blocks))
	at := 0
	for _, b := range a.Blocks {
		e.Int(b.Start - at)
		e.Int(b.End - b.Start)
		e.Int(int(b.Kind))
		e.Int(b.Level)
		e.String(b.Anchor)
		at = b.End
	}
	e.Int(0) // the number of passages stood here once
	return contentHash(string(e.Buf))
}

// fileHash returns the bytes of the SHA-256 of an input's file.
func fileHash(in corpus.Input) (string, error) {
	f, err := intake.Open(in)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", in.Path, err)
	}
	return string(h.Sum(nil)), nil
}
