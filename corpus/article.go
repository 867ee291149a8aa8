package corpus

import "time"

// An Article is one document of the corpus. It is immutable once read.
type Article struct {
	ID        string    // unique in a corpus and stable between reads
	Title     string    // as the document gives it, "" when it gives none
	Source    string    // URL, or path as people should see it
	Published time.Time // zero when unknown
	Language  string    // BCP 47 base tag such as "en", "" when unknown
	Text      string    // valid UTF-8 without BOM or carriage returns; never changed
	Blocks    []Block   // ordered, not overlapping
}

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
	Level      int    // heading level from 1, 0 for other kinds
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

// An Input is something that holds articles: a file or a URL.
type Input struct {
	Key     string    // identity between runs, unique in a list: slash-separated path relative to its root, or URL
	ID      string    // for an article that names no id of its own: Key without the extension, or URL; unique in a list
	Root    string    // the root it was found under, as given
	Path    string    // file to open, "" for a URL or a shipped article
	Size    int64     // bytes, -1 when unknown
	ModTime time.Time // zero when unknown
}

// IsURL reports whether the input is on the web, for a [Fetcher] to read.
func (in Input) IsURL() bool { return in.Path == "" && in.Root != Shipped }

// A Skip is something that was passed over, and why.
type Skip struct {
	Input  string // path or URL
	Place  string // where inside it: "line 17", "page 3"; "" for the whole
	Reason Reason
	Err    error // the cause, in words that say what to do; never nil
}

// A Reason classifies a Skip for programs and for the summary.
type Reason string

// Reasons.
const (
	ReasonUnreadable  Reason = "unreadable"    // permission, I/O error, vanished
	ReasonBinary      Reason = "binary"        // bytes that are no text
	ReasonEmpty       Reason = "empty"         // nothing but white space, or a scan without text
	ReasonTooLarge    Reason = "too large"     // over a size limit
	ReasonMalformed   Reason = "malformed"     // the format's own rules are broken
	ReasonDuplicate   Reason = "duplicate id"  // a second article with an id already taken
	ReasonUnsupported Reason = "unsupported"   // no reader for this kind of file
	ReasonForbidden   Reason = "not permitted" // robots.txt, private address, path outside the root
)
