package vector

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

// A Set holds the entries of a file in memory: 32 bytes and one a dimension for each. It
// is safe for concurrent use.
type Set struct {
	header Header
	file   *os.File
	now    atomic.Pointer[Snapshot]

	refreshing sync.Mutex // held while reading; guards what follows
	offset     int64      // where reading goes on
	damaged    int
}

// Open reads a file. One that does not have this header gives [ErrOther], one that is
// missing [os.ErrNotExist].
func Open(path string, header Header) (*Set, error) {
	s, err := open(path, header)
	if err != nil {
		return nil, fmt.Errorf("open vectors %s: %w", path, err)
	}
	return s, nil
}

func open(path string, header Header) (*Set, error) {
	if err := header.check(); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &Set{header: header, file: file, offset: headerSize}
	s.now.Store(&Snapshot{dimension: header.Dimension})
	if err = header.compare(file); err == nil {
		_, err = s.refresh()
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return s, nil
}

// Refresh reads what has been appended since the file was read last, by whatever
// process, and returns how many entries that were. Where nothing was it costs one short
// read. Snapshots taken before stay as they are.
func (s *Set) Refresh() (added int, err error) {
	if added, err = s.refresh(); err != nil {
		return added, fmt.Errorf("read vectors %s: %w", s.file.Name(), err)
	}
	return added, nil
}

func (s *Set) refresh() (added int, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	next := *s.now.Load()
	before := next.count
	end, damaged, err := s.header.readEntries(s.file, s.offset, next.add)
	s.offset = end
	s.damaged += damaged
	s.now.Store(&next)
	return next.count - before, err
}

// Snapshot returns the entries that have been read so far.
func (s *Set) Snapshot() *Snapshot { return s.now.Load() }

// Damaged returns how many entries were left out because their checksum was wrong.
func (s *Set) Damaged() int {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	return s.damaged
}

// Close closes the file. Snapshots stay usable.
func (s *Set) Close() error { return s.file.Close() }
