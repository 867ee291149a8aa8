package asciidoc

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

func TestAsciiDocGolden(t *testing.T) { corpustest.GoldenFiles(t, "asciidoc", Read) }

func FuzzAsciiDoc(f *testing.F) { corpustest.Fuzz(f, "asciidoc", ".adoc", Read) }

// TestInline reads what people see of a line.
func TestInline(t *testing.T) {
	for src, want := range map[string]string{
		"*b* _e_ `m` #h#":                        "b e m h",
		"**b**old, __e__m, ``m``ono":             "bold, em, mono",
		"*_both_* and `*bold mono*`":             "both and bold mono",
		"snake_case_name 2*3*4 a^b~c":            "snake_case_name 2*3*4 a^b~c",
		"`\\t` and `\\\\`":                       `\t and \\`,
		"``old'' quotes":                         "“old” quotes",
		"\"`new`\" and '`single`'":               "“new” and ‘single’",
		"`+a *b* {c}+` +lit *x*+":                "a *b* {c} lit *x*",
		"\\{kept} \\<<kept>> \\*kept*":           "{kept} <<kept>> *kept*",
		"${HOME} and {unknown}":                  "${HOME} and " + hole,
		"{empty}a{nbsp}b{plus}":                  "a\u00a0b+",
		"https://example.org/a_b_c and x":        "https://example.org/a_b_c and x",
		"https://example.org[Text^]":             "Text",
		"https://example.org[]":                  "https://example.org",
		"<https://example.org>":                  "https://example.org",
		"link:x.html[a, b] link:x[y,role=z]":     "a, b y",
		"xref:other.adoc#part[Shown] <<other>>":  "Shown " + hole,
		"linkgit:git-log[1], ticket:17[17]":      "git-log(1), " + hole,
		"config_ref:x[the *setting*]":            "the setting",
		"icon:bell[] image:x.png[Alt]":           hole + " " + hole,
		"stem:[a + b] stem:[\\alpha]":            "a + b " + hole,
		"a((b))c(((d)))[[e]]f":                   "abcf",
		"std::vector and a:b and note: [x]":      "std::vector and a:b and note: [x]",
		"&copy; 2024 &lt;":                       "© 2024 <",
		"*unclosed and _unclosed and `unclosed":  "*unclosed and _unclosed and `unclosed",
		"footnote:[with link:x[a link] inside].": ".",
	} {
		if got := newPage(false).inline(src); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// TestAttached reads the item behind a paragraph that belongs to another.
func TestAttached(t *testing.T) {
	articles, skips := corpustest.FromBytes(t, "x.adoc", []byte("* Gate\n+\nIt opens\nat six.\n* [ ] Paint it\n\nIt costs 3\n* 4 coins.\n"), Read)
	if want := "Gate\nIt opens at six.\n☐ Paint it\n\nIt costs 3 * 4 coins."; len(articles) != 1 || articles[0].Text != want {
		t.Errorf("%+v, %v", articles, skips)
	}
}

// TestAnchors names sections as Asciidoctor and Antora do.
func TestAnchors(t *testing.T) {
	for _, c := range []struct {
		antora bool
		titles []string
		want   string
	}{
		{false, []string{"Getting started"}, "_getting_started"},
		{true, []string{"Getting started"}, "getting-started"},
		{false, []string{"What's new in 2.0?"}, "_whats_new_in_2_0"},
		{false, []string{"A", "A"}, "_a_2"},
	} {
		p, got := newPage(c.antora), ""
		for _, title := range c.titles {
			got = p.name("", title)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.titles, got, c.want)
		}
	}
}

// TestAntora links a page of Antora to where it stands, with the attributes of its component.
func TestAntora(t *testing.T) {
	var skips []corpus.Skip
	d := &document.Document{Name: "a.adoc", ID: "a", Source: "a.adoc", Reader: strings.NewReader("= Lamps\n\n== The big lamp\n\nLamps of {product} are {colour}.\n"), Skips: &skips,
		Page: &site.Page{Generator: site.Antora, Base: "https://docs.example.org/", Path: "modules/ROOT/pages/a.adoc",
			Options: map[string]string{"route": "lamp/", site.AntoraAttribute + "product": "Harbour"}}}
	err := d.Read(t.Context(), "AsciiDoc", Read, func(a corpus.Article) error {
		last := a.Blocks[len(a.Blocks)-1]
		if a.Source != "https://docs.example.org/lamp/a.html" || last.Anchor != "#the-big-lamp" || a.Text[last.Start:last.End] != "Lamps of Harbour are "+hole+"." {
			t.Errorf("%s %+v %s", a.Source, last, a.Text)
		}
		return nil
	})
	if err != nil || len(skips) > 0 {
		t.Error(err, skips)
	}
}
