package site

import "testing"

// TestAnchors names headings in ways that the projects in testdata do not show.
func TestAnchors(t *testing.T) {
	tests := []struct {
		page    Page
		heading string
		want    string
	}{
		{Page{}, "Getting started", "getting-started"},
		{Page{}, "What's new in 2.0?", "whats-new-in-20"},
		{Page{}, "Größe & Gewicht", "größe--gewicht"},
		{Page{}, "snake_case", "snake_case"},
		{Page{}, "橋", "橋"},
		{Page{Generator: MkDocs}, "", "_1"},
		{Page{Generator: MkDocs}, "Été à Brest", "ete-a-brest"},
		{Page{Generator: MkDocs, Options: map[string]string{"slugify": "unicode"}}, "Été à Brest", "été-à-brest"},
		{Page{Generator: Hugo}, "!!!", "heading"},
		{Page{Generator: Hugo, Options: map[string]string{"autoheadingidtype": "github-ascii"}}, "Été à Brest", "ete-a-brest"},
		{Page{Generator: Sphinx}, "3rd way", "rd-way"},
		{Page{Generator: Docusaurus}, "Second level", "second-level"},
		{Page{Generator: VitePress}, "2.0 Changes", "_2-0-changes"},
	}
	for _, tt := range tests {
		if got := tt.page.Anchors().Name(2, tt.heading, ""); got != tt.want {
			t.Errorf("%q by %q: %q, want %q", tt.heading, tt.page.Generator, got, tt.want)
		}
	}
}

func TestAnchorsAgain(t *testing.T) {
	for generator, want := range map[Generator]string{None: "a-1", MkDocs: "a_1", Sphinx: "id1", Hugo: "a-1"} {
		anchors := (&Page{Generator: generator}).Anchors()
		anchors.Name(2, "A", "")
		if got := anchors.Name(2, "A", ""); got != want {
			t.Errorf("the second heading by %q is %q, want %q", generator, got, want)
		}
	}
}

// TestAnchorsMany names as many headings alike as a page can hold, in time.
func TestAnchorsMany(t *testing.T) {
	for _, generator := range []Generator{None, MkDocs, Sphinx, Hugo, Astro} {
		anchors, seen := (&Page{Generator: generator}).Anchors(), map[string]bool{}
		for range 20_000 {
			name := anchors.Name(2, "A", "")
			if seen[name] {
				t.Fatalf("%q names two headings by %q", name, generator)
			}
			seen[name] = true
		}
	}
}
