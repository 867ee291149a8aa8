package corpus

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// maxWikiNesting bounds templates inside templates and links inside links.
const maxWikiNesting = 40

// wikitext adds the blocks of a page in MediaWiki's markup (mediawiki.org/wiki/Wikitext):
// templates, references, tables, files and categories are left out, links and emphasis
// read as their text. A template that is left out inside a sentence leaves "…".
func wikitext(b *Builder, src string) {
	src = wikiComments.ReplaceAllString(src, "")
	src = wikiRefs.ReplaceAllString(src, "")
	src = wikiDropped.ReplaceAllString(src, "")
	src = wikiMagic.ReplaceAllString(src, "")
	src = wikiTables(wikiBraces(src, 0))
	w := wikiReader{out: b}
	for line := range strings.Lines(src) {
		w.line(strings.TrimRight(line, "\r\n"))
	}
	w.flush()
}

var (
	wikiComments = regexp.MustCompile(`(?s)<!--.*?-->`)
	wikiRefs     = regexp.MustCompile(`(?is)<ref\b[^>]*?/>|<ref\b[^>]*>.*?</ref\s*>`)
	wikiDropped  = regexp.MustCompile(`(?is)<(gallery|timeline|imagemap|score|graph|templatestyles|references|chem|ce|hiero)\b[^>]*?(/>|>.*?</(gallery|timeline|imagemap|score|graph|templatestyles|references|chem|ce|hiero)\s*>)`)
	wikiMagic    = regexp.MustCompile(`__[A-Z]{3,}__`)
	wikiHeading  = regexp.MustCompile(`^(={1,6})\s*(.+?)\s*(={1,6})\s*$`)
	wikiTag      = regexp.MustCompile(`(?s)</?[a-zA-Z][^<>]*>`)
	wikiBreak    = regexp.MustCompile(`(?i)<br\s*/?>`)
	wikiOuter    = regexp.MustCompile(`\[(?:https?:)?//[^\s\]]+\s*([^\]]*)\]`)
	wikiQuotes   = regexp.MustCompile(`'{2,5}`)
	wikiGap      = regexp.MustCompile(`\(\s*[;,…\s]*\)|\s+…\s*$|^…\s*`)
)

// A wikiReader gathers lines into blocks.
type wikiReader struct {
	out     *Builder
	text    strings.Builder
	left    int // level of a section of links or references, which is left out; 0 outside
	code    bool
	codeBuf strings.Builder
}

func (w *wikiReader) line(line string) {
	switch {
	case w.code || wikiCodeStart.MatchString(line):
		w.codeLine(line)
		return
	case wikiHeading.MatchString(line):
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
	wikiCodeStart = regexp.MustCompile(`(?i)^\s*<(syntaxhighlight|source|pre)\b[^>/]*>`)
	wikiCodeEnd   = regexp.MustCompile(`(?i)</(syntaxhighlight|source|pre)\s*>`)
)

func (w *wikiReader) codeLine(line string) {
	if !w.code {
		w.flush()
		w.code, line = true, wikiCodeStart.ReplaceAllString(line, "")
	}
	if at := wikiCodeEnd.FindStringIndex(line); at != nil {
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

func (w *wikiReader) heading(line string) {
	w.flush()
	m := wikiHeading.FindStringSubmatch(line)
	level, text := min(len(m[1]), len(m[3])), wikiInline(m[2])
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

func (w *wikiReader) item(mark, text string) {
	switch {
	case strings.HasSuffix(mark, ";"):
		term, meaning, ok := strings.Cut(text, " : ")
		w.out.Heading(7, "", wikiInline(term))
		if ok {
			w.out.Add(ListItem, wikiInline(meaning))
		}
	case strings.Trim(mark, ":") == "":
		w.out.Add(Paragraph, wikiInline(text))
	default:
		w.out.Add(ListItem, wikiInline(text))
	}
}

func (w *wikiReader) flush() {
	w.out.Add(Paragraph, wikiInline(w.text.String()))
	w.text.Reset()
}

// wikiInline returns the text of a line without its markup.
func wikiInline(s string) string {
	s = wikiLinks(s, 0)
	s = wikiOuter.ReplaceAllString(s, "$1")
	s = wikiQuotes.ReplaceAllStringFunc(s, func(m string) string {
		if len(m) == 4 {
			return "'" // one apostrophe in bold letters
		}
		return ""
	})
	s = wikiBreak.ReplaceAllString(s, string(LineBreak))
	s = html.UnescapeString(wikiTag.ReplaceAllString(s, ""))
	return strings.ReplaceAll(wikiGap.ReplaceAllString(Tidy(s), ""), " ,", ",")
}

// wikiLinks resolves [[target|text]] and leaves out files and categories.
func wikiLinks(s string, depth int) string {
	if depth > maxWikiNesting {
		return s
	}
	return replacePairs(s, "[[", "]]", func(inner string, _, _ string) string { return linkText(inner, depth) })
}

var wikiFile = regexp.MustCompile(`(?i)^\s*:?(file|image|media|category|datei|bild|kategorie|fichier|catégorie|archivo|imagen|categoría|файл|зображення|категорія|изображение|категория|ファイル|画像|カテゴリ|文件|分类|[a-z]{2,3}(-[a-z]+)*)\s*:`)

func linkText(link string, depth int) string {
	target, text, piped := strings.Cut(link, "|")
	switch {
	case wikiFile.MatchString(target) && !strings.HasPrefix(strings.TrimSpace(target), ":"):
		return ""
	case !piped:
		return strings.TrimPrefix(target, ":")
	}
	return wikiLinks(text, depth+1)
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

// wikiTables takes out {| … |}, with tables inside tables.
func wikiTables(s string) string {
	return replacePairs(s, "{|", "|}", func(string, string, string) string { return "" })
}
