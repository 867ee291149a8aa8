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

// Changes returns the author date of the last change to each file of the clone whose working
// tree is top, by slash-separated path below it; a file that no commit has changed is left out.
// The error says why there are no dates, in words for people, or is ctx.Err().
func Changes(ctx context.Context, top string, files []string) (map[string]time.Time, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, errors.New("the git program is not there; installed, it gives files their dates")
	}
	c := clone{git: git, top: top}
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, fmt.Errorf("its log takes longer than %s", Patience))
	defer cancel()
	shallow, err := c.run(ctx, readAnswer, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return nil, err
	}
	if shallow.answer != "false" {
		return nil, ErrShallow
	}
	log, err := c.run(ctx, readLog(files), logArgs(files)...)
	return log.dates, err
}

// A clone is a working tree that git is asked about.
type clone struct {
	git string // the program
	top string
}

// What git said: an answer in one line, or dates.
type said struct {
	answer string
	dates  map[string]time.Time
	enough bool // there may be more, which is not wanted
}

// run starts git and reads what it prints; once that is enough, git is stopped.
func (c clone) run(ctx context.Context, read func(io.Reader) (said, error), args ...string) (said, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(inner, c.git, append(guards(), args...)...)
	cmd.Dir, cmd.Env = c.top, environment()
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
