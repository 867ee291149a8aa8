package bot

import (
	"sync"

	"verbatim/bot/store"
	"verbatim/index"
)

// recent remembers the latest answers, so that their buttons work before the store has
// them, and without asking the library again. It is safe for concurrent use.
type recent struct {
	mu    sync.Mutex
	byKey map[string]remembered
	order []string // keys, a ring
	next  int      // place in order of the oldest key
}

// A remembered answer is an answer with its record.
type remembered struct {
	answer index.Answer
	record store.Answer
}

// newRecent makes room for size answers.
func newRecent(size int) *recent {
	return &recent{byKey: make(map[string]remembered, size), order: make([]string, size)}
}

// put remembers an answer, and forgets the oldest one when there is no room.
func (r *recent) put(m remembered) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := m.record.Key
	if _, ok := r.byKey[key]; !ok {
		delete(r.byKey, r.order[r.next])
		r.order[r.next] = key
		r.next = (r.next + 1) % len(r.order)
	}
	r.byKey[key] = m
}

func (r *recent) get(key string) (remembered, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.byKey[key]
	return m, ok
}

// forget drops the answers that a person asked for.
func (r *recent) forget(p store.Person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, m := range r.byKey {
		if m.record.Asker == p {
			delete(r.byKey, key)
		}
	}
}
