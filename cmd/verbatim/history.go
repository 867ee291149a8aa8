package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// historyLines is how many questions are kept at least, when there were so many; twice as
// many at most.
const historyLines = 1000

// A history is what was typed at the prompt, kept in a file that only its user can read. It is
// the history of a [term.Terminal], which would keep each line of what was pasted: only put
// adds to it.
type history struct {
	path  string
	lines []string // the newest last
}

// openHistory reads a history, and shortens one that has become long. The history can be used
// even with an error: then it is not kept.
func openHistory(path string) (*history, error) {
	h := &history{path: path}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("read the history: %w", err)
	}
	for line := range bytes.Lines(b) {
		if text := strings.TrimSpace(visible(strings.ToValidUTF8(string(line), ""))); text != "" {
			h.lines = append(h.lines, text)
		}
	}
	if len(h.lines) <= 2*historyLines {
		return h, nil
	}
	h.lines = h.lines[len(h.lines)-historyLines:]
	if err := writePrivate(path, []byte(strings.Join(h.lines, "\n")+"\n")); err != nil {
		return h, fmt.Errorf("shorten the history: %w", err)
	}
	return h, nil
}

// put adds what was typed, unless it was typed just before.
func (h *history) put(typed string) error {
	text := visible(strings.Join(strings.Fields(typed), " "))
	if text == "" || len(h.lines) > 0 && h.lines[len(h.lines)-1] == text {
		return nil
	}
	h.lines = append(h.lines, text)
	f, err := os.OpenFile(h.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("keep the history: %w", err)
	}
	_, err = f.WriteString(text + "\n")
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("keep the history: %w", err)
	}
	return nil
}

// Add does nothing: what was typed is added when it is whole.
func (h *history) Add(string) {}

// Len returns how many lines there are.
func (h *history) Len() int { return len(h.lines) }

// At returns a line, the newest for 0.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }
