package rst

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

func TestRSTGolden(t *testing.T) { corpustest.GoldenFiles(t, "rst", Read) }

func FuzzRST(f *testing.F) { corpustest.Fuzz(f, "rst", ".rst", Read) }

// TestInline reads what people see of a line.
func TestInline(t *testing.T) {
	const hole = string(corpus.Hole)
	for src, want := range map[string]string{
		"a *b* **c** ``d``":                  "a b c d",
		"2*3*4 and a_b and __init__":         "2*3*4 and a_b and __init__",
		"``foo``\\s and ``bar``s":            "foos and bars",
		"``a\\b``":                           `a\b`,
		`\*no\* H\ :sub:` + "`2`\\ O":        "*no* H2O",
		"`Text <https://example.org>`_":      "Text",
		"`<https://example.org>`_":           "https://example.org",
		"`\\<docinfo>`_":                     "<docinfo>",
		"see link_ and `a link`__.":          "see link and a link.",
		"note [1]_, [#n]_ and [Cit2002]_":    "note, and [Cit2002]",
		"|unknown| stays away":               hole + " stays away",
		"a | b | c":                          "a | b | c",
		":func:`~a.b.c` :meth:`x`":           "c() x()",
		":class:`.Spider` :py:obj:`!a.B`":    "Spider a.B",
		":del:`low`high":                     "high",
		":ref:`elsewhere`":                   hole,
		":ref:`Shown <elsewhere>`":           "Shown",
		":rfc:`2822`, :kbd:`Ctrl+C`":         "RFC 2822, Ctrl+C",
		":menuselection:`&File --> Save`":    "File ‣ Save",
		":file:`/home/{user}/x`":             "/home/user/x",
		":abbr:`LIFO (last in, first out)`":  "LIFO",
		":math:`a + b` and :math:`\\alpha`":  "a + b and " + hole,
		"fixed (:issue:`1`, :issue:`2`).":    "fixed.",
		"Fixed it. :issue:`1`, :issue:`2`":   "Fixed it.",
		"see :ticket:`17`":                   "see " + hole,
		":user:`anna` :red:`alert`":          "anna alert",
		"*unclosed and `unclosed and ``open": "*unclosed and `unclosed and ``open",
		"`default`:emphasis: _`target`":      "default target",
		"日本「*語*」":                            "日本「語」",
	} {
		p := newPage(linesOf(""), &document.Document{})
		if got := p.inline(src); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// TestLevels gives sections the level at which their style comes first.
func TestLevels(t *testing.T) {
	articles, _ := corpustest.FromBytes(t, "x.rst", []byte("Chapter\n=======\n\nA\n\nPart\n####\n\nB\n\nChapter 2\n=========\n\n----\nOver\n----\n\nC\n"), Read)
	var levels []string
	for _, b := range articles[0].Blocks {
		if b.Kind == corpus.Heading {
			levels = append(levels, strings.Repeat("#", b.Level)+articles[0].Text[b.Start:b.End])
		}
	}
	if got := strings.Join(levels, " "); got != "#Chapter ##Part #Chapter 2 ###Over" {
		t.Error(got)
	}
}

// TestFields tells fields from paragraphs that begin with a role.
func TestFields(t *testing.T) {
	articles, _ := corpustest.FromBytes(t, "x.rst", []byte("Text.\n\n:class:`~a.Group` objects have these:\n\n:param a:b: c\n:Owner of it: The town.\n"), Read)
	if got, want := articles[0].Text, "Text.\n\nGroup objects have these:\n\na:b: c\nOwner of it: The town."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestSphinx links a page of Sphinx to where it stands, by its names of sections.
func TestSphinx(t *testing.T) {
	var skips []corpus.Skip
	d := &document.Document{Name: "a.rst", ID: "guide/a", Source: "guide/a.rst", Reader: strings.NewReader("The harbour's lamps\n===================\n\nThey are |colour| since |release|, see :issue:`7`.\n"), Skips: &skips,
		Page: &site.Page{Generator: site.Sphinx, Base: "https://docs.example.org/", Path: "guide/a.rst", Options: map[string]string{
			site.SphinxEpilog: "\n.. |colour| replace:: *green*\n", site.SphinxRelease: "2.0", site.SphinxRole + "issue": "issue %s"}}}
	err := d.Read(t.Context(), "reStructuredText", Read, func(a corpus.Article) error {
		if a.Source != "https://docs.example.org/guide/a.html" || a.Blocks[1].Anchor != "#the-harbour-s-lamps" || a.Title != "The harbour's lamps" || !strings.HasSuffix(a.Text, "They are green since 2.0, see issue 7.") {
			t.Errorf("%s %s %+v %s", a.Title, a.Source, a.Blocks, a.Text)
		}
		return nil
	})
	if err != nil || len(skips) > 0 {
		t.Error(err, skips)
	}
}
