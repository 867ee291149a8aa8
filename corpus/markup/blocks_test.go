package markup

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

// article returns the article that a builder holds, "" where it holds nothing to read.
func article(t *testing.T, b *document.Builder) corpus.Article {
	t.Helper()
	var got corpus.Article
	_ = b.Yield(corpus.Article{}, func(a corpus.Article) error { got = a; return nil }) // headings alone are refused
	corpustest.CheckBlocks(t, &got)
	return got
}

func TestBlocks(t *testing.T) {
	noNav := func(n *html.Node) bool { return n.DataAtom == atom.Nav }
	for _, c := range []struct{ src, want string }{
		{"<p>One <b>bold</b>\n word.<p>Two.", "0 One bold word.|0 Two."},
		{"<p>One.<br>Still one.<br><br>Two.", "0 One.\nStill one.|0 Two."},
		{"<nav>Home</nav><h2 id=a>Head</h2>Text.", "1 Head #a|0 Text. #a"},
		{"<ul><li>One<li id=x>Two</ul><p>After.", "2 One|2 Two #x|0 After."},
		{"<table><tr><td>a<td>b<tr><td>c</table>", "4 a\tb|4 c"},
		{"<p>One.</p><p class=center>* * *</p><p>Two.", "0 One.|0 Two."},
		{"<pre>x :=\n\t1</pre><blockquote>Said.</blockquote>", "5 x :=\n\t1|3 Said."},
		{"<p><b>A label</b></p><p>Text.<figcaption>Below.</figcaption>", "1 A label|0 Text.|6 Below."},
		{"<p>Seen.<script>no()</script><span hidden>No.</span><span style='display: none'>No.</span>", "0 Seen."},
	} {
		doc, err := Parse(c.src)
		if err != nil {
			t.Fatal(err)
		}
		var b document.Builder
		Blocks(&b, doc, noNav)
		a := article(t, &b)
		var got []string
		for _, block := range a.Blocks {
			got = append(got, strings.TrimSpace(string('0'+rune(block.Kind))+" "+a.Text[block.Start:block.End]+" "+block.Anchor))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.src, strings.Join(got, "|"), c.want)
		}
	}
}

// Signs stand for words inside a sentence, and for nothing elsewhere.
func TestSigns(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"<p>The fee is <del>two</del> <s>four</s> three coins.", "The fee is three coins."},
		{"<p><del>Old boats</del> are free.<p><s>Gone.</s> Here.", "_ are free.|Here."},
		{"<p>Press <img alt=E> to open.", "Press E to open."},
		{"<p>Press <img> to open, <img alt=''>or wait.", "Press _ to open, or wait."},
		{"<p><img alt=Logo> The gate opens. <img alt='A wall at night, seen from the sea'> It shuts.<img>", "The gate opens. It shuts."},
		{"<p><img alt=E> opens the gate.", "E opens the gate."},
		{"<p>The fee is <input type=number value=3> coins, and <input> more. <select><option>Now</select><p>It is <progress></progress> full.<input value=Search>", "The fee is 3 coins, and _ more.|It is _ full."},
		{"<p>The fee is <span style='color:red; text-decoration: line-through'>two</span> <u style='text-decoration:underline'>three</u> coins.", "The fee is three coins."},
		{"<p>It has <svg><title>five stars</title></svg> of ten. The <i aria-label=gate></i> is open. Press <svg></svg><i class=icon></i> Save.<p><svg aria-label=Note></svg> Mind it.", "It has five stars of ten. The gate is open. Press Save.|Mind it."},
		{"<p>Was <span class=strikethrough>five</span> four.", "Was four."},
		{"<p>Made of <img alt=salt> <img> and water.", "Made of salt _ and water."},
		{"<p>Click <button>Save</button> to keep it.<p>Code<button>Copy</button>", "Click Save to keep it.|Code"},
		{"<ul><li><input type=checkbox disabled> Open<li><input type=checkbox disabled checked> Done<li><input type=checkbox> Form", "☐ Open|Done|Form"},
		{"<p>It has 10<sup>6</sup> or 10<sup>−3</sup> m<sup>2</sup>, the 4<sup>th</sup>.", "It has 10⁶ or 10⁻³ m2, the 4th."},
		{"<p>The gate is <s>open</s><p>It is red. <s>Or blue.</s><ul><li>Red, <s>blue</s>, green", "The gate is _|It is red.|Red, , green"},
		{"<table><tr><th>Item<th>Price<tr><td><s>Old lamp</s><td>7<tr><td><s>Oil</s> Rope<td>4</table>", "Item\tPrice|Rope\t4"},
		{"<table><tr><td><del>5</del> 6<td>a <img alt=b> c</table>", "6\ta b c"},
	} {
		doc, err := Parse(c.src)
		if err != nil {
			t.Fatal(err)
		}
		var b document.Builder
		Blocks(&b, doc, nil)
		a := article(t, &b)
		var got []string
		for _, block := range a.Blocks {
			got = append(got, strings.ReplaceAll(a.Text[block.Start:block.End], string(corpus.Hole), "_"))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.src, strings.Join(got, "|"), c.want)
		}
	}
}

// What stands below a label ends with the element that the label is in.
func TestLabels(t *testing.T) {
	doc, err := Parse("<h2>Head</h2><dl><dt>Gate<dd>Opens.<dd><details><summary>Why?</summary>Ships.</details>Still gate.<dt>Bell<dd>Rings.</dl><p>After." +
		"<details><summary>Deep?</summary>Twelve.</details>")
	if err != nil {
		t.Fatal(err)
	}
	var b document.Builder
	Blocks(&b, doc, nil)
	b.Add(corpus.Paragraph, "End.")
	a := article(t, &b)
	var got []string
	for _, p := range corpus.Split(&a) {
		got = append(got, strings.Join(p.Headings, ">")+": "+a.Text[p.Start:p.End])
	}
	want := "Head>Gate: Opens.|Head>Gate>Why?: Ships.|Head>Gate: Still gate.|Head>Bell: Rings.|Head: After.|Head>Deep?: Twelve.|Head: End."
	if strings.Join(got, "|") != want {
		t.Errorf(" got %q\nwant %q", strings.Join(got, "|"), want)
	}
}

// Inside asks about each line, and leaves out what it is told to.
func TestInside(t *testing.T) {
	doc, err := Parse("<body><p>Text with <a href=x>a link</a>.<p><a href=y>Only a link</a><p>Advertisement")
	if err != nil {
		t.Fatal(err)
	}
	var b document.Builder
	Inside(&b, doc, nil, func(line string, linked bool) bool { return linked || line == "Advertisement" })
	if a := article(t, &b); a.Text != "Text with a link." {
		t.Errorf("got %q", a.Text)
	}
}

func TestMarks(t *testing.T) {
	for src, want := range map[string]string{
		"<h2>Head<a href=#h>¶</a></h2>":                 "permalink",
		"<p>Text<sup><a href=#n1>1</a></sup>":           "note",
		"<p>Text<a epub:type=noteref href=n>*</a>":      "note",
		"<p>x<sup>2</sup> and <a href=z>a link</a>.":    "",
		"<p>at <span epub:type=pagebreak>12</span>six":  "page",
		"<p>at <a role=doc-pagebreak id=p></a>six":      "page",
		"<p>at <span class=pagenum>[Pg 12]</span>six":   "page",
		"<p class=pageref>See the page before this one": "",
	} {
		doc, err := Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		switch {
		case First(doc, Permalink) != nil:
			got = "permalink"
		case First(doc, NoteMark) != nil:
			got = "note"
		case First(doc, PageMark) != nil:
			got = "page"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for src, want := range map[string]string{
		"<meta charset=iso-8859-1><p>K\xe4se": "Käse",
		"<meta charset=iso-8859-1><p>Käse":    "Käse", // what it declares is wrong
		"\ufeff<p>Käse":                       "Käse",
	} {
		got, err := Decode([]byte(src))
		if err != nil || !strings.HasSuffix(got, "<p>"+want) {
			t.Errorf("%q: got %q, %v", src, got, err)
		}
	}
}

func FuzzBlocks(f *testing.F) {
	f.Add("<p>One <b>bold</b><br>word.<ul><li id=x>Two<table><tr><td>a<td>b</table>")
	f.Add("<h1>A<a href=#a>#</a></h1><dl><dt>T<dd>M</dl><pre> x\n y</pre><details><summary>S</summary>B</details>")
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := Parse(src)
		if err != nil {
			return
		}
		var b document.Builder
		Blocks(&b, doc, nil)
		article(t, &b)
	})
}
