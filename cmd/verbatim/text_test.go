package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
)

func TestBoldSpan(t *testing.T) {
	q := index.Quote{Start: 100, End: 119, Text: "Ann leads the\x1b team.", SpanStart: 100, SpanEnd: 103}
	tests := []struct {
		name  string
		style style
		want  string
	}{
		{"piped: every byte as it stands", style{}, "Ann leads the\x1b team."},
		{"terminal", style{terminal: true, escapes: true}, "\x1b[1mAnn\x1b[22m leads the␛ team."},
		{"terminal, NO_COLOR", style{terminal: true}, "Ann leads the␛ team."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, boldSpan(tt.style, q)); diff != "" {
				t.Error(diff)
			}
		})
	}
	q.SpanEnd = q.SpanStart
	if got := boldSpan(style{escapes: true}, q); got != q.Text {
		t.Errorf("without a span: %q", got)
	}
}

func TestSafe(t *testing.T) {
	got := style{terminal: true}.safe("a\tb\nc\rd\x00e\u009bf\u200fg")
	if want := "a\tb\nc␍d␀e\ufffdf\u200fg"; got != want {
		t.Errorf("safe = %q, want %q", got, want)
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]int{0: 0, 0.004: 0, 0.5: 50, 0.934: 93, 0.999: 99, 1: 100} {
		if got := percent(share); got != want {
			t.Errorf("percent(%v) = %d, want %d", share, got, want)
		}
	}
}

func TestByteSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 3841: "3.8 kB", 21_400_000: "21.4 MB", 3e9: "3.0 GB"} {
		if got := byteSize(n); got != want {
			t.Errorf("byteSize(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for in, want := range map[string]string{"": "", "äöü": "äöü", "äöüß": "äö…"} {
		if got := clip(in, 3); got != want {
			t.Errorf("clip(%q, 3) = %q, want %q", in, got, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	got := environment([]string{"A=1", "B=x=y", "A=2", "=C:=C:\\dir", "broken", ""})
	want := map[string]string{"A": "2", "B": "x=y", "=C:": "C:\\dir"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHasFlag(t *testing.T) {
	if !hasFlag([]string{"ask", "--json"}, "--json") || hasFlag([]string{"ask", "--", "--json"}, "--json") {
		t.Error("flags end at --")
	}
}

func TestStyleLink(t *testing.T) {
	const address = "https://x.example.org/a#b:~:text=c"
	for s, want := range map[style]string{
		{}:                              "a",
		{terminal: true}:                "a",
		{terminal: true, escapes: true}: "\x1b]8;;" + address + "\x1b\\a\x1b]8;;\x1b\\",
	} {
		if got := s.link("a", address); got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
	if got := (style{terminal: true, escapes: true}).link("a", "https://x/\x1b\\b"); strings.Count(got, "\x1b") != 4 {
		t.Errorf("an address ends its own link: %q", got)
	}
}
