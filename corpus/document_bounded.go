package corpus

import (
	"errors"
	"io"
)

// A boundedReader fails, unlike io.LimitedReader, where its limit is passed.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, Refuse(ReasonTooLarge, errors.New("unpacks to more than a document can hold"))
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}
