package rst

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

const hole = string(corpus.Hole)

// numbered stands for a number that a program puts into words, until a text is read.
const numbered = "\ue000"

// onlyNumbered matches an aside of nothing but such numbers: the sentence is whole without it.
var onlyNumbered = regexp.MustCompile(`\s+[(\[](?:\x{e000}|[,;&\s]|and|fixes|see|issues?|PR|bug)*\x{e000}(?:\x{e000}|[,;&\s]|and|fixes|see|issues?|PR|bug)*[)\]]`)

// behindNumbered matches such numbers behind the last sentence of a text, which is whole, too.
var behindNumbered = regexp.MustCompile(`([.!?])\s+\x{e000}(?:\x{e000}|[,;&\s]|and)*\.?$`)

// settled replaces what stands for numbers by holes.
func settled(text string) string {
	if !strings.Contains(text, numbered) {
		return text
	}
	text = behindNumbered.ReplaceAllString(onlyNumbered.ReplaceAllString(text, ""), "$1")
	return strings.ReplaceAll(text, numbered, hole)
}

var titled = regexp.MustCompile(`(?s)^(.*[^\\\s])\s*<([^<>]*)>$`)

// A showing is what people see of the words that have a role.
type showing uint8

const (
	showText   showing = iota // the words, or those before an address in angle brackets; of unknown roles, too
	showName                  // a name without its modules where a tilde says so
	showCall                  // a name with parentheses
	showOther                 // words of another place; only those given here are known
	showBraces                // the words without braces
	showKeys                  // the words without the marks of access keys
	showMath                  // a formula
	showShort                 // the words before an explanation in parentheses
	showNone
)

// showings holds roles by their names without the domain.
var showings = namesOf(map[showing]string{
	showName: `class exc attr data const obj mod meth-name property deco type member var macro struct enum enumerator any setting
		tmpl lookup ttag tfilter djadmin`,
	showCall:   `func meth`,
	showOther:  `ref doc numref eq keyword-title issue-title cite:t cite:text footcite:t labelpar chapter`,
	showBraces: `file samp`,
	showKeys:   `guilabel menuselection`,
	showMath:   `math`,
	showShort:  `abbr`,
	showNone: `raw raw-html raw-latex octicon fa fas fab far material-regular material-outlined material-round material-sharp cite cite:p cite:ps
		cite:alp cite:year strike strikethrough strike-through striked del deleted line-through footcite footcite:p index-entry`,
})

// showingOf returns how a role shows its words, known how.
func (p *page) showingOf(role string) showing {
	for range 4 { // roles that rest on others
		base, own := p.roles[role]
		if !own || base == "" {
			break
		}
		role = base
	}
	if s, known := showings[role]; known {
		return s
	}
	return showings[role[strings.LastIndexByte(role, ':')+1:]]
}

// role returns what people see of words that have a role.
func (p *page) role(role, words string) string {
	role = strings.ToLower(role)
	how := p.showingOf(role)
	title, target := "", words
	if m := titled.FindStringSubmatch(words); m != nil && how != showMath {
		title, target = m[1], m[2]
	}
	switch {
	case how == showNone:
		return ""
	case title != "" && how != showBraces:
		return unescape(title)
	case how == showOther:
		return p.other(target)
	}
	if how != showMath {
		words = unescape(words)
	}
	if form, known := p.shows[role]; known {
		return strings.Replace(form, "%s", words, 1)
	}
	return shown(how, role, words)
}

// other returns the title of the section that a name leads to, where it stands in this file.
func (p *page) other(name string) string {
	if t, ok := p.labels[normal(name)]; ok {
		return p.nested(t)
	}
	return hole
}

// shown returns what people see of words without a title of their own.
func shown(how showing, role, words string) string {
	switch how {
	case showName, showCall:
		return name(words, how == showCall)
	case showBraces:
		return strings.NewReplacer("{", "", "}", "").Replace(words)
	case showKeys:
		words = strings.NewReplacer("&&", "&", "&", "").Replace(words)
		return strings.ReplaceAll(words, "-->", "‣")
	case showMath:
		if strings.ContainsAny(words, `\{_^`) {
			return hole
		}
	case showShort:
		before, _, _ := strings.Cut(words, " (")
		return before
	case showText:
		return plainRole(role, words)
	}
	return words
}

// plainRole returns the words of a role that shows them, or that nothing is known of: one that has a
// number only puts words beside it that a program knows.
func plainRole(role, words string) string {
	number := strings.Trim(words, "0123456789") == ""
	switch {
	case role == "pep" || role == "rfc":
		return strings.ToUpper(role) + " " + words
	case number && !isWord(role):
		return numbered
	}
	return strings.TrimPrefix(strings.TrimPrefix(words, "!"), "~")
}

// isWord reports roles whose words are shown though they be a number.
func isWord(role string) bool {
	switch role {
	case "code", "literal", "strong", "emphasis", "sub", "sup", "subscript", "superscript", "kbd", "title", "default", "envvar", "option", "command", "term", "math", "index", "dfn":
		return true
	}
	return false
}

// name returns a name of a program as references show it: without its modules behind a tilde, and
// with parentheses where it is called.
func name(words string, called bool) string {
	bare := strings.TrimSuffix(strings.TrimPrefix(words, "!"), "()")
	if strings.HasPrefix(bare, "~") {
		bare = bare[1:]
		bare = bare[strings.LastIndexByte(bare, '.')+1:]
	}
	bare = strings.TrimPrefix(bare, ".")
	if called && !strings.HasSuffix(bare, ")") {
		bare += "()"
	}
	return bare
}
