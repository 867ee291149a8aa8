package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// List names the inputs below roots: files, folders, http and https URLs, and
// [corpus.Shipped]. The order depends on names only: roots in their order, files by path.
// Hidden files are left out; a folder that cannot be read becomes a Skip, and so does a
// symbolic link that leads out of its folder. The error is ctx.Err(), or says which root is
// missing or not to be read.
func List(ctx context.Context, roots []string) ([]corpus.Input, []corpus.Skip, error) {
	return collect(ctx, roots, false)
}

// Follow does the same and follows symbolic links that lead out of their folder, but for those
// to /proc, /sys and /dev: for folders in which nobody else can make links.
func Follow(ctx context.Context, roots []string) ([]corpus.Input, []corpus.Skip, error) {
	return collect(ctx, roots, true)
}

func collect(ctx context.Context, roots []string, follow bool) ([]corpus.Input, []corpus.Skip, error) {
	l := lister{follow: follow, paths: map[string]bool{}, keys: map[string]bool{}, ids: map[string]bool{}}
	for _, root := range roots {
		if err := l.add(ctx, root); err != nil {
			return nil, nil, err
		}
	}
	return l.inputs, l.skips, nil
}

// A lister collects inputs and keeps their keys and ids unique.
type lister struct {
	follow bool // symbolic links out of the roots
	inputs []corpus.Input
	skips  []corpus.Skip
	paths  map[string]bool
	keys   map[string]bool
	ids    map[string]bool
}

func (l *lister) add(ctx context.Context, root string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch {
	case root == corpus.Shipped:
		for _, in := range shippedInputs() {
			l.put(in)
		}
		return nil
	case corpus.IsURL(root):
		if err := publicURL(root); err != nil {
			return err
		}
		l.put(corpus.Input{Key: root, ID: root, Root: root, Size: -1})
		return nil
	}
	info, err := os.Stat(root)
	if err != nil {
		return rootError(root, err)
	}
	if err := l.checkRoot(root); err != nil {
		return err
	}
	if !info.IsDir() {
		l.put(fileInput(root, filepath.Base(root), root, info))
		return nil
	}
	w := walker{ctx: ctx, root: root, lister: l}
	return w.start()
}

// checkRoot refuses a root that is no place for documents, and one that is in a clone of a
// repository and leads out of it: whoever may commit there can make a link of it.
func (l *lister) checkRoot(root string) error {
	real, err := realPath(root)
	if err != nil {
		return rootError(root, err)
	}
	if isSystem(real) {
		return fmt.Errorf("list corpus: %s: %w", root, errSystem)
	}
	clone := cloneOf(root)
	if clone == "" || l.follow {
		return nil
	}
	if top, err := realPath(clone); err != nil || !within(top, real) {
		return fmt.Errorf("list corpus: %s leads out of the repository that it is in, to %s: name that, or read it with --follow-links", root, real)
	}
	return nil
}

// put appends an input. Where its key or id is taken by one of another root, or by a
// file of the same name in another format, it gets a longer one.
func (l *lister) put(in corpus.Input) {
	place := sourceOf(in)
	if in.Path != "" {
		if abs, err := filepath.Abs(in.Path); err == nil {
			place = abs
		}
	}
	if l.paths[place] {
		return // the same file under two roots
	}
	l.paths[place] = true
	in.Key = unused(l.keys, in.Key, rootName(in)+"/"+in.Key, filepath.ToSlash(in.Path))
	in.ID = unused(l.ids, in.ID, in.Key, filepath.ToSlash(in.Path))
	l.inputs = append(l.inputs, in)
}

// rootName returns the name of the folder that an input's key is relative to.
func rootName(in corpus.Input) string {
	dir := in.Root
	if in.Root == in.Path {
		dir = filepath.Dir(in.Path)
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return filepath.Base(dir)
}

// unused returns the first of names that is not taken, and takes it; the last
// one, when all are.
func unused(taken map[string]bool, names ...string) string {
	name := names[len(names)-1]
	for _, n := range names {
		if !taken[n] {
			name = n
			break
		}
	}
	taken[name] = true
	return name
}

// fileInput describes a file by its path relative to the root it was found under.
func fileInput(root, rel, path string, info fs.FileInfo) corpus.Input {
	key := filepath.ToSlash(rel)
	if strings.HasSuffix(path, key) {
		key = path[len(path)-len(key):] // the same bytes: there may be a million of them
	}
	return corpus.Input{
		Key: key, ID: document.WithoutExt(key), Root: root, Path: path,
		Size: info.Size(), ModTime: info.ModTime(),
	}
}

// publicURL refuses an address that holds a password, and one in which it cannot be told
// whether it does: roots are stored, and shown to whoever asks for sources. The error does not
// show it either.
func publicURL(root string) error {
	u, err := url.Parse(strings.TrimSpace(root))
	switch {
	case err != nil:
		return errors.New("list corpus: a URL cannot be read: check its spelling, and leave a password out of it")
	case u.User != nil:
		return fmt.Errorf("list corpus: leave user and password out of the URL of %s: they would be stored and shown", u.Host)
	}
	return nil
}

// sourceOf returns an input's path or URL as people should see it.
func sourceOf(in corpus.Input) string {
	if in.Path == "" {
		return in.Key
	}
	return filepath.ToSlash(in.Path)
}

func rootError(root string, err error) error {
	_, gone := os.Lstat(root)
	switch {
	case root == "":
		return errors.New("list corpus: an empty path; name a file, a folder or a URL")
	case gone != nil && !errors.Is(err, fs.ErrPermission) && meantAs(root) != "":
		return fmt.Errorf("list corpus: %s does not exist; %s", root, meantAs(root))
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("list corpus: %s does not exist; check the path, or create the folder and put articles into it", root)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("list corpus: %s may not be read; make it readable for this user", root)
	}
	return fmt.Errorf("list corpus: %w", err)
}
