package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A walker lists the files below one folder. It follows symbolic links inside the root, and
// beyond it when the lister says so: a folder that can be reached in several ways is listed
// once, under its own path where that is inside the root.
type walker struct {
	ctx    context.Context
	root   string
	real   string          // root with symbolic links resolved
	linked map[string]bool // resolved folders outside the root that were listed already
	lister *lister
}

func (w *walker) start() error {
	real, err := realPath(w.root)
	if err != nil {
		return rootError(w.root, err)
	}
	w.real, w.linked = real, map[string]bool{}
	if _, err := os.ReadDir(w.root); err != nil {
		return rootError(w.root, err)
	}
	return w.folder("")
}

// folder lists the folder at a path relative to the root. The error is ctx.Err(), or says that
// this process can open no more files.
func (w *walker) folder(rel string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(w.root, rel))
	if exhausted(err) {
		return exhaustedError(err)
	}
	if err != nil {
		w.skip(rel, corpus.ReasonUnreadable, openError(err))
	}
	for _, e := range entries {
		if document.Hidden(e.Name()) {
			continue
		}
		if err := w.entry(filepath.Join(rel, e.Name()), e.Type()); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) entry(rel string, mode fs.FileMode) error {
	path := filepath.Join(w.root, rel)
	real := filepath.Join(w.real, rel) // unless there is a link on the way
	if mode&fs.ModeSymlink != 0 {
		var err error
		if real, err = realPath(path); err != nil {
			w.skip(rel, corpus.ReasonUnreadable, fmt.Errorf("symbolic link leads nowhere: %w", err))
			return nil
		}
		if !w.lister.follow && !within(w.real, real) {
			w.skip(rel, corpus.ReasonForbidden, errOutside)
			return nil
		}
		if !w.lister.follow && isPrivate(w.real, real) {
			w.skip(rel, corpus.ReasonForbidden, errPrivate)
			return nil
		}
	}
	if isSystem(real) {
		w.skip(rel, corpus.ReasonForbidden, errSystem)
		return nil
	}
	return w.reached(rel, real, mode)
}

// reached lists what there is at a path relative to the root, and in truth at real.
func (w *walker) reached(rel, real string, mode fs.FileMode) error {
	path := filepath.Join(w.root, rel)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.skip(rel, corpus.ReasonUnreadable, openError(err))
	case info.IsDir() && mode&fs.ModeSymlink != 0 && !w.wanted(real):
	case info.IsDir():
		return w.folder(rel)
	case !info.Mode().IsRegular():
		w.skip(rel, corpus.ReasonUnsupported, errKind)
	default:
		w.file(rel, path, info)
	}
	return nil
}

// file lists a file, unless it is no page of its own.
func (w *walker) file(rel, path string, info fs.FileInfo) {
	if reason, why := document.Apart(filepath.ToSlash(rel)); why != nil {
		w.skip(rel, reason, why)
		return
	}
	in := fileInput(w.root, rel, path, info)
	in.Follow = w.lister.follow
	w.lister.put(in)
}

// wanted reports whether a linked folder is to be listed: it is outside the root and outside
// every linked folder that was listed before, or inside and hidden there.
func (w *walker) wanted(real string) bool {
	if within(real, w.real) || (within(w.real, real) && !w.concealed(real)) {
		return false
	}
	for seen := range w.linked {
		if within(seen, real) || within(real, seen) {
			return false
		}
	}
	w.linked[real] = true
	return true
}

// concealed reports whether a resolved path below the root has a hidden folder in it,
// so that it is not listed under its own path.
func (w *walker) concealed(real string) bool {
	for name := range strings.SplitSeq(strings.TrimPrefix(real, w.real), string(filepath.Separator)) {
		if document.Hidden(name) {
			return true
		}
	}
	return false
}

func (w *walker) skip(rel string, reason corpus.Reason, err error) {
	w.lister.skips = append(w.lister.skips,
		corpus.Skip{Input: filepath.ToSlash(filepath.Join(w.root, rel)), Reason: reason, Err: err})
}

// within reports whether path is dir or lies below it. Both are absolute and clean.
func within(dir, path string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// openError says what to do about a file that cannot be opened.
func openError(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; make it readable for this user", err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; it vanished after it was listed", err)
	}
	return err
}

// exhausted reports an error that says nothing of the file: this process, or the system, has
// no room for one more open file. Passing over what is there would lose it without a need.
func exhausted(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// exhaustedError says what to do then.
func exhaustedError(err error) error {
	return fmt.Errorf("read corpus: %w; raise the limit of open files (ulimit -n)", err)
}
