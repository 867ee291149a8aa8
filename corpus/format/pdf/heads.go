package pdf

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"verbatim/corpus/document"
)

var pageNumber = regexp.MustCompile(`(?i)^[\s–—|-]*(page|p\.|seite|página|стор\.?|стр\.?|第)?\s*(\d{1,4}|[ivxl]{1,6})(\s*(/|of|von|de|з|из|页|ページ)\s*\d{0,4})?[\s–—|-]*$`)

// withoutRunning returns the lines of pages without page numbers and what repeats at the top or
// foot of pages, unless nothing else stands there.
func withoutRunning(pages [][]line) (lines []line) {
	seen := map[string]int{}
	for _, lines := range pages {
		here := map[string]bool{}
		for i, outer := range edges(lines) {
			for _, key := range runningKeys(lines[i], outer) {
				here[key] = true
			}
		}
		for key := range here {
			seen[key]++
		}
	}
	for _, page := range pages {
		at := edges(page)
		for i, l := range page {
			outer, edge := at[i]
			drop := edge && pageNumber.MatchString(l.text)
			for _, key := range runningKeys(l, outer) {
				drop = drop || (edge && (seen[key] >= 3 || (outer && seen[key] == 2 && len(pages) <= 6)))
			}
			if !drop {
				lines = append(lines, l)
			}
		}
	}
	if len(lines) == 0 {
		return slices.Concat(pages...)
	}
	return lines
}

var number4 = regexp.MustCompile(`\b\d{1,4}\b`)

// runningKeys names a line by its text and height. In the outermost line of a page, what
// counts of a number is how far it is from the number of the page.
func runningKeys(l line, outer bool) []string {
	text, height := document.Tidy(l.text), math.Round(l.y/4)
	keys := []string{fmt.Sprintf("%s@%.0f", text, height)}
	if !outer {
		return keys
	}
	for _, m := range number4.FindAllString(text, -1) {
		if n, err := strconv.Atoi(m); err == nil {
			keys = append(keys, fmt.Sprintf("page%+d@%.0f", n-l.page, height))
		}
	}
	return keys
}

// edges returns the lines at the two highest and the two lowest heights of a page, and
// whether the height is the outermost.
func edges(lines []line) map[int]bool {
	var heights []float64
	for _, l := range lines {
		heights = append(heights, math.Round(l.y))
	}
	slices.Sort(heights)
	heights = slices.Compact(heights)
	out := map[int]bool{}
	for i, l := range lines {
		at, _ := slices.BinarySearch(heights, math.Round(l.y))
		at = min(at, len(heights)-1-at)
		if at < 2 {
			out[i] = at == 0
		}
	}
	return out
}
