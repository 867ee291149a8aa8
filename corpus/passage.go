package corpus

// Split returns the passages of an article in their order, with their sentences. Blocks
// that are never quoted (headings, captions, bylines) are in no passage; headings
// are kept as the path of the passages below them.
func Split(a *Article) []Passage {
	var passages []Passage
	var path []Block
	for _, b := range a.Blocks {
		switch b.Kind {
		case Heading:
			for len(path) > 0 && path[len(path)-1].Level >= b.Level {
				path = path[:len(path)-1]
			}
			path = append(path, b)
		case Caption, Byline:
		default:
			p := Passage{Start: b.Start, End: b.End, Kind: b.Kind, Anchor: b.Anchor}
			for _, h := range path {
				p.Headings = append(p.Headings, a.Text[h.Start:h.End])
			}
			p.Sentences = segment(a.Text, b.Start, b.End, rulesFor(a.Language))
			passages = append(passages, p)
		}
	}
	return passages
}
