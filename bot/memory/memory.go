package memory

import (
	"maps"
	"sync"
)

// A Memory keeps the values of the latest keys. It is safe for concurrent use.
type Memory[V any] struct {
	mu    sync.Mutex
	byKey map[string]V
	order []string // keys, a ring
	next  int      // place in order of the oldest key
}

// New makes room for size keys.
func New[V any](size int) *Memory[V] {
	return &Memory[V]{byKey: make(map[string]V), order: make([]string, size)}
}

// Put keeps a value, and drops that of the oldest key when there is no room.
func (m *Memory[V]) Put(key string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byKey[key]; !ok {
		delete(m.byKey, m.order[m.next])
		m.order[m.next] = key
		m.next = (m.next + 1) % len(m.order)
	}
	m.byKey[key] = v
}

// Get returns the value of a key, and whether it is still known.
func (m *Memory[V]) Get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.byKey[key]
	return v, ok
}

// All returns the values that are known, by their keys.
func (m *Memory[V]) All() map[string]V {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.byKey)
}

// Drop forgets the values that match.
func (m *Memory[V]) Drop(match func(V) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, v := range m.byKey {
		if match(v) {
			delete(m.byKey, key)
		}
	}
}
