package index

import (
	"encoding/binary"
	"errors"
	"time"

	"verbatim/index/term"
)

// errCorrupt means that stored bytes do not follow their format.
var errCorrupt = errors.New("the index is damaged: run verbatim reindex --force")

// An encoder appends values to a byte slice: numbers as unsigned varints, strings
// with their length before them.
type encoder struct{ buf []byte }

func (e *encoder) int(n int) { e.buf = binary.AppendUvarint(e.buf, uint64(n)) }

func (e *encoder) string(s string) {
	e.int(len(s))
	e.buf = append(e.buf, s...)
}

func (e *encoder) strings(list []string) {
	e.int(len(list))
	for _, s := range list {
		e.string(s)
	}
}

func (e *encoder) bool(b bool) {
	if b {
		e.int(1)
	} else {
		e.int(0)
	}
}

// time appends a time with its zone's offset; the zero time stays zero.
func (e *encoder) time(t time.Time) {
	b, err := t.MarshalBinary()
	if t.IsZero() || err != nil { // an error means an offset that no zone has
		b = nil
	}
	e.string(string(b))
}

// Hashes appends term hashes at their fixed width, so that they can be read in place.
func (e *encoder) hashes(list []uint32) {
	e.int(len(list))
	for _, h := range list {
		e.buf = binary.LittleEndian.AppendUint32(e.buf, h)
	}
}

// A decoder reads what an encoder wrote. After the first damage it returns zero
// values only, and err says so.
type decoder struct {
	buf []byte
	err error
}

func (d *decoder) int() int {
	n, size := binary.Uvarint(d.buf)
	if size <= 0 || n > 1<<62 {
		d.fail()
		return 0
	}
	d.buf = d.buf[size:]
	return int(n)
}

// count reads the length of a list whose elements take at least width bytes each.
func (d *decoder) count(width int) int {
	n := d.int()
	if n > len(d.buf)/width {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.buf) {
		d.fail()
		return nil
	}
	b := d.buf[:n:n]
	d.buf = d.buf[n:]
	return b
}

func (d *decoder) string() string { return string(d.bytes(d.count(1))) }

func (d *decoder) strings() []string {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = d.string()
	}
	return list
}

func (d *decoder) bool() bool { return d.int() == 1 }

func (d *decoder) time() (t time.Time) {
	if b := d.bytes(d.count(1)); len(b) > 0 && t.UnmarshalBinary(b) != nil {
		d.fail()
	}
	return t
}

func (d *decoder) hashes() term.Hashes { return term.Hashes(d.bytes(4 * d.count(4))) }

func (d *decoder) fail() {
	d.buf = nil
	d.err = errCorrupt
}
