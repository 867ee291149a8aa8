package home

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"verbatim/cluster"
)

// memory is a cluster in memory, as far as a home needs one: searches find what was there at the last refresh.
type memory struct {
	mu   sync.Mutex
	seq  int64
	docs map[string]*kept            // by index and id
	seen map[string]map[string]*kept // by index, as of its last refresh
}

// kept is what stands under an id, or stood there.
type kept struct {
	id      string
	source  []byte // nil for what was deleted
	version cluster.Version
	number  uint64
}

func newMemory() *memory {
	return &memory{docs: map[string]*kept{}, seen: map[string]map[string]*kept{}}
}

// forgets lets go of what is known of deletions, as a cluster does after a time.
func (m *memory) forgets() {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.docs, func(_ string, k *kept) bool { return k.source == nil })
}

// holds reports whether a text stands in a document.
func (m *memory) holds(text string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range m.docs {
		if bytes.Contains(k.source, []byte(text)) {
			return true
		}
	}
	return false
}

// errDead is what a process gets that has died; it stands for the end of everything that it does.
var errDead = errors.New("dead")

// A link is one process's way to the cluster.
type link struct {
	*memory
	calls int                // so far
	fails func(call int) int // what becomes of a call, counted from 0: see below; nil for nothing
	hold  chan struct{}      // unless nil, WriteAll waits for it to be closed
	stops func(call int64)   // unless nil, is called before each call, counted from 1, and may keep it waiting
	asked atomic.Int64       // how many calls were begun
	made  atomic.Int64       // how many indices were asked for
}

const (
	works = iota
	lost  // nothing comes of it
	mute  // it is done, and the answer is lost
	ends  // nothing comes of it, nor of anything after it
	quiet // it is done, and nothing comes of anything after it
)

// do makes a call as the link has it.
func (l *link) do(call func() error) error {
	if call := l.asked.Add(1); l.stops != nil {
		l.stops(call)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fate := works
	if l.fails != nil {
		fate = l.fails(l.calls)
	}
	l.calls++
	switch fate {
	case lost:
		return &cluster.AwayError{Since: time.Now(), Err: errors.New("no answer")}
	case mute:
		_ = call()
		return &cluster.AwayError{Since: time.Now(), Err: errors.New("no answer")}
	case ends:
		l.fails = func(int) int { return ends }
		return errDead
	case quiet:
		_ = call()
		l.fails = func(int) int { return ends }
		return errDead
	}
	return call()
}

func (l *link) CreateIndex(context.Context, string, any) error {
	l.made.Add(1)
	return l.do(func() error { return nil })
}

func (l *link) Get(_ context.Context, index, id string) (d cluster.Document, err error) {
	err = l.do(func() error {
		k := l.docs[index+"/"+id]
		if k == nil || k.source == nil {
			return cluster.ErrNotFound
		}
		d = cluster.Document{ID: id, Found: true, Source: k.source, Version: k.version}
		return nil
	})
	return d, err
}

// put keeps a document where may permits that.
func (l *link) put(index, id string, document any, may func(*kept) bool) (v cluster.Version, err error) {
	source, err := json.Marshal(document)
	if err != nil {
		return v, err
	}
	err = l.do(func() error {
		if k := l.docs[index+"/"+id]; !may(k) {
			return cluster.ErrConflict
		}
		v = l.set(index, id, source, 0)
		return nil
	})
	return v, err
}

func (m *memory) set(index, id string, source []byte, number uint64) cluster.Version {
	m.seq++
	v := cluster.Version{SeqNo: m.seq, PrimaryTerm: 1}
	m.docs[index+"/"+id] = &kept{id, source, v, number}
	return v
}

func (l *link) Put(_ context.Context, index, id string, document any) (cluster.Version, error) {
	return l.put(index, id, document, func(*kept) bool { return true })
}

func (l *link) Create(_ context.Context, index, id string, document any) (cluster.Version, error) {
	return l.put(index, id, document, func(k *kept) bool { return k == nil || k.source == nil })
}

func (l *link) Replace(_ context.Context, index, id string, document any, seen cluster.Version) (cluster.Version, error) {
	return l.put(index, id, document, func(k *kept) bool { return k != nil && k.source != nil && k.version == seen })
}

func (l *link) Delete(_ context.Context, index, id string) error {
	return l.do(func() error { l.set(index, id, nil, 0); return nil })
}

func (l *link) DeleteByQuery(_ context.Context, index string, query any) (n int, err error) {
	var q struct {
		Range struct{ At struct{ Lt time.Time } }
	}
	if err := through(query, &q); err != nil {
		return 0, err
	}
	err = l.do(func() error {
		for _, k := range l.seen[index] {
			var c claim
			if json.Unmarshal(k.source, &c) == nil && c.At.Before(q.Range.At.Lt) {
				l.set(index, k.id, nil, 0)
				n++
			}
		}
		return nil
	})
	return n, err
}

// through makes one value of another by their JSON.
func through(from, to any) error {
	data, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, to)
}

func (l *link) Refresh(_ context.Context, indices ...string) error {
	return l.do(func() error {
		for _, index := range indices {
			l.seen[index] = map[string]*kept{}
			for at, k := range l.docs {
				if strings.HasPrefix(at, index+"/") && k.source != nil {
					l.seen[index][k.id] = k
				}
			}
		}
		return nil
	})
}

func (l *link) Scan(_ context.Context, s cluster.Scan, visit func(cluster.Hit) error) error {
	var q struct{ Term struct{ Of string } }
	if err := through(s.Query, &q); err != nil {
		return err
	}
	var hits []cluster.Hit
	err := l.do(func() error {
		for _, id := range slices.Sorted(maps.Keys(l.seen[s.Index])) {
			k := l.seen[s.Index][id]
			var of struct{ Of string }
			if json.Unmarshal(k.source, &of) == nil && of.Of == q.Term.Of {
				hits = append(hits, cluster.Hit{ID: id, Source: k.source})
			}
		}
		return nil
	})
	for _, h := range hits {
		if err == nil {
			err = visit(h)
		}
	}
	return err
}

func (l *link) Expunge(context.Context, string) error { return l.do(func() error { return nil }) }

// WriteAll makes each change in turn: a process can die between two.
func (l *link) WriteAll(_ context.Context, items []cluster.Item) error {
	if l.hold != nil {
		<-l.hold
	}
	for _, item := range items {
		err := l.do(func() error {
			k, number := l.docs[item.Index+"/"+item.ID], item.Number
			if k != nil && number == 0 {
				number = k.number + 1
			}
			if k == nil || k.number < number {
				l.set(item.Index, item.ID, item.Source, number)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
