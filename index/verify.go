package index

import (
	"context"
	"fmt"
	"unicode/utf8"

	"verbatim/index/engine"
)

// verify checks the invariant of quotes, each of one of the articles, against the stored texts.
func verify(ctx context.Context, s engine.Snapshot, articles []*engine.Article, quotes []Quote) error {
	ranges := make([]engine.Range, len(quotes))
	for i, q := range quotes {
		if q.SpanStart < q.Start || q.SpanEnd < q.SpanStart || q.End < q.SpanEnd {
			return fmt.Errorf("quote of %s at %d: span %d to %d lies outside", articles[i].ID, q.Start, q.SpanStart, q.SpanEnd)
		}
		ranges[i] = engine.Range{Article: articles[i], Start: q.Start, End: q.End}
	}
	stored, err := s.Texts(ctx, ranges)
	if err != nil {
		return fmt.Errorf("check quotes: %w", err)
	}
	for i, q := range quotes {
		if stored[i] != q.Text || !utf8.ValidString(stored[i]) {
			return fmt.Errorf("quote of %s at %d differs from the stored text", articles[i].ID, q.Start)
		}
	}
	return nil
}
