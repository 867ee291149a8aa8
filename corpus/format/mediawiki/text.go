package mediawiki

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// maxNesting bounds templates inside templates and links inside links.
const maxNesting = 40

// wikitext adds the blocks of a page in MediaWiki's markup (mediawiki.org/wiki/Wikitext):
// templates, references, tables, files and categories are left out, links and emphasis
// read as their text. A template that is left out inside a sentence leaves "…".
func wikitext(b *document.Builder, src string) {
	src = comments.ReplaceAllString(src, "")
	src = cut(cut(src, refs), dropped)
	src = magic.ReplaceAllString(src, "")
	src = tables(braces(src, 0))
	w := reader{out: b}
	for line := range strings.Lines(src) {
		w.line(strings.TrimRight(line, "\r\n"))
	}
	w.flush()
}

var (
	comments    = regexp.MustCompile(`(?s)<!--.*?-->`)
	refs        = regexp.MustCompile(`(?i)<(/?)ref\b[^>]*?(/?)>`)
	dropped     = regexp.MustCompile(`(?i)<(/?)(?:gallery|timeline|imagemap|score|graph|templatestyles|references|chem|ce|hiero)\b[^>]*?(/?)>`)
	magic       = regexp.MustCompile(`__[A-Z]{3,}__`)
	headingLine = regexp.MustCompile(`^(={1,6})\s*(.+?)\s*(={1,6})\s*$`)
	tag         = regexp.MustCompile(`(?s)</?[a-zA-Z][^<>]*>`)
	lineBreak   = regexp.MustCompile(`(?i)<br\s*/?>`)
	outerLink   = regexp.MustCompile(`\[(?:https?:)?//[^\s\]]+\s*([^\]]*)\]`)
	quotes      = regexp.MustCompile(`'{2,5}`)
	gap         = regexp.MustCompile(`\(\s*[;,…\s]*\)|\s+…\s*$|^…\s*`)
)

// cut takes out the elements whose tags match, with what stands inside them up to the next tag
// that ends one. Tags without a partner stay.
func cut(s string, tags *regexp.Regexp) string {
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
		out.WriteString(s[at:m[0]])
		at = end
	}
	out.WriteString(s[at:])
	return out.String()
}

// A reader gathers lines into blocks.
type reader struct {
	out     *document.Builder
	text    strings.Builder
	left    int // level of a section of links or references, which is left out; 0 outside
	code    bool
	codeBuf strings.Builder
}

func (w *reader) line(line string) {
	switch {
	case w.code || codeStart.MatchString(line):
		w.codeLine(line)
		return
	case headingLine.MatchString(line):
		w.heading(line)
		return
	case w.left > 0:
		return
	case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "----"):
		w.flush()
		return
	}
	if mark := line[:len(line)-len(strings.TrimLeft(line, "*#:;"))]; mark != "" {
		w.flush()
		w.item(mark, line[len(mark):])
		return
	}
	w.text.WriteString(line + "\n")
}

var (
	codeStart = regexp.MustCompile(`(?i)^\s*<(syntaxhighlight|source|pre)\b[^>/]*>`)
	codeEnd   = regexp.MustCompile(`(?i)</(syntaxhighlight|source|pre)\s*>`)
)

func (w *reader) codeLine(line string) {
	if !w.code {
		w.flush()
		w.code, line = true, codeStart.ReplaceAllString(line, "")
	}
	if at := codeEnd.FindStringIndex(line); at != nil {
		w.codeBuf.WriteString(line[:at[0]])
		if w.left == 0 {
			w.out.Code(html.UnescapeString(w.codeBuf.String()))
		}
		w.codeBuf.Reset()
		w.code = false
		return
	}
	w.codeBuf.WriteString(line + "\n")
}

// appendices are the headings of sections that hold links and references in the
// languages of the large wikis.
var appendices = regexp.MustCompile(`(?i)^(references|notes|citations|sources|external links|see also|further reading|bibliography|footnotes|works cited` +
	`|einzelnachweise|weblinks|literatur|siehe auch|références|notes et références|liens externes|voir aussi|bibliographie|articles connexes` +
	`|referencias|enlaces externos|véase también|bibliografía|примітки|посилання|джерела|література|див\. також` +
	`|примечания|ссылки|литература|источники|см\. также|脚注|出典|外部リンク|関連項目|参考文献|参考资料|外部链接|参见)$`)

func (w *reader) heading(line string) {
	w.flush()
	m := headingLine.FindStringSubmatch(line)
	level, text := min(len(m[1]), len(m[3])), inline(m[2])
	if w.left > 0 && level > w.left {
		return
	}
	w.left = 0
	if appendices.MatchString(text) {
		w.left = level
		return
	}
	w.out.Heading(level, "#"+strings.ReplaceAll(text, " ", "_"), text)
}

func (w *reader) item(mark, text string) {
	switch {
	case strings.HasSuffix(mark, ";"):
		term, meaning, ok := strings.Cut(text, " : ")
		w.out.Heading(7, "", inline(term))
		if ok {
			w.out.Add(corpus.ListItem, inline(meaning))
		}
	case strings.Trim(mark, ":") == "":
		w.out.Add(corpus.Paragraph, inline(text))
	default:
		w.out.Add(corpus.ListItem, inline(text))
	}
}

func (w *reader) flush() {
	w.out.Add(corpus.Paragraph, inline(w.text.String()))
	w.text.Reset()
}

// inline returns the text of a line without its markup.
func inline(s string) string {
	s = links(s, 0)
	s = outerLink.ReplaceAllString(s, "$1")
	s = quotes.ReplaceAllStringFunc(s, func(m string) string {
		if len(m) == 4 {
			return "'" // one apostrophe in bold letters
		}
		return ""
	})
	s = lineBreak.ReplaceAllString(s, string(document.LineBreak))
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	return strings.ReplaceAll(gap.ReplaceAllString(document.Tidy(s), ""), " ,", ",")
}

// links resolves [[target|text]] and leaves out files and categories.
func links(s string, depth int) string {
	if depth > maxNesting {
		return s
	}
	return replacePairs(s, "[[", "]]", func(inner string, _, _ string) string { return linkText(inner, depth) })
}

var fileLink = regexp.MustCompile(`(?i)^\s*:?(file|image|media|category|datei|bild|kategorie|fichier|catégorie|archivo|imagen|categoría|файл|зображення|категорія|изображение|категория|ファイル|画像|カテゴリ|文件|分类|[a-z]{2,3}(-[a-z]+)*)\s*:`)

func linkText(link string, depth int) string {
	target, text, piped := strings.Cut(link, "|")
	switch {
	case fileLink.MatchString(target) && !strings.HasPrefix(strings.TrimSpace(target), ":"):
		return ""
	case !piped:
		return strings.TrimPrefix(target, ":")
	}
	return links(text, depth+1)
}

// replacePairs replaces every outermost pair of marks, and what stands between, by what
// replace makes of it and of the text before and after. Marks without a partner go.
func replacePairs(s, open, end string, replace func(inner, before, after string) string) string {
	pairs := pairsOf(s, open, end)
	var out strings.Builder
	for i := 0; i < len(s); {
		closed, ok := pairs[i]
		switch {
		case ok && closed > 0:
			out.WriteString(replace(s[i+len(open):closed-len(end)], out.String(), s[closed:]))
			i = closed
		case ok:
			i += len(open)
		default:
			out.WriteByte(s[i])
			i++
		}
	}
	return out.String()
}

// pairsOf maps the place of each opening mark to the place behind its partner, 0 where it
// has none.
func pairsOf(s, open, end string) map[int]int {
	pairs := map[int]int{}
	var stack []int
	for i := 0; i+1 < len(s); {
		switch {
		case strings.HasPrefix(s[i:], open):
			pairs[i] = 0
			stack = append(stack, i)
			i += len(open)
		case strings.HasPrefix(s[i:], end):
			i += len(end)
			if n := len(stack); n > 0 {
				pairs[stack[n-1]] = i
				stack = stack[:n-1]
			}
		default:
			i++
		}
	}
	return pairs
}

// tables takes out {| … |}, with tables inside tables.
func tables(s string) string {
	return replacePairs(s, "{|", "|}", func(string, string, string) string { return "" })
}
