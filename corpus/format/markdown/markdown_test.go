package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/corpus/corpustest"
)

func TestMarkdownGolden(t *testing.T) { corpustest.GoldenFiles(t, "markdown", Read) }

func FuzzMarkdown(f *testing.F) { corpustest.Fuzz(f, "markdown", ".mdx", Read) }

// What looks like a mark of some generator and is none stays as it is.
func TestMarkdownLiteral(t *testing.T) {
	for _, src := range []string{
		`The metric up{job="api"} is 1, and {job="x"} selects.`,
		`It takes 5~10~15 days, or a == b and c == d, or i++ and j++.`,
		`Use array[i][j] as in [1][2], at 10:30 or a:b[c].`,
		`If x < y and z > w then {x} stays, 100% {y}.`,
		`A 2^10 or x^y^z of C++ and g++, ~/.config and ~user.`,
		`Save 5%% of 10%% with %%PORT%% at 20 %.`,
		`He said: "[sic] it opens" at https://x.example/a==b==c/{d}.`,
	} {
		articles, _ := corpustest.FromBytes(t, "x.md", []byte(src+"\n"), Read)
		if len(articles) != 1 || articles[0].Text != src {
			t.Errorf("%s\nread as %q", src, articles[0].Text)
		}
	}
}

// What notes hold besides their text is left out.
func TestMarkdownNotes(t *testing.T) {
	for src, want := range map[string]string{
		"The boat is fast %%or so they say%% and light. ^boat-1":             "The boat is fast and light.",
		"The door is green.\n[//]: # (It was red)\n[comment]: <> (Paint it)": "The door is green.",
	} {
		articles, _ := corpustest.FromBytes(t, "x.md", []byte(src+"\n"), Read)
		if len(articles) != 1 || articles[0].Text != want {
			t.Errorf("%s\nread as %q", src, articles[0].Text)
		}
	}
}

// Inputs made to cost far more than their size; the test's own time limit fails it.
func TestMarkdownHostile(t *testing.T) {
	aliases := "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'l'; c++ {
		aliases += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for name, src := range map[string]string{
		"aliases":    aliases + "---\nbody\n",
		"quotations": strings.Repeat(">", 3_000) + " deep",
		"lists":      strings.Repeat("- ", 2_000) + "deep",
		"brackets":   strings.Repeat("[", 20_000) + "a" + strings.Repeat("](b)", 20_000),
		"stars":      strings.Repeat("*a **b ", 10_000),
		"elements":   strings.Repeat("<div>", 10_000) + "deep",
		"backticks":  strings.Repeat("`a ``b ", 10_000),
		"unclosed":   "---\n" + strings.Repeat("a: b\n", 20_000),
		"calls":      strings.Repeat("{{", 100_000),
		"tags":       strings.Repeat("<A b={", 100_000),
		"lines":      strings.Repeat("<A b={\n", 50_000),
		"comments":   strings.Repeat("<!-- ", 100_000),
		"targets":    strings.Repeat("](", 100_000),
		"references": strings.Repeat("[`a", 100_000),
		"components": strings.Repeat("<A>\n", 20_000) + "deep\n\n" + strings.Repeat("</A>\n", 20_000),
		"no end":     "{% endcomment %}\n\n" + strings.Repeat("{% comment %}\n\n", 20_000) + "end",
		"pictures":   "a" + strings.Repeat("![x](y) ", 50_000) + "b",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			articles, skips := corpustest.FromBytes(t, "hostile.mdx", []byte(src), Read)
			if len(articles)+len(skips) != 1 {
				t.Errorf("%d articles and skips %v, want one of either", len(articles), skips)
			}
			t.Log(len(articles), skips, time.Since(start))
		})
	}
}
