package card

import (
	"slices"
	"strings"
	"testing"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

func TestAlsoIn(t *testing.T) {
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := catalogue.For(text.English)
	long := index.Source{Title: strings.Repeat("word ", 40), Source: "https://example.org/" + strings.Repeat("x", 400)}
	post := index.Source{Title: "The *Post*", Source: "https://example.org/post"}
	unlinked := "\n-# Also in: The \\*Post\\*"
	linked := "\n-# Also in: [The \\*Post\\*](<https://example.org/post>)"
	for name, c := range map[string]struct {
		also  []index.Source
		limit int
		want  string
	}{
		"none":               {nil, 500, ""},
		"on the web":         {[]index.Source{post}, 500, linked},
		"just room":          {[]index.Source{post}, markdown.Len(linked), linked},
		"no room for links":  {[]index.Source{post}, markdown.Len(linked) - 1, unlinked},
		"no room":            {[]index.Source{post}, markdown.Len(unlinked) - 1, ""},
		"less than no room":  {[]index.Source{post}, -1, ""},
		"a file":             {[]index.Source{{Title: "Tides", Source: "tides.txt"}}, 500, "\n-# Also in: Tides"},
		"a file, same title": {[]index.Source{{Title: web.Title, Source: "mirror.txt"}}, 500, "\n-# Also in: mirror.txt"},
		"more than are named": {
			slices.Repeat([]index.Source{{Title: "Tides"}}, 5), 500, "\n-# Also in: Tides · Tides · +3",
		},
		"long": {[]index.Source{long, long}, 500, "\n-# Also in: " + dotted(slices.Repeat([]string{markdown.Cut(long.Title, maxAlsoTitle)}, 2))},
	} {
		got := alsoIn(texts, index.Quote{Article: web, Also: c.also}, c.limit)
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAlsoLeavesTheQuoteItsRoom checks that no word of a quote is cut for the line.
func TestAlsoLeavesTheQuoteItsRoom(t *testing.T) {
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 400; n += 7 {
		q := quoteOf(web, strings.Repeat("word ", n)+"end.", "end.")
		c := Card{Texts: catalogue.For(text.English), Key: key, Question: strings.Repeat("*Why* ", 60), Quote: q, Quotes: 1}
		without := c.Message().Content
		c.Quote.Also = slices.Repeat([]index.Source{web}, 3)
		with := c.Message().Content
		also := alsoIn(c.Texts, c.Quote, maxAlsoLine)
		if also == "" || strings.Replace(with, also, "", 1) != without || markdown.Len(with) > message.MaxContent {
			t.Errorf("%d words: %q, without other articles %q", n, with, without)
		}
	}
}
