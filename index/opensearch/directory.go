package opensearch

import (
	"context"
	"fmt"
	"sync"

	"verbatim/index/engine"
	"verbatim/index/vector"
)

// A directory knows by heart what filters ask of the articles of a generation: the cluster cannot be asked for each vector.
type directory struct {
	articles []listed // in the order of their ids
	bytes    int64    // of memory, about
	whole    bool     // these are all

	mu      sync.Mutex
	allowed map[string]numbers // by filter: the same channel asks with the same one again and again
}

type listed struct {
	number     int
	id, source string
}

const (
	listedBytes = 40  // of an article without its strings
	mostAllowed = 256 // filters that are remembered
)

// read reads what filters ask of all articles. When it is interrupted it goes on where it was, the next time.
func (d *directory) read(ctx context.Context, g *generation) error {
	list := func(a *engine.Article) error {
		d.articles = append(d.articles, listed{a.Number, a.ID, a.Source})
		d.bytes += int64(listedBytes + len(a.ID) + len(a.Source))
		return nil
	}
	var err error
	switch n := len(d.articles); {
	case d.whole:
	case n == 0:
		err = g.Each(ctx, list)
	default:
		err = g.after(ctx, d.articles[n-1].id, list)
	}
	d.whole = err == nil
	return err
}

// keep returns which vectors are of passages that a filter allows, nil for all.
func (m *meanings) keep(f engine.Filter) func(vector.ID) bool {
	if f.Zero() {
		return nil
	}
	allowed := m.articles.of(f)
	return func(id vector.ID) bool {
		article, _ := passageOfVector(id)
		return allowed.has(article)
	}
}

// of returns the articles that a filter lets through.
func (d *directory) of(f engine.Filter) numbers {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := fmt.Sprintf("%q", f)
	if n, ok := d.allowed[key]; ok {
		return n
	}
	var n numbers
	for _, a := range d.articles {
		if f.Lets(a.id, a.source) {
			n = n.with(a.number)
		}
	}
	if len(d.allowed) >= mostAllowed {
		clear(d.allowed)
	}
	d.allowed[key] = n
	return n
}

// numbers are the numbers of some articles, a bit for each.
type numbers []uint64

func (n numbers) has(number int) bool {
	return number/64 < len(n) && n[number/64]>>(number%64)&1 == 1
}

func (n numbers) with(number int) numbers {
	for number/64 >= len(n) {
		n = append(n, 0)
	}
	n[number/64] |= 1 << (number % 64)
	return n
}
