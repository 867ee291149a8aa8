package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/markdown/markdowntest"
)

func sentence(r *rand.Rand) string {
	awkward := markdowntest.Awkward()
	var b strings.Builder
	for range 1 + r.IntN(14) {
		switch r.IntN(3) {
		case 0:
			b.WriteString([]string{"the", "ceasefire", "Moscow’s", "delegation", "1,000", "prisoners"}[r.IntN(6)])
		default:
			b.WriteString(awkward[r.IntN(len(awkward))])
		}
		if r.IntN(3) == 0 {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// TestQuoteShowsExactlyTheSentence renders 2,000 sentences full of what Discord reads
// as formatting, and compares what people see with the sentence.
func TestQuoteShowsExactlyTheSentence(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 0; n < 2000; n++ {
		text := sentence(r)
		if text == "" {
			continue
		}
		start := r.IntN(len(text))
		end := start + r.IntN(len(text)-start+1)
		checkQuote(t, text, start, end)
	}
}

// checkQuote fails unless the text, quoted with a bold span, is shown unchanged.
func checkQuote(t *testing.T, text string, start, end int) {
	t.Helper()
	for utf8.ValidString(text) && start > 0 && start < len(text) && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	content, cut := Quote(text, start, end, 1<<20)
	shown := markdowntest.Show(content + "\nafter")
	if cut || shown.Quote != text || shown.Text != text+"\nafter" {
		t.Errorf("quote of %q\nis   %q\nshown %q (all of it: %q)", text, content, shown.Quote, shown.Text)
	}
	if len(shown.Marks) > 0 || len(shown.Links) > 0 {
		t.Errorf("quote of %q\nis   %q\nshows %v %v", text, content, shown.Marks, shown.Links)
	}
	if want := strings.Join(strings.Fields(text[start:end]), ""); !strings.Contains(strings.Join(strings.Fields(strings.Join(shown.Bold, "")), ""), want) {
		t.Errorf("quote of %q\nis   %q\nbold  %q does not hold %q", text, content, shown.Bold, want)
	}
}

func TestEscapeShowsExactlyTheText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 0; n < 2000; n++ {
		text := sentence(r)
		shown := markdowntest.Show(Escape(text))
		if shown.Text != text || len(shown.Marks) > 0 || len(shown.Links) > 0 {
			t.Errorf("%q escaped is %q, shown as %q with %v %v", text, Escape(text), shown.Text, shown.Marks, shown.Links)
		}
	}
}

// TestProseStaysLegible holds the number of backslashes down where nothing needs one.
func TestProseStaysLegible(t *testing.T) {
	for _, text := range []string{
		"On May 15, Trump stated, “Nothing’s going to happen until Putin and I together.”",
		"It costs 3.50 - more or less - in the U.S. (see there); why not?",
		"Note: this is fine! 100% & more = less",
	} {
		if got := Escape(text); got != text {
			t.Errorf("Escape(%q) = %q", text, got)
		}
	}
}

func FuzzQuote(f *testing.F) {
	awkward := markdowntest.Awkward()
	for i, s := range awkward {
		f.Add(s+" x "+awkward[(i*7+3)%len(awkward)], 1, 5, 80)
	}
	f.Fuzz(func(t *testing.T, text string, start, end, limit int) {
		if !utf8.ValidString(text) || strings.TrimSpace(text) != text || text == "" || len(text) > 4000 {
			t.Skip()
		}
		start = min(max(start, 0), len(text))
		end = min(max(end, start), len(text))
		checkQuote(t, text, start, end)
		limit = min(max(limit, 64), 4000)
		content, _ := Quote(text, start, end, limit)
		if Len(content) > limit {
			t.Errorf("quote of %q is %d units long, more than %d: %q", text, Len(content), limit, content)
		}
	})
}
