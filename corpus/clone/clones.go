package clone

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Clones is a folder of clones. One goroutine of one process may use it at a time.
type Clones struct {
	Dir      string
	MaxFiles int           // of a commit; 0 means 500,000
	MaxBytes int64         // of the files of a commit, and of what is fetched at a time; 0 means 4 GiB
	Patience time.Duration // for a repository; 0 means 15 minutes
}

// Defaults of Clones.
const (
	defaultFiles    = 500_000
	defaultBytes    = 4 << 30
	defaultPatience = 15 * time.Minute
)

func orDefault[T comparable](value, other T) T {
	var zero T
	if value == zero {
		return other
	}
	return value
}

// A State tells what a clone holds.
type State struct {
	Path   string    // what is to be read: the working tree, or the folder of it that was named
	Commit string    // that is checked out
	Asked  time.Time // when the remote last said that this is its newest
	Stale  error     // why it is not brought up to date now, nil when it is
}

// A note is what is kept beside a clone.
type note struct {
	Address string    `json:"address"`
	Remote  string    `json:"remote"` // what the remote's name for the commit stood for
	Commit  string    `json:"commit"`
	Asked   time.Time `json:"asked"`
	Whole   bool      `json:"whole"` // the working tree is that of the commit
}

// place is where the clone of a repository lies, with its note beside it.
func (c *Clones) place(r Repository) string {
	sum := sha256.Sum256([]byte(r.tree()))
	return filepath.Join(c.Dir, hex.EncodeToString(sum[:8]))
}

// Path is where a repository is read once it is cloned.
func (c *Clones) Path(r Repository) string {
	return filepath.Join(c.place(r), r.Name(), filepath.FromSlash(r.Folder))
}

// Within reports whether a folder lies in a clone.
func (c *Clones) Within(folder string) bool {
	dir, err := filepath.EvalSymlinks(c.Dir)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(dir, folder)
	return err == nil && filepath.IsLocal(rel)
}

func (c *Clones) read(r Repository) (n note, ok bool) {
	b, err := os.ReadFile(filepath.Join(c.place(r), "clone.json"))
	return n, err == nil && json.Unmarshal(b, &n) == nil && n.Commit != ""
}

// write keeps a note, in one step.
func (c *Clones) write(r Repository, n note) error {
	b, err := json.Marshal(n)
	if err != nil {
		return err
	}
	path := filepath.Join(c.place(r), "clone.json")
	if err := os.WriteFile(path+".new", append(b, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Kept returns the clone that is there, without asking anybody; false where there is none, or not
// the folder that was named in it. One that was being checked out when its process was killed is
// checked out again.
func (c *Clones) Kept(ctx context.Context, r Repository) (State, bool) {
	s, ok := c.kept(ctx, r)
	return s, ok && c.inside(r, s) == nil
}

// kept is Kept, whatever folder was named.
func (c *Clones) kept(ctx context.Context, r Repository) (State, bool) {
	n, ok := c.read(r)
	if !ok {
		return State{}, false
	}
	tree := filepath.Join(c.place(r), r.Name())
	if !n.Whole {
		git, err := exec.LookPath("git")
		if err != nil || (caller{program: git, dir: tree}).checkOut(ctx, n.Commit) != nil {
			return State{}, false
		}
		n.Whole = true
		_ = c.write(r, n) // what fails now is done again the next time
	}
	if _, err := os.Stat(tree); err != nil {
		return State{}, false
	}
	return State{Path: c.Path(r), Commit: n.Commit, Asked: n.Asked}, true
}

// Update brings the clone of a repository up to date, making it where there is none. A clone that
// is there and cannot be brought up to date is returned as stale. private permits private
// addresses, and proxies of the environment. The error says what to do, or is ctx.Err().
func (c *Clones) Update(ctx context.Context, r Repository, private bool) (State, error) {
	_, had := c.kept(ctx, r)
	err := c.update(ctx, r, private, had)
	switch {
	case ctx.Err() != nil:
		return State{}, ctx.Err()
	case err != nil && had:
		if kept, still := c.kept(ctx, r); still {
			kept.Stale = err
			return kept, c.inside(r, kept)
		}
		fallthrough
	case err != nil:
		return State{}, fmt.Errorf("fetch %s: %w", r.Address, err)
	}
	kept, ok := c.kept(ctx, r)
	if !ok {
		return State{}, fmt.Errorf("fetch %s: its clone in %s cannot be read", r.Address, c.place(r))
	}
	return kept, c.inside(r, kept)
}

// inside says where the folder that was named is not there, or is a link of the repository to
// somewhere else on this machine.
func (c *Clones) inside(r Repository, s State) error {
	tree, err := filepath.EvalSymlinks(filepath.Join(c.place(r), r.Name()))
	if err != nil {
		return err
	}
	at, err := filepath.EvalSymlinks(s.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s has no folder %s", r.Address, r.Folder)
	}
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(tree, at); err != nil || !filepath.IsLocal(rel) {
		return fmt.Errorf("%s: its folder %s leads out of the repository, and is not read", r.Address, r.Folder)
	}
	return nil
}

// update does the work of Update.
func (c *Clones) update(ctx context.Context, r Repository, private, had bool) error {
	git, err := exec.LookPath("git")
	if err != nil {
		return ErrNoGit
	}
	patience := orDefault(c.Patience, defaultPatience)
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("it takes longer than %s", patience))
	defer cancel()
	call := caller{program: git, proxies: private}
	if !private {
		if call.pins, err = pin(ctx, r); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.place(r), 0o700); err != nil {
		return err
	}
	call.dir = c.place(r)
	head, err := call.ask(ctx, r)
	if err != nil {
		return err
	}
	if n, ok := c.read(r); ok && had && n.Remote == head.id {
		n.Asked = time.Now().UTC()
		return c.write(r, n)
	}
	return c.bring(ctx, r, call, head, had)
}

// newTree begins the names of working trees that are not in their place.
const newTree = ".new-"

// sweep removes what a process left that was killed, as far as that can be done now.
func (c *Clones) sweep(r Repository) {
	entries, _ := os.ReadDir(c.place(r))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), newTree) {
			_ = os.RemoveAll(filepath.Join(c.place(r), e.Name()))
		}
	}
}

// bring fetches what the remote has: into the clone that is there, or into a new one where there
// is none, or where that fails.
func (c *Clones) bring(ctx context.Context, r Repository, call caller, head head, had bool) error {
	c.sweep(r)
	call.dir = filepath.Join(c.place(r), r.Name())
	if had && !call.worn() {
		n, err := call.fetch(ctx, r, head, c)
		if err == nil {
			return c.finish(ctx, r, call, n)
		}
		if ctx.Err() != nil || errors.Is(err, errTooLarge) {
			return err
		}
	}
	fresh, err := os.MkdirTemp(c.place(r), newTree) // a name of its own: a git that outlives its process may still write to the last one
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	call.dir = fresh
	n, err := call.fetch(ctx, r, head, c)
	if err == nil {
		err = call.checkOut(ctx, n.Commit)
	}
	if err != nil {
		return err
	}
	n.Whole = true
	return c.replace(r, fresh, n)
}

// replace puts a new working tree in the place of the one that is there, if there is one. Killed in
// the middle, there is none, or one that its note does not speak of yet: both are fetched again.
func (c *Clones) replace(r Repository, fresh string, n note) error {
	tree, old := filepath.Join(c.place(r), r.Name()), fresh+".old"
	defer os.RemoveAll(old)
	if err := os.Rename(tree, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(fresh, tree); err != nil {
		return err
	}
	return c.write(r, n)
}

// finish checks out what was fetched. Killed in the middle, it is done again by the note.
func (c *Clones) finish(ctx context.Context, r Repository, call caller, n note) error {
	if err := c.write(r, n); err != nil {
		return err
	}
	if err := call.checkOut(ctx, n.Commit); err != nil {
		return err
	}
	n.Whole = true
	return c.write(r, n)
}

// Prune removes the clones of all repositories but those.
func (c *Clones) Prune(keep []Repository) error {
	entries, err := os.ReadDir(c.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		path := filepath.Join(c.Dir, e.Name())
		if !slices.ContainsFunc(keep, func(r Repository) bool { return c.place(r) == path }) {
			err = errors.Join(err, os.RemoveAll(path))
		}
	}
	return err
}
