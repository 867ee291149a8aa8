package update

import (
	"context"
	"time"

	"verbatim/corpus/intake"
	"verbatim/index/engine"
	"verbatim/index/record"
)

// headsTopic is what the commits stand under that clones were at. No input has such a key.
const headsTopic = "\x00heads"

// lastDates returns what the last run knew of when inputs were changed.
func lastDates(ctx context.Context, old engine.Snapshot, last map[string]*inputRecord) (intake.Past, error) {
	past := intake.Past{Heads: map[string]string{}, Changed: func(key string) (time.Time, bool) {
		rec, ok := last[key]
		if !ok {
			return time.Time{}, false
		}
		return rec.Changed, true
	}}
	if old == nil {
		return past, nil
	}
	return past, old.EachNote(ctx, headsTopic, func(note []byte) error {
		d := record.Decoder{Buf: note}
		top, head := d.String(), d.String()
		past.Heads[top] = head
		return d.Err
	})
}

// noteHeads remembers the commits that clones are at, and forgets those of the last run.
func noteHeads(ctx context.Context, draft engine.Draft, heads map[string]string) error {
	if err := draft.DeleteNotes(ctx, headsTopic); err != nil {
		return err
	}
	for top, head := range heads {
		var e record.Encoder
		e.String(top)
		e.String(head)
		if err := draft.PutNote(ctx, headsTopic, top, e.Buf); err != nil {
			return err
		}
	}
	return nil
}
