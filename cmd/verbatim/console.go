package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// A console is a terminal on which lines are typed, with editing and a history. Between two
// lines the terminal is as it was: what is printed then needs nothing special, and Ctrl-C
// interrupts.
type console struct {
	in, out  *os.File
	terminal *term.Terminal
}

// console returns the terminal on both sides of the program, nil where there is none.
func (a *app) console() *console {
	in, ok := a.stdin.(*os.File)
	if !ok || !isTerminal(in) || !isTerminal(a.stdout) {
		return nil
	}
	out := bare(a.stdout).(*os.File)
	sides := struct {
		io.Reader
		io.Writer
	}{in, out}
	return &console{in: in, out: out, terminal: term.NewTerminal(sides, "")}
}

// errLeave says that people want to leave: they pressed Ctrl-C, or Ctrl-D in an empty line.
var errLeave = errors.New("leave the prompt")

// line returns what is typed behind a prompt, without spaces around it. Pasted lines are one
// with what is typed behind them.
func (c *console) line(ctx context.Context, prompt string) (string, error) {
	return c.typed(ctx, func() (string, error) {
		c.terminal.SetBracketedPasteMode(true)
		defer c.terminal.SetBracketedPasteMode(false)
		c.terminal.SetPrompt(prompt)
		return c.whole()
	})
}

// secret is line for what must not be seen.
func (c *console) secret(ctx context.Context, prompt string) (string, error) {
	return c.typed(ctx, func() (string, error) { return c.terminal.ReadPassword(prompt) })
}

func (c *console) whole() (string, error) {
	var lines []string
	for {
		line, err := c.terminal.ReadLine()
		lines = append(lines, line)
		if !errors.Is(err, term.ErrPasteIndicator) {
			return strings.TrimSpace(strings.Join(lines, "\n")), err
		}
		c.terminal.SetPrompt("… ")
	}
}

// typed runs read while the terminal passes each key on, and puts it back as it was. When ctx
// ends first, the key that read waits for is lost: the program ends.
func (c *console) typed(ctx context.Context, read func() (string, error)) (string, error) {
	before, err := term.MakeRaw(int(c.in.Fd()))
	if err != nil {
		return "", fmt.Errorf("read from the terminal: %w", err)
	}
	defer term.Restore(int(c.in.Fd()), before) //nolint:errcheck // nothing is left to do about it
	if width, height, err := term.GetSize(int(c.out.Fd())); err == nil && width > 0 {
		_ = c.terminal.SetSize(width, height) // it redraws nothing yet
	}
	type result struct {
		line string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		line, err := read()
		done <- result{line, err}
	}()
	select {
	case r := <-done:
		if errors.Is(r.err, io.EOF) {
			r.err = errLeave
		}
		if r.err != nil {
			fmt.Fprint(c.out, "\r\n") // what comes next does not begin behind the prompt
		}
		return r.line, r.err
	case <-ctx.Done():
		fmt.Fprint(c.out, "\r\n")
		return "", ctx.Err()
	}
}

// confirm asks a question of yes or no; an empty line means preset.
func (c *console) confirm(ctx context.Context, question string, preset bool) (bool, error) {
	choice := " [y/N] "
	if preset {
		choice = " [Y/n] "
	}
	for {
		typed, err := c.line(ctx, question+choice)
		if err != nil {
			return false, err
		}
		switch strings.ToLower(typed) {
		case "":
			return preset, nil
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
	}
}
