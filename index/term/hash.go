package term

import "encoding/binary"

// Hashes is a list of term hashes in the bytes they are stored in: four each, little endian.
type Hashes []byte

// Len returns the number of terms.
func (h Hashes) Len() int { return len(h) / 4 }

// At returns the hash of the term at place i, from 0.
func (h Hashes) At(i int) uint32 { return binary.LittleEndian.Uint32(h[4*i:]) }

// Hash is the 32-bit FNV-1a hash of a term. Two of the terms of one question and
// one sentence share a hash about once in 20 million pairs, and a wrong match moves a
// ranking score only.
func Hash(term string) uint32 {
	h := uint32(2166136261)
	for i := range len(term) {
		h = (h ^ uint32(term[i])) * 16777619
	}
	return h
}
