package cluster

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// An Index is what the cluster says of one.
type Index struct {
	Name    string
	Health  string // "green", "yellow" where copies are missing, "red" where documents are
	Docs    int
	Bytes   int64 // of all copies
	Created time.Time
}

// Indices lists the indices whose names match a pattern such as "verbatim-*", in the order of their names.
func (c *Client) Indices(ctx context.Context, pattern string) ([]Index, error) {
	var rows []struct {
		Index, Health string
		Docs          string `json:"docs.count"`
		Size          string `json:"store.size"`
		Created       string `json:"creation.date"`
	}
	op := operation{name: "list indices", method: http.MethodGet, path: []string{"_cat", "indices", pattern}, params: map[string][]string{
		"format": {"json"}, "bytes": {"b"}, "s": {"index"}, "h": {"index,health,docs.count,store.size,creation.date"}, "expand_wildcards": {"all"},
	}}
	if _, err := c.call(ctx, op, &rows); err != nil {
		return nil, err
	}
	all := make([]Index, len(rows))
	for i, r := range rows {
		docs, _ := strconv.Atoi(r.Docs) // nothing where the index is red
		size, _ := strconv.ParseInt(r.Size, 10, 64)
		created, _ := strconv.ParseInt(r.Created, 10, 64)
		all[i] = Index{Name: r.Index, Health: r.Health, Docs: docs, Bytes: size, Created: time.UnixMilli(created)}
	}
	return all, nil
}

// Alias returns the indices that an alias stands for, in the order of their names, or none where there is no
// such alias.
func (c *Client) Alias(ctx context.Context, alias string) ([]string, error) {
	var answer map[string]any
	_, err := c.call(ctx, operation{name: "get alias", method: http.MethodGet, path: []string{"_alias", alias}}, &answer)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(answer)), nil
}

// SetAlias makes aliases stand for other indices, all at the same moment: who asks for one gets the index before or
// the one after. An alias with no indices is deleted.
func (c *Client) SetAlias(ctx context.Context, want map[string][]string) error {
	var actions []any
	for _, alias := range slices.Sorted(maps.Keys(want)) {
		have, err := c.Alias(ctx, alias)
		if err != nil {
			return err
		}
		for _, index := range want[alias] {
			actions = append(actions, map[string]any{"add": map[string]any{"index": index, "alias": alias}})
		}
		for _, index := range have {
			if !slices.Contains(want[alias], index) {
				actions = append(actions, map[string]any{"remove": map[string]any{"index": index, "alias": alias, "must_exist": false}})
			}
		}
	}
	if len(actions) == 0 {
		return nil
	}
	_, err := c.manage(ctx, "set alias", http.MethodPost, map[string]any{"actions": actions}, nil, "_aliases")
	return err
}
