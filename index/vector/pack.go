package vector

import "bytes"

// A pack is entries as bytes that may be kept anywhere: as a file, but written once.

// Pack returns a pack of entries.
func (h Header) Pack(entries []Entry) ([]byte, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	b := append(make([]byte, 0, headerSize+len(entries)*h.recordSize()), h.encode()...)
	for i := range entries {
		if err := entries[i].check(h.Dimension); err != nil {
			return nil, err
		}
		b = appendRecord(b, &entries[i])
	}
	return b, nil
}

// Unpack calls got for each whole entry of a pack, whose values are valid during the call, and returns
// how many are damaged. What does not begin with this header gives [ErrOther].
func (h Header) Unpack(pack []byte, got func(*Entry)) (damaged int, err error) {
	if err := h.compare(bytes.NewReader(pack)); err != nil {
		return 0, err
	}
	whole, size := 0, h.recordSize()
	_, _, err = h.readEntries(bytes.NewReader(pack), headerSize, func(e *Entry) {
		whole++
		got(e)
	})
	return (len(pack)-headerSize+size-1)/size - whole, err
}

// HeaderOf returns the header that a pack begins with, [ErrOther] where there is none that this
// package writes.
func HeaderOf(pack []byte) (Header, error) { return decodeHeader(bytes.NewReader(pack)) }
