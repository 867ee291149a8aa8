package discord

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

func TestMessage(t *testing.T) {
	about := corpus.Article{ID: "x", Title: "Where?", Source: "https://discord.com/channels/1/2/3"}
	a, err := Message(about, "**Backups** are kept\nfor `30 days`.\n\n- stop it\n- copy it\n> said she\n```\nls -l\n```")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []corpus.BlockKind
	for _, b := range a.Blocks {
		kinds = append(kinds, b.Kind)
	}
	if want := []corpus.BlockKind{corpus.Paragraph, corpus.ListItem, corpus.ListItem, corpus.Quotation, corpus.Code}; !slices.Equal(kinds, want) {
		t.Errorf("blocks %v, want %v, of %q", kinds, want, a.Text)
	}
	if !strings.Contains(a.Text, "Backups are kept\nfor 30 days.") || a.ID != about.ID || a.Title != about.Title || a.Source != about.Source {
		t.Errorf("%+v", a)
	}
	var refused *document.Refused
	for _, empty := range []string{"", " \n", "# Heading", "\u200b"} {
		if _, err := Message(about, empty); !errors.As(err, &refused) {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

// TestMessageHostile reads what takes a reader of Markdown longest, as long as a message can be.
func TestMessageHostile(t *testing.T) {
	const longest = 4000
	for _, s := range []string{
		">", "> ", "- ", "* ", "1. ", "[", "[a](", "![", "*", "**a", "_a_", "`", "``` ", "~~", "<", "<@1>", "# ", "\\", "|", "||", "\t", "\u2028", "\n", "- - ", "[](", "http://", "a@", "&#0;", "\xff",
	} {
		text := strings.Repeat(s, longest/len(s))
		a, err := Message(corpus.Article{ID: "x"}, text)
		if err != nil {
			continue
		}
		for _, b := range a.Blocks {
			if b.Start < 0 || b.End > len(a.Text) || b.Start >= b.End {
				t.Errorf("%q: a block from %d to %d of %d bytes", s, b.Start, b.End, len(a.Text))
			}
		}
		corpus.Split(&a)
	}
}
