package index

// maxTwinsLooked bounds how far down the candidates twins are looked for.
const maxTwinsLooked = 50

// pick returns the first n candidates that say different things, and for each of them
// those that say the same in other articles: a wire story stands in many papers and is
// quoted once.
func pick(list []*candidate, n int) (firsts []*candidate, twins map[*candidate][]*candidate) {
	const fewest = 5 // terms from which equal sentences are no chance
	seen := map[string]*candidate{}
	twins = map[*candidate][]*candidate{}
	for i, c := range list {
		if len(firsts) >= n && i >= maxTwinsLooked {
			break
		}
		terms := c.sentence().terms
		if first, ok := seen[string(terms)]; ok {
			if first.passage.article != c.passage.article {
				twins[first] = append(twins[first], c)
			}
			continue
		}
		if terms.len() >= fewest {
			seen[string(terms)] = c
		}
		if len(firsts) < n {
			firsts = append(firsts, c)
		}
	}
	return firsts, twins
}

// also returns the articles that the twins of a quote stand in.
func (s *session) also(twins []*candidate) ([]Source, error) {
	var out []Source
	seen := map[int]bool{}
	for _, c := range twins {
		if seen[c.passage.article] {
			continue
		}
		seen[c.passage.article] = true
		rec, err := s.record(c.passage.article)
		if err != nil {
			return nil, err
		}
		out = append(out, rec.describe())
	}
	return out, nil
}
