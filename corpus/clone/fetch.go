package clone

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// errTooLarge refuses a repository with more than is read.
var errTooLarge = errors.New("the repository is too large")

// A head is what a remote says of the commit that is wanted.
type head struct {
	ref    string // its name there
	id     string
	branch string // "" where it is none
}

// ask asks the remote for the newest commit of the branch that is wanted.
func (c caller) ask(ctx context.Context, r Repository) (head, error) {
	names := []string{"HEAD"}
	if r.Branch != "" {
		names = []string{"refs/heads/" + r.Branch, "refs/tags/" + r.Branch}
	}
	out, err := c.call(ctx, append([]string{"ls-remote", "--quiet", "--symref", "--", r.Address}, names...)...)
	if err != nil {
		return head{}, err
	}
	h := head{}
	for line := range strings.Lines(out) {
		id, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		switch branch, isRef := strings.CutPrefix(id, "ref: refs/heads/"); {
		case isRef && name == "HEAD" && refName.MatchString(branch):
			h.branch = branch
		case h.id == "" && len(id) >= 40 && strings.Trim(id, "0123456789abcdef") == "":
			h.id, h.ref = id, name
		}
	}
	switch {
	case h.id == "" && r.Branch != "":
		return h, fmt.Errorf("it has no branch or tag %q", r.Branch)
	case h.id == "":
		return h, errors.New("it is empty")
	case r.Branch != "" && strings.HasPrefix(h.ref, "refs/heads/"):
		h.branch = r.Branch
	case r.Branch != "":
		h.branch = ""
	}
	return h, nil
}

// fetch fetches a commit into the working tree's repository, which it makes first where there is none,
// and looks at how much it is. Nothing is checked out.
func (c caller) fetch(ctx context.Context, r Repository, h head, limits *Clones) (note, error) {
	c.clear()
	if err := c.prepare(ctx, r); err != nil {
		return note{}, err
	}
	watched, stop := c.watch(ctx, orDefault(limits.MaxBytes, defaultBytes))
	defer stop()
	fetch := []string{"fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules", "--depth=1", "--", "origin", "+" + h.ref + ":refs/verbatim/head"}
	_, err := c.call(watched, fetch...)
	if err != nil && strings.Contains(err.Error(), "dumb http") { // which is only files: all of them, then
		fetch = append(fetch[:5], fetch[6:]...)
		_, err = c.call(watched, fetch...)
	}
	if err != nil {
		return note{}, err
	}
	commit, err := c.call(ctx, "rev-parse", "--verify", "refs/verbatim/head^{commit}")
	if err != nil {
		return note{}, err
	}
	if err := c.count(ctx, commit, limits); err != nil {
		return note{}, err
	}
	return note{Address: r.Address, Remote: h.id, Commit: commit, Asked: time.Now().UTC()}, c.name(ctx, h.branch, commit)
}

// prepare makes a repository that knows its remote, and in which no attribute of a file means
// anything (gitattributes(5): this file wins over those of the working tree).
func (c caller) prepare(ctx context.Context, r Repository) error {
	if _, err := c.call(ctx, "init", "--quiet", "--template="); err != nil {
		return err
	}
	if _, err := c.call(ctx, "config", "remote.origin.url", r.Address); err != nil {
		return err
	}
	info := filepath.Join(c.dir, ".git", "info")
	if err := os.MkdirAll(info, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(info, "attributes"), []byte("* -text -eol -crlf -ident -filter -working-tree-encoding -diff -merge\n"), 0o600)
}

// name gives the commit the name of its branch, which links to its files need.
func (c caller) name(ctx context.Context, branch, commit string) error {
	if branch == "" {
		_, err := c.call(ctx, "update-ref", "--no-deref", "HEAD", commit)
		return err
	}
	if _, err := c.call(ctx, "update-ref", "refs/heads/"+branch, commit); err != nil {
		return err
	}
	_, err := c.call(ctx, "symbolic-ref", "HEAD", "refs/heads/"+branch)
	return err
}

// checkOut makes the working tree that of a commit.
func (c caller) checkOut(ctx context.Context, commit string) error {
	c.clear()
	if _, err := c.call(ctx, "reset", "--quiet", "--hard", commit); err != nil {
		return err
	}
	_, err := c.call(ctx, "clean", "--quiet", "-ffdx")
	return err
}

// clear removes what a git that was killed has left.
func (c caller) clear() {
	for _, pattern := range []string{"*.lock", "refs/*/*.lock", "objects/pack/tmp_*"} {
		left, _ := filepath.Glob(filepath.Join(escapeGlob(c.dir), ".git", filepath.FromSlash(pattern)))
		for _, path := range left {
			_ = os.Remove(path) // git says what is in its way
		}
	}
}

var globMarks = strings.NewReplacer(`[`, `[[]`, `*`, `[*]`, `?`, `[?]`)

func escapeGlob(path string) string { return globMarks.Replace(path) }

// worn reports whether so much was fetched bit by bit that beginning anew pays.
func (c caller) worn() bool {
	const most = 30
	packs, _ := filepath.Glob(filepath.Join(escapeGlob(c.dir), ".git", "objects", "pack", "*.pack"))
	return len(packs) > most
}

// watch returns a context that ends once the objects take more than so many bytes.
func (c caller) watch(ctx context.Context, most int64) (context.Context, func()) {
	before := c.objects()
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		look := time.NewTicker(time.Second / 2)
		defer look.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-look.C:
				if c.objects()-before > most {
					cancel(fmt.Errorf("%w: more than %d MB are sent", errTooLarge, most>>20))
				}
			}
		}
	}()
	return ctx, func() { cancel(nil) }
}

// objects returns how many bytes the packs take.
func (c caller) objects() (n int64) {
	entries, _ := os.ReadDir(filepath.Join(c.dir, ".git", "objects", "pack"))
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			n += info.Size()
		}
	}
	return n
}

// count looks through the files of a commit, and stops where there are too many: a few trees can
// stand for any number.
func (c caller) count(ctx context.Context, commit string, limits *Clones) error {
	runtime.LockOSThread() // as run does
	defer runtime.UnlockOSThread()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := c.command(ctx, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	err = tally(bufio.NewScanner(out), orDefault(limits.MaxFiles, defaultFiles), orDefault(limits.MaxBytes, defaultBytes))
	if err != nil {
		stop()
	}
	if failed := cmd.Wait(); err == nil && failed != nil {
		err = fmt.Errorf("list the files: git: %w", failed)
	}
	return err
}

// tally adds up a list of files, each "MODE TYPE ID SIZE\tPATH" with a NUL at its end.
func tally(files *bufio.Scanner, most int, mostBytes int64) error {
	const longest = 64 << 10
	files.Buffer(nil, longest)
	files.Split(func(b []byte, atEOF bool) (int, []byte, error) {
		if end := bytes.IndexByte(b, 0); end >= 0 {
			return end + 1, b[:end], nil
		}
		return 0, nil, nil
	})
	var n int
	var size int64
	for files.Scan() {
		about, _, _ := strings.Cut(files.Text(), "\t")
		fields := strings.Fields(about)
		if len(fields) == 4 && fields[1] == "blob" {
			bytes, _ := strconv.ParseInt(fields[3], 10, 64)
			size += bytes
		}
		n++
		switch {
		case n > most:
			return fmt.Errorf("%w: more than %d files", errTooLarge, most)
		case size > mostBytes:
			return fmt.Errorf("%w: its files have more than %d MB", errTooLarge, mostBytes>>20)
		}
	}
	if err := files.Err(); err != nil {
		return fmt.Errorf("list the files: %w", err)
	}
	return nil
}
