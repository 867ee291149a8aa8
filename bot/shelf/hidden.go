package shelf

import (
	"cmp"
	"slices"
	"strings"

	"verbatim/index"
)

// mask stands in the place of what is hidden.
const mask = "…"

// Hides reports whether a sentence stands in a text that is not to be quoted.
func (r *Room) Hides(text string) bool {
	return slices.ContainsFunc(r.Hidden, func(h string) bool { return strings.Contains(text, h) })
}

// Masked returns a text with an ellipsis in the place of each sentence that is not to be quoted, and
// where a range of it is then. Offsets are bytes.
func (r *Room) Masked(text string, start, end int) (masked string, from, to int) {
	var out strings.Builder
	done := 0
	from, to = start, end
	for _, s := range r.spots(text) {
		out.WriteString(text[done:s.start] + mask)
		done = s.end
		shorter := s.end - s.start - len(mask)
		from, to = from-moved(start, s, shorter), to-moved(end, s, shorter)
	}
	return out.String() + text[done:], from, to
}

// moved is how far an offset moves to the front by what is masked at a spot. One inside of it moves
// to its start.
func moved(at int, s word, shorter int) int {
	switch {
	case at >= s.end:
		return shorter
	case at > s.start:
		return at - s.start
	}
	return 0
}

// spots returns where hidden sentences stand in a text, in order and without overlaps.
func (r *Room) spots(text string) (all []word) {
	for _, h := range r.Hidden {
		for at := 0; h != ""; {
			i := strings.Index(text[at:], h)
			if i < 0 {
				break
			}
			all = append(all, word{at + i, at + i + len(h)})
			at += i + len(h)
		}
	}
	slices.SortFunc(all, func(a, b word) int { return cmp.Compare(a.start, b.start) })
	merged := all[:0]
	for _, s := range all {
		if n := len(merged); n > 0 && s.start < merged[n-1].end {
			merged[n-1].end = max(merged[n-1].end, s.end)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// Called returns an article as it may be called: without a title that is not to be quoted.
func (r *Room) Called(a index.Source) index.Source {
	if r.Hides(a.Title) {
		a.Title = ""
	}
	return a
}

// called returns articles as they may be called, in the order in which they are.
func (r *Room) called(articles []index.Source) []index.Source {
	if len(r.Hidden) == 0 {
		return articles
	}
	shown := make([]index.Source, len(articles))
	for i, a := range articles {
		shown[i] = r.Called(a)
	}
	return shown
}
