package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"verbatim/index/update"
)

// A look is when the roots were last looked at, and what came of it. It lies beside the index, and
// not in it: a look that finds nothing new, or fails, makes no generation.
type look struct {
	At    time.Time           `json:"at"`
	Error string              `json:"error,omitempty"` // of the last run, "" when it ended well
	Roots map[string]rootRead `json:"roots"`           // of the last run that ended well, by root
}

// A rootRead is what became of one root. All but Skipped count articles.
type rootRead struct {
	Root     string     `json:"root"`
	At       *time.Time `json:"at,omitempty"` // when it was looked at
	Articles int        `json:"articles"`
	Added    int        `json:"added"`
	Changed  int        `json:"changed"`
	Removed  int        `json:"removed"`
	Skipped  int        `json:"skipped"`
	Fetched  *time.Time `json:"fetched,omitempty"` // when a repository's host last told what is newest
	Nothing  string     `json:"nothing,omitempty"` // why it gave nothing at all
	Stale    string     `json:"stale,omitempty"`   // why a repository could not be brought up to date
}

func newRootRead(r update.Read) rootRead {
	out := rootRead{Root: r.Root, Articles: r.Articles, Added: r.Added, Changed: r.Changed, Removed: r.Removed, Skipped: r.Skipped, Nothing: r.Nothing, Stale: r.Stale}
	if !r.Asked.IsZero() {
		out.Fetched = &r.Asked
	}
	return out
}

func lookFile(dir string) string { return filepath.Join(dir, "looked.json") }

// readLook returns the last look; one that cannot be read is none.
func readLook(dir string) (l look) {
	b, err := os.ReadFile(lookFile(dir))
	if err != nil || json.Unmarshal(b, &l) != nil {
		return look{}
	}
	return l
}

// noteLook remembers how a run ended. One that writes nothing leaves no trace, nor does one that could not add or remove what was asked for: all is as it was.
func noteLook(dir string, r update.Report, o update.Options, failed error, log *slog.Logger) {
	if o.DryRun || failed != nil && len(o.Add)+len(o.Remove) > 0 {
		return
	}
	last, now := readLook(dir), time.Now().UTC()
	l := look{At: now, Roots: last.Roots}
	if failed != nil {
		l.Error = failed.Error()
	} else {
		l.Roots = map[string]rootRead{}
		for _, read := range r.Read {
			l.Roots[read.Root] = lookOf(read, last.Roots[read.Root], now)
		}
	}
	if err := l.write(dir); err != nil && log != nil {
		log.Warn("cannot remember how the reindex ended", "error", err)
	}
}

// lookOf is what is known of a root now.
func lookOf(read update.Read, last rootRead, now time.Time) rootRead {
	if read.Kept && last.At != nil { // nobody was asked
		last.Articles = read.Articles
		return last
	}
	out := newRootRead(read)
	out.At = &now
	return out
}

// write replaces the last look in one step.
func (l look) write(dir string) error {
	b, err := json.MarshalIndent(l, "", "\t")
	if err != nil {
		return err
	}
	path := lookFile(dir)
	if err := os.WriteFile(path+".new", append(b, '\n'), 0o600); err != nil {
		return errors.Join(err, os.Remove(path+".new")) // the disk is full, perhaps
	}
	return os.Rename(path+".new", path)
}
