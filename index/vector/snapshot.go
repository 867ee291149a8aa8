package vector

import "iter"

// chunkEntries is the number of entries of a chunk.
const chunkEntries = 1024

// entryBytes is what an entry takes in memory beside its values.
const entryBytes = 4 + len(ID{}) + len(Key{})

// chunk is room for some entries. What a snapshot knows of it is never written again;
// entries that are added later stand behind that.
type chunk struct {
	values []int8 // chunkEntries × dimension
	scales [chunkEntries]float32
	ids    [chunkEntries]ID
	keys   [chunkEntries]Key
}

// A Snapshot is the entries of a set at one moment. It never changes, and is safe for
// concurrent use.
type Snapshot struct {
	dimension int
	chunks    []*chunk
	count     int
}

// Len returns the number of entries.
func (s *Snapshot) Len() int { return s.count }

// Bytes returns how much memory the entries take.
func (s *Snapshot) Bytes() int64 {
	return int64(len(s.chunks)) * chunkEntries * int64(s.dimension+entryBytes)
}

// All returns the entries in the order in which they were appended. Their values are
// the snapshot's own and must not be changed.
func (s *Snapshot) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for at := range s.count {
			c, i := s.chunks[at/chunkEntries], at%chunkEntries
			values := c.values[i*s.dimension : (i+1)*s.dimension : (i+1)*s.dimension]
			if !yield(Entry{c.keys[i], c.ids[i], Rounded{c.scales[i], values}}) {
				return
			}
		}
	}
}

// add adds an entry, of which it keeps nothing. Only the newest snapshot of a set may be
// added to, and a copy at that: older ones share its chunks.
func (s *Snapshot) add(e *Entry) {
	if s.count == len(s.chunks)*chunkEntries {
		s.chunks = append(s.chunks, &chunk{values: make([]int8, chunkEntries*s.dimension)})
	}
	c, i := s.chunks[s.count/chunkEntries], s.count%chunkEntries
	copy(c.values[i*s.dimension:], e.Vector.Values)
	c.scales[i], c.ids[i], c.keys[i] = e.Vector.Scale, e.ID, e.Key
	s.count++
}

// part returns the chunk with this number and how many entries of it count.
func (s *Snapshot) part(number int) (*chunk, int) {
	return s.chunks[number], min(chunkEntries, s.count-number*chunkEntries)
}
