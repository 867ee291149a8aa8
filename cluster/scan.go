package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
)

// A Scan visits all documents that match a query, in the order of a field.
type Scan struct {
	Index string
	By    string         // a field with doc values whose value is another in each document
	Query any            // nil for all documents
	More  map[string]any // of the search's body, such as "_source"
	Page  int            // documents at a time; 0 for 1000
}

const defaultPage = 1000

// Scan visits the hits in order. Each page is a search of its own, which goes on after the last value of the
// page before, so that a node which leaves in between does no harm. Documents that are written or deleted
// meanwhile are visited or not; none is visited twice.
func (c *Client) Scan(ctx context.Context, s Scan, visit func(Hit) error) error {
	if s.Page == 0 {
		s.Page = defaultPage
	}
	var after []json.RawMessage
	for {
		hits, err := c.Search(ctx, Search{Indices: []string{s.Index}, Body: s.page(after)})
		if err != nil {
			return err
		}
		for _, h := range hits.Hits {
			if err := visit(h); err != nil {
				return err
			}
		}
		if len(hits.Hits) < s.Page {
			return nil
		}
		if after = hits.Hits[len(hits.Hits)-1].Sort; len(after) == 0 {
			return fmt.Errorf("scan %s: the documents are not sorted by %s", s.Index, s.By)
		}
	}
}

// page is the body of the search for the documents after a value of the field.
func (s Scan) page(after []json.RawMessage) map[string]any {
	body := map[string]any{}
	maps.Copy(body, s.More)
	body["size"], body["track_total_hits"] = s.Page, false
	body["sort"] = []any{map[string]any{s.By: "asc"}}
	if s.Query != nil {
		body["query"] = s.Query
	}
	if after != nil {
		body["search_after"] = after
	}
	return body
}
