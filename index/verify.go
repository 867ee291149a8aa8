package index

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"verbatim/index/engine"
)

// verify checks the invariant of quotes, each of one of the articles, against the stored texts.
func verify(ctx context.Context, s engine.Snapshot, articles []*engine.Article, quotes []Quote) error {
	ranges := make([]engine.Range, 0, 2*len(quotes))
	for i, q := range quotes {
		if !slices.IsSorted([]int{q.Start, q.SentenceStart, q.SpanStart, q.SpanEnd, q.SentenceEnd, q.End}) {
			return fmt.Errorf("quote of %s at %d: sentence %d to %d or span %d to %d lies outside",
				articles[i].ID, q.Start, q.SentenceStart, q.SentenceEnd, q.SpanStart, q.SpanEnd)
		}
		ranges = append(ranges, engine.Range{Article: articles[i], Start: q.Start, End: q.End},
			engine.Range{Article: articles[i], Start: q.Before.Start, End: q.Before.End})
	}
	stored, err := s.Texts(ctx, ranges)
	if err != nil {
		return fmt.Errorf("check quotes: %w", err)
	}
	for i, q := range quotes {
		if stored[2*i] != q.Text || stored[2*i+1] != q.Before.Text || !utf8.ValidString(q.Text+q.Before.Text) {
			return fmt.Errorf("quote of %s at %d differs from the stored text", articles[i].ID, q.Start)
		}
	}
	return nil
}
