package store

import (
	"encoding/json"
	"io"
	"strings"

	"go.etcd.io/bbolt"
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
	return s.file.view(func(tx *bbolt.Tx) error {
		err := each(tx, bucketSettings, func(server string, v Settings) error { return write("settings", server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketAnswers, func(_ string, v Answer) error { return write("answer", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketVotes, func(_ string, v Vote) error { return write("vote", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketGaps, func(_ string, v Gap) error { return write("gap", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketLessons, func(_ string, v Lesson) error { return write("lesson", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketPosts, func(_ string, v Post) error { return write("post", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketHidden, func(_ string, v Hidden) error { return write("hidden", v.Server, v) })
		if err != nil {
			return err
		}
		err = each(tx, bucketAliases, func(_ string, v Alias) error { return write("alias", v.Server, v) })
		if err != nil {
			return err
		}
		return each(tx, bucketDays, func(key string, v Tally) error {
			server, day, _ := strings.Cut(key, "\x00")
			return write("tally", server, dailyTally{day, v})
		})
	})
}
