package act

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sentence is a part of a message that ends in a mark or a line.
type sentence struct {
	clauses []string
	asks    bool // it ends in a question mark
}

// What a message holds besides what is said: code, links, Discord's markup for people,
// channels, pictures and times
// (https://docs.discord.com/developers/reference#message-formatting).
var (
	fenced    = regexp.MustCompile("(?s)```.*?(?:```|$)")
	inline    = regexp.MustCompile("`[^`\n]+`")
	linked    = regexp.MustCompile(`\[([^\[\]\n]+)\]\(<?https?://[^\s)>]+>?\)|<?(?:https?://|www\.)[^\s<>]+>?`)
	reference = regexp.MustCompile(`<(?:@[!&]?|#)\d{1,20}>|<a?:\w{1,32}:\d{1,20}>|<t:-?\d{1,15}(?::[tTdDfFR])?>|<id:\w{1,20}>`)
	shortcode = regexp.MustCompile(`(?:^|\s):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:`)
	ternary   = regexp.MustCompile(`\S\s*\?\s+[^\s?:]+(?:\s[^\s?:]+){0,2}\s+:\s+\S`)
	operator  = regexp.MustCompile(`\w\?\.\w|[=(]\s*\?|\?\s*=|\w\s\?\?\s\w`)
	quoted    = regexp.MustCompile(`(?m)^\s*>+ .*$`)
)

// code stands for a piece of code: content, whatever is in it.
const code = " codex "

// plain returns what is said in a message.
func plain(message string) string {
	s := message
	if strings.Contains(s, "`") {
		s = inline.ReplaceAllString(fenced.ReplaceAllString(s, code), code)
	}
	if strings.Contains(s, ">") {
		if own := quoted.ReplaceAllString(s, ""); strings.TrimSpace(reference.ReplaceAllString(own, "")) != "" {
			s = own
		}
		s = reference.ReplaceAllString(s, " ")
	}
	if strings.Contains(s, "://") || strings.Contains(s, "www.") {
		s = linked.ReplaceAllString(s, " $1 ")
	}
	if strings.Contains(s, ":") {
		s = shortcode.ReplaceAllString(s, " ")
	}
	s = withoutOperators(s)
	return unmarked.Replace(s)
}

// unmarked takes out the marks that emphasise, and makes one apostrophe of two.
var unmarked = strings.NewReplacer("’", "'", "*", "", "~~", "", "||", "", "__", "", "<3", " ❤ ")

// quotes reports whether a message quotes another, besides the text of its own.
func quotes(message, text string) bool {
	return strings.Contains(message, ">") && quoted.MatchString(message) && !quoted.MatchString(text)
}

// withoutOperators takes the question marks out of lines such as "open ? close : wait".
func withoutOperators(s string) string {
	if !strings.Contains(s, "?") {
		return s
	}
	var out strings.Builder
	for line := range strings.Lines(s) {
		if strings.Contains(line, "?") && (ternary.MatchString(line) || operator.MatchString(line)) {
			line = strings.ReplaceAll(line, "?", " ")
		}
		out.WriteString(line)
	}
	return out.String()
}

const (
	questionMarks = "?？؟՞፧⁇⁈‽\u037e"
	sentenceMarks = ".!…。！" + questionMarks
	clauseMarks   = ",;:،、，；：()（）\u2013\u2014"
)

// sentences parts a text at its lines and marks. A mark inside a word, such as the dot of a
// version, parts nothing.
func sentences(text string) []sentence {
	var all []sentence
	var clauses []string
	from := 0
	end := func(at int, asks bool) {
		clauses = append(clauses, text[from:at])
		all = append(all, sentence{clauses, asks})
		clauses = nil
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		next := i + n
		switch {
		case r == '\n':
			end(i, false)
			from = next
		case strings.ContainsRune(sentenceMarks, r) && (parts(text[next:]) || r > unicode.MaxLatin1):
			next += marksAt(text[next:])
			end(i, strings.ContainsAny(text[i:next], questionMarks))
			from = next
		case strings.ContainsRune(clauseMarks, r) && (parts(text[next:]) || r > unicode.MaxLatin1):
			clauses = append(clauses, text[from:i])
			from = next
		}
		i = next
	}
	end(len(text), false)
	return all
}

// parts reports whether what follows a mark does not belong to the word before it.
func parts(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("=&/_[{", r)
}

// marksAt returns the length of the marks that a text begins with.
func marksAt(s string) int {
	return len(s) - len(strings.TrimLeft(s, sentenceMarks+"\"'”’»)]"))
}
