package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"verbatim/index/eval"
)

// What --by may be.
const (
	byKind    = "kind"
	byProject = "project"
)

// An evalShape says which questions of a set are asked, of what, and what is right.
type evalShape struct {
	by       string // "", byKind or byProject
	unit     string
	headings string // "in" or "out"
	part     string // "K/N", "" for all
	twins    bool
	limit    int // 0 for all
}

func (s *evalShape) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.by, "by", "", "print tables by project, each with an index of its own, or by kind of question")
	f.StringVar(&s.unit, "unit", string(eval.UnitSentence), "what is right: a sentence, any of the passage, or any of the section")
	f.StringVar(&s.headings, "headings", "out", `"in" puts each question back as the heading of its section`)
	f.StringVar(&s.part, "part", "", "ask the questions of part K/N only, such as 0/5, by project or else by title")
	f.BoolVar(&s.twins, "twins", false, "count the same text elsewhere as right (default with --by project)")
	f.IntVar(&s.limit, "limit", 0, "ask the first N questions only")
	for flag, values := range map[string][]string{
		"by": {byProject, byKind}, "headings": {"in", "out"}, "unit": units(),
	} {
		_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// settle sets the default that hangs on another flag.
func (s *evalShape) settle(cmd *cobra.Command) {
	if !cmd.Flags().Changed("twins") {
		s.twins = s.by == byProject
	}
}

func units() []string {
	var names []string
	for _, u := range eval.Units() {
		names = append(names, string(u))
	}
	return names
}

// check looks for values that are none.
func (s *evalShape) check() error {
	switch {
	case s.by != "" && s.by != byKind && s.by != byProject:
		return usagef("--by is %q and must be project or kind", s.by)
	case !slices.Contains(units(), s.unit):
		return usagef("--unit is %q and must be sentence, passage or section", s.unit)
	case s.headings != "in" && s.headings != "out":
		return usagef("--headings is %q and must be in or out", s.headings)
	}
	if s.part != "" {
		if _, err := eval.ParsePart(s.part); err != nil {
			return usagef("--part: %v", err)
		}
	}
	return nil
}

// give brings a set into the shape.
func (s *evalShape) give(set *eval.Set) error {
	set.Twins = s.twins
	if s.headings == "in" { // before any question is left out: its heading stands there too
		if err := set.PutHeadings(); err != nil {
			return fmt.Errorf("--headings in: %w", err)
		}
	}
	if s.part != "" {
		part, err := eval.ParsePart(s.part)
		if err != nil {
			return err
		}
		if err := set.Keep(part); err != nil {
			return err
		}
	}
	if err := set.Measure(eval.Unit(s.unit)); err != nil {
		return fmt.Errorf("--unit %s: %w", s.unit, err)
	}
	if s.limit > 0 && s.limit < len(set.Questions) {
		set.Questions = set.Questions[:s.limit]
	}
	return nil
}
