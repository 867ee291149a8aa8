package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/history"
)

// A Past is what is known of the last time that inputs got dates. The zero value is none.
type Past struct {
	Heads   map[string]string                        // the commit that each clone was at, by its folder
	Changed func(key string) (at time.Time, ok bool) // of an input that was there
	Leave   func(clone string) bool                  // clones that are known to have no dates, by their folder; nil for none
}

// Date notes of each file that lies in a clone when its last change was made, and returns the
// commits that the clones are at. What the past knows is not looked for again. notes are a line
// for each clone that has no dates to give, which says why. The error is ctx.Err().
func Date(ctx context.Context, inputs []corpus.Input, past Past) (heads map[string]string, notes []string, err error) {
	heads = map[string]string{}
	for _, c := range clonesOf(inputs) {
		if past.Leave != nil && past.Leave(c.top) {
			continue
		}
		head, err := c.date(ctx, inputs, past)
		switch {
		case ctx.Err() != nil:
			return nil, notes, ctx.Err()
		case err != nil:
			notes = append(notes, fmt.Sprintf("no dates from the history of %s: %v", c.top, err))
		default:
			heads[c.top] = head
		}
	}
	return heads, notes, nil
}

// date notes the dates of the clone's inputs, and returns the commit it is at.
func (c *clone) date(ctx context.Context, inputs []corpus.Input, past Past) (string, error) {
	head, err := history.Head(ctx, c.top)
	if err != nil {
		return "", err
	}
	known, fresh := c.divide(inputs, past)
	err = c.look(ctx, inputs, past.Heads[c.top], head, known)
	if err != nil && ctx.Err() == nil {
		fresh = slices.Concat(known, fresh) // that commit is gone
	}
	return head, c.look(ctx, inputs, "", head, fresh)
}

// divide parts the clone's inputs into those that have the date of the past now, and the others.
func (c *clone) divide(inputs []corpus.Input, past Past) (known, fresh []int) {
	for i, n := range c.inputs {
		if past.Heads[c.top] != "" {
			if at, ok := past.Changed(inputs[n].Key); ok {
				inputs[n].Changed = at
				known = append(known, i)
				continue
			}
		}
		fresh = append(fresh, i)
	}
	return known, fresh
}

// look dates some of the clone's inputs by what was changed after a commit.
func (c *clone) look(ctx context.Context, inputs []corpus.Input, since, head string, some []int) error {
	if len(some) == 0 || since == head {
		return nil
	}
	names := make([]string, len(some))
	for i, n := range some {
		names[i] = c.names[n]
	}
	changes, err := history.Changes(ctx, c.top, since, names)
	for _, n := range some {
		if at, ok := changes[c.names[n]]; ok {
			inputs[c.inputs[n]].Changed = at
		}
	}
	return err
}

// A clone is a working tree with some of the inputs.
type clone struct {
	top    string
	inputs []int    // which they are
	names  []string // their slash-separated paths below the top
}

// clonesOf finds the clones that inputs lie in, in the order of their first ones.
func clonesOf(inputs []corpus.Input) []*clone {
	f := finder{tops: map[string]string{}, real: map[string]string{}, clones: map[string]*clone{}}
	for i, in := range inputs {
		if in.Path != "" {
			f.add(i, in.Path)
		}
	}
	return f.found
}

// A finder remembers what it has found out about folders: there are far fewer than files.
type finder struct {
	real   map[string]string // folders without symbolic links, by path
	tops   map[string]string // the working tree a folder is in, "" for none
	clones map[string]*clone // by top
	found  []*clone
}

func (f *finder) add(i int, path string) {
	dir := f.resolve(filepath.Dir(path))
	top := f.top(dir)
	if dir == "" || top == "" {
		return
	}
	c := f.clones[top]
	if c == nil {
		c = &clone{top: top}
		f.clones[top] = c
		f.found = append(f.found, c)
	}
	name := strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(filepath.Join(dir, filepath.Base(path)), top)), "/")
	c.inputs, c.names = append(c.inputs, i), append(c.names, name)
}

// resolve returns a folder's absolute path without symbolic links, "" when there is none.
func (f *finder) resolve(dir string) string {
	real, known := f.real[dir]
	if !known {
		real, _ = realPath(dir) // without a path it is in no clone
		f.real[dir] = real
	}
	return real
}

// top returns the working tree that a folder is in: the nearest folder above it, or itself, with
// a .git inside; "" when there is none.
func (f *finder) top(dir string) string {
	var passed []string
	top := ""
	for d := dir; ; d = filepath.Dir(d) {
		known, ok := f.tops[d]
		if ok {
			top = known
			break
		}
		passed = append(passed, d)
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			top = d
			break
		}
		if filepath.Dir(d) == d {
			break
		}
	}
	for _, d := range slices.Backward(passed) {
		f.tops[d] = top
	}
	return top
}
