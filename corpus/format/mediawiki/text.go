package mediawiki

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

var (
	headingLine = regexp.MustCompile(`^(={1,6})\s*(.+?)\s*(={1,6})\s*$`)
	tag         = regexp.MustCompile(`(?s)</?[a-zA-Z][^<>]*>|</>`)
	lineBreak   = regexp.MustCompile(`(?i)<br\s*/?>`)
	outerLink   = regexp.MustCompile(`\[(?:https?:|mailto:|ftp:)?//[^\s\]]+\s*([^\]]*)\]`)
	power       = regexp.MustCompile(`(?i)(\d)<sup>\s*([0-9+−–-]+)\s*</sup>`)
	quotes      = regexp.MustCompile(`'{2,5}`)
	gap         = regexp.MustCompile(`\s*\(\s*[;,\s\x{fffc}]*\)`)
)

// A reader gathers lines into blocks.
type reader struct {
	*text
	out     *document.Builder
	lines   strings.Builder
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
	case strings.HasPrefix(line, rowsMark):
		w.table(line)
		return
	case strings.HasPrefix(line, captionMark):
		w.flush()
		w.out.Add(corpus.Caption, inline(line[len(captionMark):]))
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
	w.lines.WriteString(line + "\n")
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

// ownWords are headings of those that wikis without references use for words of their own.
var ownWords = regexp.MustCompile(`(?i)^(notes|sources|citations|notas|fuentes|notes et références|примітки|джерела|примечания|источники|脚注|出典)$`)

// table adds the rows that a mark stands for.
func (w *reader) table(line string) {
	w.flush()
	n, err := strconv.Atoi(line[len(rowsMark):])
	if err != nil || n < 0 || n >= len(w.rows) {
		return // a mark of the page's own
	}
	for _, row := range w.rows[n] {
		w.out.Row(row)
	}
}

func (w *reader) heading(line string) {
	w.flush()
	m := headingLine.FindStringSubmatch(line)
	level, text := min(len(m[1]), len(m[3])), inline(m[2])
	if w.left > 0 && level > w.left {
		return
	}
	w.left = 0
	if appendices.MatchString(text) && (w.cited || !ownWords.MatchString(text)) {
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
	w.out.Add(corpus.Paragraph, inline(w.lines.String()))
	w.lines.Reset()
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
	s = power.ReplaceAllStringFunc(s, func(found string) string {
		m := power.FindStringSubmatch(found)
		return m[1] + document.Raised(m[1], m[2])
	})
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	return strings.ReplaceAll(gap.ReplaceAllString(document.Tidy(s), ""), " ,", ",")
}

// links resolves [[target|text]] and leaves out files and categories.
func links(s string, depth int) string {
	if depth > maxNesting || !strings.Contains(s, "[[") {
		return s
	}
	return replacePairs(s, "[[", "]]", func(inner string, _, _ string) string { return linkText(inner, depth) })
}

var (
	fileLink     = regexp.MustCompile(`(?i)^(file|image|media|datei|bild|fichier|archivo|imagen|файл|зображення|изображение|ファイル|画像|文件|plik|ficheiro|imagem|bestand|fil|immagine|dosya|файлы|파일)$`)
	categoryLink = regexp.MustCompile(`(?i)^(category|kategorie|catégorie|categoría|категорія|категория|カテゴリ|分类|分類|kategoria|categoria|categorie|kategori|분류)$`)
	floating     = regexp.MustCompile(`(?i)\|\s*(thumb|thumbnail|frame|left|right|center|centre|none|mini|gerahmt|links|rechts|vignette|gauche|droite|miniatur\w*|мини|справа|слева|праворуч|ліворуч|мініатюра|サムネイル|右|左|缩略图)\s*(\||$)`)
	altText      = regexp.MustCompile(`(?i)\|\s*alt\s*=\s*([^|]*)`)
	besides      = regexp.MustCompile(`\s*\([^()]*\)$|,\s.*$`)
)

// linkText returns what a page shows of a link.
func linkText(link string, depth int) string {
	target, text, piped := strings.Cut(link, "|")
	prefix, name, spaced := strings.Cut(target, ":")
	prefix = strings.TrimSpace(prefix)
	switch {
	case spaced && fileLink.MatchString(prefix):
		return pictureText(link)
	case spaced && (categoryLink.MatchString(prefix) || wikiLanguages[prefix] && name != "" && name[0] != ' ' && !piped):
		return ""
	case !piped:
		return strings.TrimPrefix(target, ":")
	case strings.TrimSpace(text) == "": // the page's name without what tells it from others
		if spaced && !strings.HasPrefix(name, " ") {
			target = name
		}
		return besides.ReplaceAllString(target, "")
	}
	return links(text, depth+1)
}

// pictureText returns what stands for a picture: its name where it has one, nothing for one that
// stands beside the text.
func pictureText(link string) string {
	if floating.MatchString(link) {
		return ""
	}
	if m := altText.FindStringSubmatch(link); m != nil && len(m[1]) < 40 && strings.TrimSpace(m[1]) != "" {
		return strings.TrimSpace(m[1])
	}
	return hole
}

// wikiLanguages are the languages that Wikipedia has a page's other versions in.
var wikiLanguages = func() map[string]bool {
	codes := map[string]bool{}
	for _, code := range strings.Fields(`ab af als am an ang ar arz as ast av ay az azb ba bar bcl be bg bh bn bo bpy br bs bug ca cdo ce ceb ckb co cs csb cv cy da de diq dsb dv el eml en eo es
		et eu ext fa fi fo fr frr fy ga gan gd gl gn gu gv ha hak he hi hif hr hsb ht hu hy ia id ie ilo io is it ja jv ka kk km kn ko ku kw ky la lad lb lez li lij lmo ln lo lt lv mai
		mg mhr mi min mk ml mn mr mrj ms mt my mzn nah nap nds ne new nl nn no nov nv oc or os pa pam pl pms pnb ps pt qu rm ro ru rue rw sa sah sc scn sco sd se sh si simple sk sl sn so sq
		sr su sv sw szl ta te tg th tk tl tr tt tum tw udm ug uk ur uz vec vi vls vo wa war wo wuu xal xmf yi yo zh zh-yue zh-min-nan pt-br bat-smg be-tarask`) {
		codes[code] = true
	}
	return codes
}()

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
