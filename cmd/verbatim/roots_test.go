package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
)

func TestAgo(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "just now", 59 * time.Second: "just now", time.Minute: "1 minute ago", 119 * time.Minute: "1 hour ago", 23 * time.Hour: "23 hours ago",
		24 * time.Hour: "1 day ago", 400 * 24 * time.Hour: "400 days ago",
	} {
		if got := ago(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestCutBase(t *testing.T) {
	for v, want := range map[string][3]any{
		"https://d.example.org/":                                   {"", "https://d.example.org/", false},
		"docs=https://d.example.org/":                              {"docs", "https://d.example.org/", true},
		"a=b=https://d.example.org/":                               {"a=b", "https://d.example.org/", true},
		"https://git.example.org/x.git=https://d.example.org/":     {"https://git.example.org/x.git", "https://d.example.org/", true},
		"git@git.example.org:x#:docs=https://d.example.org/":       {"git@git.example.org:x#:docs", "https://d.example.org/", true},
		"https://git.example.org/x.git=":                           {"https://git.example.org/x.git", "", true},
		"docs=":                                                    {"docs", "", true},
		"docs=d.example.org":                                       {"docs", "d.example.org", true},
		"https://d.example.org/?to=https://other.example.org/#top": {"", "https://d.example.org/?to=https://other.example.org/#top", false},
	} {
		root, base, named := cutBase(v)
		if got := [3]any{root, base, named}; got != want {
			t.Errorf("%s: %v, want %v", v, got, want)
		}
	}
}

func TestRepositoryOf(t *testing.T) {
	for address, want := range map[string]string{
		"https://github.com/owner/name":                "https://github.com/owner/name.git",
		"https://www.github.com/owner/name/":           "https://www.github.com/owner/name.git",
		"https://gitlab.com/owner/name?tab=1":          "https://gitlab.com/owner/name.git",
		"https://github.com/owner":                     "",
		"https://github.com/owner/name/tree/main/docs": "",
		"https://github.com/owner/name.git":            "",
		"https://docs.example.org/owner/name":          "",
		"owner/name":                                   "",
	} {
		if got, _ := repositoryOf(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestSkipLines(t *testing.T) {
	var skips []corpus.Skip
	for i := range 30 {
		skips = append(skips, corpus.Skip{Input: fmt.Sprintf("a/%d.e%d", i, i%9), Reason: corpus.ReasonUnsupported, Err: fmt.Errorf("no reader")})
	}
	for i := range 5 {
		skips = append(skips, corpus.Skip{Input: fmt.Sprintf("%d.pdf", i), Place: "page 2", Reason: corpus.ReasonMalformed, Err: fmt.Errorf("cut off")})
	}
	skips = append(skips, corpus.Skip{Input: "m.rst", Place: "line 3", Reason: corpus.ReasonUnsupported, Err: fmt.Errorf("a part left out")})
	want := []string{
		"skipped 5, malformed: the first is 0.pdf, page 2: cut off",
		"skipped 30, which no reader is for: 4 .e0, 4 .e1, 4 .e2, 3 .e3, 3 .e4, 3 .e5, 9 others",
		"skipped m.rst, line 3: unsupported: a part left out",
		"(verbatim reindex --verbose lists them all.)",
	}
	if d := cmp.Diff(want, skipLines(skips, false)); d != "" {
		t.Error(d)
	}
	if all := skipLines(skips, true); len(all) != len(skips) {
		t.Errorf("%d lines for %d", len(all), len(skips))
	}
}
