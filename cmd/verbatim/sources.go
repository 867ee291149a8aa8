package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/prediction"
)

const sourcesLong = `Sources lists the articles in the index with their ids, sizes, languages, titles and
sources. At the end it says at which addresses roots are published (reindex
--base-url) and how many articles have no link, which articles the reader does not
know the language of, so that they are found and ranked by words alone, and how many
passages have a vector of their meaning.`

func newSources(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sources",
		Short:   "List the articles in the index",
		Long:    sourcesLong,
		Example: "  verbatim sources\n  verbatim sources --json | jq -r '.[].id'",
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runSources(cmd.Context()) },
	}
	addJSON(cmd, a, "print a JSON array")
	return cmd
}

// A source is one article as sources --json prints it.
type source struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Source    string  `json:"source"`
	Published *string `json:"published"` // RFC 3339, null when unknown
	Language  string  `json:"language"`
	Passages  int     `json:"passages"`
	Vectors   int     `json:"vectors"` // passages that have one
	Bytes     int     `json:"bytes"`
	Ranking   string  `json:"ranking"` // "reader", or "words" where the reader does not know the language
}

func (a *app) runSources(ctx context.Context) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	x, err := a.openIndex(ctx, c, index.Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	sources, err := x.Sources()
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	vectors, err := a.coverage(ctx, c, x)
	if err != nil {
		return fmt.Errorf("count vectors: %w", err)
	}
	if a.json {
		list := make([]source, 0, len(sources))
		for _, s := range sources {
			list = append(list, source{
				ID: s.ID, Title: s.Title, Source: s.Source, Published: prediction.Time(s.Published),
				Language: s.Language, Passages: s.Passages, Vectors: vectors.of[s.ID], Bytes: s.Bytes,
				Ranking: rankingOf(s.Language),
			})
		}
		return a.printJSON(list)
	}
	from, err := x.origin(ctx)
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	err = a.printSources(sources, from.Bases, vectors)
	a.noteDiffers(c, from)
	return err
}

// coverage returns how many passages have vectors; none do where none are wanted.
func (a *app) coverage(ctx context.Context, c config, l *library) (coverage, error) {
	encoder, err := c.shippedEncoder()
	if err != nil || encoder == nil {
		return coverage{}, err
	}
	return l.covered(ctx, encoder, a.json)
}

func (a *app) printSources(sources []index.Source, bases map[string]string, v coverage) error {
	var out bytes.Buffer
	s := a.style()
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tPASSAGES\tSIZE\tLANGUAGE\tTITLE\tSOURCE")
	for _, src := range sources {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\n", oneLine(s, src.ID), src.Passages, byteSize(int64(src.Bytes)),
			src.Language, oneLine(s, clip(src.Title, 60)), oneLine(s, src.Source))
	}
	t.Flush()
	_, err := out.WriteTo(a.stdout)
	a.noteLinks(sources, bases)
	a.noteLanguages(sources)
	if v.want > 0 {
		a.notef("Vectors of meaning: %s.", v)
	}
	return err
}

// noteLinks says where roots are published, and how many articles nothing leads to.
func (a *app) noteLinks(sources []index.Source, bases map[string]string) {
	a.notePublished(bases)
	unlinked := 0
	for _, s := range sources {
		if !corpus.IsURL(s.Source) && !strings.HasPrefix(s.Source, corpus.Shipped) {
			unlinked++
		}
	}
	if unlinked > 0 {
		a.notef("Without a link: %d of %d articles. Say where a folder is published with: verbatim reindex --base-url PATH=URL", unlinked, len(sources))
	}
}

// notePublished says where roots are published.
func (a *app) notePublished(bases map[string]string) {
	for _, root := range slices.Sorted(maps.Keys(bases)) {
		a.notef("Published: %s at %s (reindex --base-url %s= forgets it).", root, bases[root], root)
	}
}

func rankingOf(language string) string {
	if index.ReaderKnows(language) {
		return "reader"
	}
	return "words"
}

// noteLanguages says which articles the reader cannot read.
func (a *app) noteLanguages(sources []index.Source) {
	counts := map[string]int{}
	for _, s := range sources {
		if !index.ReaderKnows(s.Language) {
			counts[s.Language]++
		}
	}
	var parts []string
	for _, language := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%s (%d)", language, counts[language]))
	}
	if len(parts) > 0 {
		a.notef("The reader was made for English. Found and ranked by words alone: %s.", strings.Join(parts, ", "))
	}
}
