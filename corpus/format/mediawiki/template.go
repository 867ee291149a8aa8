package mediawiki

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// braces replaces templates by the text they stand for, where that is known.
func braces(s string, depth int) string {
	if depth > maxNesting {
		return ""
	}
	return replacePairs(s, "{{", "}}", func(inner, before, after string) string {
		text := template(inner, depth)
		if text == unknownTemplate && alone(before, after) {
			return ""
		}
		return text
	})
}

// unknownTemplate marks a place where a page shows text that the dump does not have.
const unknownTemplate = "…"

// alone reports whether a template begins a line that holds nothing but templates.
func alone(before, after string) bool {
	const blanks = " \t\r\f\v\u00a0"
	before, after = strings.TrimRight(before, blanks), strings.TrimLeft(after, blanks)
	return (before == "" || strings.HasSuffix(before, "\n")) &&
		(after == "" || strings.HasPrefix(after, "\n") || strings.HasPrefix(after, "{{"))
}

var (
	silentTemplate = regexp.MustCompile(`(?i)^(cite\b.*|citation.*|sfn.*|efn.*|refn?|r|rp|harv.*|cn|fact|dubious.*|clarify.*|when|who|which|by whom|according to whom|page needed|better source.*|failed verification.*|verify.*|dead link|webarchive.*|full citation.*|use .*|short description|about|for|main|see also|further|anchor|clear.*|-|sort|pp.*|good article|featured article|coord.*|ipa.*|pronunciation|respell|audio|listen|not a typo|sic|portal.*|infobox.*|unreferenced.*|more citations.*|refimprove.*|update.*|as of\?|defaultsort.*|displaytitle.*|#.*|internetquelle|literatur|belege.*|джерело.*|cite web.*)$`)
	firstArgument  = regexp.MustCompile(`(?i)^(nowrap|nobr|small|smaller|big|smallcaps|sc|abbr|tooltip|em|strong|mvar|math|var|code|tt|kbd|visible anchor|nihongo|transl|transliteration|ill|interlanguage link|native name|formatnum:?|formatnum|val|num|gaps|angbr|quote|blockquote|cquote|section link|lang-rus|nowiki|sub|sup)$`)
	languageText   = regexp.MustCompile(`(?i)^(lang|langue|lang-x|wikt-lang|rtl-lang|script)$`)
	languagePrefix = regexp.MustCompile(`(?i)^lang-[a-z-]+$`)
	dateTemplate   = regexp.MustCompile(`(?i)^(start date|end date|birth date|death date|date|film date|dts|birth date and age|death date and age|start date and age)$`)
)

// template returns the text of one template.
func template(src string, depth int) string {
	args := arguments(src)
	name := strings.ToLower(strings.TrimSpace(strings.ReplaceAll(args[0], "_", " ")))
	plain := func(i int) string { // the i-th argument without a name
		for _, a := range args[1:] {
			if key, _, named := strings.Cut(a, "="); named && !strings.ContainsAny(key, "[{<") {
				continue
			}
			if i--; i == 0 {
				return braces(strings.TrimSpace(a), depth+1)
			}
		}
		return ""
	}
	switch {
	case name == "convert" || name == "cvt":
		return plain(1) + "\u00a0" + plain(2)
	case name == "nbsp" || name == "space" || name == "spaces" || name == "thinsp":
		return " "
	case name == "snd" || name == "spnd" || name == "spaced ndash":
		return " – "
	case name == "ndash" || name == "en dash":
		return "–"
	case name == "mdash" || name == "em dash":
		return "—"
	case name == "'" || name == "apostrophe":
		return "'"
	case name == "!":
		return "|"
	case name == "=":
		return "="
	case name == "c." || name == "circa":
		return "c. " + plain(1)
	case name == "as of":
		return strings.TrimSpace("As of " + dateText(plain(1), plain(2), plain(3)))
	case dateTemplate.MatchString(name):
		return dateText(plain(1), plain(2), plain(3))
	case languageText.MatchString(name):
		return plain(2)
	case languagePrefix.MatchString(name), firstArgument.MatchString(name):
		return plain(1)
	case silentTemplate.MatchString(name):
		return ""
	}
	return unknownTemplate
}

// arguments splits a template at the bars that stand in no link and no template.
func arguments(src string) []string {
	var args []string
	depth, from := 0, 0
	for i := 0; i < len(src); i++ {
		switch {
		case strings.HasPrefix(src[i:], "[[") || strings.HasPrefix(src[i:], "{{"):
			depth++
			i++
		case strings.HasPrefix(src[i:], "]]") || strings.HasPrefix(src[i:], "}}"):
			depth--
			i++
		case src[i] == '|' && depth == 0:
			args = append(args, src[from:i])
			from = i + 1
		}
	}
	return append(args, src[from:])
}

// dateText writes the numbers of a date template as the English Wikipedia does.
func dateText(year, month, day string) string {
	if n, err := strconv.Atoi(month); err == nil && n >= 1 && n <= 12 {
		month = time.Month(n).String()
	}
	return strings.Join(strings.Fields(day+" "+month+" "+year), " ")
}
