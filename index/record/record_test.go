package record

import (
	"errors"
	"slices"
	"testing"
	"time"

	"verbatim/index/engine"
	"verbatim/index/term"
)

func TestRoundTrip(t *testing.T) {
	when := time.Date(2025, 5, 19, 1, 2, 3, 4, time.FixedZone("", 7200))
	var e Encoder
	e.Int(1 << 40)
	e.String("é")
	e.Strings([]string{"", "b"})
	e.Bool(true)
	e.Time(when)
	e.Time(time.Time{})
	e.Hashes([]*term.Term{{Hash: 7}, {Hash: 1 << 31}})
	d := Decoder{Buf: e.Buf}
	if n, s, list, b := d.Int(), d.String(), d.Strings(), d.Bool(); n != 1<<40 || s != "é" || !slices.Equal(list, []string{"", "b"}) || !b {
		t.Errorf("%d %q %q %v", n, s, list, b)
	}
	if got, zero := d.Time(), d.Time(); !got.Equal(when) || got.Format(time.RFC3339) != when.Format(time.RFC3339) || !zero.IsZero() {
		t.Errorf("%v, %v", got, zero)
	}
	if d.Done() {
		t.Error("done too early")
	}
	if h := d.Hashes(); h.Len() != 2 || h.At(0) != 7 || h.At(1) != 1<<31 {
		t.Errorf("%v", h)
	}
	if d.Err != nil || !d.Done() {
		t.Errorf("%v, %d bytes left", d.Err, len(d.Buf))
	}
}

// FuzzDecoder reads values of every kind out of anything: there is damage or a value,
// never a panic or more than the bytes can hold.
func FuzzDecoder(f *testing.F) {
	f.Add([]byte{2, 'h', 'i', 1, 1, 'x', 0, 1, 7, 0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		d := Decoder{Buf: b}
		size := len(d.String())
		size += len(d.Strings())
		d.Time()
		d.Bool()
		size += len(d.Hashes())
		if size > len(b) {
			t.Errorf("%d bytes out of %d", size, len(b))
		}
		if d.Err != nil && (!errors.Is(d.Err, engine.ErrDamaged) || d.Int() != 0 || d.String() != "") {
			t.Errorf("%v, and it reads on", d.Err)
		}
	})
}
