package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"verbatim/corpus"
)

// fewSkips of a kind at most are told one by one.
const fewSkips = 3

// skipLines tells what was passed over: each by itself where they are few of a kind or all are
// wanted, and otherwise a line for each kind.
func skipLines(skips []corpus.Skip, all bool) (lines []string) {
	shortened := false
	for _, kind := range skipKinds(skips) {
		if all || len(kind) <= fewOf(kind) {
			for _, s := range kind {
				lines = append(lines, fmt.Sprintf("skipped %s: %s: %v", skipPlace(s), s.Reason, s.Err))
			}
			continue
		}
		shortened = true
		lines = append(lines, skipLine(kind))
	}
	if shortened {
		lines = append(lines, "(verbatim reindex --verbose lists them all.)")
	}
	return lines
}

// fewOf returns how many of a kind are told one by one. That there is no reader for a file is a long
// line, with all that there are readers for, and is worth it once.
func fewOf(kind []corpus.Skip) int {
	if kindOfSkip(kind[0]).unread {
		return 1
	}
	return fewSkips
}

// skipKinds parts skips into those of a kind, in an order that stays the same.
func skipKinds(skips []corpus.Skip) (all [][]corpus.Skip) {
	kinds := map[skipKind][]corpus.Skip{}
	for _, s := range skips {
		k := kindOfSkip(s)
		kinds[k] = append(kinds[k], s)
	}
	for _, k := range slices.SortedFunc(maps.Keys(kinds), skipKind.compare) {
		all = append(all, kinds[k])
	}
	return all
}

// A skipKind is what is told in one line.
type skipKind struct {
	reason corpus.Reason
	unread bool // whole files that no reader is for
}

func kindOfSkip(s corpus.Skip) skipKind {
	return skipKind{s.Reason, s.Reason == corpus.ReasonUnsupported && s.Place == ""}
}

func (k skipKind) compare(other skipKind) int {
	if k.reason == other.reason && k.unread != other.unread {
		if k.unread {
			return -1
		}
		return 1
	}
	return strings.Compare(string(k.reason), string(other.reason))
}

// skipLine tells of many that were passed over for one reason.
func skipLine(kind []corpus.Skip) string {
	k := kindOfSkip(kind[0])
	if k.unread {
		return fmt.Sprintf("skipped %d, which no reader is for: %s", len(kind), extensions(kind))
	}
	return fmt.Sprintf("skipped %d, %s: the first is %s: %v", len(kind), k.reason, skipPlace(kind[0]), kind[0].Err)
}

func skipPlace(s corpus.Skip) string {
	if s.Place == "" {
		return s.Input
	}
	return s.Input + ", " + s.Place
}

// extensions counts the kinds of files, the most frequent first: "262 .png, 12 .svg and 3 others".
func extensions(skips []corpus.Skip) string {
	const most = 6
	counts := map[string]int{}
	for _, s := range skips {
		ext := strings.ToLower(path.Ext(s.Input))
		if ext == "" {
			ext = "without an ending"
		}
		counts[ext]++
	}
	kinds := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	var parts []string
	others := 0
	for i, ext := range kinds {
		if i >= most && len(kinds) > most+1 {
			others += counts[ext]
			continue
		}
		parts = append(parts, fmt.Sprintf("%d %s", counts[ext], ext))
	}
	if others > 0 {
		parts = append(parts, fmt.Sprintf("%d others", others))
	}
	return strings.Join(parts, ", ")
}
