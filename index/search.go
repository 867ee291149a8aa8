package index

// A Filter narrows a look-up to some articles.
type Filter struct {
	Article string   // only this article id, "" for all
	Sources []string // only articles whose id or source starts with one of these, nil for all
}

// A PassageHit is one passage that a look-up found.
// The article's text from Start to End is Text, byte for byte.
type PassageHit struct {
	Article Source
	Section []string // headings above the passage, outermost first
	Anchor  string   // fragment of Article.Source that leads to it, "" when none
	Start   int      // byte offset in the article's text
	End     int      // byte offset, exclusive
	Text    string
	Score   float64 // comparable only inside one look-up
}
