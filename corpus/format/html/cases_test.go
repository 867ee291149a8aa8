package html

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// described returns a page in short: each block with its kind and anchor.
func described(t *testing.T, page string) string {
	t.Helper()
	articles, skips := corpustest.FromBytes(t, "page.html", []byte(page), Read)
	if len(articles) != 1 || len(skips) != 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	return short(&articles[0])
}

func short(a *corpus.Article) string {
	var lines []string
	for _, b := range a.Blocks {
		kind := map[corpus.BlockKind]string{corpus.Heading: "# ", corpus.ListItem: "- ", corpus.Quotation: "> ", corpus.Caption: "^ "}[b.Kind]
		anchor := ""
		if b.Anchor != "" {
			anchor = " {" + b.Anchor + "}"
		}
		lines = append(lines, kind+a.Text[b.Start:b.End]+anchor)
	}
	return strings.Join(lines, "\n")
}

// Each case holds pages that were read wrongly once: the first line of each is what it must say.
func TestHTMLCases(t *testing.T) {
	long := strings.Repeat("The keeper walks up the stairs of the tower every evening before the sun goes down. ", 4)
	for name, c := range map[string]struct{ page, want string }{
		"heading's class holds a name": {
			`<main><h1>Lamp</h1><p>It is small.</p><h2 class="anchor anchorWithStickyNavbar_LWe7" id="requirements">Requirements<a href="#requirements" class="hash-link">` + "\u200b" + `</a></h2><p>A socket.</p></main>`,
			"# Lamp\nIt is small.\n# Requirements {#requirements}\nA socket. {#requirements}",
		},
		"section's id is made of its heading": {
			`<div role="main"><section id="faq"><h1>FAQ</h1><section id="search-and-replace"><h2>1.2. Search and replace<a class="headerlink" href="#search-and-replace">¶</a></h2>
			<p>Swap it.</p></section><section id="references"><h2>References</h2><p>They count.</p></section></section></div>`,
			"# FAQ {#faq}\n# 1.2. Search and replace {#search-and-replace}\nSwap it. {#search-and-replace}\n# References {#references}\nThey count. {#references}",
		},
		"section's id is a part of its heading": {
			`<main><h1>Lamp</h1><p>` + long + `</p><section id="search"><h2>How to search the archive of all lamps</h2><p>Type a word and press the key.</p></section></main>`,
			"# Lamp\n" + strings.TrimSpace(long) + "\n# How to search the archive of all lamps {#search}\nType a word and press the key. {#search}",
		},
		"section named by its id only": {
			`<main><h1>Lamp</h1><p>` + long + `</p><div id="newsletter"><p>Sign up.</p></div><div id="left-sidebar-2"><p>Home</p></div></main>`,
			"# Lamp\n" + strings.TrimSpace(long),
		},
		"class that is more than a name": {
			`<main class="with-sidebar"><h1>Lamp</h1><div class="menu-item-description"><p>` + long + `</p></div><div class="article-share-tools"><p>` + long + `</p></div></main>`,
			"# Lamp\n" + strings.TrimSpace(long),
		},
		"section opens with a link to what it is about": {
			`<main><h1>News</h1><section id="json"><h3><a href="library/json.html">json</a></h3><p>It is faster.</p></section><section id="re"><h3><a href="library/re.html">re</a></h3><p>It is safer.</p></section></main>`,
			"# News\n# json {#json}\nIt is faster. {#json}\n# re {#re}\nIt is safer. {#re}",
		},
		"teasers are no article": {
			`<div><article><h1>Content</h1><p>Whoever is content has more than the one who wants.</p></article><article class="box"><h3>You may like</h3>
			<article><h2><a href="/a">Hope</a></h2><p>` + long + `</p></article><article><h2><a href="/b">Faith</a></h2><p>` + long + `</p></article></article></div>`,
			"# Content\nWhoever is content has more than the one who wants.",
		},
		"captions": {
			`<article><h1>Pier</h1><p>` + long + `</p><div class="image-meta"><div class="image-caption">Workers rally at the gate.</div><div class="image-credit">A. Person, Agency</div></div>
			<div><span class="newsCaption"><span class="caption">The pier from above.</span></span></div><p>A <span class="caption">word</span> in a line.</p></article>`,
			"# Pier\n" + strings.TrimSpace(long) + "\n^ Workers rally at the gate.\n^ A. Person, Agency\n^ The pier from above.\nA word in a line.",
		},
		"lines that say when": {
			`<article><h1>Pier</h1><div>Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM</div><div>Aktualisiert am 3. Mai 2024, 12:30</div><ul><li>Updated the driver to 2.1</li></ul><p>` + long + `</p></article>`,
			"# Pier\n- Updated the driver to 2.1\n" + strings.TrimSpace(long),
		},
		"what else there is to read": {
			`<article><h1>Pier</h1><p>` + long + `</p><h3>Mehr zum Thema</h3><ul><li><a href="/a">Der Hafen</a></li></ul><p>Lesen Sie auch: <a href="/b">Die Lampe brennt wieder</a></p>
			<h3>Prices</h3><p>It is free.</p><h3>Our newsletter</h3><div class="newsletter"><p>Sign up.</p></div></article>`,
			"# Pier\n" + strings.TrimSpace(long) + "\n# Prices\nIt is free.",
		},
		"heading of documentation with such words": {
			`<main><h1 id="lamp">Lamp</h1><p>It is small.</p><h2 id="related">Related</h2><p>The wick.</p><h2 id="see">See</h2></main>`,
			"# Lamp {#lamp}\nIt is small. {#lamp}\n# Related {#related}\nThe wick. {#related}\n# See {#see}",
		},
		"lead above the article": {
			`<div class="wrap"><header><h1>Pier</h1><p class="article__standfirst">The harbour opened its new pier on Wednesday, after two years of work.</p></header><div class="article-body"><p>` + strings.Repeat(long, 3) + `</p><p>` + long + `</p></div></div>`,
			"# Pier\nThe harbour opened its new pier on Wednesday, after two years of work.\n" + strings.TrimSpace(strings.Repeat(long, 3)) + "\n" + strings.TrimSpace(long),
		},
		"signatures and footnotes": {
			`<main><section id="api"><h1>API</h1><dl><dt id="c.Lamp_GetVersion">Lamp_GetVersion()</dt><dd>It returns the version.<a class="footnote-reference" href="#f1" role="doc-noteref">1</a></dd></dl>
			<aside class="footnote-list brackets"><aside class="footnote brackets" id="f1"><p>Since the lamp has one.</p></aside></aside></section></main>`,
			"# API {#api}\n# Lamp_GetVersion() {#c.Lamp_GetVersion}\n- It returns the version. {#api}\nSince the lamp has one. {#api}",
		},
		"embedded post": {
			`<article><h1>Game</h1><p>` + long + `</p><div class="social-media-embed"><blockquote class="twitter-tweet"><p>We have moved the launch of the game to March so that the levels are ready.</p></blockquote></div></article>`,
			"# Game\n" + strings.TrimSpace(long) + "\n> We have moved the launch of the game to March so that the levels are ready.",
		},
		"items that are links": {
			`<main><h1>Changes</h1><p>This fixes the bugs below.</p><ul><li><a href="/41">Bug 41: the lamp stays lit</a></li><li>The gauge shows tenths of a litre.</li></ul>
			<ul><li><a href="/1">The pump no longer stops after an hour.</a></li><li><a href="/2">The lamp no longer flickers in the wind.</a></li></ul><ul><li><a href="/x">Ten walks by the river</a></li><li><a href="/y">Our newsletter</a></li></ul></main>`,
			"# Changes\nThis fixes the bugs below.\n- Bug 41: the lamp stays lit\n- The gauge shows tenths of a litre.\n- The pump no longer stops after an hour.\n- The lamp no longer flickers in the wind.",
		},
		"tabs": {
			`<main><h1>Lamp</h1><ul role="tablist"><li role="tab">Linux</li><li role="tab">Windows</li></ul><div role="tabpanel" class="tabItem_Ymn6"><p>Run lamp.</p></div><div role="tabpanel" class="tabItem_Ymn6" hidden=""><p>Run lamp.exe.</p></div></main>`,
			"# Lamp\nRun lamp.\nRun lamp.exe.",
		},
		"questions that unfold their answers": {
			`<main><h1>Help</h1><div class="accordion"><div class="accordion-item"><h2><button class="accordion-button" aria-expanded="false">Can I moor overnight?</button></h2><div class="accordion-collapse" style="display:none"><p>For one night.</p></div></div>
			<div><button aria-expanded="false" aria-controls="b">How much is it?</button><div id="b" hidden><p>Five coins.</p></div></div></div><div hidden><p>Nowhere.</p></div><button>Ask us</button></main>`,
			"# Help\n# Can I moor overnight?\nFor one night.\n# How much is it?\nFive coins.",
		},
		"tasks": {
			`<main><h1>Lamp</h1><ul class="task-list"><li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled><span class="task-list-indicator"></span></label> Trim the wick.</li><li><label><input type="checkbox" disabled checked> Fill it.</label></li></ul><p>` + long + `</p></main>`,
			"# Lamp\n- ☐ Trim the wick.\n- Fill it.\n" + strings.TrimSpace(long),
		},
		"hidden below some width": {
			`<main><h1>Lamp</h1><p>` + long + `</p><div class="hidden md:block"><p>On a desk.</p></div><div class="md:hidden"><p>In a pocket.</p></div><div class="d-none d-lg-flex"><p>On a wall.</p></div><div class="d-none"><p>Nowhere.</p></div></main>`,
			"# Lamp\n" + strings.TrimSpace(long) + "\nOn a desk.\nOn a wall.",
		},
		"hidden": {
			`<main><h1>Prices</h1><p>Seen.<span style="visibility: hidden"> Not seen.</span></p><p style="opacity:0">Nor this.</p><h2 aria-hidden="true">Ghost</h2><p style="opacity: 0.5">Pale.</p></main>`,
			"# Prices\nSeen.\nPale.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := described(t, c.page); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestHTMLSharedCases reads the pages that lie beside the checkout, where they do.
func TestHTMLSharedCases(t *testing.T) {
	for file, want := range map[string]string{
		"docusaurus-headings.html": "# Getting started\nLantern is a small lamp for the desk that learns when you come home.\n# Requirements {#requirements}\n" +
			"You need a socket with 230 volts and a flat place of ten by ten centimetres. {#requirements}\n# Installation {#installation}\n" +
			"Put the lamp on the desk, plug it in and wait until it blinks twice. {#installation}",
		"mdbook-title.html": "# How Wicks Work {#how-wicks-work}\nA wick draws oil upwards through the narrow gaps between its threads. {#how-wicks-work}\n" +
			"# Trimming {#trimming}\nTrim the wick to six millimetres before each use, or it will smoke. {#trimming}",
		"mkdocs-changelog.html": "# Release notes {#release-notes}\nEvery release of Lantern is listed here with the changes that users notice. {#release-notes}\n" +
			"# Version 1.4.2 (2022-11-01) {#version-142-2022-11-01}\nThe lamp now dims by itself after ten minutes without motion. {#version-142-2022-11-01}\n" +
			"# Version 1.4.1 (2022-10-15) {#version-141-2022-10-15}\nThe wick no longer smokes when the oil is low. {#version-141-2022-10-15}\n" +
			"# Comments {#comments}\nA line that starts with a hash sign is a comment and is left out by the parser. {#comments}",
		"related-articles.html": "# To be content\nWhoever is content with little has more than the one who always wants the next thing, because nothing is missing.",
		"link-items.html": "# Lantern 2.0 changes\nThis release brings a brighter lamp and a quieter pump, and it fixes the bugs below.\n" +
			"- Bug 41: The lamp now stays lit when the window is moved to another screen.\n- Bug 42: The pump no longer stops after exactly one hour.\n" +
			"- The oil gauge shows tenths of a litre (bug 43).",
		"captions.html": "# Harbour opens new pier\n^ The harbour master cuts the ribbon on the new pier on Wednesday, Nov. 20. Photo: A. Person, Agency\n" +
			"^ The harbour master cuts the ribbon on the new pier on ... more\n" +
			"The harbour opened its new pier on Wednesday after two years of work and a long dispute about its cost.\n" +
			"^ Workers wearing red rally at the harbour gate in the morning.\n^ A. Person, Agency\n" +
			"Ships of up to two hundred metres can moor there, which brings more trade to the town.\n^ The pier seen from the town hall (Image: AGENCY)\n" +
			"The council will decide next month how much a ship has to pay for a night at the pier.",
		"tweets.html": "# Studio delays game\nThe studio told players on Monday that its next game will come later than planned, and gave a reason.\n" +
			"> We have moved the launch of Lantern Keeper to 12 March so that the night levels are ready.\n> — Studio (@studio) 18 November\n" +
			"Players who ordered early keep their bonus, the studio said in a longer post on its own site.",
	} {
		t.Run(file, func(t *testing.T) {
			if got := described(t, string(corpustest.Shared(t, "cases/web", file))); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	got := described(t, string(corpustest.Shared(t, "cases/web/sphinx-section-ids.html")))
	for _, id := range []string{"how-do-i-share-global-variables-across-modules", "search-and-replace", "metadata", "where-to-go-next"} {
		if strings.Count(got, "{#"+id+"}") != 2 {
			t.Errorf("no heading and text at #%s in\n%s", id, got)
		}
	}
}
