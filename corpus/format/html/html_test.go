package html

import (
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
)

func TestHTMLGolden(t *testing.T) { corpustest.GoldenFiles(t, "html", Read) }

func TestHTMLTitle(t *testing.T) {
	for _, c := range []struct{ h1, site, page, want string }{
		{"Pagination", "", "Pagination | Tidewater Docs", "Pagination"},
		{"Pagination", "", "Tidewater - Pagination", "Pagination"},
		{"", "Tidewater", "Tidewater: Pagination - Tidewater", "Tidewater: Pagination"},
		{"", "", "A ferry returns - The Courier", "A ferry returns"},
		{"", "", "Sisu - what a word can and cannot say about us", "Sisu - what a word can and cannot say about us"},
		{"Latest news", "", "A ferry returns | Transport | The Courier", "A ferry returns | Transport"},
		{"Only a heading", "", "", "Only a heading"},
	} {
		if got := pickTitle(c.h1, c.site, c.page); got != c.want {
			t.Errorf("pickTitle(%q, %q, %q) = %q, want %q", c.h1, c.site, c.page, got, c.want)
		}
	}
}

// TestHTMLTitleOfArticle takes the heading of the article, and not that of the site above it.
func TestHTMLTitleOfArticle(t *testing.T) {
	const page = `<title>How wicks work - The Lamp Book</title><div id="menu-bar"><h1 class="menu-title">The Lamp Book</h1></div>
		<main><h1 id="wicks"><a href="#wicks">How wicks work</a></h1><p>A wick draws oil upwards.</p></main>`
	articles, _ := corpustest.FromBytes(t, "wicks.html", []byte(page), Read)
	if len(articles) != 1 || articles[0].Title != "How wicks work" {
		t.Errorf("got %+v", articles)
	}
}

func TestHTMLCanonical(t *testing.T) {
	for _, c := range []struct{ source, link, want string }{
		{"notes/page.html", "https://site.example/page", "https://site.example/page"},
		{"notes/page.html", "/page", ""},
		{"https://site.example/page?utm=1", "/page", "https://site.example/page"},
		{"https://www.site.example/page", "https://site.example/page", "https://site.example/page"},
		{"https://site.example/page", "https://other.example/page", ""},
		{"https://site.example/page", "javascript:alert(1)", ""},
	} {
		if got := canonical(c.source, c.link); got != c.want {
			t.Errorf("canonical(%q, %q) = %q, want %q", c.source, c.link, got, c.want)
		}
	}
}

func TestHTMLHostile(t *testing.T) {
	for name, src := range map[string]string{
		"deep":       strings.Repeat("<div>", 100_000) + "text",
		"deep lists": strings.Repeat("<ul><li>", 100_000) + "text",
		"formatting": strings.Repeat("<b><i><p>", 500) + "text",
		"tables":     strings.Repeat("<table><tr><td>", 50_000) + "text",
		"attributes": "<p " + strings.Repeat("a=b ", 200_000) + ">text",
		"classes":    strings.Repeat("<div class='nav related share'>", 500) + strings.Repeat("<p class=x>Some text here.</p>", 4_000),
		"spaces":     "<title>" + strings.Repeat(" ", 1<<17) + "</title><p>" + strings.Repeat(" \n", 1<<17) + "text",
		"entities":   "<p>" + strings.Repeat("&amp;lt;", 20_000),
		"json":       `<script type="application/ld+json">` + strings.Repeat(`[`, 100_000) + `</script><p>Text.</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := corpustest.FromBytes(t, "hostile.html", []byte("<html><body>"+src), Read)
			if len(articles)+len(skips) != 1 {
				t.Errorf("%d articles, skips %v, want one of either", len(articles), skips)
			}
			t.Log(len(articles), skips)
		})
	}
}

func FuzzHTML(f *testing.F) { corpustest.Fuzz(f, "html", ".html", Read) }
