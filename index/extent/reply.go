package extent

import (
	"slices"
	"strings"
)

// replies reports whether a unit begins with yes or no, as the answer to a question.
func (t *Text) replies(i int) bool {
	l, s := lexiconOf(t.Language), strings.TrimPrefix(t.plain(i), "a: ")
	return prose(t.kind(i)) && slices.ContainsFunc(l.curt[:l.yes], func(w string) bool {
		rest, ok := strings.CutPrefix(s, w)
		return ok && rest != "" && strings.ContainsAny(rest[:1], ",.!;:")
	})
}

// replied takes along the question that yes or no answers, where it is not the one that is asked.
func (t *Text) replied(g growth, q Asked) growth {
	p := g.first - 1
	if !q.Headed && !t.apart(g.first) && t.replies(g.first) && asks(t.text(p)) && !(q.Same != nil && q.Same(p)) && t.room(p, g.last) {
		g.first = p
	}
	return g
}

// short takes the next sentence along with one that only says yes or no ("It depends.").
func (t *Text) short(g growth) growth {
	next := g.last + 1
	if t.curt(g.last) && !t.apart(next) && prose(t.kind(next)) && t.room(g.first, next) {
		g.last = next
	}
	return g
}

// curt reports a sentence that only says yes, no or something in between, or sets the scene.
func (t *Text) curt(i int) bool {
	const words = 4 // "Yes, you can."
	l := lexiconOf(t.Language)
	s := strings.TrimPrefix(t.plain(i), "a: ")
	if begins(s, l.opens) {
		return true
	}
	return slices.Contains(l.curt, strings.TrimRight(s, ".!…。！ ")) || len(strings.Fields(s)) <= words && begins(s, l.curt[:l.yes])
}
