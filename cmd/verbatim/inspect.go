package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/corpus/sandbox"
	"verbatim/index"
	"verbatim/index/update"
)

const inspectLong = `Inspect shows how an article was split: its passages with the headings above them
and their sentences, each with its byte offsets in the article's text.

ARTICLE is the id of an article in the index, or a file, which need not be
indexed.`

func newInspect(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "inspect ARTICLE",
		Short:   "Show how an article was split into passages and sentences",
		Long:    inspectLong,
		Example: "  verbatim inspect ceasefire-talks\n  verbatim inspect notes/today.md --json",
		Args:    exactly(1, "the id of an article, or a file"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runInspect(cmd.Context(), args[0]) },
	}
	addJSON(cmd, a, "print one JSON object for each article")
	return cmd
}

func (a *app) runInspect(ctx context.Context, name string) error {
	articles, err := a.findArticles(ctx, name)
	if err != nil {
		return err
	}
	for _, article := range articles {
		if a.json {
			err = a.printJSON(newInspection(&article))
		} else {
			err = a.printInspection(&article)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// findArticles returns the indexed article with the id name, or those in the file of
// that name.
func (a *app) findArticles(ctx context.Context, name string) ([]corpus.Article, error) {
	c, err := a.config()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		return a.readArticles(ctx, c.Data, name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
		return nil, fmt.Errorf("inspect: %w", err)
	}
	x, err := a.openIndex(ctx, c, index.Options{})
	if err != nil {
		return nil, err
	}
	defer x.Close()
	article, ok, err := x.Article(name)
	if err == nil && !ok {
		err = fmt.Errorf("there is no file %q and no article with that id: verbatim sources lists them", name)
	}
	return []corpus.Article{article}, err
}

// readArticles reads the articles in one file, as reindex would.
func (a *app) readArticles(ctx context.Context, data, path string) ([]corpus.Article, error) {
	inputs, skips, err := intake.List(ctx, []string{path})
	if err == nil {
		err = intake.Place(ctx, inputs, nil)
	}
	if err != nil {
		return nil, err
	}
	box, err := newBox(data)
	if err != nil {
		return nil, err
	}
	defer box.Close()
	var articles []corpus.Article
	for _, in := range inputs {
		more, err := readInput(ctx, box, in, func(article corpus.Article) error {
			articles = append(articles, article)
			return nil
		})
		if err != nil {
			return nil, err
		}
		skips = append(skips, more...)
	}
	a.noteSkips(update.Report{Skipped: skips}, true)
	if len(articles) == 0 {
		return nil, fmt.Errorf("%s holds no article", path)
	}
	return articles, nil
}

// readInput has one file parsed in a sandbox.
func readInput(ctx context.Context, box *sandbox.Box, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	turn, err := box.Turn(ctx, in.Path, in.Size)
	if err != nil {
		return nil, err
	}
	defer turn.Done()
	return intake.Read(ctx, turn, in, yield)
}

// An inspection is an article as it was split. All offsets are bytes in its text.
type inspection struct {
	ID       string             `json:"id"`
	Title    string             `json:"title"`
	Source   string             `json:"source"`
	Bytes    int                `json:"bytes"`
	Passages []inspectedPassage `json:"passages"`
}

type inspectedPassage struct {
	Start     int                 `json:"bstart"`
	End       int                 `json:"bend"`
	Kind      string              `json:"kind"`
	Headings  []string            `json:"headings"`
	Sentences []inspectedSentence `json:"sentences"`
}

type inspectedSentence struct {
	Start int    `json:"bstart"`
	End   int    `json:"bend"`
	Text  string `json:"text"`
}

func newInspection(a *corpus.Article) inspection {
	out := inspection{ID: a.ID, Title: a.Title, Source: a.Source, Bytes: len(a.Text), Passages: []inspectedPassage{}}
	for _, p := range corpus.Split(a) {
		ip := inspectedPassage{Start: p.Start, End: p.End, Kind: kindName(p.Kind), Headings: p.Headings}
		for _, s := range p.Sentences {
			ip.Sentences = append(ip.Sentences, inspectedSentence{Start: s.Start, End: s.End, Text: a.Text[s.Start:s.End]})
		}
		out.Passages = append(out.Passages, ip)
	}
	return out
}

// kindName names a kind of block.
func kindName(k corpus.BlockKind) string {
	names := []string{"paragraph", "heading", "list item", "quotation", "table", "code", "caption", "byline"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("kind %d", k)
}

func (a *app) printInspection(article *corpus.Article) error {
	var out bytes.Buffer
	s := a.style()
	in := newInspection(article)
	fmt.Fprintf(&out, "%s  %s  %s  %d bytes, %d passages\n", s.bold(s.safe(in.ID)), s.safe(in.Title), s.safe(in.Source), in.Bytes, len(in.Passages))
	for i, p := range in.Passages {
		fmt.Fprintf(&out, "\npassage %d  %d–%d  %s", i+1, p.Start, p.End, p.Kind)
		if len(p.Headings) > 0 {
			fmt.Fprintf(&out, "  under %s", s.safe(strings.Join(p.Headings, " › ")))
		}
		fmt.Fprintln(&out)
		for _, sentence := range p.Sentences {
			fmt.Fprintf(&out, "  %s  %s\n", s.dim(fmt.Sprintf("%d–%d", sentence.Start, sentence.End)), oneLine(s, sentence.Text))
		}
	}
	_, err := out.WriteTo(a.stdout)
	return err
}
