package index

import "math"

// features returns what is known of the first candidate, whose sentence is text. Each
// figure means the same for every question and every corpus.
func (s *session) features(list, firsts []*candidate, text string) map[string]float64 {
	f := map[string]float64{"bias": 1}
	s.lexicalFeatures(list, firsts, f)
	s.kindFeatures(text, f)
	if list[0].read {
		s.readerFeatures(list, f)
		f["ahead"] = ahead(firsts[0], rival(list, firsts))
		s.meaningFeatures(list[0], f)
	}
	return f
}

// lexicalFeatures rest on words alone.
func (s *session) lexicalFeatures(list, firsts []*candidate, f map[string]float64) {
	first := firsts[0]
	f["coverage"], f["rarest"] = first.coverage, first.rarest
	f["terms"] = math.Log(float64(len(s.question.terms)))
	total := 0.0
	for _, a := range s.question.terms {
		total += a.idf
		if a.df == 0 || a.fuzzy {
			f["unknown"] += a.idf
		}
	}
	f["unknown"] /= math.Max(total, 1e-9)
	f["margin"] = 1
	if second := rival(list, firsts); second != nil && first.lexical > 0 {
		f["margin"] = 1 - second.lexical/first.lexical
	}
}

// rival returns the best candidate that says something else than the first, nil when there is
// none. What a newer version of its page has superseded is no rival.
func rival(list, firsts []*candidate) *candidate {
	if len(firsts) > 1 && !firsts[1].superseded {
		return firsts[1]
	}
	for _, c := range list[1:] {
		if !c.superseded && !alike(firsts[0].sentence().Terms, c.sentence().Terms) {
			return c
		}
	}
	return nil
}

// kindFeatures rest on what sort of answer is asked for.
func (s *session) kindFeatures(text string, f map[string]float64) {
	if !kindOf(s.question.text).meets(text) {
		f["misses"] = 1
	}
}

// readerFeatures rest on what the reader said.
func (s *session) readerFeatures(list []*candidate, f map[string]float64) {
	first, top := list[0], 0.0
	for _, c := range list {
		if c.read && !c.superseded {
			top = math.Max(top, c.logit)
		}
	}
	sum := math.Exp(-top) // "none of these" has the logit 0
	for _, c := range list {
		if c.read && !c.superseded {
			sum += math.Exp(c.logit - top)
		}
	}
	share := first.logit - top - math.Log(sum)
	f["share"] = share
	f["lexical"] = first.words
}

// ahead is how far the first sentence's logit is ahead of that of its rival, within limits
// beyond which it tells nothing more.
func ahead(first, rival *candidate) float64 {
	const least, most = -4, 8
	if rival == nil || !rival.read {
		return most
	}
	return min(max(first.logit-rival.logit, least), most)
}

// meaningFeatures rest on the vectors, where there are some.
func (s *session) meaningFeatures(first *candidate, f map[string]float64) {
	if len(s.cosines) == 0 {
		return
	}
	f["vectors"], f["nearest"], f["distance"] = 1, s.nearest, first.distance
}
