package eval

import (
	"strings"
	"unicode"
)

// SpanScore tells how well the bold span matches the gold span, over answerable
// questions with a span gold whose first predicted sentence is right.
type SpanScore struct {
	Questions int     `json:"questions"`
	F1        float64 `json:"f1"`    // mean of the best token F1 over a question's gold spans
	Exact     float64 `json:"exact"` // share equal to a gold span after normalisation
}

// scoreSpans scores lines, which stand in the order of the set's questions.
func scoreSpans(s *Set, lines []Line) SpanScore {
	j := s.judge()
	var sum SpanScore
	for i, q := range s.Questions {
		if len(lines[i].Predictions) == 0 || q.SentenceGold {
			continue
		}
		p := lines[i].Predictions[0]
		if !j.correct(p, q) {
			continue
		}
		span := ""
		if p.Span != nil {
			span = clamp(j.texts[p.Article], p.Span[0], p.Span[1])
		}
		f1, exact := bestSpan(span, q)
		sum.Questions++
		sum.F1 += f1
		sum.Exact += exact
	}
	if sum.Questions > 0 {
		sum.F1 /= float64(sum.Questions)
		sum.Exact /= float64(sum.Questions)
	}
	return sum
}

func bestSpan(span string, q Question) (f1, exact float64) {
	got := spanTokens(span)
	for _, g := range q.Answers {
		want := spanTokens(g.Text)
		f1 = max(f1, tokenF1(got, want))
		if strings.Join(got, " ") == strings.Join(want, " ") {
			exact = 1
		}
	}
	return f1, exact
}

// spanTokens normalises like SQuAD's evaluation script: lower case, no punctuation,
// no articles (Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine
// Comprehension of Text", 2016).
func spanTokens(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) && r < unicode.MaxASCII {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	var tokens []string
	for _, t := range strings.Fields(s) {
		if t != "a" && t != "an" && t != "the" {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// tokenF1 is the harmonic mean of precision and recall over bags of tokens.
func tokenF1(got, want []string) float64 {
	if len(got) == 0 || len(want) == 0 {
		if len(got) == len(want) {
			return 1
		}
		return 0
	}
	left := make(map[string]int, len(want))
	for _, t := range want {
		left[t]++
	}
	common := 0
	for _, t := range got {
		if left[t] > 0 {
			left[t]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(got)+len(want))
}
