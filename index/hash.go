package index

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"verbatim/corpus"
)

// contentHash is the beginning of the SHA-256 of some strings, each with its length.
func contentHash(parts ...string) (h [16]byte) {
	var e encoder
	for _, p := range parts {
		e.string(p)
	}
	sum := sha256.Sum256(e.buf)
	copy(h[:], sum[:])
	return h
}

// articleHash covers everything that an input gives, so that an article is indexed
// again when and only when something of it changed.
func articleHash(a *corpus.Article) [16]byte {
	var e encoder
	for _, s := range []string{a.ID, a.Title, a.Source, a.Language, a.Text} {
		e.string(s)
	}
	e.buf = a.Published.AppendFormat(e.buf, "2006-01-02T15:04:05.999999999Z07:00")
	encodeBody(&e, a.Blocks, nil)
	return contentHash(string(e.buf))
}

// fileHash returns the bytes of the SHA-256 of a file.
func fileHash(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return string(h.Sum(nil)), nil
}
