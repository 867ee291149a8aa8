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
// A matrix is stored as int8, row by row as PyTorch has it (outputs × inputs),
// with one float32 scale a row; vectors and the heads are float32; the vocabulary
// is text, one entry a line in the order of the ids.
const (
	fileMagic   = "VBRD"
	fileVersion = 1
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
	Type        string `json:"dtype"` // "i8", "f32" or "bytes"
	Shape       []int  `json:"shape"`
	Offset      int    `json:"offset"`
	ScaleOffset int    `json:"scale_offset"` // "i8" only
}

// int8Matrix is a matrix as stored: value = int8 × scale of its row.
type int8Matrix struct {
	rows, cols int
	values     []byte // rows × cols, each an int8
	scales     []float32
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

// matrix returns an int8 matrix; its values share memory with the file.
func (f *weightsFile) matrix(name string, rows, cols int) (int8Matrix, error) {
	m := int8Matrix{rows: rows, cols: cols}
	e, err := f.lookup(name, "i8", rows, cols)
	if err != nil {
		return m, err
	}
	if m.values, err = f.slice(name, e.Offset, rows*cols); err != nil {
		return m, err
	}
	m.scales, err = f.floatsAt(name, e.ScaleOffset, rows)
	return m, err
}

// text returns a tensor of bytes; it shares memory with the file.
func (f *weightsFile) text(name string) ([]byte, error) {
	e, ok := f.entries[name]
	if !ok || e.Type != "bytes" || len(e.Shape) != 1 {
		return nil, fmt.Errorf("tensor %q is missing or not bytes", name)
	}
	return f.slice(name, e.Offset, e.Shape[0])
}

// row writes row r of the matrix, dequantised, to dst.
func (m *int8Matrix) row(dst []float32, r int) {
	scale := m.scales[r]
	for i, v := range m.values[r*m.cols : (r+1)*m.cols] {
		dst[i] = float32(int8(v)) * scale
	}
}
