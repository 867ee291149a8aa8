package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/index"
	"verbatim/index/engine"
)

// textsStep indexes what is to be answered from, besides what is read already.
func (s *setup) textsStep(ctx context.Context) error {
	have, err := s.articles()
	if err != nil {
		return err
	}
	if s.console == nil {
		return s.scriptTexts(ctx, have)
	}
	preset := "the article that verbatim ships with"
	switch {
	case have > 0:
		preset = "keep the " + count(have, "article") + " of the index; others come besides"
	case len(s.c.Corpus) > 0:
		preset = strings.Join(s.c.Corpus, ", ") + ", as VERBATIM_CORPUS says"
	}
	s.notef("\nYour texts (Enter: %s)", preset)
	for {
		typed, err := s.console.line(ctx, "Folder, file, URL or repository: ")
		if err != nil {
			return err
		}
		if typed == "" && have > 0 {
			return nil
		}
		err = s.readTyped(ctx, typed)
		switch {
		case err == nil, errors.Is(err, errLeave):
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		fmt.Fprintf(s.stderr, "verbatim: %v\n", err)
	}
}

// scriptTexts reads --corpus, or what is configured where there is no index.
func (s *setup) scriptTexts(ctx context.Context, have int) error {
	switch {
	case len(s.o.corpus) > 0:
		return s.add(ctx, s.o.corpus, s.o.depth)
	case have > 0:
		s.notef("The index has %s, which stay.", count(have, "article"))
		return nil
	}
	return s.readConfigured(ctx)
}

// articles returns how many articles the index holds that are not the shipped one.
func (s *setup) articles() (int, error) {
	x, err := s.c.openLibrary(index.Options{}, nil)
	if errors.Is(err, index.ErrNoIndex) || errors.Is(err, engine.ErrLost) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look at the index: %w", err)
	}
	defer x.Close()
	sources, err := x.Sources()
	if err != nil {
		return 0, fmt.Errorf("list sources: %w", err)
	}
	n := 0
	for _, src := range sources {
		if !strings.HasPrefix(src.Source, corpus.Shipped) {
			n++
		}
	}
	return n, nil
}

// readTyped reads what was typed, "" for what is configured. Pages of the web may lead to others.
func (s *setup) readTyped(ctx context.Context, typed string) error {
	if typed == "" {
		return s.readConfigured(ctx)
	}
	root, err := s.path(typed)
	if err != nil {
		return err
	}
	if !corpus.IsURL(root) || clone.Is(root) {
		return s.add(ctx, []string{root}, 0)
	}
	links, err := s.console.line(ctx, "Links to follow on its site, so many deep (Enter: 0, this page or feed only): ")
	if err != nil {
		return err
	}
	depth, err := strconv.Atoi(links)
	if links != "" && (err != nil || depth < 0) {
		return fmt.Errorf("%q is not a number of links", links)
	}
	return s.add(ctx, []string{root}, depth)
}

// path returns what was typed as the shell would pass it on: without quotation marks and
// backslashes that terminals put there when a folder is dropped on them, and with the home folder.
func (s *setup) path(typed string) (string, error) {
	root := typed
	if n := len(root); n > 1 && (root[0] == '\'' || root[0] == '"') && root[n-1] == root[0] {
		root = root[1 : n-1]
	} else if filepath.Separator != '\\' {
		root = strings.ReplaceAll(root, `\ `, " ")
	}
	if rest, ok := strings.CutPrefix(root, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		root = filepath.Join(home, rest)
	}
	return root, nil
}

// add reads something besides what is read already.
func (s *setup) add(ctx context.Context, roots []string, depth int) error {
	return s.runAdd(ctx, reindexOptions{add: roots, depth: depth})
}

// readConfigured builds the index of what is configured, else of what was read last, else of the
// shipped article.
func (s *setup) readConfigured(ctx context.Context) error {
	_, err := s.reindexOnce(ctx, s.c, reindexOptions{roots: s.c.Corpus, large: s.c.LargeArchives, web: s.c.web(), follow: s.c.follow()})
	return err
}

// questionStep asks the first question, and others while there are any.
func (s *setup) questionStep(ctx context.Context) error {
	if s.console == nil && s.o.question == "" {
		return nil
	}
	options, err := readingFlags{}.options()
	if err != nil {
		return err
	}
	x, err := s.openIndex(ctx, s.c, options)
	if err != nil {
		return err
	}
	defer x.Close()
	q := index.Query{Text: s.o.question, Level: s.c.Level, Top: 1}
	if s.console == nil {
		return s.askOnce(ctx, x, q)
	}
	s.notef("\nA first question")
	p := s.newPrompt(s.console, x, q, s.c.Data)
	for {
		typed, err := s.console.line(ctx, "Question (Enter ends): ")
		if err != nil || typed == "" {
			return err
		}
		if err := p.take(ctx, typed); errors.Is(err, errLeave) {
			return nil
		} else if ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			fmt.Fprintf(s.stderr, "verbatim: %v\n", err)
		}
	}
}

// askOnce asks the question of a script. That the texts do not answer it is no failure to set up.
func (s *setup) askOnce(ctx context.Context, x *library, q index.Query) error {
	q.Sections = true
	answer, err := x.Answer(ctx, q)
	if err != nil {
		return fmt.Errorf("answer the question: %w", err)
	}
	if err := s.printAnswer(answer, q); !errors.Is(err, errAbstained) {
		return err
	}
	return nil
}
