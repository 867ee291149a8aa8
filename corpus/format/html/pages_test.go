package html_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/template"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/markup"
)

// The pages below testdata/html/pages are texts of our own (bodies) set into the markup of
// well-known sites and generators (templates). Writing them needs -update.
var pageBodies = map[string][]string{
	"docusaurus": {"backup", "api", "mauer"}, "mkdocs-material": {"backup", "api", "mist"}, "sphinx-rtd": {"backup", "curlew", "api"},
	"sphinx-alabaster": {"backup", "api", "bakery"}, "hugo-docsy": {"backup", "api", "mauer"}, "starlight": {"api", "backup", "ferry"},
	"github-readme": {"api", "backup", "mist"}, "mediawiki": {"curlew", "bridge", "ferry"}, "dokuwiki": {"curlew", "ferry", "mauer"},
	"wordpress": {"bakery", "curlew", "mist"}, "ghost": {"bakery", "bridge", "mauer"}, "hugo-papermod": {"bakery", "ferry", "mist"},
	"jekyll-minima": {"bakery", "curlew", "bridge"}, "news-semantic": {"ferry", "bridge", "mauer"}, "news-divs": {"ferry", "bridge", "mist"},
	"news-hashed": {"ferry", "bridge", "mauer"}, "old-table": {"ferry", "curlew", "bakery"},
}

func TestHTMLPages(t *testing.T) {
	pages, bodySentences, missed := 0, 0, 0
	for style, bodies := range pageBodies {
		for _, name := range bodies {
			file := filepath.Join("testdata/html/pages", style+"-"+name+".html")
			if corpustest.Updating() {
				writePage(t, file, style, name)
			}
			pages++
			t.Run(style+"-"+name, func(t *testing.T) {
				want, _ := corpustest.FromFile(t, filepath.Join("testdata/html/bodies", name+".md"), format.Read)
				total, lost := checkPage(t, file, &want[0])
				bodySentences += total
				missed += lost
			})
		}
	}
	t.Logf("%d pages, %d sentences in their bodies, %d missed", pages, bodySentences, missed)
	if pages < 40 || float64(missed) > 0.02*float64(bodySentences) {
		t.Errorf("%d of %d sentences missed in %d pages", missed, bodySentences, pages)
	}
}

// checkPage compares the sentences of a page with those of its body and returns how many
// the body has and how many are missing. A sentence that is not the body's is an error.
func checkPage(t *testing.T, file string, body *corpus.Article) (total, missed int) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	articles, skips := corpustest.FromFile(t, file, format.Read)
	if len(articles) != 1 || len(skips) != 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	a := articles[0]
	checkFacts(t, &a, body, strings.TrimSuffix(filepath.Base(file), ".html"))
	got, want := quotable(&a), quotable(body)
	for s := range want {
		if !got[s] {
			missed++
			t.Logf("missed: %q", s)
		}
	}
	original := visibleText(t, string(src))
	for s := range got {
		if !want[s] {
			t.Errorf("not of the body: %q", s)
		}
		if !strings.Contains(original, squeezed(s)) {
			t.Errorf("not in the page: %q", s)
		}
	}
	for _, b := range a.Blocks {
		if id := strings.TrimPrefix(b.Anchor, "#"); id != "" && !bytes.Contains(src, []byte(`id="`+id+`"`)) {
			t.Errorf("anchor %s is not in the page", b.Anchor)
		}
	}
	return len(want), missed
}

func checkFacts(t *testing.T, a, body *corpus.Article, name string) {
	t.Helper()
	if a.Title != body.Title {
		t.Errorf("title %q, want %q", a.Title, body.Title)
	}
	if a.Language != body.Language {
		t.Errorf("language %q, want %q", a.Language, body.Language)
	}
	if got, want := a.Published.Format("2006-01-02"), body.Published.Format("2006-01-02"); got != want {
		t.Errorf("published %s, want %s", got, want)
	}
	if want := "https://site.example/" + name + "/"; a.Source != want && !strings.HasPrefix(name, "old-table") {
		t.Errorf("source %q, want %q", a.Source, want)
	}
}

// quotable returns the sentences of an article that may be quoted.
func quotable(a *corpus.Article) map[string]bool {
	set := map[string]bool{}
	for _, p := range corpus.Split(a) {
		if p.Kind == corpus.Table || p.Kind == corpus.Code {
			continue
		}
		for _, s := range p.Sentences {
			set[a.Text[s.Start:s.End]] = true
		}
	}
	return set
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// visibleText returns the text of a page without scripts, white space and marks of
// references.
func visibleText(t *testing.T, src string) string {
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return squeezed(markup.InnerText(doc))
}

type pageData struct {
	Title, JSONTitle, Date, Lang, URL, Body, BodyWrapped string
}

func writePage(t *testing.T, page, style, name string) {
	file := filepath.Join("testdata/html/bodies", name+".md")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	articles, _ := corpustest.FromFile(t, file, format.Read)
	meta := articles[0]
	_, text, _ := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "\n---\n")
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()))
	var body bytes.Buffer
	if err := markdown.Convert([]byte(text), &body); err != nil {
		t.Fatal(err)
	}
	jsonTitle, _ := json.Marshal(meta.Title)
	data := pageData{
		Title: meta.Title, JSONTitle: string(jsonTitle), Date: meta.Published.Format("2006-01-02"), Lang: meta.Language,
		URL: fmt.Sprintf("https://site.example/%s-%s/", style, name), Body: dress(style, body.String()),
	}
	data.BodyWrapped = regexp.MustCompile(`(?s)<p>(.*?)</p>`).ReplaceAllString(data.Body,
		`<div data-component="text-block" class="ssrcss-11r1m41-RichTextComponentWrapper ep2nwvo0"><div class="ssrcss-7uxr49-RichTextContainer e5tfeyi1"><p class="ssrcss-1q0x1qg-Paragraph e1jhz7w10">$1</p></div></div>`)
	var out bytes.Buffer
	if err := template.Must(template.ParseFiles(filepath.Join("testdata/html/templates", style+".html"))).Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	h2          = regexp.MustCompile(`<h2 id="([^"]*)">(.*?)</h2>`)
	pre         = regexp.MustCompile(`(?s)<pre><code class="language-(\w+)">(.*?)</code></pre>`)
	secondPara  = regexp.MustCompile(`(?s)^(.*?</p>.*?)(<p>.*?</p>)`)
	paraEnd     = regexp.MustCompile(`(\w\.)</p>`)
	betweenPara = regexp.MustCompile(`(?s)^(.*?</p>.*?</p>)`)
)

// dress gives the plain markup of a body the look of a generator's.
func dress(style, body string) string {
	switch style {
	case "docusaurus":
		body = h2.ReplaceAllString(body, `<h2 class="anchor anchorWithStickyNavbar_LWe7" id="$1">$2<a href="#$1" class="hash-link" aria-label="Direct link to $2" title="Direct link to $2">`+"\u200b"+`</a></h2>`)
		body = secondPara.ReplaceAllString(body, `$1<div class="theme-admonition theme-admonition-tip admonition_xJq3 alert alert--success"><div class="admonitionHeading_Gvgb"><span class="admonitionIcon_Rf37"><svg viewBox="0 0 12 16"></svg></span>tip</div><div class="admonitionContent_BuS1">$2</div></div>`)
		return pre.ReplaceAllString(body, `<div class="language-$1 codeBlockContainer_Ckt0 theme-code-block"><div class="codeBlockContent_biex"><pre tabindex="0" class="prism-code language-$1 codeBlock_bY9V thin-scrollbar"><code class="codeBlockLines_e6Vv"><span class="token-line"><span class="token plain comment">$2</span><br></span></code></pre><div class="buttonGroup__atx"><button type="button" aria-label="Copy code to clipboard" class="clean-btn">Copy</button></div></div></div>`)
	case "mkdocs-material":
		body = h2.ReplaceAllString(body, `<h2 id="$1">$2<a class="headerlink" href="#$1" title="Permanent link">&para;</a></h2>`)
		body = secondPara.ReplaceAllString(body, `$1<div class="admonition note"><p class="admonition-title">Note</p>$2</div>`)
		return pre.ReplaceAllString(body, `<div class="language-$1 highlight"><table class="highlighttable"><tbody><tr><td class="linenos"><div class="linenodiv"><pre><span></span><span class="normal">1</span></pre></div></td><td class="code"><div><pre><span></span><code><a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>$2</code></pre></div></td></tr></tbody></table></div>`)
	case "sphinx-rtd":
		return h2.ReplaceAllString(body, `</section><section id="$1"><h2>$2<a class="headerlink" href="#$1" title="Link to this heading">&#xf0c1;</a></h2>`)
	case "sphinx-alabaster":
		return h2.ReplaceAllString(body, `</div><div class="section" id="$1"><h2>$2<a class="headerlink" href="#$1" title="Permalink to this headline">¶</a></h2>`)
	case "hugo-docsy":
		body = secondPara.ReplaceAllString(body, `$1<div class="alert alert-info" role="alert"><h4 class="alert-heading">Note</h4>$2</div>`)
		return h2.ReplaceAllString(body, `<h2 id="$1">$2<a class="td-heading-self-link" href="#$1" aria-label="Heading self-link"></a></h2>`)
	case "hugo-papermod":
		return h2.ReplaceAllString(body, `<h2 id="$1">$2<a hidden class="anchor" aria-hidden="true" href="#$1">#</a></h2>`)
	case "mediawiki":
		body = paraEnd.ReplaceAllString(body, `$1<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span class="cite-bracket">&#91;</span>1<span class="cite-bracket">&#93;</span></a></sup></p>`)
		return h2.ReplaceAllString(body, `<div class="mw-heading mw-heading2"><h2 id="$1">$2</h2><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="#" title="Edit section: $2"><span>edit</span></a><span class="mw-editsection-bracket">]</span></span></div>`)
	case "dokuwiki":
		return h2.ReplaceAllString(body, `</div><h2 class="sectionedit2" id="$1">$2</h2><div class="level2">`)
	case "starlight":
		body = secondPara.ReplaceAllString(body, `$1<aside aria-label="Tip" class="starlight-aside starlight-aside--tip"><p class="starlight-aside__title" aria-hidden="true">Tip</p><div class="starlight-aside__content">$2</div></aside>`)
		return h2.ReplaceAllString(body, `<div class="sl-heading-wrapper level-h2"><h2 id="$1">$2</h2><a class="sl-anchor-link" href="#$1"><span aria-hidden="true" class="sl-anchor-icon"><svg width="16"></svg></span><span class="sr-only" data-pagefind-ignore>Section titled “$2”</span></a></div>`)
	case "github-readme":
		return h2.ReplaceAllString(body, `<div class="markdown-heading" dir="auto"><h2 tabindex="-1" class="heading-element" dir="auto">$2</h2><a id="user-content-$1" class="anchor" aria-label="Permalink: $2" href="#$1"><svg class="octicon octicon-link"></svg></a></div>`)
	case "news-semantic":
		return betweenPara.ReplaceAllString(body, `$1<div class="ad-slot-container"><div id="dfp-ad--inline1" class="ad-slot ad-slot--inline">Advertisement</div></div><figure class="dcr-fig"><img src="a.jpg" alt="the scene"><figcaption><span>The scene on Wednesday.</span> Photograph: Ruth Adler/The Courier</figcaption></figure>`)
	case "news-divs":
		body = betweenPara.ReplaceAllString(body, `$1<div class="inline-promo"><strong>Read more:</strong> <a href="/x">Ten walks along the river that need no car</a></div>`)
		return h2.ReplaceAllString(body, `<h3>$2</h3>`)
	case "old-table":
		body = strings.NewReplacer("<p>", "", "</p>", "<BR><BR>").Replace(body)
		return h2.ReplaceAllString(body, `<A NAME="x"></A><B><FONT SIZE=4>$2</FONT></B><P>`)
	}
	return body
}
