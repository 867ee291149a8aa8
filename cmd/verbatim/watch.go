package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"verbatim/index/engine"
)

const (
	// settle is how long the files must be quiet before they are read, because
	// editors and copies write in several steps.
	settle = time.Second
	// patience is how long files that are never quiet are waited for.
	patience = 30 * time.Second
	// watchEvery is how often everything is looked at by default.
	watchEvery = 30 * time.Minute
)

// A watcher reindexes when files change, and now and then in any case: URLs, network
// drives and folders that could not be watched report nothing.
type watcher struct {
	every time.Duration
	// reindex brings the index up to date and returns its roots; with keepWeb it asks
	// no site whether its pages changed.
	reindex func(ctx context.Context, keepWeb bool) (roots []string, err error)
	note    func(format string, args ...any)
	look    <-chan struct{} // asks for a look at everything now; nil never does

	files   *fsnotify.Watcher
	watched map[string]bool // roots
}

// run reindexes whenever something below the roots changes, until ctx ends; without roots
// it begins with a reindex that tells them. One that fails is told, and watching goes on.
func (w *watcher) run(ctx context.Context, roots []string) (err error) {
	if w.files, err = fsnotify.NewWatcher(); err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	defer w.files.Close()
	w.watched = map[string]bool{}
	w.watch(roots)
	whole := time.NewTimer(w.every)
	if len(roots) == 0 {
		whole.Reset(0)
	}
	quiet := time.NewTimer(w.every) // until files change
	quiet.Stop()
	var first time.Time // change since the last reindex
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-w.files.Events:
			if event.Op == fsnotify.Chmod {
				continue
			}
			if event.Has(fsnotify.Create) {
				w.add(event.Name)
			}
			if first.IsZero() {
				first = time.Now()
			}
			if time.Since(first) < patience {
				quiet.Reset(settle)
			}
		case err := <-w.files.Errors:
			w.note("watch: %v", err)
			quiet.Reset(settle)
		case <-quiet.C:
			first = time.Time{}
			if wait := w.update(ctx, true); wait < w.every {
				quiet.Reset(wait)
			}
		case <-w.look:
			whole.Reset(0)
		case <-whole.C:
			whole.Reset(w.update(ctx, false))
		}
	}
}

// update reindexes, and returns how long to wait with the next.
func (w *watcher) update(ctx context.Context, keepWeb bool) time.Duration {
	roots, err := w.reindex(ctx, keepWeb)
	w.watch(roots)
	switch _, locked := errors.AsType[*engine.LockedError](err); {
	case err == nil || ctx.Err() != nil:
		return w.every
	case locked:
		return min(patience, w.every)
	}
	w.note("%v", err)
	return w.every
}

// watch begins to watch the roots that are new.
func (w *watcher) watch(roots []string) {
	for _, root := range roots {
		if !w.watched[root] {
			w.watched[root] = true
			w.add(root)
		}
	}
}

// add watches a folder with all its folders but hidden ones. A file is watched through
// its folder, because editors replace files.
func (w *watcher) add(root string) {
	info, err := os.Stat(root)
	if err != nil {
		return // a URL, the shipped article, or gone again
	}
	if !info.IsDir() {
		root = filepath.Dir(root)
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone again
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case path != root && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		return w.files.Add(path)
	})
	if err != nil {
		w.note("cannot watch %s: %v (it is looked at every %s)", root, err, w.every)
	}
}
