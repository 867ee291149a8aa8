package record

import (
	"encoding/binary"
	"time"

	"verbatim/index/engine"
	"verbatim/index/term"
)

// An Encoder appends values to a byte slice, which is free for other bytes too.
type Encoder struct{ Buf []byte }

// Int appends a number, which is not negative.
func (e *Encoder) Int(n int) { e.Buf = binary.AppendUvarint(e.Buf, uint64(n)) }

// String appends a string.
func (e *Encoder) String(s string) {
	e.Int(len(s))
	e.Buf = append(e.Buf, s...)
}

// Strings appends a list of strings.
func (e *Encoder) Strings(list []string) {
	e.Int(len(list))
	for _, s := range list {
		e.String(s)
	}
}

// Bool appends a truth value.
func (e *Encoder) Bool(b bool) {
	if b {
		e.Int(1)
	} else {
		e.Int(0)
	}
}

// Time appends a time with its zone's offset; the zero time stays zero.
func (e *Encoder) Time(t time.Time) {
	b, err := t.MarshalBinary()
	if t.IsZero() || err != nil { // an error means an offset that no zone has
		b = nil
	}
	e.String(string(b))
}

// Hashes appends the hashes of terms at their fixed width, so that they can be read in place.
func (e *Encoder) Hashes(list []*term.Term) {
	e.Int(len(list))
	for _, t := range list {
		e.Buf = binary.LittleEndian.AppendUint32(e.Buf, t.Hash)
	}
}

// A Decoder reads what an encoder wrote, in its order. After the first damage it returns
// zero values only, and Err says so.
type Decoder struct {
	Buf []byte // what is left to read
	Err error  // an [engine.ErrDamaged], nil so far
}

// Done reports whether nothing is left to read. A later format appends what it adds to a record,
// and reads it where the record is not done: one of an earlier format ends there.
func (d *Decoder) Done() bool { return len(d.Buf) == 0 }

// Int reads a number.
func (d *Decoder) Int() int {
	n, size := binary.Uvarint(d.Buf)
	if size <= 0 || n > 1<<62 {
		d.Fail()
		return 0
	}
	d.Buf = d.Buf[size:]
	return int(n)
}

// Count reads the length of a list whose elements take at least width bytes each.
func (d *Decoder) Count(width int) int {
	n := d.Int()
	if n > len(d.Buf)/width {
		d.Fail()
		return 0
	}
	return n
}

// Bytes reads n bytes, which stay the buffer's.
func (d *Decoder) Bytes(n int) []byte {
	if n < 0 || n > len(d.Buf) {
		d.Fail()
		return nil
	}
	b := d.Buf[:n:n]
	d.Buf = d.Buf[n:]
	return b
}

// String reads a string.
func (d *Decoder) String() string { return string(d.Bytes(d.Count(1))) }

// Strings reads a list of strings.
func (d *Decoder) Strings() []string {
	n := d.Count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = d.String()
	}
	return list
}

// Bool reads a truth value.
func (d *Decoder) Bool() bool { return d.Int() == 1 }

// Time reads a time.
func (d *Decoder) Time() (t time.Time) {
	if b := d.Bytes(d.Count(1)); len(b) > 0 && t.UnmarshalBinary(b) != nil {
		d.Fail()
	}
	return t
}

// Hashes reads the hashes of terms, which stay in the buffer.
func (d *Decoder) Hashes() term.Hashes { return term.Hashes(d.Bytes(4 * d.Count(4))) }

// Fail notes damage that the reader of the values has seen.
func (d *Decoder) Fail() {
	d.Buf = nil
	d.Err = engine.ErrDamaged
}
