package store

import (
	"encoding/json"
	"io"

	"go.etcd.io/bbolt"
)

// Export writes everything as JSON lines, as of one moment: an object a record, with
// "kind" (settings, answer, vote or gap) and "record". Settings carry their server's id
// as "id".
func (s *Store) Export(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	type line struct {
		Kind   string `json:"kind"`
		ID     string `json:"id,omitempty"`
		Record any    `json:"record"`
	}
	return s.db.View(func(tx *bbolt.Tx) error {
		err := each(tx, bucketSettings, func(server string, v Settings) error { return out.Encode(line{"settings", server, v}) })
		if err != nil {
			return err
		}
		err = each(tx, bucketAnswers, func(_ string, v Answer) error { return out.Encode(line{"answer", "", v}) })
		if err != nil {
			return err
		}
		err = each(tx, bucketVotes, func(_ string, v Vote) error { return out.Encode(line{"vote", "", v}) })
		if err != nil {
			return err
		}
		return each(tx, bucketGaps, func(_ string, v Gap) error { return out.Encode(line{"gap", "", v}) })
	})
}
