package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// A Search is a question to some indices.
type Search struct {
	Indices    []string // or aliases; each must be there
	Body       any      // in OpenSearch's own language: what encodes as its JSON
	Global     bool     // terms are counted in all shards before any is scored, so that scores are the same wherever a document lies
	Preference string   // equal ones go to the same copies, whose scores are the same; "" for any
}

// Hits is the answer to a search.
type Hits struct {
	Total        int  // that match, whether they are among the hits or not
	AtLeast      bool // they are more than Total
	Hits         []Hit
	Aggregations json.RawMessage
	Suggest      json.RawMessage
}

// A Hit is a document that matches.
type Hit struct {
	Index   string            `json:"_index"`
	ID      string            `json:"_id"`
	Score   float64           `json:"_score"` // 0 where it is sorted by something else
	Source  json.RawMessage   `json:"_source"`
	Fields  json.RawMessage   `json:"fields"`
	Sort    []json.RawMessage `json:"sort"` // what it is sorted by
	Version                   // where the search asks for seq_no_primary_term
}

// found is the answer as the cluster sends it.
type found struct {
	TimedOut bool   `json:"timed_out"`
	Shards   shards `json:"_shards"`
	Hits     struct {
		Total struct {
			Value    int
			Relation string
		}
		Hits []Hit
	}
	Aggregations json.RawMessage
	Suggest      json.RawMessage
	Error        json.RawMessage
	Status       int
}

func (f *found) incomplete() error {
	switch {
	case f.Error != nil:
		return faultIn(f.Status, f.Error)
	case f.TimedOut:
		return &PartialError{Reason: "time ran out in the cluster"}
	}
	return f.Shards.all()
}

func (f *found) hits() Hits {
	return Hits{Total: f.Hits.Total.Value, AtLeast: f.Hits.Total.Relation == "gte", Hits: f.Hits.Hits, Aggregations: f.Aggregations, Suggest: f.Suggest}
}

// Search asks for documents. The answer comes from all shards of all indices, or is an error.
func (c *Client) Search(ctx context.Context, s Search) (Hits, error) {
	body, err := json.Marshal(s.Body)
	if err != nil {
		return Hits{}, fmt.Errorf("encode search: %w", err)
	}
	params := url.Values{"allow_partial_search_results": {"false"}, "allow_no_indices": {"false"}}
	if s.Global {
		params.Set("search_type", "dfs_query_then_fetch")
	}
	if s.Preference != "" {
		params.Set("preference", s.Preference)
	}
	var f found
	_, err = c.call(ctx, operation{name: "search", method: http.MethodPost, path: []string{list(s.Indices), "_search"}, params: params, body: body}, &f)
	if err != nil {
		return Hits{}, err
	}
	return f.hits(), nil
}

// MSearch asks several searches at once. There is an answer to each in their order, or an error.
func (c *Client) MSearch(ctx context.Context, all []Search) ([]Hits, error) {
	if len(all) == 0 {
		return nil, nil
	}
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, s := range all {
		header := map[string]any{"index": s.Indices, "allow_partial_search_results": false, "allow_no_indices": false}
		if s.Preference != "" {
			header["preference"] = s.Preference
		}
		if err := errors.Join(lines.Encode(header), lines.Encode(s.Body)); err != nil {
			return nil, fmt.Errorf("encode searches: %w", err)
		}
	}
	f := foundMany{wanted: len(all)}
	_, err := c.call(ctx, operation{name: "search many", method: http.MethodPost, path: []string{"_msearch"}, body: body.Bytes(), lines: true}, &f)
	if err != nil {
		return nil, err
	}
	hits := make([]Hits, len(all))
	for i := range hits {
		hits[i] = f.Responses[i].hits()
	}
	return hits, nil
}

// foundMany is the answer to several searches.
type foundMany struct {
	Responses []found
	wanted    int
}

func (f *foundMany) incomplete() error {
	if len(f.Responses) != f.wanted {
		return &PartialError{Reason: fmt.Sprintf("%d answers to %d searches", len(f.Responses), f.wanted)}
	}
	for i := range f.Responses {
		if err := f.Responses[i].incomplete(); err != nil {
			return fmt.Errorf("search %d: %w", i+1, err)
		}
	}
	return nil
}

// Count returns how many documents match a query, nil for all, in all shards of some indices.
func (c *Client) Count(ctx context.Context, indices []string, query any) (int, error) {
	body := map[string]any{"size": 0, "track_total_hits": true}
	if query != nil {
		body["query"] = query
	}
	hits, err := c.Search(ctx, Search{Indices: indices, Body: body})
	return hits.Total, err
}
