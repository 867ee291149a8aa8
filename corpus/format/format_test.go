package format

import (
	"context"
	"errors"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

func TestReadStopsWithYield(t *testing.T) {
	stop := errors.New("disk full")
	var skips []corpus.Skip
	d := document.Document{Name: "a.jsonl", Source: "a.jsonl", Reader: strings.NewReader(strings.Repeat(`{"id":"a","text":"x y."}`+"\n", 3)), Skips: &skips}
	n := 0
	err := Read(t.Context(), &d, func(corpus.Article) error { n++; return stop })
	if err != stop || n != 1 || len(skips) != 0 {
		t.Errorf("got %v after %d articles, skips %v", err, n, skips)
	}
}

func TestReadStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var skips []corpus.Skip
	d := document.Document{Name: "a.jsonl", Source: "a.jsonl", Reader: strings.NewReader(`{"id":"a","text":"x."}` + "\n" + `{"id":"b","text":"y."}`), Skips: &skips}
	err := Read(ctx, &d, func(corpus.Article) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) || len(skips) != 0 {
		t.Errorf("got %v, skips %v", err, skips)
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{"a/b.txt": "plain text", "B.TXT": "plain text", "x.jsonl": "JSON lines", ".txt": "", "x": "", "x.exe": ""} {
		f, ok := kindOf(name)
		if f.name != want || ok != (want != "") {
			t.Errorf("formatOf(%q) = %q, %v", name, f.name, ok)
		}
	}
}
