package store

import (
	"encoding/json"
	"fmt"
	"sync"
)

// A value is to be put under a key of a bucket.
type value struct {
	bucket, key string
	value       any
}

// A place is where a value stands.
type place struct{ bucket, key string }

// unwritten holds the values that wait for the disk, so that they are found meanwhile. It
// is safe for concurrent use.
type unwritten struct {
	mu      sync.Mutex
	at      map[place]encoded
	counter uint64
}

// An encoded value has a number, for a later one can wait in its place already.
type encoded struct {
	data   []byte
	number uint64
}

// put holds values until the function that it returns is called.
func (u *unwritten) put(values map[place][]byte) (written func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.counter++
	number := u.counter
	for p, data := range values {
		u.at[p] = encoded{data, number}
	}
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		for p := range values {
			if u.at[p].number == number {
				delete(u.at, p)
			}
		}
	}
}

func (u *unwritten) get(p place) ([]byte, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	e, ok := u.at[p]
	return e.data, ok
}

// writeLater puts values without waiting for the disk. From now on they are found. done is
// called from another goroutine with the error, nil when they are on disk.
func (s *Store) writeLater(values []value, done func(error)) {
	all := make(map[place][]byte, len(values))
	for _, v := range values {
		data, err := json.Marshal(v.value)
		if err != nil {
			done(fmt.Errorf("encode %s: %w", v.bucket, err))
			return
		}
		all[place{v.bucket, v.key}] = data
	}
	written := s.unwritten.put(all)
	s.writer.submit(func(tx *transaction) error {
		for p, data := range all {
			if err := tx.put(p, data); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		written()
		done(err)
	})
}

// read reads the value of a key into out, whether it is on disk or not yet, and reports
// whether there is one.
func (s *Store) read(bucket, key string, out any) (ok bool, err error) {
	if data, ok := s.unwritten.get(place{bucket, key}); ok {
		if err := json.Unmarshal(data, out); err != nil {
			return false, fmt.Errorf("decode %s %q: %w", bucket, key, err)
		}
		return true, nil
	}
	err = s.file.view(func(tx *transaction) error {
		ok, err = get(tx, bucket, key, out)
		return err
	})
	return ok, err
}
