package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// mergeLimit is for how long a forced merge is waited for, at most.
const mergeLimit = 10 * time.Minute

// list is how several names stand in a path.
func list(names []string) string { return strings.Join(names, ",") }

// manage makes a change that the cluster's manager has to agree to. body may be nil.
func (c *Client) manage(ctx context.Context, name, method string, body any, out any, path ...string) (int, error) {
	op := operation{name: name, method: method, path: path, limit: c.bulkLimit}
	if body != nil {
		var err error
		if op.body, err = json.Marshal(body); err != nil {
			return 0, fmt.Errorf("encode %s: %w", name, err)
		}
	}
	return c.call(ctx, op, out)
}

// PutTemplate keeps an index template: settings and mappings of indices with names of its patterns.
func (c *Client) PutTemplate(ctx context.Context, name string, body any) error {
	_, err := c.manage(ctx, "put template", http.MethodPut, body, nil, "_index_template", name)
	return err
}

// DeleteTemplate deletes an index template where there is one.
func (c *Client) DeleteTemplate(ctx context.Context, name string) error {
	_, err := c.manage(ctx, "delete template", http.MethodDelete, nil, nil, "_index_template", name)
	return unless(err, ErrNotFound)
}

// CreateIndex makes an index with settings, mappings and aliases, nil for those of its template. It returns
// ErrExists where there is one of that name.
func (c *Client) CreateIndex(ctx context.Context, name string, body any) error {
	attempts, err := c.manage(ctx, "create index", http.MethodPut, body, nil, name)
	if attempts > 1 {
		err = unless(err, ErrExists) // it is ours, in all likelihood
	}
	return err
}

// DeleteIndices deletes indices, as far as there are any. Names are names: no patterns.
func (c *Client) DeleteIndices(ctx context.Context, names ...string) error {
	if len(names) == 0 {
		return nil
	}
	for _, name := range names {
		if name == "" || name == "_all" || name[0] == '-' || strings.ContainsAny(name, "*,") {
			return fmt.Errorf("delete index: %q is no name of an index", name)
		}
		if _, err := c.manage(ctx, "delete index", http.MethodDelete, nil, nil, name); unless(err, ErrNotFound) != nil {
			return err
		}
	}
	return nil
}

// unless takes an error for none when it says a certain thing.
func unless(err, target error) error {
	if errors.Is(err, target) {
		return nil
	}
	return err
}

// SetIndex changes settings of an index, such as "refresh_interval" or "number_of_replicas".
func (c *Client) SetIndex(ctx context.Context, name string, settings any) error {
	_, err := c.manage(ctx, "set index", http.MethodPut, map[string]any{"index": settings}, nil, name, "_settings")
	return err
}

// Refresh lets searches find what was written before.
func (c *Client) Refresh(ctx context.Context, indices ...string) error {
	_, err := c.manage(ctx, "refresh", http.MethodPost, nil, &acknowledgement{}, list(indices), "_refresh")
	return err
}

// Merge makes an index have few segments at most, which is dear, and good for one that does not change any more.
func (c *Client) Merge(ctx context.Context, index string, segments int) error {
	op := operation{name: "merge", method: http.MethodPost, path: []string{index, "_forcemerge"}, limit: mergeLimit,
		params: url.Values{"max_num_segments": {fmt.Sprint(segments)}}}
	_, err := c.call(ctx, op, &acknowledgement{})
	return err
}

// Expunge has the bytes of deleted documents leave the disks, as far as no copy of a shard needs them any more to catch up, which
// is for some minutes at most. It is dear.
func (c *Client) Expunge(ctx context.Context, index string) error {
	if _, err := c.manage(ctx, "flush", http.MethodPost, nil, &acknowledgement{}, index, "_flush"); err != nil {
		return err
	}
	op := operation{name: "expunge", method: http.MethodPost, path: []string{index, "_forcemerge"}, limit: mergeLimit, params: url.Values{"only_expunge_deletes": {"true"}}}
	_, err := c.call(ctx, op, &acknowledgement{})
	return err
}

// DeleteByQuery deletes the documents of an index that match, as far as a search finds them, and returns how many
// those were. Documents that somebody changes meanwhile are left, with ErrConflict.
func (c *Client) DeleteByQuery(ctx context.Context, index string, query any) (int, error) {
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		return 0, fmt.Errorf("encode query: %w", err)
	}
	var answer deleted
	_, err = c.call(ctx, operation{name: "delete by query", method: http.MethodPost, path: []string{index, "_delete_by_query"}, limit: mergeLimit, body: body}, &answer)
	return answer.Deleted, err
}

// deleted is the answer to a deletion by query.
type deleted struct {
	TimedOut bool `json:"timed_out"`
	Deleted  int
	Failures []struct{ Cause cause }
}

func (d *deleted) incomplete() error {
	switch {
	case d.TimedOut:
		return &PartialError{Reason: "time ran out in the cluster"}
	case len(d.Failures) > 0:
		return &PartialError{Reason: d.Failures[0].Cause.String()}
	}
	return nil
}
