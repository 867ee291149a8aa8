package vector

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
)

// A Key is a hash of what was encoded.
type Key [16]byte

// KeyOf returns the key of a text as it is given to the encoder.
func KeyOf(text string) (k Key) {
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// An ID is what the caller knows an entry by.
type ID [12]byte

// An Entry is one vector of a file.
type Entry struct {
	Key    Key
	ID     ID
	Vector Rounded
}

// Rounded is a vector in whole numbers: Scale × Values. Values of a set's entries are
// shared with it and must not be changed.
type Rounded struct {
	Scale  float32 // not negative
	Values []int8  // -127 to 127
}

// reach is the greatest size of a whole number in a vector.
const reach = 127

// Round returns a vector in whole numbers, its greatest one ±127. Of a vector with
// numbers that are not finite it returns zeros, which are near to nothing.
func Round(vector []float32) Rounded {
	r := Rounded{Values: make([]int8, len(vector))}
	r.Scale = greatest(vector) / reach
	for i, v := range vector {
		if r.Scale > 0 {
			r.Values[i] = int8(math.RoundToEven(float64(v / r.Scale)))
		}
	}
	return r
}

// greatest returns the greatest size of a number, 0 where one is not finite, or where
// all are so small that nothing can be divided by it.
func greatest(vector []float32) float32 {
	most := float32(0)
	for _, v := range vector {
		size := max(v, -v)
		if !(size <= math.MaxFloat32) {
			return 0
		}
		most = max(most, size)
	}
	if most < 1e-30 {
		return 0
	}
	return most
}

// Sizes and places in a record.
const (
	scaleAt  = 4
	keyAt    = scaleAt + 4
	idAt     = keyAt + len(Key{})
	valuesAt = idAt + len(ID{})
)

// castagnoli is the polynomial that processors compute.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendRecord appends the record of an entry to b.
func appendRecord(b []byte, e *Entry) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(e.Vector.Scale))
	b = append(b, e.Key[:]...)
	b = append(b, e.ID[:]...)
	for _, v := range e.Vector.Values {
		b = append(b, byte(v))
	}
	binary.LittleEndian.PutUint32(b[start:], crc32.Checksum(b[start+scaleAt:], castagnoli))
	return b
}

// decodeRecord reads a record into e, the values into those of e. It reports whether the
// record is whole.
func decodeRecord(e *Entry, record []byte) bool {
	if binary.LittleEndian.Uint32(record) != crc32.Checksum(record[scaleAt:], castagnoli) {
		return false
	}
	e.Vector.Scale = math.Float32frombits(binary.LittleEndian.Uint32(record[scaleAt:]))
	copy(e.Key[:], record[keyAt:])
	copy(e.ID[:], record[idAt:])
	for i, v := range record[valuesAt:] {
		e.Vector.Values[i] = int8(v)
	}
	return e.Vector.Scale >= 0 && e.Vector.Scale <= math.MaxFloat32
}

// check says why an entry cannot stand in a file of this dimension.
func (e *Entry) check(dimension int) error {
	if len(e.Vector.Values) != dimension {
		return fmt.Errorf("a vector of %d numbers among those of %d", len(e.Vector.Values), dimension)
	}
	if !(e.Vector.Scale >= 0 && e.Vector.Scale <= math.MaxFloat32) {
		return fmt.Errorf("a vector of scale %g", e.Vector.Scale)
	}
	return nil
}
