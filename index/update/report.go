package update

import (
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// A Report tells what a reindex did. The first four count articles.
type Report struct {
	Generation                         int // the one that answers now
	Added, Changed, Removed, Unchanged int
	Renamed                            int // inputs that moved, with their articles' ids kept
	Passages, Sentences                int // in the whole index
	Bytes                              int64
	Skipped                            []corpus.Skip
	Notes                              []string // what else is to be known, a line each
	Took                               time.Duration
	Switched                           bool  // false when nothing changed, and on a dry run
	Anew                               error // why everything was read though nobody asked: the index was damaged, or of another version; nil otherwise
	Roots                              []string
	Read                               []Read    // what became of each root, in their order; nil where the run failed
	Dropped                            []Dropped // roots of the last run that are not read any more
	Known                              []string  // what was to be added and is read already, as part of what
	Changes                            []Change  // on a dry run: what would change, the first 1,000
}

// A Read is what a run made of one root. All but Skipped count articles.
type Read struct {
	Root                              string
	Articles, Added, Changed, Removed int
	Skipped                           int
	Asked                             time.Time // when a repository's remote last answered; zero for what is none
	Nothing                           string    // why it gave nothing at all, "" where it did
	Kept                              bool      // it was left as it was, and nobody asked
	Stale                             string    // why a repository could not be brought up to date, "" when it was
}

// A Dropped root is one that the last run read and this one does not.
type Dropped struct {
	Root     string
	Articles int // that it gave
}

// A Change is what a reindex would do with an article.
type Change struct {
	Kind string // "added", "changed", "removed"
	ID   string
}

// count tells what the whole index holds.
func (r *Report) count(t engine.Totals) {
	r.Passages, r.Sentences, r.Bytes = t.Passages, t.Sentences, t.Bytes
}

// Progress tells how far a reindex has come.
type Progress struct {
	Stage     string // "list", "read", "write", "switch"
	Inputs    int    // inputs done
	Total     int    // inputs in all, 0 while unknown
	Pages     int    // pages of the web, read or found unchanged
	Articles  int
	Sentences int
	Bytes     int64 // text read
}

// A meter counts what was read so far.
type meter struct {
	progress func(Progress) // nil for none
	seen     Progress
	last     time.Time
}

// tell calls the progress function, at most ten times a second within a stage.
func (m *meter) tell(stage string) {
	if m.progress == nil || stage == m.seen.Stage && time.Since(m.last) < 100*time.Millisecond {
		return
	}
	m.seen.Stage, m.last = stage, time.Now()
	m.progress(m.seen)
}
