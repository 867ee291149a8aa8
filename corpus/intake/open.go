package intake

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Errors of what is not read, whatever leads there.
var (
	errOutside = errors.New("a symbolic link leads out of the corpus; --follow-links reads what is there, if whoever writes these files may choose what that is")
	errPrivate = errors.New("a symbolic link leads to what version control or a program keeps for itself")
	errSystem  = errors.New("what lies in /proc, /sys and /dev is no document")
	errKind    = errors.New("not a regular file")
)

// Open opens the file of an input. Unless its links are to be followed it lies below its root
// at this moment, whatever it was when it was listed. The error has the reason of the Skip
// that it becomes; see [document.ReasonOf].
func Open(in corpus.Input) (*os.File, error) {
	f, err := openPath(in)
	if err != nil {
		return nil, opening(err)
	}
	if err := checkOpen(f, in); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func openPath(in corpus.Input) (*os.File, error) {
	if in.Root == "" || in.Root == in.Path || in.Follow {
		return os.OpenFile(in.Path, openFlags, 0)
	}
	root, err := os.OpenRoot(in.Root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	rel, err := filepath.Rel(in.Root, in.Path)
	if err != nil {
		return nil, err
	}
	f, err := root.OpenFile(rel, openFlags, 0)
	if err == nil {
		return f, nil
	}
	// A link by an absolute path leads out of it for os.Root, wherever it leads.
	if rel, ok := pathInside(in.Root, in.Path); ok {
		return root.OpenFile(rel, openFlags, 0)
	} else if _, lost := os.Stat(in.Path); lost != nil {
		return nil, lost
	}
	return nil, errOutside
}

// pathInside returns where a path leads, relative to a folder, if that is inside the folder.
func pathInside(folder, path string) (string, bool) {
	base, err := realPath(folder)
	if err != nil {
		return "", false
	}
	real, err := realPath(path)
	if err != nil || !within(base, real) {
		return "", false
	}
	rel, err := filepath.Rel(base, real)
	return rel, err == nil
}

// realPath returns an absolute path without symbolic links.
func realPath(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// checkOpen refuses an open file that is no document, wherever the path led that it was opened
// by.
func checkOpen(f *os.File, in corpus.Input) error {
	info, err := f.Stat()
	if err != nil {
		return opening(err)
	}
	if !info.Mode().IsRegular() {
		return document.Refuse(corpus.ReasonUnsupported, errKind)
	}
	real, err := openedPath(f, in.Path)
	if err != nil {
		return opening(err)
	}
	base, err := realPath(in.Root)
	switch {
	case isSystem(real):
		return document.Refuse(corpus.ReasonForbidden, errSystem)
	case !in.Follow && err == nil && isPrivate(base, real):
		return document.Refuse(corpus.ReasonForbidden, errPrivate)
	}
	return nil
}

// isPrivate reports whether a path below a folder, both absolute and without symbolic links,
// leads to what is in the folder but is nobody's to publish who may commit to it: the address
// in .git/config may hold a token, and .env does so by its nature.
func isPrivate(folder, real string) bool {
	rel, err := filepath.Rel(folder, real)
	if err != nil {
		return false
	}
	for name := range strings.SplitSeq(strings.ToLower(rel), string(filepath.Separator)) {
		if slices.Contains(versionControl, name) || name == ".env" || strings.HasPrefix(name, ".env.") {
			return true
		}
	}
	return false
}

// versionControl are the folders by which clones of repositories are known.
var versionControl = []string{".git", ".hg", ".svn", ".bzr", ".jj"}

// cloneOf returns the folder of the clone that a path is in, "" for none. It goes by the path
// as it is written: a link in a clone belongs to it, wherever it leads.
func cloneOf(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		for _, name := range versionControl {
			if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
				return dir
			}
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// isSystem reports whether an absolute path without symbolic links is in one of the folders
// in which a system shows itself as files: the environment of a process, with its token, is one.
func isSystem(real string) bool {
	for _, dir := range []string{"/proc", "/sys", "/dev"} {
		if within(dir, real) {
			return true
		}
	}
	return false
}

// opening gives an error of opening a file its reason.
func opening(err error) error {
	if errors.Is(err, errOutside) {
		return document.Refuse(corpus.ReasonForbidden, err)
	}
	return document.Refuse(corpus.ReasonUnreadable, openError(err))
}
