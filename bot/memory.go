package bot

import "sync"

// A memory keeps the values of the latest keys. It is safe for concurrent use.
type memory[V any] struct {
	mu    sync.Mutex
	byKey map[string]V
	order []string // keys, a ring
	next  int      // place in order of the oldest key
}

// newMemory makes room for size keys.
func newMemory[V any](size int) *memory[V] {
	return &memory[V]{byKey: make(map[string]V), order: make([]string, size)}
}

// put keeps a value, and drops that of the oldest key when there is no room.
func (m *memory[V]) put(key string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byKey[key]; !ok {
		delete(m.byKey, m.order[m.next])
		m.order[m.next] = key
		m.next = (m.next + 1) % len(m.order)
	}
	m.byKey[key] = v
}

func (m *memory[V]) get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.byKey[key]
	return v, ok
}

// drop forgets the values that match.
func (m *memory[V]) drop(match func(V) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, v := range m.byKey {
		if match(v) {
			delete(m.byKey, key)
		}
	}
}
