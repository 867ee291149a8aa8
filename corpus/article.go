package corpus

import "time"

// An Article is one document of the corpus. It is immutable once read.
type Article struct {
	ID        string    // unique in a corpus and stable between reads
	Title     string    // as the document gives it, "" when it gives none
	Source    string    // URL, or path as people should see it
	Published time.Time // or else last changed, where only that is known; zero when neither is
	Revised   time.Time // when it was last changed after it was published; zero when it was not, or unknown
	Language  string    // BCP 47 base tag such as "en", "" when unknown
	Text      string    // valid UTF-8 without BOM or carriage returns; never changed
	Blocks    []Block   // ordered, not overlapping
}

// Hole stands in a text where a reader left out something that a sentence needs, such as a
// template whose words are not known: the object replacement character of Unicode. A sentence
// with a hole is searched and never quoted.
const Hole = '\ufffc'

// BlockKind says what a block is, and with it whether its sentences may be quoted.
type BlockKind uint8

// The kinds of block. Paragraph, ListItem and Quotation hold sentences that may be
// quoted; Table and Code are searched but quoted only on request; Heading, Caption
// and Byline are never quoted.
const (
	Paragraph BlockKind = iota
	Heading
	ListItem
	Quotation
	Table
	Code
	Caption
	Byline
)

// A Block is a byte range of an article's text with one role.
type Block struct {
	Start, End int // byte offsets in Article.Text, End exclusive
	Kind       BlockKind
	Level      int    // of a heading, from 1; of another block, from which level on headings no longer stand above it, 0 for none
	Anchor     string // fragment that leads to the block in its source ("#page=3", "#section"), "" when none
}

// A Passage is a paragraph-sized byte range of an article's text.
type Passage struct {
	Start, End int        // byte offsets in Article.Text, End exclusive
	Kind       BlockKind  // of the block or blocks it was made from
	Headings   []string   // headings above it, outermost first
	Anchor     string     // see Block.Anchor
	Sentences  []Sentence // ordered, not overlapping, covering the passage but for white space
}

// A Sentence is a byte range inside one passage.
type Sentence struct {
	Start, End int // byte offsets in Article.Text, End exclusive, without white space at either end
}
