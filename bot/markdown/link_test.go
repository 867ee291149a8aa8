package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/markdown/markdowntest"
)

func TestWebURL(t *testing.T) {
	for _, c := range []struct {
		raw, fragment, want string
	}{
		{"https://example.org/a", "", "https://example.org/a"},
		{"https://example.org/a", "#part", "https://example.org/a#part"},
		{"https://example.org/a#own", "#part", "https://example.org/a#own"},
		{"http://example.org:8080/x(y)?q=[z]", "", "http://example.org:8080/x%28y%29?q=%5Bz%5D"},
		{" https://example.org/ä ö ", "", "https://example.org/%C3%A4%20%C3%B6"},
		{"https://bücher.example/", "", "https://xn--bcher-kva.example/"},
		{"HTTPS://Example.org/", "", "https://example.org/"},
		{"javascript:alert(1)", "", ""},
		{"ftp://example.org/", "", ""},
		{"notes/tides.txt", "", ""},
		{"/etc/passwd", "", ""},
		{"https:///nowhere", "", ""},
		{"https://user:secret@example.org/", "", ""},
		{"https://exa mple.org/", "", ""},
		{"https://example.org/" + strings.Repeat("x", 600), "", ""},
		{"", "", ""},
	} {
		got, ok := WebURL(c.raw, c.fragment)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("WebURL(%q, %q) = %q, want %q", c.raw, c.fragment, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	for _, title := range []string{"Plain", "A *b* _c_", "[draft] Title", "half [ open", "] shut", "https://other.example/", "www.example.com", "discord.gg/x", "a: b", "`code`", "<@1>"} {
		shown := markdowntest.Show(Link(title, "https://example.org/a"))
		if !strings.Contains(shown.Text, title) || len(shown.Links) != 1 || shown.Links[0].URL != "https://example.org/a" || shown.Links[0].Unfolds || len(shown.Marks) > 0 {
			t.Errorf("the link of %q shows %+v", title, shown)
		}
	}
}

func FuzzWebURL(f *testing.F) {
	f.Add("https://example.org/a(b)?c=<d>", "#e")
	f.Add("http://[::1]/", "x y")
	f.Add("http://:", "0")
	f.Fuzz(func(t *testing.T, raw, fragment string) {
		address, ok := WebURL(raw, fragment)
		if !ok {
			return
		}
		shown := markdowntest.Show(Link("t", address))
		if len(shown.Links) != 1 || shown.Links[0].URL != address || shown.Text != "t" {
			t.Errorf("the link to %q (from %q) shows %+v", address, raw, shown)
		}
	})
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"one two three", 13, "one two three"},
		{"one two three", 12, "one two…"},
		{"one two three", 8, "one two…"},
		{"unbreakable", 6, "unbre…"},
		{"a bbbbbbbbbbbbbbbbbb", 10, "a bbbbbbb…"},
		{"😀😀😀", 4, "😀…"},
		{"é́é́", 2, "é…"},
		{"x", 0, ""},
		{"", 0, ""},
	} {
		if got := Cut(c.in, c.limit); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("one two three 😀", 9)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		got := Cut(s, limit)
		if Len(got) > max(limit, 0) || !utf8.ValidString(got) || !strings.HasPrefix(s, strings.TrimSuffix(got, Ellipsis)) {
			t.Errorf("Cut(%q, %d) = %q", s, limit, got)
		}
	})
}

func FuzzPages(f *testing.F) {
	f.Add("some words *and* more\nlines", 70)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		limit = min(max(limit, 64), 4000)
		at := 0
		for _, p := range Pages(s, limit) {
			if p.Start != at || p.End < p.Start || p.End == p.Start && s != "" {
				t.Fatalf("pages of %q do not follow one another: %v", s, Pages(s, limit))
			}
			at = p.End
			if q, cut := Quote(s[p.Start:p.End], 0, p.End-p.Start, limit); cut || Len(q) > limit {
				t.Errorf("page %v of %q takes %d, cut %t; limit %d", p, s, Len(q), cut, limit)
			}
		}
		if at != len(s) {
			t.Errorf("the pages of %q end at %d", s, at)
		}
	})
}

func TestWithoutLinks(t *testing.T) {
	link := Link("The *clock*", "https://example.org/clock_%28harbour%29")
	for in, want := range map[string]string{
		link + " · History":                `The \*clock\* · History`,
		`\[no link\](` + "<x>) " + link:    `\[no link\](` + "<x>) " + `The \*clock\*`,
		Link("A [b]", "https://a.example"): `A \[b\]`,
		"> a quote":                        "> a quote",
	} {
		if got := WithoutLinks(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
