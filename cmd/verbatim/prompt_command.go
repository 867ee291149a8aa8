package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"verbatim/index"
)

// A command is what a prompt does beside answering.
type command struct {
	name, argument string
	does           string
	run            func(p *prompt, argument string) error
}

// commands are all that there are.
func commands() []command {
	return []command{
		{":top", "N", "print up to N answers, each from another section", (*prompt).setTop},
		{":level", strings.Join(levels(), "|"), "how sure an answer must be", (*prompt).setLevel},
		{":code", "", "quote lines of code and rows of tables whatever is asked, or no longer", (*prompt).toggleCode},
		{":explain", "", "show candidates, scores and the decision, or no longer", (*prompt).toggleExplain},
		{":source", "", "show where the last answer stands, with the paragraph around it", (*prompt).showSource},
		{":help", "", "list all this", (*prompt).showHelp},
		{":quit", "", "leave, as Ctrl-D does", func(*prompt, string) error { return errLeave }},
	}
}

// command does what a line that begins with ":" says. A name may be cut short.
func (p *prompt) command(typed string) error {
	name, argument, _ := strings.Cut(typed, " ")
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return len(name) > 1 && strings.HasPrefix(c.name, name) })
	if i < 0 {
		return usagef("there is no %s: :help lists what there is", name)
	}
	return all[i].run(p, strings.TrimSpace(argument))
}

// complete completes the name of a command when Tab is pressed at its end.
func complete(line string, at int, key rune) (string, int, bool) {
	if key != '\t' || at != len(line) || !strings.HasPrefix(line, ":") {
		return "", 0, false
	}
	for _, c := range commands() {
		if len(line) > 1 && strings.HasPrefix(c.name, line) {
			full := c.name
			if c.argument != "" {
				full += " "
			}
			return full, len(full), true
		}
	}
	return "", 0, false
}

func (p *prompt) setTop(argument string) error {
	n, err := strconv.Atoi(argument)
	if err != nil || n < 1 {
		return usagef(":top takes a number from 1, such as :top 3; it is %d", p.query.Top)
	}
	p.query.Top = n
	p.notef("Up to %s to a question.", count(n, "answer"))
	return nil
}

func (p *prompt) setLevel(argument string) error {
	if !slices.Contains(levels(), argument) {
		return usagef(":level takes %s; it is %s", strings.Join(levels(), " or "), p.query.Level)
	}
	p.query.Level = index.Level(argument)
	p.notef("Answers are %s.", argument)
	return nil
}

func (p *prompt) toggleCode(string) error {
	p.query.Code = !p.query.Code
	p.notef("Code and rows of tables are quoted %s.", either(p.query.Code, "whatever is asked", "where a question asks for them"))
	return nil
}

func (p *prompt) toggleExplain(string) error {
	p.query.Explain = !p.query.Explain
	p.notef("Answers are %s.", either(p.query.Explain, "explained", "no longer explained"))
	return nil
}

func either(first bool, one, other string) string {
	if first {
		return one
	}
	return other
}

// showSource shows where the last answer stands.
func (p *prompt) showSource(string) error {
	if len(p.said.Quotes) == 0 {
		return usagef("no answer to show the source of yet: ask something first")
	}
	q, s := p.said.Quotes[0], p.style()
	around, start, err := p.index.Context(q)
	if err != nil {
		return fmt.Errorf("the text has changed since the answer, ask again: %w", err)
	}
	from, to := q.SentenceStart-start, q.SentenceEnd-start
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s%s%s\n", s.safe(around[:from]), s.bold(s.safe(around[from:to])), s.safe(around[to:]))
	fmt.Fprintf(&out, "\narticle  %s\nsource   %s\n", oneLine(s, q.Article.ID), oneLine(s, q.Article.Source+q.Anchor))
	if len(q.Section) > 0 {
		fmt.Fprintf(&out, "section  %s\n", oneLine(s, strings.Join(q.Section, " › ")))
	}
	if link := q.Link(); link != "" {
		fmt.Fprintf(&out, "link     %s\n", oneLine(s, link))
	}
	_, err = out.WriteTo(p.stdout)
	return err
}

func (p *prompt) showHelp(string) error {
	var out bytes.Buffer
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(t, "  %s %s\t%s\n", c.name, c.argument, c.does)
	}
	t.Flush()
	fmt.Fprintln(&out, "\nA question may lean on the answer before it: and on Windows? The arrow keys bring back\nwhat was typed, which is kept in "+p.history.path+"; names may be cut short (:t 3).")
	_, err := out.WriteTo(p.stdout)
	return err
}
