package card

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/markdown"
	"verbatim/bot/markdown/markdowntest"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// FuzzMessages lets a corpus and a member do their worst: no message that shows their
// words may exceed a limit, mention anybody, or link to anything but the source.
func FuzzMessages(f *testing.F) {
	catalogue, err := text.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Who?", "He is here.", "Title", "https://example.org/a", "Section", 2)
	f.Add("@everyone <@1>", "**bold** <t:5> :smile: https://a.b/c", "[x](https://evil.example)", "https://example.org/(a)?b=[c]", "# x", 300)
	f.Add("discord.gg/abc", "> quote\n```\ncode", "https://evil.example", "javascript:alert(1)", "||x||", 60)
	f.Add("split\xc3", "\xa9", "Title", "", "", 0)
	f.Add(" ", "0", "0", "", "", -85)
	f.Add("w\u202ehw", "\u202egnorw\n- x", "\u2066t", "HTTPS://EXAMPLE.org/ü#é", "😀", 900)
	f.Fuzz(func(t *testing.T, question, sentence, title, source, section string, repeat int) {
		sentence, source = strings.TrimSpace(sentence), strings.TrimSpace(source)
		words := []string{question, sentence, title, source, section}
		// Each alone: joined, the halves of a character in two of them are valid.
		broken := func(s string) bool { return !utf8.ValidString(s) }
		if sentence == "" || slices.ContainsFunc(words, broken) || len(strings.Join(words, "")) > 3000 {
			t.Skip()
		}
		sentence = strings.TrimSpace(strings.Repeat(sentence+" ", 1+max(0, repeat)%20))
		q := index.Quote{
			Article: index.Source{ID: source, Title: title, Source: source}, Section: []string{section},
			Start: 7, End: 7 + len(sentence), Text: sentence, SpanStart: 7, SpanEnd: 7 + len(sentence)/2,
		}
		for !utf8.RuneStart((sentence + " ")[q.SpanEnd-7]) {
			q.SpanEnd--
		}
		checkHostile(t, catalogue, question, q)
	})
}

// TestHostileWordsStayInert does the same with what Discord would like to format.
func TestHostileWordsStayInert(t *testing.T) {
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	words := func(n int) string {
		all := markdowntest.Awkward()
		var b strings.Builder
		for range 1 + r.IntN(n) {
			b.WriteString(all[r.IntN(len(all))] + []string{"", " ", "word "}[r.IntN(3)])
		}
		return strings.TrimSpace(b.String())
	}
	for range 40 {
		sentence := "Start " + words(200) + " end."
		q := index.Quote{
			Article: index.Source{ID: words(3), Title: words(40), Source: words(2)}, Section: []string{words(20), words(20)},
			Start: 7, End: 7 + len(sentence), Text: sentence, SpanStart: 7, SpanEnd: 12,
		}
		if r.IntN(2) == 0 {
			q.Article.Source = "https://example.org/a(b)*c_d~e|f:g@h"
		}
		checkHostile(t, catalogue, words(60), q)
	}
}

// checkHostile checks every message that shows words of a member or of the corpus.
func checkHostile(t *testing.T, catalogue *text.Catalogue, question string, q index.Quote) {
	t.Helper()
	q.Also = slices.Repeat([]index.Source{q.Article}, maxAlso+1)
	hit := index.PassageHit{Article: q.Article, Section: q.Section, Text: q.Text, End: len(q.Text)}
	others := []string{question + "?", question + "?"} // see questionsIn
	for _, code := range []string{"en", "ja"} {
		texts := catalogue.For(code)
		for name, m := range map[string]message.Message{
			"card":    Card{Texts: texts, Key: key, Question: question, Quote: q, Quotes: 3, Others: others}.Message(),
			"silence": Silence{Texts: texts, Key: key, Question: question, Noted: true, Closest: true, Others: others[:1], Words: question, Commands: bold}.Message(),
			"from":    From(texts, q),
			"more":    Settings{Texts: texts, Settings: store.Settings{Refusal: question}}.More(),
			"closest": Closest(texts, []index.Quote{q, q, q}),
			"search":  Search(texts, key, question, []index.PassageHit{hit, hit, hit}, 0, true),
			"sources": Sources(texts, slices.Repeat([]index.Source{q.Article}, 12), 0),
			"article": Article(texts, q.Article),
			"lesson":  Lesson(texts, store.Lesson{Question: question, Text: q.Text, Link: q.Article.Source, Name: question}),
			"lessons": Lessons(texts, bold, slices.Repeat([]store.Lesson{{ID: "x", Question: question, Text: q.Text, Name: question}}, 12), 0),
			"learnt":  Learnt(texts, bold, store.Lesson{Question: question}, &q),
			"hidden":  Hidden(texts, slices.Repeat([]store.Hidden{{ID: "x", Sentence: q.Text, Title: question}}, 12), 0),
			"gaps":    Gaps(texts, slices.Repeat([]store.Gap{{ID: "x", Question: question}}, 12), 0),
		} {
			checkFuzzed(t, code+"/"+name, m, q.Article.Source)
		}
	}
}

// bold shows a command that cannot be clicked.
func bold(name string) string { return "**/" + name + "**" }

func checkFuzzed(t *testing.T, name string, m message.Message, source string) {
	t.Helper()
	if n := markdown.Len(m.Content); n > message.MaxContent {
		t.Errorf("%s: the content has %d characters", name, n)
	}
	address, web := markdown.WebURL(source, "")
	shown := markdowntest.Show(m.Content)
	for _, l := range shown.Links {
		if !web || l.URL != address || l.Unfolds {
			t.Errorf("%s: it links to %+v, the source is %q", name, l, address)
		}
	}
	for _, mark := range shown.Marks {
		if mark != "subtext" {
			t.Errorf("%s: it shows a %s in %q", name, mark, m.Content)
		}
	}
	seen := map[string]bool{}
	for _, r := range m.Rows {
		for _, c := range r {
			checkComponent(t, name, c, seen)
		}
	}
}
