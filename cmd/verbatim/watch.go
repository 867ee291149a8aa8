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
)

const (
	// settle is how long the files must be quiet before they are read, because
	// editors and copies write in several steps.
	settle = time.Second
	// rescan is how often everything is looked at even so: URLs, network drives and
	// folders that could not be watched report nothing.
	rescan = 15 * time.Minute
)

// watch reindexes whenever files below the roots change, until ctx ends. A reindex
// that fails is reported, and watching goes on.
func (a *app) watch(ctx context.Context, c config, o reindexOptions) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	defer w.Close()
	for _, root := range o.roots {
		a.watchTree(w, root)
	}
	o.force = false
	a.notef("Watching for changes; press Ctrl-C to end.")
	due := time.NewTimer(rescan)
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-w.Events:
			if event.Has(fsnotify.Create) {
				a.watchTree(w, event.Name)
			}
			if event.Op != fsnotify.Chmod {
				due.Reset(settle)
			}
		case err := <-w.Errors:
			a.notef("watch: %v", err)
			due.Reset(settle)
		case <-due.C:
			if err := a.reindexOnce(ctx, c, o); err != nil && !errors.Is(err, context.Canceled) {
				fmt.Fprintf(a.stderr, "verbatim: %v\n", err)
			}
			due.Reset(rescan)
		}
	}
}

// watchTree watches a folder with all its folders but hidden ones. A file is watched
// through its folder, because editors replace files.
func (a *app) watchTree(w *fsnotify.Watcher, root string) {
	if strings.Contains(root, "://") {
		return
	}
	if info, err := os.Stat(root); err == nil && !info.IsDir() {
		root = filepath.Dir(root)
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
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
		return w.Add(path)
	})
	if err != nil {
		a.notef("cannot watch %s: %v (it is looked at every %s)", root, err, rescan)
	}
}
