package mediawiki

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// maxNesting bounds templates inside templates and links inside links.
const maxNesting = 40

// hole stands where a page shows words that the dump does not have.
const hole = string(corpus.Hole)

// A text is the markup of one page on its way to blocks (mediawiki.org/wiki/Wikitext).
type text struct {
	title string // of the page
	site  string // name of its wiki
	rows  [][][]string
	cited bool // it has references, so that its notes and sources are no text of its own
}

// Marks at the beginning of lines for what is no line of wikitext any more. XML has no such
// characters.
const (
	rowsMark    = "\x01" // followed by the number of a table
	captionMark = "\x02" // followed by a caption
)

// blocks adds the blocks of a page: references, files and categories are left out, links and
// emphasis read as their text, boxes and tables as rows. A template that is left out inside a
// sentence leaves a hole.
func (t *text) blocks(b *document.Builder, src string) {
	t.cited = citations.MatchString(src)
	src = literal(comments.ReplaceAllString(src, ""))
	src = cut(cut(cut(src, refs, ""), dropped, ""), signs, hole)
	src = variants(tabs(hidden.ReplaceAllString(src, "")))
	src = t.tables(htmlTables(t.braces(parameters(magic.ReplaceAllString(src, "")), 0)))
	w := reader{out: b, text: t}
	for line := range strings.Lines(src) {
		w.line(strings.TrimRight(line, "\r\n"))
	}
	w.flush()
}

var (
	comments  = regexp.MustCompile(`(?s)<!--.*?-->`)
	citations = regexp.MustCompile(`(?i)<ref\b|\{\{\s*(cite|reflist|sfn|citation)\b`)
	refs      = regexp.MustCompile(`(?i)<(/?)ref\b[^>]*?(/?)>`)
	dropped   = regexp.MustCompile(`(?i)<(/?)(?:gallery|timeline|imagemap|score|graph|templatestyles|references|mapframe|includeonly|del|s|strike|categorytree|inputbox|hiddentext|youtube|vimeo|video|googlemap|infobox|twitter|discord|soundcloud|spotify)\b[^>]*?(/?)>`)
	signs     = regexp.MustCompile(`(?i)<(/?)(?:chem|ce|hiero|math|chart|maplink)\b[^>]*?(/?)>`)
	hidden    = regexp.MustCompile(`(?is)<(?:span|div)\b[^<>]*(?:display:\s*none|line-through)[^<>]*>[^<]*</(?:span|div)\s*>`)
	magic     = regexp.MustCompile(`__[A-Z]{3,}__|~{3,5}`)
	verbatim  = regexp.MustCompile(`(?is)(<(nowiki|pre|syntaxhighlight|source)\b[^<>]*[^/<>]?>)(.*?)(</(?:nowiki|pre|syntaxhighlight|source)\s*>)`)
	variant   = regexp.MustCompile(`(?s)-\{([^{}]*)\}-`)
	tabber    = regexp.MustCompile(`(?is)<tabber\b[^>]*>(.*?)</tabber\s*>`)
	tabStart  = regexp.MustCompile(`(?i)<tab\b[^>]*?\bname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>`)
	tabEnd    = regexp.MustCompile(`(?i)</?tabs?\b[^>]*>`)
)

// literal writes the signs of text that is not read as wikitext so that nothing reads them.
func literal(src string) string {
	if !strings.Contains(src, "<") {
		return src
	}
	return verbatim.ReplaceAllStringFunc(src, func(found string) string {
		m := verbatim.FindStringSubmatch(found)
		start, end := m[1], m[4]
		if strings.EqualFold(m[2], "nowiki") {
			start, end = "", ""
		}
		return start + signsOf.Replace(m[3]) + end
	})
}

var signsOf = func() *strings.Replacer {
	var pairs []string
	for _, sign := range "[]{}|'<>=*#:;_~-!" {
		pairs = append(pairs, string(sign), "&#"+strconv.Itoa(int(sign))+";")
	}
	return strings.NewReplacer(pairs...)
}()

// variants writes out one of the forms of a word that a language is written in.
func variants(src string) string {
	if !strings.Contains(src, "-{") {
		return src
	}
	return variant.ReplaceAllStringFunc(src, func(found string) string {
		inner := found[2 : len(found)-2]
		flags, rest, flagged := strings.Cut(inner, "|")
		switch {
		case flagged && strings.ContainsAny(flags, "THD-"):
			return "" // a rule, or the page's own name
		case flagged:
			inner = rest
		}
		first, _, several := strings.Cut(inner, ";")
		if _, word, named := strings.Cut(first, ":"); named && (several || strings.HasPrefix(first, "zh") || strings.HasPrefix(first, "sr")) {
			return strings.TrimSpace(word)
		}
		return inner
	})
}

// tabs writes what stands behind tabs one below the other, under captions.
func tabs(src string) string {
	if !strings.Contains(src, "<tab") && !strings.Contains(src, "<Tab") {
		return src
	}
	src = tabber.ReplaceAllStringFunc(src, func(found string) string {
		var out strings.Builder
		for part := range strings.SplitSeq(tabber.FindStringSubmatch(found)[1], "|-|") {
			title, body, ok := strings.Cut(part, "=")
			if !ok || strings.ContainsAny(strings.TrimSpace(title), "\n<{|") {
				title, body = "", part
			}
			fmt.Fprintf(&out, "\n%s%s\n%s\n", captionMark, strings.TrimSpace(title), body)
		}
		return out.String()
	})
	src = tabStart.ReplaceAllString(src, "\n"+captionMark+"$1$2$3\n")
	return tabEnd.ReplaceAllString(src, "\n")
}

// cut takes out the elements whose tags match, with what stands inside them up to the next tag
// that ends one, and writes other text in their place. Tags without a partner stay.
func cut(s string, tags *regexp.Regexp, instead string) string {
	found := tags.FindAllStringSubmatchIndex(s, -1)
	ends := make([]int, len(found)+1) // by tag, where what it begins ends; 0 for nowhere
	for i := len(found) - 1; i >= 0; i-- {
		m := found[i]
		if ends[i] = ends[i+1]; m[2] < m[3] { // "</"
			ends[i] = m[1]
		}
	}
	var out strings.Builder
	at := 0
	for i, m := range found {
		end := ends[i]
		if m[4] < m[5] { // "/>"
			end = m[1]
		}
		if m[0] < at || m[2] < m[3] || end == 0 {
			continue
		}
		out.WriteString(s[at:m[0]] + instead)
		at = end
	}
	out.WriteString(s[at:])
	return out.String()
}
