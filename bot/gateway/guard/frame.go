package guard

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// WebSocket opcodes (RFC 6455, section 5.2).
const (
	frameMore  = 0
	frameText  = 1
	frameClose = 8
)

// maxFrame is the largest frame taken from the gateway; a server with 250,000 members
// sends some megabytes.
const maxFrame = 64 << 20

// A frame is one WebSocket frame as it came, header included.
type frame struct {
	opcode byte
	last   bool   // no continuation follows
	raw    []byte // header and payload
	body   []byte // payload, part of raw
}

// readFrame reads one frame from a server. Servers don't mask.
func readFrame(r *bufio.Reader) (frame, error) {
	var head [10]byte
	n := 2
	if _, err := io.ReadFull(r, head[:2]); err != nil {
		return frame{}, err
	}
	if head[1]&0x80 != 0 {
		return frame{}, errors.New("masked frame from the server")
	}
	if !lawful(head[0], head[1]) {
		return frame{}, fmt.Errorf("no WebSocket frame begins with %#02x %#02x", head[0], head[1])
	}
	size := uint64(head[1] & 0x7f)
	switch size {
	case 126:
		n = 4
	case 127:
		n = 10
	}
	if _, err := io.ReadFull(r, head[2:n]); err != nil {
		return frame{}, err
	}
	switch n {
	case 4:
		size = uint64(binary.BigEndian.Uint16(head[2:4]))
	case 10:
		size = binary.BigEndian.Uint64(head[2:10])
	}
	if size > maxFrame {
		return frame{}, fmt.Errorf("frame of %d bytes", size)
	}
	raw := make([]byte, n+int(size))
	copy(raw, head[:n])
	if _, err := io.ReadFull(r, raw[n:]); err != nil {
		return frame{}, err
	}
	return frame{opcode: head[0] & 0x0f, last: head[0]&0x80 != 0, raw: raw, body: raw[n:]}, nil
}

// lawful reports whether a frame may begin with these bytes: no reserved bit and opcode,
// and control frames whole and short (RFC 6455, sections 5.2 and 5.5).
func lawful(first, second byte) bool {
	opcode := first & 0x0f
	switch {
	case first&0x70 != 0, opcode > 2 && opcode < frameClose, opcode > 10:
		return false
	case opcode >= frameClose:
		return first&0x80 != 0 && second&0x7f <= 125
	}
	return true
}

// serverFrame encodes a whole text message as a server does.
func serverFrame(body []byte) []byte {
	return append(frameHead(frameText, len(body), 0), body...)
}

// clientFrame encodes a whole message as a client does, masked.
func clientFrame(opcode byte, body []byte) []byte {
	raw := frameHead(opcode, len(body), 0x80)
	var mask [4]byte
	rand.Read(mask[:])
	raw = append(raw, mask[:]...)
	for i, b := range body {
		raw = append(raw, b^mask[i%4])
	}
	return raw
}

// openFrame takes a whole frame of a client apart. The opcode of anything else, such as
// the request for the upgrade, is 0.
func openFrame(raw []byte) (opcode byte, body []byte) {
	if len(raw) < 6 || raw[0]&0x80 == 0 || raw[1]&0x80 == 0 {
		return 0, nil
	}
	n := 2
	switch raw[1] & 0x7f {
	case 126:
		n = 4
	case 127:
		n = 10
	}
	if len(raw) < n+4 {
		return 0, nil
	}
	mask, masked := raw[n:n+4], raw[n+4:]
	body = make([]byte, len(masked))
	for i, b := range masked {
		body[i] = b ^ mask[i%4]
	}
	return raw[0] & 0x0f, body
}

func frameHead(opcode byte, size int, maskBit byte) []byte {
	head := []byte{0x80 | opcode}
	switch {
	case size < 126:
		return append(head, maskBit|byte(size))
	case size < 1<<16:
		return binary.BigEndian.AppendUint16(append(head, maskBit|126), uint16(size))
	default:
		return binary.BigEndian.AppendUint64(append(head, maskBit|127), uint64(size))
	}
}
