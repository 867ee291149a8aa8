package reader

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// A weights file is
//
//	"VBRD" | uint32 version | uint32 length of the header | header (JSON) | data
//
// with little-endian numbers; offsets in the header count from the start of data.
// A matrix is stored row by row as PyTorch has it (outputs × inputs), each value a
// signed whole number of 4, 5, 6 or 8 bits to be multiplied by its group's scale: a row
// is a string of bits, the lowest of a byte first, and groups are runs of so many
// values of a row. Scales are bfloat16, the upper half of a float32. Vectors and the
// heads are float32; the vocabulary is text, one entry a line in the order of the
// ids.
const (
	fileMagic   = "VBRD"
	fileVersion = 2
	prefixSize  = 12 // bytes before the header
)

// weightsFile is a weights file whose parts have been found but not yet read.
type weightsFile struct {
	config  config
	entries map[string]entry
	data    []byte
}

// entry says where a tensor lies.
type entry struct {
	Name        string `json:"name"`
	Type        string `json:"dtype"` // "i4", "i5", "i6", "i8", "f32" or "bytes"
	Shape       []int  `json:"shape"`
	Offset      int    `json:"offset"`
	ScaleOffset int    `json:"scale_offset"` // whole numbers only, as is Group
	Group       int    `json:"group"`        // values that share a scale, a divisor of the row's length
}

// parseFile reads the header of a weights file and checks its configuration.
func parseFile(raw []byte) (*weightsFile, error) {
	if len(raw) < prefixSize || string(raw[:4]) != fileMagic {
		return nil, errors.New("not a weights file (it does not start with " + fileMagic + ")")
	}
	if v := binary.LittleEndian.Uint32(raw[4:]); v != fileVersion {
		return nil, fmt.Errorf("version %d of the weights file is not known, want %d", v, fileVersion)
	}
	size := uint64(binary.LittleEndian.Uint32(raw[8:]))
	if size > uint64(len(raw)-prefixSize) {
		return nil, fmt.Errorf("cut off: the header has %d bytes, %d are there", size, len(raw)-prefixSize)
	}
	var header struct {
		Config  config  `json:"config"`
		Tensors []entry `json:"tensors"`
	}
	if err := json.Unmarshal(raw[prefixSize:prefixSize+size], &header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if err := header.Config.validate(); err != nil {
		return nil, err
	}
	f := &weightsFile{config: header.Config, entries: map[string]entry{}, data: raw[prefixSize+size:]}
	for _, e := range header.Tensors {
		if _, twice := f.entries[e.Name]; twice {
			return nil, fmt.Errorf("tensor %q stands twice in the header", e.Name)
		}
		f.entries[e.Name] = e
	}
	return f, nil
}

// lookup returns the entry of a tensor after checking its type and shape.
func (f *weightsFile) lookup(name, kind string, shape ...int) (entry, error) {
	e, ok := f.entries[name]
	if !ok {
		return e, fmt.Errorf("tensor %q is missing", name)
	}
	same := e.Type == kind && len(e.Shape) == len(shape)
	for i := 0; same && i < len(shape); i++ {
		same = e.Shape[i] == shape[i]
	}
	if !same {
		return e, fmt.Errorf("tensor %q is %s %v, want %s %v", name, e.Type, e.Shape, kind, shape)
	}
	return e, nil
}

// slice returns size bytes of the data at offset.
func (f *weightsFile) slice(name string, offset, size int) ([]byte, error) {
	if offset < 0 || size < 0 || offset > len(f.data) || size > len(f.data)-offset {
		return nil, fmt.Errorf("tensor %q lies outside the file (bytes %d to %d of %d): the file is cut off or damaged", name, offset, offset+size, len(f.data))
	}
	return f.data[offset : offset+size : offset+size], nil
}

// floats returns a float32 tensor, copied.
func (f *weightsFile) floats(name string, shape ...int) ([]float32, error) {
	e, err := f.lookup(name, "f32", shape...)
	if err != nil {
		return nil, err
	}
	n := 1
	for _, s := range shape {
		n *= s
	}
	return f.floatsAt(name, e.Offset, n)
}

// floatsAt returns n finite float32 that start at offset.
func (f *weightsFile) floatsAt(name string, offset, n int) ([]float32, error) {
	raw, err := f.slice(name, offset, 4*n)
	if err != nil {
		return nil, err
	}
	out := make([]float32, n)
	for i := range out {
		bits := binary.LittleEndian.Uint32(raw[4*i:])
		if bits&0x7f800000 == 0x7f800000 { // Inf or NaN
			return nil, fmt.Errorf("tensor %q: value %d is not finite", name, i)
		}
		out[i] = math.Float32frombits(bits)
	}
	return out, nil
}

// text returns a tensor of bytes; it shares memory with the file.
func (f *weightsFile) text(name string) ([]byte, error) {
	e, ok := f.entries[name]
	if !ok || e.Type != "bytes" || len(e.Shape) != 1 {
		return nil, fmt.Errorf("tensor %q is missing or not bytes", name)
	}
	return f.slice(name, e.Offset, e.Shape[0])
}
