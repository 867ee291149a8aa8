package vector

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// A Header says what the vectors of a file are.
type Header struct {
	Dimension int      // numbers of a vector: a multiple of 32, at most 2048
	Identity  [16]byte // of what made them: vectors of another identity are no neighbours
	Owner     [16]byte // of what the ids mean: with another owner they name something else
}

const (
	fileMagic    = "VBVC"
	fileVersion  = 1
	headerSize   = 64
	maxDimension = 2048 // up to which sums of products stay within int32 (kernel.go)
	dimensionOf  = 32   // what dimensions are multiples of
	dimensionAt  = 8    // in the header
	identityAt   = 16
	ownerAt      = 32
)

// ErrOther says that a file is not of this header or format, so that its vectors are of
// no use: it is to be written anew.
var ErrOther = errors.New("vector: a file of other vectors")

// check says what makes it a header that no file can have.
func (h Header) check() error {
	if h.Dimension < dimensionOf || h.Dimension > maxDimension || h.Dimension%dimensionOf != 0 {
		return fmt.Errorf("dimension %d, want a multiple of %d up to %d", h.Dimension, dimensionOf, maxDimension)
	}
	return nil
}

// recordSize returns the length of a record in bytes.
func (h Header) recordSize() int { return valuesAt + h.Dimension }

// encode returns the header as it stands in a file.
func (h Header) encode() []byte {
	b := append(make([]byte, 0, headerSize), fileMagic...)
	b = binary.LittleEndian.AppendUint32(b, fileVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(h.Dimension))
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = append(b, h.Identity[:]...)
	b = append(b, h.Owner[:]...)
	b = b[:headerSize-4]
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// compare returns [ErrOther] where a file does not begin with this header.
func (h Header) compare(file io.ReaderAt) error {
	b := make([]byte, headerSize)
	if _, err := file.ReadAt(b, 0); err != nil && err != io.EOF {
		return err
	}
	if string(b) != string(h.encode()) {
		return ErrOther
	}
	return nil
}

// ReadHeader returns the header of a file. One that has none that this package writes gives
// [ErrOther], one that is missing [os.ErrNotExist].
func ReadHeader(path string) (Header, error) {
	h, err := readHeader(path)
	if err != nil {
		return Header{}, fmt.Errorf("read header of vectors %s: %w", path, err)
	}
	return h, nil
}

func readHeader(path string) (h Header, err error) {
	file, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer file.Close()
	return decodeHeader(file)
}

// decodeHeader reads the header that a file begins with.
func decodeHeader(file io.ReaderAt) (h Header, err error) {
	b := make([]byte, headerSize)
	if _, err := file.ReadAt(b, 0); err != nil && err != io.EOF {
		return h, err
	}
	h.Dimension = int(binary.LittleEndian.Uint32(b[dimensionAt:]))
	copy(h.Identity[:], b[identityAt:])
	copy(h.Owner[:], b[ownerAt:])
	if h.check() != nil || string(b) != string(h.encode()) {
		return h, ErrOther
	}
	return h, nil
}

// readChunk is the number of records that are read at once.
const readChunk = 64

// readEntries calls got for each whole record from an offset on. The entry's values are
// valid during the call. It returns the offset behind the last whole record, which is
// where reading goes on the next time, and how many damaged ones stand before that.
func (h Header) readEntries(file io.ReaderAt, from int64, got func(*Entry)) (end int64, damaged int, err error) {
	size := h.recordSize()
	buf, entry := make([]byte, readChunk*size), Entry{Vector: Rounded{Values: make([]int8, h.Dimension)}}
	end, bad := from, 0
	for {
		n, err := file.ReadAt(buf, from)
		for record := buf[:n-n%size]; len(record) > 0; record = record[size:] {
			from += int64(size)
			if !decodeRecord(&entry, record[:size]) {
				bad++
				continue
			}
			got(&entry)
			end, damaged, bad = from, damaged+bad, 0
		}
		if err == io.EOF {
			return end, damaged, nil
		}
		if err != nil {
			return end, damaged, err
		}
	}
}
