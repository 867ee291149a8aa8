package reader

import (
	"encoding/binary"
	"fmt"
	"math"
)

// intMatrix is a matrix as stored: whole numbers of some bits, times their group's
// scale. It shares memory with the file.
type intMatrix struct {
	rows, cols  int
	bits, group int
	values      []byte // rows × cols × bits / 8
	scales      []byte // rows × cols / group, each a bfloat16
}

// matrixBits is the number of bits of a value, by the type's name.
var matrixBits = map[string]int{"i4": 4, "i5": 5, "i6": 6, "i8": 8}

// matrix returns a matrix of whole numbers.
func (f *weightsFile) matrix(name string, rows, cols int) (intMatrix, error) {
	m := intMatrix{rows: rows, cols: cols}
	e, ok := f.entries[name]
	if m.bits = matrixBits[e.Type]; ok && m.bits == 0 {
		return m, fmt.Errorf("tensor %q is %s %v, want i4, i5, i6 or i8 %v", name, e.Type, e.Shape, []int{rows, cols})
	}
	if _, err := f.lookup(name, e.Type, rows, cols); err != nil {
		return m, err
	}
	if m.group = e.Group; m.group < 1 || cols%m.group != 0 || cols*m.bits%8 != 0 {
		return m, fmt.Errorf("tensor %q: rows of %d values in groups of %d", name, cols, m.group)
	}
	var err error
	if m.values, err = f.slice(name, e.Offset, rows*cols*m.bits/8); err != nil {
		return m, err
	}
	if m.scales, err = f.slice(name, e.ScaleOffset, 2*rows*cols/m.group); err != nil {
		return m, err
	}
	for at := 0; at < len(m.scales); at += 2 {
		if m.scales[at+1]&0x7f == 0x7f && m.scales[at]&0x80 != 0 { // Inf or NaN
			return m, fmt.Errorf("tensor %q: scale %d is not finite", name, at/2)
		}
	}
	return m, nil
}

// row writes row r of the matrix to dst.
func (m *intMatrix) row(dst []float32, r int) {
	size := m.cols * m.bits / 8
	values, scales := m.values[r*size:(r+1)*size], m.scales[r*m.cols/m.group*2:]
	waiting, have, next := uint32(0), 0, 0
	for from := 0; from < m.cols; from += m.group {
		scale := math.Float32frombits(uint32(binary.LittleEndian.Uint16(scales)) << 16)
		scales = scales[2:]
		group := dst[from : from+m.group]
		for i := range group {
			if have < m.bits {
				waiting |= uint32(values[next]) << have
				have += 8
				next++
			}
			group[i] = float32(int32(waiting<<(32-m.bits))>>(32-m.bits)) * scale
			waiting >>= m.bits
			have -= m.bits
		}
	}
}
