package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"verbatim/index"
	"verbatim/index/question"
)

// A prompt is a conversation on a terminal: questions and their answers from one open index,
// which follows what reindex does beside it.
type prompt struct {
	*app
	console *console
	index   *library
	history *history
	query   index.Query // how questions are asked

	last question.Turn // what was asked before; zero for nothing
	said index.Answer  // what came of it
}

// newPrompt returns a prompt that asks x as q says. What is typed is kept below the folder data.
func (a *app) newPrompt(c *console, x *library, q index.Query, data string) *prompt {
	h, err := openHistory(filepath.Join(data, "history"))
	if err != nil {
		a.notef("%v", err)
	}
	q.Sections = true
	p := &prompt{app: a, console: c, index: x, history: h, query: q}
	c.terminal.History = h
	c.terminal.AutoCompleteCallback = complete
	return p
}

// runPrompt asks questions until people leave.
func (a *app) runPrompt(ctx context.Context, c *console, x *library, q index.Query, data string) error {
	sources, err := x.Sources()
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	a.notef("%s. Type a question; :help lists what else there is, Ctrl-D ends.", count(len(sources), "article"))
	return a.newPrompt(c, x, q, data).run(ctx)
}

func (p *prompt) run(ctx context.Context) error {
	for {
		typed, err := p.console.line(ctx, "> ")
		if errors.Is(err, errLeave) {
			return nil
		}
		if err != nil {
			return err
		}
		switch err := p.take(ctx, typed); {
		case errors.Is(err, errLeave):
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			fmt.Fprintf(p.stderr, "verbatim: %v\n", err)
		}
	}
}

// take does what was typed: a command, or a question.
func (p *prompt) take(ctx context.Context, typed string) error {
	if typed == "" {
		return nil
	}
	if err := p.history.put(typed); err != nil {
		p.notef("%v", err)
	}
	if strings.HasPrefix(typed, ":") {
		return p.command(typed)
	}
	return p.ask(ctx, typed)
}

// ask answers a question, which may lean on the one before: "and on Windows?"
func (p *prompt) ask(ctx context.Context, typed string) error {
	q := p.query
	q.Text = typed
	if understood, ok := question.FollowUp(p.last, typed); ok {
		q.Text = understood
		p.notef("Understood as: %s", line(understood))
	}
	answer, err := p.index.Answer(ctx, q)
	if err != nil {
		return fmt.Errorf("answer the question: %w", err)
	}
	p.said, p.last = answer, turn(q.Text, answer)
	if err := p.printAnswer(answer, q); !errors.Is(err, errAbstained) {
		return err
	}
	return nil
}

// turn is what the next question may lean on: what was asked, and the answer, if there was one.
func turn(asked string, a index.Answer) question.Turn {
	t := question.Turn{Question: asked}
	if a.Abstained || len(a.Quotes) == 0 {
		return t
	}
	q := a.Quotes[0]
	t.Quote = q.Text
	if from, to := q.SpanStart-q.Start, q.SpanEnd-q.Start; 0 <= from && from < to && to <= len(q.Text) {
		t.Span = q.Text[from:to]
	}
	return t
}
