package index

import (
	"fmt"
	"unicode/utf8"
)

// verify checks the invariant of a quote against the stored text.
func (g *generation) verify(a *articleRecord, q Quote) error {
	if q.SpanStart < q.Start || q.SpanEnd < q.SpanStart || q.End < q.SpanEnd {
		return fmt.Errorf("quote of %s at %d: span %d to %d lies outside", a.id, q.Start, q.SpanStart, q.SpanEnd)
	}
	stored, err := g.text(a, q.Start, q.End)
	if err != nil {
		return fmt.Errorf("quote of %s at %d: %w", a.id, q.Start, err)
	}
	if stored != q.Text || !utf8.ValidString(stored) {
		return fmt.Errorf("quote of %s at %d differs from the stored text", a.id, q.Start)
	}
	return nil
}
