package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// Patience is how long the log of one clone may take. A million files in half a million commits
// take about as long; beyond that there are no dates.
const Patience = time.Minute

// ErrShallow means that a clone does not hold the history that it tells of.
var ErrShallow = errors.New("a shallow clone does not know when its files were changed: git fetch --unshallow gives them dates")

// Head returns the commit that the clone whose working tree is top is at. The error says why it
// has no dates to give, in words for people, or is ctx.Err().
func Head(ctx context.Context, top string) (string, error) {
	found, err := run(ctx, top, readAnswer, "rev-parse", "--is-shallow-repository", "HEAD")
	if err != nil {
		return "", err
	}
	shallow, head, _ := strings.Cut(found.answer, "\n")
	if shallow != "false" {
		return "", ErrShallow
	}
	return head, nil
}

// Changes returns the author date of the last change to each of some files of the clone, by
// slash-separated path below top; a file that no commit has changed is left out. since is a
// commit that [Head] returned, and only what was changed after it is looked for; "" looks through
// all. The error is like that of Head.
func Changes(ctx context.Context, top, since string, files []string) (map[string]time.Time, error) {
	log, err := run(ctx, top, readLog(files), logArgs(since, files)...)
	return log.dates, err
}

// What git said: an answer in one line, or dates.
type said struct {
	answer string
	dates  map[string]time.Time
	enough bool // there may be more, which is not wanted
}

// run starts git and reads what it prints; once that is enough, git is stopped.
func run(ctx context.Context, top string, read func(io.Reader) (said, error), args ...string) (said, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return said{}, errors.New("the git program is not there; installed, it gives files their dates")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, fmt.Errorf("its log takes longer than %s; reindex --no-git-dates leaves it alone", Patience))
	defer cancel()
	inner, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(inner, git, append(guards(), args...)...)
	cmd.Dir, cmd.Env = top, environment()
	var complaint head
	cmd.Stderr = &complaint
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return said{}, fmt.Errorf("start git: %w", err)
	}
	found, err := read(out)
	if found.enough || err != nil {
		stop()
	}
	failed := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return said{}, context.Cause(ctx)
	case err != nil:
		return said{}, fmt.Errorf("read what git says: %w", err)
	case failed != nil && !found.enough:
		return said{}, complaint.error(failed)
	}
	return found, nil
}

func readAnswer(r io.Reader) (said, error) {
	const longest = 100
	b, err := io.ReadAll(io.LimitReader(r, longest))
	return said{answer: strings.TrimSpace(string(b))}, err
}

// A head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	const most = 4 << 10
	_, err := h.Buffer.Write(p[:min(len(p), max(0, most-h.Len()))])
	return len(p), err
}

// error returns the first line that git wrote, and how it ended where it wrote none.
func (h *head) error(failed error) error {
	line, _, _ := strings.Cut(strings.TrimSpace(h.String()), "\n")
	if line == "" {
		return fmt.Errorf("git: %w", failed)
	}
	return fmt.Errorf("git says %q", line)
}
