package sandbox

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A frameType names what a frame holds.
type frameType byte

const (
	frameHello   frameType = 'H' // child: a hello, JSON
	frameJob     frameType = 'J' // parent: a job, JSON
	frameContent frameType = 'C' // parent: bytes of the document, fewer than asked for at its end
	frameWant    frameType = 'W' // child: a want, 16 bytes
	frameArticle frameType = 'A' // child: an article but for its text
	frameText    frameType = 'T' // child: the text, after its article
	frameSkip    frameType = 'S' // child: a place that was passed over, JSON
	frameEnd     frameType = 'E' // child: the end of a job, JSON
)

// limitOf returns the most bytes that a frame of a type may have.
func limitOf(t frameType) int {
	switch t {
	case frameWant:
		return wantSize
	case frameContent:
		return maxChunk
	case frameText:
		return maxText
	case frameArticle:
		return 64 << 20
	case frameEnd:
		return 32 << 20
	case frameJob:
		return 4 << 20 // with what a site's configuration says of the page
	case frameHello, frameSkip:
		return 1 << 20
	}
	return -1
}

const (
	headSize  = 5
	wantSize  = 16
	maxChunk  = 1 << 20  // bytes of content that are sent at once
	maxText   = 72 << 20 // bytes of one article's text: what one document may have, and what its builder adds
	maxBlocks = 250_000  // of one article: each takes some 300 bytes while it is indexed
	maxAnchor = 32 << 20 // bytes of the anchors of one article's blocks: each is written with its block
)

// errFrame says that what came through a pipe is no frame.
var errFrame = errors.New("not a frame")

// writeFrame writes one frame, whose payload may be in parts.
func writeFrame(w io.Writer, t frameType, parts ...string) error {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if size > limitOf(t) {
		return fmt.Errorf("%w: %c of %d bytes", errFrame, t, size)
	}
	head := [headSize]byte{byte(t)}
	binary.LittleEndian.PutUint32(head[1:], uint32(size))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := io.WriteString(w, p); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes one frame that holds v.
func writeJSON(w io.Writer, t frameType, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFrame(w, t, string(b))
}

// readHead reads the beginning of a frame and checks it. io.EOF means that there is none.
func readHead(r io.Reader) (frameType, int, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, 0, err
	}
	t, size := frameType(head[0]), int(binary.LittleEndian.Uint32(head[1:]))
	if limit := limitOf(t); size > limit {
		return 0, 0, fmt.Errorf("%w: type %q, %d bytes", errFrame, t, size)
	}
	return t, size, nil
}

// readFrame reads a frame.
func readFrame(r io.Reader) (frameType, []byte, error) {
	t, size, err := readHead(r)
	if err != nil {
		return 0, nil, err
	}
	payload, err := io.ReadAll(io.LimitReader(r, int64(size)))
	if err == nil && len(payload) < size {
		err = io.ErrUnexpectedEOF
	}
	return t, payload, err
}

// readText reads a frame that has to be a text.
func readText(r io.Reader) (string, error) {
	t, size, err := readHead(r)
	if err != nil {
		return "", err
	}
	if t != frameText {
		return "", fmt.Errorf("%w: %q instead of a text", errFrame, t)
	}
	var text strings.Builder
	text.Grow(size)
	_, err = io.CopyN(&text, r, int64(size))
	return text.String(), err
}

// A want is a place of the document that the child asks for.
type want struct {
	offset int64
	size   int // at most maxChunk
}

func (w want) String() string {
	b := binary.LittleEndian.AppendUint64(nil, uint64(w.offset))
	return string(binary.LittleEndian.AppendUint64(b, uint64(w.size)))
}

func parseWant(b []byte) (want, error) {
	if len(b) != wantSize {
		return want{}, fmt.Errorf("%w: a want of %d bytes", errFrame, len(b))
	}
	offset, size := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	if offset > 1<<62 || size > maxChunk {
		return want{}, fmt.Errorf("%w: a want of %d bytes at %d", errFrame, size, offset)
	}
	return want{int64(offset), int(size)}, nil
}
