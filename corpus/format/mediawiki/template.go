package mediawiki

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// braces replaces templates by the text they stand for, where that is known.
func (t *text) braces(s string, depth int) string {
	if depth > maxNesting || !strings.Contains(s, "{{") {
		return s
	}
	return replacePairs(s, "{{", "}}", func(inner, before, after string) string {
		args := arguments(inner)
		shown, known := t.template(args, depth)
		if !known && depth == 0 && alone(before, after) {
			return t.box(args, depth)
		}
		return shown
	})
}

// parameters writes what a template's parameter shows on a page that is not included: the text that
// stands for it.
func parameters(src string) string {
	if !strings.Contains(src, "{{{") {
		return src
	}
	return parameter.ReplaceAllStringFunc(src, func(found string) string {
		if _, text, ok := strings.Cut(found[3:len(found)-3], "|"); ok {
			return text
		}
		return hole
	})
}

var parameter = regexp.MustCompile(`\{\{\{[^{}]*\}\}\}`)

// box returns what stands for a template in lines of its own: its parameters as rows, or the
// sentences it is given.
func (t *text) box(args []string, depth int) string {
	name := strings.TrimSpace(args[0])
	if navigation.MatchString(name) || strings.HasPrefix(name, "#") || strings.HasPrefix(name, ":") {
		return ""
	}
	if rows := t.boxRows(args[1:], depth); len(rows) > 1 || len(rows) == 1 && boxName.MatchString(name) {
		return t.keep(rows)
	}
	for _, a := range args[1:] {
		if key, value, named := strings.Cut(a, "="); named && textKey.MatchString(strings.TrimSpace(key)) {
			a = value
		} else if named && !strings.ContainsAny(key, " [{<") {
			continue
		}
		if len(strings.Fields(a)) > 3 {
			return "\n\n" + t.braces(strings.TrimSpace(a), depth+1) + "\n\n"
		}
	}
	return ""
}

var (
	boxName = regexp.MustCompile(`(?i)infobox|taxobox|stats|info$|box$|data|card`)
	textKey = regexp.MustCompile(`(?i)^(1|text|content|quote|note|message|body|description)$`)
)

// alone reports whether a template begins a line that holds nothing but templates.
func alone(before, after string) bool {
	const blanks = " \t\r\f\v\u00a0"
	before, after = strings.TrimRight(before, blanks), strings.TrimLeft(after, blanks)
	return (before == "" || strings.HasSuffix(before, "\n")) &&
		(after == "" || strings.HasPrefix(after, "\n") || strings.HasPrefix(after, "{{"))
}

var (
	silentTemplate = regexp.MustCompile(`(?i)^(cite\b.*|citation.*|sfn.*|efn.*|refn?|r|rp|harv.*|cn|fact|dubious.*|clarify.*|when|who|which|by whom|according to whom|page needed|better source.*|failed verification.*|verify.*|dead link|webarchive.*|full citation.*|use .*|short description|about|for|main|see also|further|anchor|clear.*|-|sort|pp.*|good article|featured article|coord.*|ipa.*|pronunciation|respell|audio|listen|not a typo|sic|portal.*|unreferenced.*|more citations.*|refimprove.*|update.*|as of\?|defaultsort.*|displaytitle.*|reflist.*|notelist.*|references|stub|.*[ -]stub|navbox.*|authority control|commons.*|wiktionary.*|wikiquote|toc.*|tocright|internetquelle|literatur|belege.*|джерело.*|cite web.*|#tag:ref|#vardefine:.*|#cargo_(store|declare|attach).*|#set:.*|#seo:.*|#css:.*|#subobject:.*|languages|needs update)$`)
	struckTemplate = regexp.MustCompile(`(?i)^(strike|striked|strike ?through|struck|st|s|del|deleted|durchgestrichen|barré|tachado)$`)
	firstArgument  = regexp.MustCompile(`(?i)^(nowrap|nobr|small|smaller|big|smallcaps|sc|abbr|tooltip|em|strong|mvar|var|code|tt|kbd|key press|visible anchor|nihongo|transl|transliteration|ill|interlanguage link|native name|formatnum|val|num|gaps|angbr|quote|blockquote|cquote|section link|lang-rus|nowiki|sub|link|lc|uc|lcfirst|ucfirst|item|itemlink|item link|il|plainlist|flatlist|center|larger|b|i|u|bold|italic|plain link|inline|hover|stack)$`)
	lastArgument   = regexp.MustCompile(`(?i)^(lang|langue|lang-x|wikt-lang|rtl-lang|script|colou?r|font ?colou?r|text ?colou?r|c|colored|fg|bg|span|style|rarity|fc)$`)
	listTemplate   = regexp.MustCompile(`(?i)^(hlist|ubl|unbulleted list|bulleted list|list|comma separated entries|cslist|enum)$`)
	languagePrefix = regexp.MustCompile(`(?i)^lang-[a-z-]+$`)
	dateTemplate   = regexp.MustCompile(`(?i)^(start date|end date|birth date|death date|date|film date|dts|birth date and age|death date and age|start date and age)$`)
	pictureName    = regexp.MustCompile(`(?i)icon|image|sprite|file|picture|flag|emoji`)
	pageName       = regexp.MustCompile(`^(FULL|BASE|SUB|ROOT)?PAGENAMEE?$`)
	aWord          = regexp.MustCompile(`\pL`)
)

// fixedTemplates show what they are called.
var fixedTemplates = map[string]string{
	"nbsp": " ", "space": " ", "spaces": " ", "thinsp": " ", "snd": " – ", "spnd": " – ", "spaced ndash": " – ", "ndash": "–", "en dash": "–",
	"mdash": "—", "em dash": "—", "'": "'", "apostrophe": "'", "!": "|", "=": "=", "(": "(", ")": ")", "·": " · ", "dot": " · ", "•": " • ", "bullet": " • ",
	"ellipsis": "…", "br": "<br>", "break": "<br>", "yes": "yes", "no": "no", "*": "\n* ",
}

// template returns the text of one template, and whether that is known. What is not known is a
// hole, beside a number that it is given: that tells an amount of something.
func (t *text) template(args []string, depth int) (shown string, known bool) {
	name, first, called := strings.Cut(strings.TrimSpace(strings.ReplaceAll(args[0], "_", " ")), ":")
	if called && !strings.HasPrefix(name, "#") {
		args = append([]string{name, first}, args[1:]...)
	}
	plain := plainArguments(args[1:])
	arg := func(i int) string { // from 1
		if i > len(plain) {
			return ""
		}
		return t.braces(plain[i-1], depth+1)
	}
	lower := strings.ToLower(name)
	full := strings.ToLower(strings.TrimSpace(args[0]))
	fixed, isFixed := fixedTemplates[lower]
	switch {
	case isFixed:
		return fixed, true
	case pageName.MatchString(name):
		return t.title, true
	case name == "SITENAME":
		return t.site, true
	case lower == "convert" || lower == "cvt":
		return arg(1) + "\u00a0" + arg(2), true
	case lower == "c." || lower == "circa":
		return "c. " + arg(1), true
	case lower == "as of":
		return strings.TrimSpace("As of " + dateText(arg(1), arg(2), arg(3))), true
	case dateTemplate.MatchString(lower):
		return dateText(arg(1), arg(2), arg(3)), true
	case lower == "sup":
		return "<sup>" + arg(1) + "</sup>", true
	case lower == "e":
		return "×10<sup>" + arg(1) + "</sup>", true
	case listTemplate.MatchString(lower):
		return t.braces(strings.Join(plain, ", "), depth+1), true
	case lastArgument.MatchString(lower) && len(plain) > 0:
		return arg(len(plain)), true
	case languagePrefix.MatchString(lower), firstArgument.MatchString(lower):
		return arg(1), true
	case struckTemplate.MatchString(lower):
		return "", true
	case silentTemplate.MatchString(full), silentTemplate.MatchString(lower):
		return "", true
	}
	return t.unknown(lower, plain, arg(1)), false
}

// unknown returns what most likely stands for a template that is not known: the one text that it
// is given.
func (t *text) unknown(name string, plain []string, first string) string {
	switch {
	case len(plain) != 1 || pictureName.MatchString(name) || strings.HasPrefix(name, "#") || name == "" || strings.Contains(first, "\n"):
		return hole
	case !aWord.MatchString(first):
		return strings.TrimSpace(first) + hole
	}
	return first
}

// plainArguments returns the arguments without a name.
func plainArguments(args []string) []string {
	var plain []string
	for _, a := range args {
		key, value, named := strings.Cut(a, "=")
		switch {
		case named && strings.TrimSpace(key) == "1":
			plain = append(plain, strings.TrimSpace(value))
		case named && !strings.ContainsAny(key, "[{<"):
		default:
			plain = append(plain, strings.TrimSpace(a))
		}
	}
	return plain
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
