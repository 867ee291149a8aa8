package main

import (
	"fmt"
	"io"

	"verbatim/index/eval"
)

// printTables prints the figures of groups of questions. A cell of a level holds the
// share that is right of those shown, the share shown of all, and the share of the
// unanswerable ones that were answered.
func printTables(w io.Writer, t eval.Tables) {
	section(w, "By level: right of those shown / shown of all / unanswerable ones answered", groupRows("", []eval.Group{t.All}))
	section(w, "By project", groupRows("project", t.Project))
	section(w, "By what is asked for", groupRows("kind", t.Kind))
	section(w, "By the share of the asked words in the right sentence (answerable questions)", groupRows("words found", t.Words))
}

func groupRows(what string, groups []eval.Group) [][]string {
	if len(groups) == 0 {
		return nil
	}
	head := []string{what, "questions", "answerable", "P@1", "S@5", "S@10", "AUROC", "ECE"}
	for _, l := range groups[0].Levels {
		head = append(head, string(l.Level))
	}
	rows := [][]string{head}
	for _, g := range groups {
		auroc := "-"
		if g.AUROC != nil {
			auroc = cell(*g.AUROC)
		}
		row := []string{g.Name, fmt.Sprint(g.Questions), fmt.Sprint(g.Answerable), cell(g.P1), cell(g.Success5), cell(g.Success10), auroc, cell(g.ECE)}
		for _, l := range g.Levels {
			row = append(row, levelCell(g, l))
		}
		rows = append(rows, row)
	}
	return rows
}

func levelCell(g eval.Group, l eval.AtLevel) string {
	if g.Questions == g.Answerable {
		return fmt.Sprintf("%.2f / %.2f / -", l.Precision, l.Coverage)
	}
	return fmt.Sprintf("%.2f / %.2f / %.2f", l.Precision, l.Coverage, l.UnfoundedShare)
}

func cell(v float64) string { return fmt.Sprintf("%.3f", v) }
