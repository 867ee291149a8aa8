package index

import "time"

// A Query is one question.
type Query struct {
	Text    string
	Article string   // only this article id, "" for all
	Sources []string // only articles whose id or source starts with one of these, nil for all
	Within  []string // and with one of these, too, nil for all
	Hidden  []string // sentences that are never quoted, byte for byte, wherever they stand
	Top     int      // how many quotes to return at most; 0 means 1
	Level   Level    // how sure the answer must be; "" means Balanced
	// Haste is the share of the usual reading that is left out because others wait: 0 for none of
	// it, 1 for all, which leaves the answer to words.
	Haste float64
	Code  bool // quote lines of code and rows of tables too; otherwise only where the question asks for what stands there
	// Sections has each quote come from another section: other places, not the next
	// sentences of the same one.
	Sections bool
	Explain  bool // fill Answer.Explanation
}

// Level says in words how sure an answer must be before it is given.
type Level string

// Levels, from the most silent to the most talkative. README tells the measured
// precision of each.
const (
	Cautious Level = "cautious"
	Balanced Level = "balanced"
	Eager    Level = "eager"
)

// An Answer is the result of a query. Abstaining is a result, not an error.
type Answer struct {
	Question    string
	Quotes      []Quote // best first; when Abstained, the closest sentences, never the answer
	Confidence  float64 // 0 to 1: the share of answers at this value that are right; 0 with no quotes
	Abstained   bool
	Reason      Reason  // why it abstained, "" otherwise
	Haste       float64 // that of the query, where it had something left out; 0 where all was read that is read as a rule
	Took        time.Duration
	Explanation *Explanation // nil unless asked for
}

// Reason says why an answer was withheld.
type Reason string

// Reasons to abstain.
const (
	NoQuestion  Reason = "no question"             // nothing in the text that can be looked up
	NothingNear Reason = "nothing close"           // no sentence shares enough with the question
	NotAnAnswer Reason = "close but not an answer" // sentences are near, none seems to answer
)

// A Quote is one unbroken stretch of an article that answers on its own: a sentence, with what
// it takes to be understood. All offsets are bytes in the article's text, ends exclusive.
// Invariant, checked against the stored text before a quote leaves this package:
// the article's text from Start to End is Text, byte for byte.
type Quote struct {
	Article       Source
	Also          []Source  // other articles that hold the same sentence
	Section       []string  // headings above the sentence, outermost first
	Anchor        string    // fragment of Article.Source that leads to it, "" when none
	Directive     string    // that leads a browser to its very words (see [Quote.Link]), "" when none
	Date          time.Time // of its section, or else of its article; the zero time when unknown
	Version       string    // of what the article documents, as its path says ("1.2"), "" for the only one or the newest
	Start         int
	End           int
	Text          string
	SentenceStart int     // the sentence that was chosen; Start <= SentenceStart < SentenceEnd <= End
	SentenceEnd   int     //
	SpanStart     int     // the answer proper in the sentence; SentenceStart <= SpanStart <= SpanEnd <= SentenceEnd
	SpanEnd       int     // equal to SpanStart when there is no span
	Before        Excerpt // what has to be in sight too: the lead-in of a list, the header of a table; zero where nothing has to
	Score         float64 // ranking score, comparable only inside one answer
}

// An Excerpt is a part of an article's text, byte for byte.
type Excerpt struct {
	Start int // byte offset
	End   int // byte offset, exclusive
	Text  string
}

// oldAfter is how old a quote is that people are told of: what documentation says holds for a
// year or two as a rule.
const oldAfter = 2 * 365 * 24 * time.Hour

// Old reports whether a quote was so old at some time that people should be told.
func (q *Quote) Old(now time.Time) bool { return !q.Date.IsZero() && now.Sub(q.Date) > oldAfter }

// A Source describes the article a quote stands in.
type Source struct {
	ID        string
	Title     string
	Source    string    // URL or path
	Published time.Time // the zero time when unknown
	Revised   time.Time // when it was changed after that; the zero time when it was not, or unknown
	Language  string
	Passages  int // number of indexed passages
	Bytes     int // length of the text
}

// An Explanation tells how an answer came about.
type Explanation struct {
	Terms      []string // the question's terms after analysis, with those dropped left out
	Candidates []Explained
	Decision   string             // the comparison that decided, in words
	Features   map[string]float64 // what is known of the first candidate, by name
	Moves      []Move             // what the confidence rests on
}

// Explained is one candidate sentence with what each stage said of it.
type Explained struct {
	Quote   Quote
	Lexical float64 // BM25 over the sentence with the passage mixed in
	Read    bool    // whether the reader read it
	Glanced bool    // only with its first layers: Reader is rough
	Reader  float64 // the reader's logit; 0 stands for "none of these"
	Span    float64 // the logit of the marked span

	Words    float64 // Lexical as a share of the best
	Distance float64 // how much farther in meaning its passage lies than the nearest one, in cosines
	Within   float64 // share of the question's weight that stands in the sentence
	Coverage float64 // in the sentence, its headings or its title
	Named    bool    // the rarest asked term stands there
}

// A Move is how far one feature moved the confidence: its weight times its value, in
// logits. All moves together are the logit of the confidence.
type Move struct {
	Feature string
	By      float64
}
