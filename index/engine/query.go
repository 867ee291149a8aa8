package engine

import "strings"

// The parameters of BM25 over passages (Robertson, Zaragoza: The Probabilistic Relevance
// Framework, 2009): how fast repetition saturates, and how much long passages are held
// back.
const (
	K1 = 1.2
	B  = 0.6
)

// A Query asks for passages by the terms they hold.
//
// A passage scores, summed over the terms, Weight · tf · (K1+1) / (K1+tf). Here tf is, summed
// over the term's spellings, Weight · n / (1-B + B·length/average), n how often the passage holds
// the spelling, length the number of terms of the passage (text, headings and title), and average
// their mean, [Totals].All by [Totals].Passages. Where rare terms gave enough passages, an engine
// may leave out common ones: whoever asked ranks what was found anew.
type Query struct {
	Terms  []Term
	Filter Filter
	Most   int // passages
}

// A Term is one term to look for.
type Term struct {
	Spellings []Spelling // the ways in which the corpus may write it
	Passages  int        // that hold it, as Counts says
	Weight    float64    // more than 0
}

// A Spelling is one way to write a term.
type Spelling struct {
	Term   string
	Weight float64 // 1 for the term itself, less for a similar one
}

// A Filter narrows a query to some articles; the zero filter lets all through.
type Filter struct {
	Article string   // only this article id, "" for all
	Sources []string // only articles whose id or source starts with one of these, nil for all
	Within  []string // and with one of these, too, nil for all
}

// Zero reports whether the filter lets all articles through.
func (f Filter) Zero() bool { return f.Article == "" && len(f.Sources) == 0 && len(f.Within) == 0 }

// Lets reports whether the filter lets the article with this id and source through.
func (f Filter) Lets(id, source string) bool {
	return (f.Article == "" || f.Article == id) && begins(f.Sources, id, source) && begins(f.Within, id, source)
}

// begins reports whether an id or a source begins with one of some prefixes, if there are any.
func begins(prefixes []string, id, source string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(id, p) || strings.HasPrefix(source, p) {
			return true
		}
	}
	return len(prefixes) == 0
}

// A Hit is a passage that a query found.
type Hit struct {
	Passage *Passage
	Score   float64 // comparable only inside one search
}
