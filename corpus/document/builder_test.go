package document

import (
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestBuilder(t *testing.T) {
	var b Builder
	b.Heading(0, "#top", " A\u00ad  head ")
	b.Add(corpus.ListItem, "one")
	b.Add(corpus.ListItem, "two\u2028three")
	if b.Add(corpus.Paragraph, " \u200b ") {
		t.Error("a paragraph of nothing was added")
	}
	b.Row([]string{"a", " ", "b"})
	b.Code("\n  x  \r\n\ty\n\n")
	var got corpus.Article
	if err := b.Yield(corpus.Article{ID: "a"}, func(a corpus.Article) error { got = a; return nil }); err != nil {
		t.Fatal(err)
	}
	if want := "A head\n\none\ntwo\nthree\n\na\tb\n\n  x\n\ty"; got.Text != want || b.Title() != "A head" || b.Size() != len(want) {
		t.Errorf("got %q, title %q, %d bytes", got.Text, b.Title(), b.Size())
	}
	for _, block := range got.Blocks {
		if block.Anchor != "#top" {
			t.Errorf("block %+v", block)
		}
	}
	b.Heading(1, "#"+strings.Repeat("long-", 200), "Long")
	b.Add(corpus.Paragraph, "below")
	if got := b.Blocks[len(b.Blocks)-1]; got.Anchor != "" {
		t.Errorf("an anchor of %d bytes", len(got.Anchor))
	}
	var empty Builder
	empty.Heading(1, "", "Nothing below")
	if err := empty.Yield(corpus.Article{}, nil); ReasonOf(err) != corpus.ReasonEmpty {
		t.Errorf("headings alone: %v", err)
	}
}

// TestBuilderTitle passes over the heading of a table of contents.
func TestBuilderTitle(t *testing.T) {
	for _, contents := range []string{"Table of Contents", "Contents:", "Inhaltsverzeichnis", "目次"} {
		var b Builder
		b.Heading(1, "", contents)
		b.Heading(1, "", "The lamp")
		if got := b.Title(); got != "The lamp" {
			t.Errorf("below %q the title is %q", contents, got)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a", "a/b.tar.gz": "a/b", "A.TAR.GZ": "A", "a.b.gz": "a.b", "none": "none", ".txt": ".txt", "a/.txt": "a/.txt", "a.b/c": "a.b/c", ".tar.gz": ".tar.gz",
	} {
		if got := WithoutExt(name); got != want {
			t.Errorf("WithoutExt(%q) = %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"a.txt": false, ".a": true, "._a.txt": true, "~$a.docx": true, "a.txt~": true, "": false} {
		if got := Hidden(name); got != want {
			t.Errorf("Hidden(%q) = %v", name, got)
		}
	}
}
