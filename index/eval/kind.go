package eval

import (
	"regexp"
	"slices"
	"strings"
)

// A Kind is what a question asks for, as its words tell.
type Kind string

// Kinds of question.
const (
	HowTo    Kind = "how to"
	YesNo    Kind = "can I, yes or no"
	Where    Kind = "where"
	Why      Kind = "why"
	What     Kind = "what, which"
	Fact     Kind = "who, when, how many"
	Problem  Kind = "error message"
	Keywords Kind = "keywords"
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{HowTo, YesNo, Where, Why, What, Fact, Problem, Keywords} }

var (
	quantity = regexp.MustCompile(`^how (many|much|long|often|old|far|big|large|tall|high|fast|deep|late|early)\b`)
	yesNo    = regexp.MustCompile(`^(is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|must|has|have|had|` +
		`isn't|aren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|hasn't|haven't)\b`)
	// message is how programs, and people about them, say that something went wrong.
	message = regexp.MustCompile(`(?i)\b(\w*error|\w*exception|errno|traceback|segfault|panic|E[A-Z]{4,}|failed|fails|failure|unable to|cannot|can't|` +
		`could not|couldn't|not found|denied|refused|timed out|not working|doesn't work|does not work|crash\w*|stuck|missing|invalid)\b`)
	pasted = regexp.MustCompile(`\b\w+(Error|Exception)\b|(?i:\berror:|\berrno\b)|"[^"]*\b(?i:error|failed|cannot|could not|unable|invalid|denied|refused)\b[^"]*"`)
	wh     = map[string]Kind{
		"how": HowTo, "where": Where, "where's": Where, "why": Why, "what": What, "what's": What, "which": What,
		"who": Fact, "who's": Fact, "whom": Fact, "whose": Fact, "when": Fact,
	}
)

// KindOf tells the kind of an English question by its words; what it does not know is
// keywords.
func KindOf(text string) Kind {
	text = strings.ReplaceAll(lastQuestion(text), "’", "'")
	lower := strings.TrimLeft(strings.ToLower(text), " \"'“(*-")
	switch first, _, _ := strings.Cut(lower, " "); {
	case pasted.MatchString(text):
		return Problem
	case quantity.MatchString(lower):
		return Fact
	case yesNo.MatchString(lower):
		return YesNo
	case wh[bare(first)] != "":
		return wh[bare(first)]
	case message.MatchString(text):
		return Problem
	}
	words := strings.Fields(lower)
	if i := slices.IndexFunc(words, func(w string) bool { return wh[bare(w)] != "" }); i >= 0 && i+1 < len(words) {
		if rest := strings.Join(words[i:], " "); quantity.MatchString(rest) {
			return Fact
		}
		if strings.HasSuffix(text, "?") || i <= 2 {
			return wh[bare(words[i])]
		}
	}
	return Keywords
}

// lastQuestion returns the last of several sentences that asks, and else the whole text.
func lastQuestion(text string) string {
	text = strings.TrimSpace(text)
	if !strings.HasSuffix(text, "?") {
		return text
	}
	if i := strings.LastIndexAny(text[:len(text)-1], ".!?:"); i >= 0 && strings.HasPrefix(text[i+1:], " ") && len(text)-i > 12 {
		return strings.TrimSpace(text[i+1:])
	}
	return text
}
