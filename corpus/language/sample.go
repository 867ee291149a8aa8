package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// A sample is the beginning of what a text says, without what looks like code.
type sample struct {
	prose string
	words []word // those of prose that are written like words of prose
}

// A word is one of a sample.
type word struct {
	text  string // in lower case, without marks around it
	name  bool   // a capital in the midst of a sentence: likely a name, “Los Angeles”
	apart bool   // marks set it apart, as in lists and options: “(de, es, fr)”, “--die”
}

func sampleOf(text string) sample {
	var prose strings.Builder
	s := sample{words: make([]word, 0, sampleBytes/4)}
	for line := range strings.Lines(head(text)) {
		if prose.Len() >= sampleBytes {
			break
		}
		if !codeLine(line) {
			line = withoutTicks(line)
			prose.WriteString(line)
			s.words = appendWords(s.words, line)
		}
	}
	s.prose = prose.String()
	return s
}

// head returns the part of a text that is gone through.
func head(text string) string {
	if len(text) <= searchedBytes {
		return text
	}
	end := searchedBytes
	for end > searchedBytes-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// appendWords appends the words of a line.
func appendWords(words []word, line string) []word {
	begins := true
	for token := range strings.FieldsSeq(line) {
		if strings.ContainsAny(token, "%_=<>{}\\") {
			continue // code, or what it fills in
		}
		bare := strings.TrimFunc(token, noLetter)
		last, _ := utf8.DecodeLastRuneInString(token)
		if plain(bare) {
			first, _ := utf8.DecodeRuneInString(bare)
			apart := strings.ContainsRune(",|:)(/", last) || strings.IndexByte("-/@#$.&~", token[0]) >= 0
			words = append(words, word{strings.ToLower(bare), !begins && unicode.IsUpper(first), apart})
		}
		if bare != "" || !begins {
			begins = sentence.Terminates(last)
		}
	}
	return words
}

func noLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 < 'a' || r|0x20 > 'z'
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// plain reports words in the way of prose: letters in lower case but for the first, with
// apostrophes and hyphens between them.
func plain(bare string) bool {
	for i, r := range bare {
		if 'a' <= r && r <= 'z' {
			continue
		}
		if i > 0 && unicode.IsUpper(r) || noLetter(r) && r != '\'' && r != '’' && r != '-' {
			return false
		}
	}
	return bare != ""
}

// codeLine reports lines with so many of the marks of code that people do not speak them.
func codeLine(line string) bool {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "$ ") || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "//") {
		return true
	}
	letters, marks := 0, 0
	for _, r := range line {
		switch r {
		case '{', '}', '[', ']', '(', ')', '<', '>', '=', ';', '_', '|', '\\', '/', '$', '#', '&', '*', '+', '^', '~', '@':
			marks++
		case ' ':
		default:
			letters++
		}
	}
	return marks*6 > letters
}

// withoutTicks returns a line without what stands between backticks.
func withoutTicks(line string) string {
	if !strings.Contains(line, "`") {
		return line
	}
	parts := strings.Split(line, "`")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = ""
	}
	return strings.Join(parts, " ") + "\n"
}
