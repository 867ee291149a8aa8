package corpus

import (
	"strings"
	"time"

	"verbatim/corpus/site"
)

// An Input is something that holds articles: a file or a URL.
type Input struct {
	Key     string    // identity between runs, unique in a list: slash-separated path relative to its root, or URL
	ID      string    // for an article that names no id of its own: Key without the extension, or URL; unique in a list
	Root    string    // the root it was found under, as given
	Path    string    // file to open, "" for a URL or a shipped article
	Size    int64     // bytes, -1 when unknown
	ModTime time.Time // zero when unknown
	Changed time.Time // when its last change was made, as its history says; zero when unknown
	Follow  bool      // symbolic links on its path may lead out of the root
	Large   bool      // an archive may hold any amount of text

	Page *site.Page // where it stands on the web, nil when nothing tells
}

// Shipped is the root that stands for the articles inside the program.
const Shipped = "shipped:"

// IsURL reports whether the input is on the web, for the package web to read.
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
	ReasonDraft       Reason = "draft"         // its author has not published it yet
	ReasonPartial     Reason = "partial"       // a piece of other pages, no page of its own
	ReasonAside       Reason = "left out"      // beside the text of its document, such as what people say about a page
	ReasonTime        Reason = "took too long"
	ReasonMemory      Reason = "needed too much memory"
)

// Meant reports whether what was passed over is not meant to be read.
func (r Reason) Meant() bool { return r == ReasonDraft || r == ReasonPartial || r == ReasonAside }

// IsURL reports whether a root is an http or https address.
func IsURL(root string) bool {
	lower := strings.ToLower(root)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}
