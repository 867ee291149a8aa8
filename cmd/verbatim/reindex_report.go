package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"verbatim/corpus"
	"verbatim/index/update"
)

// A reindexResult is what reindex --json prints. The first four count articles.
type reindexResult struct {
	Generation int        `json:"generation"`
	Added      int        `json:"added"`
	Changed    int        `json:"changed"`
	Removed    int        `json:"removed"`
	Unchanged  int        `json:"unchanged"`
	Renamed    int        `json:"renamed"`
	Passages   int        `json:"passages"`
	Sentences  int        `json:"sentences"`
	Bytes      int64      `json:"bytes"`
	Skipped    []skipped  `json:"skipped"`
	Notes      []string   `json:"notes,omitempty"`
	Roots      []rootRead `json:"roots"`             // what became of each
	Dropped    []string   `json:"dropped,omitempty"` // roots that were read before
	Changes    []change   `json:"changes,omitempty"` // on a dry run, the first 1,000
	Switched   bool       `json:"switched"`
	DryRun     bool       `json:"dry_run"`
	TookMS     float64    `json:"took_ms"`
}

type change struct {
	Change string `json:"change"` // added, changed or removed
	ID     string `json:"id"`
}

type skipped struct {
	Input  string `json:"input"`
	Place  string `json:"place,omitempty"`
	Reason string `json:"reason"`
	Error  string `json:"error"`
}

func newReindexResult(r update.Report, o reindexOptions) reindexResult {
	out := reindexResult{
		Generation: r.Generation,
		Added:      r.Added, Changed: r.Changed, Removed: r.Removed, Unchanged: r.Unchanged, Renamed: r.Renamed,
		Passages: r.Passages, Sentences: r.Sentences, Bytes: r.Bytes,
		Skipped:  make([]skipped, 0, len(r.Skipped)),
		Notes:    r.Notes,
		Switched: r.Switched, DryRun: o.dryRun,
		TookMS: float64(r.Took) / float64(time.Millisecond),
	}
	for _, s := range r.Skipped {
		out.Skipped = append(out.Skipped, skipped{Input: s.Input, Place: s.Place, Reason: string(s.Reason), Error: s.Err.Error()})
	}
	out.Roots = make([]rootRead, 0, len(r.Read))
	for _, read := range r.Read {
		out.Roots = append(out.Roots, newRootRead(read))
	}
	for _, d := range r.Dropped {
		out.Dropped = append(out.Dropped, d.Root)
	}
	for _, c := range r.Changes {
		out.Changes = append(out.Changes, change{c.Kind, c.ID})
	}
	return out
}

// printReport prints the summary of a reindex.
func (a *app) printReport(r update.Report, o reindexOptions) error {
	var out bytes.Buffer
	style := a.style()
	for _, c := range r.Changes {
		fmt.Fprintf(&out, "%-7s  %s\n", c.Kind, oneLine(style, c.ID))
	}
	if n := r.Added + r.Changed + r.Removed; o.dryRun && n > len(r.Changes) {
		fmt.Fprintf(&out, "… and %d more\n", n-len(r.Changes))
	}
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "added\t%d\n", r.Added)
	fmt.Fprintf(t, "changed\t%d\n", r.Changed)
	fmt.Fprintf(t, "removed\t%d\n", r.Removed)
	fmt.Fprintf(t, "unchanged\t%d\n", r.Unchanged)
	if r.Renamed > 0 {
		fmt.Fprintf(t, "renamed\t%d\n", r.Renamed)
	}
	fmt.Fprintf(t, "skipped\t%d%s\n", len(r.Skipped), reasons(r.Skipped))
	t.Flush()
	fmt.Fprintln(&out, outcome(r, o.dryRun))
	_, err := out.WriteTo(a.stdout)
	return err
}

// reasons counts what was skipped by its reason.
func reasons(skips []corpus.Skip) string {
	counts := map[corpus.Reason]int{}
	for _, s := range skips {
		counts[s.Reason]++
	}
	var parts []string
	for _, reason := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[reason], reason))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, ", ") + ")"
}

// outcome says in a sentence what answers now.
func outcome(r update.Report, dryRun bool) string {
	switch {
	case dryRun:
		return "Nothing was written: this was a dry run."
	case !r.Switched:
		return fmt.Sprintf("Nothing changed: generation %d goes on.", r.Generation)
	}
	return fmt.Sprintf("Generation %d answers now: %d sentences in %d passages, %s of text, in %s.",
		r.Generation, r.Sentences, r.Passages, byteSize(r.Bytes), r.Took.Round(time.Millisecond))
}

// byteSize returns n in a unit that people read easily.
func byteSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
