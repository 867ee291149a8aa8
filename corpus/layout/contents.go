package layout

import (
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
)

// contents finds tables of contents, which name what stands elsewhere and are never quoted:
// lines with leader dots, and several lines in a row below a heading that says so.
func (l *layouter) contents() {
	for i := 0; i < len(l.paras); i++ {
		p := &l.paras[i]
		if leaderDots(l.textOf(*p)) {
			p.kind = corpus.Caption
		}
		if !contentsTitle(l.textOf(*p)) {
			continue
		}
		end := l.entries(i + 1)
		if end-i <= 2 {
			continue
		}
		for i++; i < end; i++ {
			l.paras[i].kind = corpus.Caption
		}
		i--
	}
}

// entries returns the end of the run of lines from paragraph i on that may be entries of a table of contents.
func (l *layouter) entries(i int) int {
	from := i
	for i < len(l.paras) {
		p := l.paras[i]
		if p.lines > 1 || p.blank && i > from || p.ended && !chapterWord(l.textOf(p)) {
			break
		}
		i++
	}
	return i
}

// contentsTitle reports the headings of tables of contents.
func contentsTitle(text string) bool {
	if len(text) > 80 {
		return false
	}
	switch strings.ToLower(strings.Trim(text, ":.=-*_#\n ")) {
	case "contents", "table of contents", "index", "inhalt", "inhaltsverzeichnis", "table des matières", "sommaire", "índice", "indice", "sumário",
		"inhoud", "inhoudsopgave", "spis treści", "содержание", "оглавление", "зміст", "目录", "目次":
		return true
	}
	return false
}

// leaderDots reports text whose lines lead with dots to the number of a page.
func leaderDots(text string) bool {
	if last := text[len(text)-1]; last != '.' && last < utf8.RuneSelf && (last < '0' || last > '9') && !strings.ContainsRune("ivxlc", rune(last)) {
		return false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(strings.TrimSpace(line), "0123456789ivxlc ")
		if !strings.HasSuffix(line, "....") && !strings.HasSuffix(line, ". . . .") && !strings.HasSuffix(line, "……") {
			return false
		}
	}
	return true
}
