package store

import (
	"encoding/json"
	"io"
	"strings"
)

// A line is one record of an export.
type line struct {
	Kind   string `json:"kind"` // settings, answer, vote, gap, lesson, post, hidden, alias or tally
	Server string `json:"server,omitempty"`
	Record any    `json:"record"`
}

// A dailyTally is what was counted on a day, as it is exported.
type dailyTally struct {
	Day string `json:"day"`
	Tally
}

// Export writes everything as JSON lines, as of one moment: an object a record, with
// "kind" (settings, answer, vote, gap, lesson, post, hidden, alias or tally),
// "server" and "record".
func (s *Store) Export(w io.Writer) error {
	return s.export(w, func(string, string) bool { return true })
}

// ExportServer does the same for the votes and gaps of one server.
func (s *Store) ExportServer(w io.Writer, server string) error {
	return s.export(w, func(kind, of string) bool { return of == server && (kind == "vote" || kind == "gap") })
}

func (s *Store) export(w io.Writer, wanted func(kind, server string) bool) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	write := func(kind, server string, record any) error {
		if !wanted(kind, server) {
			return nil
		}
		return out.Encode(line{kind, server, record})
	}
	return s.file.view(func(tx *transaction) error {
		for _, bucket := range []func() error{
			func() error {
				return each(tx, bucketSettings, func(server string, v Settings) error { return write("settings", server, v) })
			},
			func() error { return exportBucket(tx, bucketAnswers, "answer", Answer.server, write) },
			func() error { return exportBucket(tx, bucketVotes, "vote", Vote.server, write) },
			func() error { return exportBucket(tx, bucketGaps, "gap", Gap.server, write) },
			func() error { return exportBucket(tx, bucketLessons, "lesson", Lesson.server, write) },
			func() error { return exportBucket(tx, bucketPosts, "post", Post.server, write) },
			func() error { return exportBucket(tx, bucketHidden, "hidden", Hidden.server, write) },
			func() error { return exportBucket(tx, bucketAliases, "alias", Alias.server, write) },
			func() error {
				return each(tx, bucketDays, func(key string, v Tally) error {
					server, day, _ := strings.Cut(key, "\x00")
					return write("tally", server, dailyTally{day, v})
				})
			},
		} {
			if err := bucket(); err != nil {
				return err
			}
		}
		return nil
	})
}

// exportBucket writes the records of a bucket, each with the server that it is of.
func exportBucket[T any](tx *transaction, bucket, kind string, server func(T) string, write func(kind, server string, record any) error) error {
	return each(tx, bucket, func(_ string, v T) error { return write(kind, server(v), v) })
}

func (a Answer) server() string { return a.Server }
func (v Vote) server() string   { return v.Server }
func (g Gap) server() string    { return g.Server }
func (l Lesson) server() string { return l.Server }
func (p Post) server() string   { return p.Server }
func (h Hidden) server() string { return h.Server }
func (a Alias) server() string  { return a.Server }
