package document

import (
	"errors"
	"io"

	"verbatim/corpus"
)

// A BoundedReader fails, unlike io.LimitedReader, where its limit is passed.
type BoundedReader struct {
	R    io.Reader
	Left int64
}

func (b *BoundedReader) Read(p []byte) (int, error) {
	if b.Left < 0 {
		return 0, Refuse(corpus.ReasonTooLarge, errors.New("unpacks to more than a document can hold"))
	}
	if int64(len(p)) > b.Left+1 {
		p = p[:b.Left+1]
	}
	n, err := b.R.Read(p)
	b.Left -= int64(n)
	return n, err
}
