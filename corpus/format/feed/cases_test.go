package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

// said returns what is read of a feed: a line for each article and skip.
func said(t *testing.T, name, feed string) string {
	t.Helper()
	articles, skips := corpustest.FromBytes(t, name, []byte(feed), format.Read)
	var lines []string
	for _, a := range articles {
		line := a.Title + " | " + strings.ReplaceAll(a.Text, "\n", "/")
		if a.Source != name {
			line += " | " + a.Source
		}
		if !a.Published.IsZero() {
			line += " | " + a.Published.Format("2006-01-02 15:04")
		}
		lines = append(lines, line)
	}
	for _, s := range skips {
		lines = append(lines, fmt.Sprintf("skip %s: %s", s.Place, s.Reason))
	}
	return strings.Join(lines, "\n")
}

const lit = "The lamp was lit at nine."

func rss(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">` +
		`<channel><title>News</title><link>https://example.org/</link><image><title>Logo</title></image>` + items + `</channel></rss>`
}

func atom(entries string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:base="https://example.org/news/"><title>News</title>` + entries + `</feed>`
}

func TestFeedCases(t *testing.T) {
	item := "<item><title>First</title><description>" + lit + "</description></item>"
	for name, c := range map[string]struct{ feed, want string }{
		"plain":                    {rss(item), "First | " + lit},
		"address of a guid":        {rss("<item><title>First</title><guid>https://example.org/1</guid><description>" + lit + "</description></item>"), "First | " + lit + " | https://example.org/1"},
		"guid that is no link":     {rss("<item><title>First</title><guid isPermaLink=\"false\">/1</guid><description>" + lit + "</description></item>"), "First | " + lit},
		"entries of a video site":  {atom(`<entry><title>Wick</title><link rel="alternate" href="/v"/><published>2024-05-02T10:00:00+02:00</published><media:group><media:title>W</media:title><media:description>` + lit + "\n\nIt is oil." + `</media:description></media:group></entry>`), "Wick | " + lit + "//It is oil. | https://example.org/v | 2024-05-02 08:00"},
		"podcast":                  {rss(`<item><title>4</title><itunes:summary>` + lit + `</itunes:summary><itunes:subtitle>No.</itunes:subtitle></item>`), "4 | " + lit},
		"title of plain text":      {atom("<entry><title>v2: Vec&lt;Lamp> &amp;amp; more</title><summary>" + lit + "</summary></entry>"), "v2: Vec<Lamp> & more | " + lit},
		"title that says so":       {atom(`<entry><title type="text">a &lt;b> &amp;amp; c</title><summary>` + lit + "</summary></entry>"), "a <b> &amp; c | " + lit},
		"title of HTML":            {atom(`<entry><title type="html">a &lt;b>bold&lt;/b> one</title><summary>` + lit + "</summary></entry>"), "a bold one | " + lit},
		"text with its elements":   {rss("<item><title>First</title><description><p>One.</p><p>Two.</p></description></item>"), "First | One.//Two."},
		"XHTML under a prefix":     {atom(`<entry xmlns:x="http://www.w3.org/1999/xhtml"><title>First</title><content type="xhtml"><x:div><x:p>One.</x:p><x:p>Two &lt; 3.</x:p></x:div></content></entry>`), "First | One.//Two < 3."},
		"body of XHTML":            {rss(`<item xmlns:h="http://www.w3.org/1999/xhtml"><title>First</title><description>Short.</description><h:body><h:p>` + lit + `</h:p></h:body></item>`), "First | " + lit},
		"content without text":     {rss(`<item><title>First</title><content:encoded><![CDATA[<img src="a.png">]]></content:encoded><description>` + lit + `</description></item>`), "First | " + lit},
		"base64":                   {atom(`<entry><title>First</title><content mode="base64">VGhlIGxhbXAgd2FzIGxpdCBhdCBuaW5lLg==</content></entry>`), "First | " + lit},
		"a picture":                {atom(`<entry><title>First</title><content type="image/png">iVBORw0KGgo=</content></entry>`), "skip entry 1: empty"},
		"source of an entry":       {atom(`<entry><title>First</title><source><title>Other</title><updated>2001-01-01T00:00:00Z</updated></source><summary>` + lit + `</summary></entry>`), "First | " + lit},
		"RSS 1.0":                  {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>News</title></channel><item rdf:about="https://example.org/1"><title>First</title><description>` + lit + `</description></item></rdf:RDF>`, "First | " + lit + " | https://example.org/1"},
		"dates":                    {rss("<item><title>First</title><pubDate>Thu, 2 May 2024 23:30:00 EST</pubDate><description>" + lit + "</description></item>"), "First | " + lit + " | 2024-05-03 04:30"},
		"unescaped ampersand":      {rss("<item><title>A & B</title><link>https://example.org/?a=1&b=2</link><description>" + lit + "</description></item>"), "A & B | " + lit + " | https://example.org/?a=1&b=2"},
		"entity of HTML":           {rss("<item><title>First</title><description>The&nbsp;lamp.</description></item>"), "First | The lamp."},
		"control character":        {rss("<item><title>First</title><description>The \blamp&#8;.</description></item>"), "First | The lamp."},
		"white space before all":   {" \n" + rss(item), "First | " + lit},
		"cut inside the second":    {rss(item)[:strings.Index(rss(item), "</channel>")] + "<item><title>Second</title><descr", "First | " + lit + "\nskip after entry 1: malformed"},
		"cut inside the first":     {"<rss><channel><item><title>First</title><description>The la", "skip : malformed"},
		"an item that never ends":  {"<rss><channel><item><title>First</title><description>" + lit + "</description>" + item + "</channel></rss>", "First | " + lit + "\nFirst | " + lit},
		"a text that never ends":   {"<rss><channel><item><title>First</title><description>" + lit + "</item>" + item + "</channel></rss>", "First | " + lit + "\nFirst | " + lit},
		"windows-1252, undeclared": {rss(strings.Replace(item, "lamp", "caf\xe9\x92s lamp", 1)), "First | The café’s lamp was lit at nine."},
		"windows-1251, declared":   {encoded(t, charmap.Windows1251.NewEncoder().String, strings.Replace(rss(strings.Replace(item, lit, "Лампа горит.", 1)), `"1.0"`, `"1.0" encoding="windows-1251"`, 1)), "First | Лампа горит."},
		"UTF-8 that says Latin-1":  {strings.Replace(rss(strings.Replace(item, lit, "Лампа горит.", 1)), `"1.0"`, `"1.0" encoding="ISO-8859-1"`, 1), "First | Лампа горит."},
		"UTF-16":                   {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, strings.Replace(rss(item), `"1.0"`, `"1.0" encoding="utf-16"`, 1)), "First | " + lit},
		"no entries":               {rss(""), "skip : empty"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(t, "feed.xml", c.feed); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func encoded(t *testing.T, encode func(string) (string, error), s string) string {
	t.Helper()
	out, err := encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBackup reads the backup of a site, in which not everything was published.
func TestBackup(t *testing.T) {
	entry := func(status, kind, more, text string) string {
		return "<item><title>" + text[:4] + "</title><wp:status>" + status + "</wp:status><wp:post_type>" + kind + "</wp:post_type>" + more + "<content:encoded><![CDATA[" + text + "]]></content:encoded></item>"
	}
	backup := strings.Replace(rss(entry("publish", "post", "<wp:post_password></wp:post_password>", `Lamp. [caption id="a"]<img src="x"/> Old lamp.[/caption] It is [price id=3] coins [sic]. [row][col w="2"]It burns.[/col][/row][gallery ids="1,2"]`)+
		entry("draft", "post", "", lit)+entry("private", "page", "", lit)+entry("publish", "post", "<wp:post_password>x</wp:post_password>", lit)+entry("publish", "nav_menu_item", "", lit)),
		"<rss ", `<rss xmlns:wp="http://wordpress.org/export/1.2/" `, 1)
	want := "Lamp | Lamp.//Old lamp.//It is \ufffc coins [sic]. It burns.\nskip entry 2: draft\nskip entry 3: draft\nskip entry 4: draft\nskip entry 5: left out"
	if got := said(t, "x.xml", backup); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	blog := `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#"><entry><title>A</title><app:control><app:draft>yes</app:draft></app:control><content>` + lit + `</content></entry></feed>`
	if got := said(t, "x.xml", blog); got != "skip entry 1: draft" {
		t.Errorf("got\n%s", got)
	}
}

func TestJSONFeedCases(t *testing.T) {
	head := `{"version":"https://jsonfeed.org/version/1.1","language":"en","items":[`
	one := `{"id":7,"url":"https://example.org/7","title":"A <b> & c","content_text":"The lamp was\nlit at nine.\n\nIt is oil.","date_published":"2024-05-02T10:00:00Z"}`
	want := "A <b> & c | The lamp was lit at nine.//It is oil. | https://example.org/7 | 2024-05-02 10:00"
	for name, c := range map[string]struct{ feed, want string }{
		"whole":         {head + one + `],"title":"News"}`, want},
		"cut":           {head + one + `,{"id":8,"content_te`, want + "\nskip after entry 1: malformed"},
		"no entries":    {head + `]}`, "skip : empty"},
		"broken inside": {head + `{"id":8,"conten`, "skip : malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(t, "feed.json", c.feed); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestFeedCut cuts a feed at every byte: what stands before is read, and no sentence of what is
// cut is.
func TestFeedCut(t *testing.T) {
	var items strings.Builder
	for i := range 3 {
		fmt.Fprintf(&items, "<item><title>%d</title><description><![CDATA[<p>Lamp %d &amp; oil.</p>]]></description></item>", i, i)
	}
	whole := rss(items.String())
	for cut := strings.Index(whole, "<item>"); cut < len(whole); cut++ {
		articles, skips := corpustest.FromBytes(t, "feed.rss", []byte(whole[:cut]), format.Read)
		if want := strings.Count(whole[:cut], "</item>"); len(articles) != want || len(skips) != 1 {
			t.Fatalf("cut at %d: %d articles of %d, skips %v", cut, len(articles), want, skips)
		}
		for i, a := range articles {
			if want := fmt.Sprintf("Lamp %d & oil.", i); a.Text != want {
				t.Fatalf("cut at %d: %q", cut, a.Text)
			}
		}
	}
}

// TestFeedSharedCases reads the feeds that lie beside the checkout, where they do.
func TestFeedSharedCases(t *testing.T) {
	const nine = "The lamp was lit at nine in the evening."
	for file, want := range map[string]string{
		"feed-youtube.xml":           "How to trim a wick | We trim the wick to six millimetres before each use, so that it does not smoke. | https://example.org/watch?v=abc | 2024-05-02 10:00",
		"feed-cut.xml":               "First | " + nine + " | https://example.org/1\nskip after entry 1: malformed",
		"feed-cp1252-undeclared.xml": "First | The lamp’s wick was café brown at nine in the evening. | https://example.org/1",
		"feed-atom-text-title.xml":   "v2.1: Vec<Lamp> is now sorted | The list of lamps is now sorted by brightness. | https://example.org/r1 | 2024-05-02 10:00",
		"feed-guid-link.xml":         "First | " + nine + " | https://example.org/posts/1",
		"feed-unescaped-amp.xml":     "First | " + nine + " | https://example.org/?a=1&b=2\nSecond | The wick is cut straight every week. | https://example.org/2",
		"feed-nbsp.xml":              "First | " + nine + " | https://example.org/1",
		"feed-control-char.xml":      "First | " + nine + " | https://example.org/1",
		"feed-leading-space.xml":     "First | " + nine + " | https://example.org/1",
		"feed-itunes-summary.xml":    "Episode 4 | In this episode the keeper explains why the lamp has two wicks. | https://example.org/4",
	} {
		t.Run(file, func(t *testing.T) {
			if got := said(t, file, string(corpustest.Shared(t, "cases/web", file))); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
