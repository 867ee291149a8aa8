package question

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sentence is a part of a message that says one thing.
type sentence struct {
	text string
	asks bool // it is a question
}

// split returns the sentences of a text: its lines, and in them what ends in a mark with
// white space behind it, or in a mark of a script without spaces.
func split(text string) []sentence {
	var all []sentence
	for line := range strings.SplitSeq(text, "\n") {
		for line != "" {
			n := sentenceEnd(line)
			if s := collapse(line[:n]); s != "" {
				all = append(all, sentence{text: s})
			}
			line = line[n:]
		}
	}
	return all
}

// sentenceEnd returns where the first sentence of a line ends.
func sentenceEnd(line string) int {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		end := i + n
		switch {
		case strings.ContainsRune("。？！", r):
			return afterClosers(line, end)
		case r == '?' || r == '!' || r == '…' || r == '.' && !abbreviation(line[:i]):
			end = afterClosers(line, end)
			if next, _ := utf8.DecodeRuneInString(line[end:]); end == len(line) || unicode.IsSpace(next) || emoji(next) {
				return end
			}
		}
		i += n
	}
	return len(line)
}

// afterClosers returns the place behind marks, brackets and quotation marks that belong to
// the mark before.
func afterClosers(line string, at int) int {
	rest := strings.TrimLeft(line[at:], ".?!…)]\"'”’»」？！。")
	return len(line) - len(rest)
}

// short are words that end in a full stop inside a sentence.
const short = " mr mrs ms dr st no op jr sr vs v eg e.g ie i.e etc approx ver prof inc corp ltd nr bzw z.b usw ca p.ex art ed vol fig "

// abbreviation reports whether a full stop behind a text belongs to its last word.
func abbreviation(before string) bool {
	before = before[max(0, len(before)-12):]
	word := strings.ToLower(before[strings.LastIndexAny(before, " (\"'/")+1:])
	if utf8.RuneCountInString(word) <= 1 || strings.Contains(short, " "+word+" ") {
		return word != ""
	}
	return len(word) >= 3 && word[len(word)-2] == '.' // U.S.
}

// questionMarks are those of all scripts that have one.
const questionMarks = "?？؟՞፧⁇⁈‽\u037e"

// asking reports whether a sentence is a question: by its mark, or by how it begins.
func asking(s string) bool {
	trimmed := strings.TrimRight(s, " \"'”’»)]!.")
	if last, _ := utf8.DecodeLastRuneInString(trimmed); strings.ContainsRune(questionMarks, last) && last != utf8.RuneError {
		return true
	}
	return opens(s) || strings.HasSuffix(trimmed, "か。") || strings.HasSuffix(trimmed, "か") || strings.HasSuffix(trimmed, "吗")
}

// firstWord returns the first word of a text in lower case.
func firstWord(s string) string {
	s = strings.TrimLeft(s, " \"'“„«(¿*")
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-'
	})
	if end < 0 {
		end = len(s)
	}
	return strings.ToLower(strings.ReplaceAll(s[:end], "’", "'"))
}
