//go:build browser

package fragment_test

import (
	"errors"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"verbatim/browsertest"
	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	reader "verbatim/corpus/format/html"
	"verbatim/index/fragment"
)

// TestBrowser follows links to 200 quotes out of made-up pages, and looks at what the
// browser highlights.
func TestBrowser(t *testing.T) {
	const quotes = 200
	b := browsertest.Open(t)
	var pages []*madePage
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, pages[n].html)
	}))
	defer server.Close()
	counts := map[string]int{}
	followed := 0
	for followed < quotes {
		page := makePage(len(pages))
		pages = append(pages, page)
		article := page.read(t)
		for _, q := range page.quotes {
			start := page.find(article.Text, q)
			if start < 0 {
				counts["not read"]++
				continue
			}
			followed++
			d := pageOf(article).Directive(start, start+len(q.text), 512-60)
			if d == "" {
				counts["anchor only"]++
				t.Logf("page %d, %s: no directive for %q", len(pages)-1, q.kind, q.text)
				continue
			}
			b.Visit(fmt.Sprintf("%s/%d#s%s%s", server.URL, len(pages)-1, fragment.Mark, d))
			shot, err := b.Screenshot()
			if err != nil {
				t.Fatal(err)
			}
			err = highlight(shot, boxes(t, b, q.class))
			if err == nil {
				counts["highlighted"]++
				continue
			}
			counts[short(err)]++
			t.Logf("page %d, %s: %v\n%q\n%s", len(pages)-1, q.kind, err, q.text, d)
			if errors.Is(err, errWrong) {
				t.Errorf("a wrong sentence is highlighted")
			}
		}
	}
	t.Log(counts)
	if n := counts["highlighted"]; n*100 < followed*98 {
		t.Errorf("%d of %d quotes are highlighted", n, followed)
	}
}

func pageOf(a corpus.Article) *fragment.Page {
	var headings []fragment.Block
	for _, b := range a.Blocks {
		if b.Kind == corpus.Heading {
			headings = append(headings, fragment.Block{Span: fragment.Span{Start: b.Start, End: b.End}, Role: fragment.Heading})
		}
	}
	return fragment.NewPage(a.Text, headings)
}

// A madePage is a page with quotes in it, each in elements of a class of its own.
type madePage struct {
	html   string
	quotes []madeQuote
	body   strings.Builder
	rand   *rand.Rand
	words  []string // of its language
	said   []string // sentences so far, some of which are said again
	cjk    bool
}

type madeQuote struct {
	class, text, kind string
	nth               int // of the same text, from 0
}

// vocabularies are words of several languages and scripts.
var vocabularies = []string{
	"the harbour opens gate lamp is closed at night when wind rises over salt walls keeper counts seven ships near quay a an old bell rings before storm and nobody sails until morning",
	"der Hafen öffnet das Tor schließt nachts wenn Wind über Mauern weht Wärter zählt sieben Schiffe größer als früher läutet die Glocke",
	"гавань відчиняється о шостій брама зачинена вночі коли вітер над мурами сторож рахує сім кораблів біля пристані дзвін",
	"le port ouvre à l’aube la lampe s’éteint été où gardien compte sept navires près du quai déjà fermé",
	"يفتح الميناء في الصباح والبوابة مغلقة ليلا عندما تهب الرياح يعد الحارس سبع سفن قرب الرصيف",
	"港は 朝六時に 開き 門は 夜に 閉まる 番人が 船を 七隻 数える 鐘が 鳴る 前に 嵐が 来る",
}

func makePage(n int) *madePage {
	p := &madePage{rand: rand.New(rand.NewPCG(uint64(n), 11)), words: strings.Fields(vocabularies[n%len(vocabularies)])}
	p.cjk = n%len(vocabularies) == 5
	heading := p.plain(2)
	for range 3 + p.rand.IntN(3) {
		p.section(heading)
	}
	p.html = "<!doctype html><html><head><meta charset=utf-8><title>" + html.EscapeString(p.plain(3)) + "</title><style>" +
		"body{font:16px/1.6 sans-serif;width:640px;margin:20px} ::target-text{background:#f0f;color:#f0f}</style></head><body>" +
		"<nav><a href='#s'>" + html.EscapeString(heading) + "</a> <a href=/>" + html.EscapeString(p.plain(2)) + "</a></nav><main><h1>" + html.EscapeString(p.plain(3)) + "</h1>" +
		p.body.String() + "</main><div style='height:900px'></div></body></html>"
	return p
}

// plain makes some words.
func (p *madePage) plain(n int) string {
	var words []string
	for range n {
		words = append(words, p.words[p.rand.IntN(len(p.words))])
	}
	if p.cjk {
		return strings.Join(words, "")
	}
	return strings.Join(words, " ")
}

// sentence makes a sentence, sometimes one that stands there already, or begins as one does.
func (p *madePage) sentence() string {
	if len(p.said) > 0 && p.rand.IntN(12) == 0 {
		return p.said[p.rand.IntN(len(p.said))]
	}
	text := p.plain(2 + p.rand.IntN(5))
	if p.rand.IntN(5) == 0 {
		text = p.plain(20 + p.rand.IntN(40))
	}
	if len(p.said) > 0 && p.rand.IntN(4) == 0 {
		before := strings.TrimRight(p.said[p.rand.IntN(len(p.said))], ".。")
		text = before + " " + text
		if p.cjk {
			text = before + "、" + p.plain(3)
		}
	}
	if r, size := utf8.DecodeRuneInString(text); unicode.IsLower(r) {
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	switch p.rand.IntN(12) {
	case 0:
		text += fmt.Sprintf(" (no. %d)", p.rand.IntN(90))
	case 1:
		text += " -- " + p.plain(4)
	case 2:
		text = "“" + text + "” " + p.plain(3)
	case 3:
		text += ", 3.5 % & more"
	}
	if p.cjk {
		text += "。"
	} else {
		text += "."
	}
	p.said = append(p.said, text)
	return text
}

// quote marks a sentence up, with an element inside it now and then, and keeps it.
func (p *madePage) quote(text, kind string) string {
	nth := 0
	for _, q := range p.quotes {
		if q.text == text {
			nth++
		}
	}
	class := fmt.Sprintf("q%d", len(p.quotes))
	p.quotes = append(p.quotes, madeQuote{class, text, kind, nth})
	shown := html.EscapeString(text)
	if words := strings.Split(shown, " "); len(words) > 4 && p.rand.IntN(3) == 0 {
		words[2] = "<em>" + words[2] + "</em>"
		shown = strings.Join(words, " ")
	}
	if p.rand.IntN(2) == 0 { // as typography makes it
		shown = strings.ReplaceAll(shown, " -- ", " – ")
	}
	return "<span class=" + class + ">" + shown + "</span>"
}

// section adds a heading and what stands below it.
func (p *madePage) section(heading string) {
	fmt.Fprintf(&p.body, "<h2 id=s%d>%s<a class=headerlink href=#s>¶</a></h2>", p.rand.IntN(1000), html.EscapeString(heading+" "+p.plain(1)))
	for range 1 + p.rand.IntN(3) {
		switch p.rand.IntN(4) {
		case 0:
			p.list()
		case 1:
			p.table()
		default:
			p.paragraph()
		}
	}
}

func (p *madePage) paragraph() {
	p.body.WriteString("<p>")
	for i := range 1 + p.rand.IntN(4) {
		if i > 0 && !p.cjk {
			p.body.WriteByte('\n')
		}
		p.body.WriteString(p.quote(p.sentence(), "paragraph"))
		if p.rand.IntN(25) == 0 {
			p.body.WriteString(`<sup class="footnote-ref"><a href="#fn1">1</a></sup>`)
		}
	}
	p.body.WriteString("</p>\n")
}

func (p *madePage) list() {
	p.body.WriteString("<ul>\n")
	for range 2 + p.rand.IntN(3) {
		p.body.WriteString("<li>" + p.quote(p.sentence(), "list item") + "</li>\n")
	}
	p.body.WriteString("</ul>\n")
}

// table adds rows, each of which is a quote over all its cells.
func (p *madePage) table() {
	p.body.WriteString("<table>")
	for range 2 {
		a, b := p.plain(2)+fmt.Sprint(p.rand.IntN(100)), p.plain(3)
		class := fmt.Sprintf("q%d", len(p.quotes))
		p.quotes = append(p.quotes, madeQuote{class, a + "\t" + b, "row", 0})
		fmt.Fprintf(&p.body, "<tr><td><span class=%s>%s</span></td><td><span class=%s>%s</span></td></tr>", class, a, class, b)
	}
	p.body.WriteString("</table>\n")
}

// read reads the page as the program does.
func (p *madePage) read(t *testing.T) corpus.Article {
	articles, skips := corpustest.FromBytes(t, "page.html", []byte(p.html), reader.Read)
	if len(articles) != 1 {
		t.Fatalf("read %d articles: %v", len(articles), skips)
	}
	return articles[0]
}

// find returns where a quote stands in the article's text, -1 when it does not, or not as
// often as on the page.
func (p *madePage) find(text string, q madeQuote) int {
	at := -1
	for n := 0; n <= q.nth; n++ {
		next := strings.Index(text[at+1:], q.text)
		if next < 0 {
			return -1
		}
		at += 1 + next
	}
	return at
}
