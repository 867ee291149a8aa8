package document

import (
	"context"
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestReadRecovers(t *testing.T) {
	broken := func(_ context.Context, _ *Document, yield func(corpus.Article) error) error {
		if err := yield(corpus.Article{ID: "a"}); err != nil {
			return err
		}
		var none []int
		_ = none[len(none)]
		return nil
	}
	guard := guardedYield{ctx: t.Context(), yield: func(corpus.Article) error { return nil }}
	err := guard.run("broken", broken, nil)
	if err == nil || !strings.Contains(err.Error(), "broken") || !strings.Contains(err.Error(), "TestReadRecovers") {
		t.Errorf("got %v", err)
	}
	defer func() {
		if p := recover(); p != "mine" {
			t.Errorf("the caller's panic became %v", p)
		}
	}()
	guard = guardedYield{ctx: t.Context(), yield: func(corpus.Article) error { panic("mine") }}
	_ = guard.run("broken", broken, nil)
}
