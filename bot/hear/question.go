package hear

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"

	"verbatim/bot/act"
)

// longQuestion is the length in bytes up to which a text with one question in it is
// asked as a whole: the words around the question help to find the answer.
const longQuestion = 300

// maxOthers is how many further questions of a message are kept: as many as there are
// buttons in a row.
const maxOthers = 5

// Questions takes the questions out of a text, without the ids of users: the first is the
// one to answer, "" in a blank text; some others are kept.
func Questions(s string) (first string, others []string) {
	all := questionsIn(Anonymous(s))
	if len(all) == 0 {
		return "", nil
	}
	return all[0], append(others, all[1:min(len(all), 1+maxOthers)]...)
}

// questionsIn returns the questions in a text, at least one unless the text is blank. A
// text without a question mark is one question.
func questionsIn(s string) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	var found []string
	for it := sentences.FromString(s); it.Next(); {
		sentence := strings.TrimSpace(it.Value())
		if asks(sentence) {
			found = append(found, sentence)
		}
	}
	if len(found) == 0 || (len(found) == 1 && len(s) <= longQuestion) {
		return []string{s}
	}
	return found
}

// asks reports whether a sentence ends in a question mark, quotation marks and brackets
// aside, and asks more than "ok?".
func asks(s string) bool {
	s = strings.TrimRight(s, " \t\n\"'”’»)]!")
	before := strings.TrimRight(s, questionMarks)
	return before != "" && len(before) < len(s) && act.Of(s).Act == act.Ask
}

// questionMarks are those of all scripts that have one.
const questionMarks = "?？؟՞፧⁇⁈‽\u037e"
