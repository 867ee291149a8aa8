package memory

import (
	"fmt"
	"testing"
)

func TestMemoryForgetsTheOldest(t *testing.T) {
	m := New[int](3)
	for i := range 5 {
		m.Put(fmt.Sprint(i), i)
		m.Put(fmt.Sprint(i), i*10)
	}
	for key, want := range map[string]bool{"0": false, "1": false, "2": true, "3": true, "4": true} {
		if v, ok := m.Get(key); ok != want || ok && v%10 != 0 {
			t.Errorf("%s: %d, %t; want %t", key, v, ok, want)
		}
	}
	m.Drop(func(v int) bool { return v == 30 })
	if _, ok := m.Get("3"); ok {
		t.Error("what was dropped is still there")
	}
	for i := range 10 {
		m.Put(fmt.Sprint("n", i), 0)
	}
	if len(m.byKey) != 3 {
		t.Errorf("%d values are kept in room for 3", len(m.byKey))
	}
}
