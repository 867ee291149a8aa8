package question

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Discord's markup (https://docs.discord.com/developers/reference#message-formatting and
// https://support.discord.com/hc/en-us/articles/210298617).
var (
	reference = regexp.MustCompile(`<(?:@[!&]?|#)\d{1,20}>|<a?:\w{1,32}:\d{1,20}>|<t:-?\d{1,15}(?::[tTdDfFR])?>|<id:\w{1,20}>`)
	command   = regexp.MustCompile(`</([^:<>\n]+):\d{1,20}>`)
	masked    = regexp.MustCompile(`\[([^\[\]\n]+)\]\(<?https?://[^\s)>]+>?(?: "[^"\n]*")?\)`)
	shortcode = regexp.MustCompile(`(^|\s):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?:\s*:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:)*(\s|$)`)
	pinged    = regexp.MustCompile(`(^|\s)@(?:everyone|here|user)([\s,.:;!?]|$)`)
	lineStart = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,3}|-#|>>>|>) +`)
	emphasis  = []*regexp.Regexp{
		paired(`\*\*\*`, `[^*\n]`), paired(`\*\*`, `[^*\n]`), paired(`\*`, `[^*\n]`), paired(`~~`, `[^~\n]`), paired(`\|\|`, `[^|\n]`),
		spaced(`___`), spaced(`__`), spaced(`_`),
	}
)

// around is what stands before and behind marks that emphasise.
const (
	before = `(^|[\s("'“„«*_~|])`
	behind = `($|[\s.,;:!?)"'”“»*_~|])`
)

// paired matches a text between two equal marks without white space inside of them.
func paired(mark, inner string) *regexp.Regexp {
	return regexp.MustCompile(before + mark + `((?:` + notSpace(inner) + `)|(?:` + notSpace(inner) + inner + `*` + notSpace(inner) + `))` + mark + behind)
}

// notSpace turns a class of characters into the same without white space.
func notSpace(class string) string { return strings.Replace(class, `\n`, `\s`, 1) }

// spaced matches several words between underscores; one word may be a name in a program,
// such as __init__.
func spaced(mark string) *regexp.Regexp {
	return regexp.MustCompile(before + mark + `([^_\s][^_\n]*\s[^_\n]*[^_\s]|[^_\s]\s[^_\s])` + mark + behind)
}

// unmark takes Discord's markup out of a text: what refers to people, channels, pictures
// and times goes, and of commands, links and emphasis the words stay. Code between
// backticks stays as it is.
func (d *draft) unmark(text string) string {
	var out strings.Builder
	rest := text
	for rest != "" {
		prose, code, behind := cutCode(rest)
		out.WriteString(unmarkProse(prose))
		out.WriteString(code)
		rest = behind
	}
	plain := out.String()
	if plain != text {
		d.typed = true
	}
	return plain
}

// cutCode divides a text into what stands before the next inline code, that code with
// its backticks, and what follows.
func cutCode(s string) (prose, code, rest string) {
	i := strings.IndexByte(s, '`')
	if i < 0 {
		return s, "", ""
	}
	j := strings.IndexAny(s[i+1:], "`\n")
	if j < 0 || s[i+1+j] == '\n' {
		return s, "", "" // what follows is hardly code
	}
	end := i + 1 + j + 1
	return s[:i], s[i:end], s[end:]
}

func unmarkProse(s string) string {
	if !strings.ContainsAny(s, "<[*_~|:@#>-") {
		return s
	}
	s = reference.ReplaceAllString(s, " ")
	s = command.ReplaceAllString(s, "/$1")
	s = masked.ReplaceAllString(s, "$1")
	s = shortcode.ReplaceAllString(s, "$1$2")
	s = pinged.ReplaceAllString(s, "$1$2")
	s = lineStart.ReplaceAllString(s, "")
	for _, e := range emphasis {
		s = e.ReplaceAllString(s, "$1$2$3")
	}
	return s
}

// decoration returns how many bytes at the beginning of a text are emoji, emoticons, links
// and the white space between them.
func decoration(s string) int {
	n := 0
	for n < len(s) {
		size := max(emojiAt(s[n:]), linkAt(s[n:]), emoticonAt(s[n:]))
		if size == 0 {
			break
		}
		n += size
		n += len(s[n:]) - len(strings.TrimLeft(s[n:], " \t"))
	}
	return n
}

// emojiAt returns the length of the picture that a text begins with, 0 for none.
func emojiAt(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if emoji(r) {
		return n
	}
	return 0
}

// emoji reports whether a character is a picture, or joins pictures.
func emoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2b1b && r <= 0x2b55 ||
		r == 0xfe0f || r == 0x200d || r == 0x20e3 || r >= 0xe0020 && r <= 0xe007f
}

var link = regexp.MustCompile(`^<?https?://[^\s<>]+>?`)

// linkAt returns the length of the link that a text begins with, 0 for none.
func linkAt(s string) int {
	if !strings.HasPrefix(s, "http") && !strings.HasPrefix(s, "<http") {
		return 0
	}
	return len(link.FindString(s))
}

var emoticon = regexp.MustCompile(`^(?:[:;=]['’]?-?[)(DPpOo3/\\|*]|[xX]D+|<3+|\^_?\^|[Tt]_[Tt]|-_-|[oO]_[oO]|¯\\_\(ツ\)_/¯)(\s|$|[.,!?])`)

// emoticonAt returns the length of the face that a text begins with, 0 for none.
func emoticonAt(s string) int {
	m := emoticon.FindStringSubmatchIndex(s)
	if m == nil {
		return 0
	}
	return m[2] // without what follows
}
