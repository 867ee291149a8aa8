package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/history"
)

// Date notes of each file that lies in a clone when its last change was made. It returns a line
// for each clone that has no dates to give, which says why. The error is ctx.Err().
func Date(ctx context.Context, inputs []corpus.Input) (notes []string, err error) {
	for _, c := range clonesOf(inputs) {
		changes, err := history.Changes(ctx, c.top, c.names)
		if ctx.Err() != nil {
			return notes, ctx.Err()
		}
		if err != nil {
			notes = append(notes, fmt.Sprintf("no dates from the history of %s: %v", c.top, err))
		}
		for i, n := range c.inputs {
			inputs[n].Changed = changes[c.names[i]]
		}
	}
	return notes, nil
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
		real, _ = filepath.EvalSymlinks(dir)
		if abs, err := filepath.Abs(real); err == nil && real != "" {
			real = abs
		}
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
