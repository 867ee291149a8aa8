package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// A Version is which change of a document somebody has seen. The zero value is none.
type Version struct {
	SeqNo       int64 `json:"_seq_no"`
	PrimaryTerm int64 `json:"_primary_term"` // from 1
}

func (v Version) params() url.Values {
	if v == (Version{}) {
		return url.Values{}
	}
	return url.Values{"if_seq_no": {strconv.FormatInt(v.SeqNo, 10)}, "if_primary_term": {strconv.FormatInt(v.PrimaryTerm, 10)}}
}

// A Document is what the cluster keeps under an id.
type Document struct {
	ID     string          `json:"_id"`
	Found  bool            `json:"found"` // false for an id that nothing is kept under
	Source json.RawMessage `json:"_source"`
	Version
}

// Get returns a document as it is now, also when no search finds it yet; ErrNotFound when there is none.
func (c *Client) Get(ctx context.Context, index, id string) (d Document, err error) {
	_, err = c.call(ctx, operation{name: "get", method: http.MethodGet, path: []string{index, "_doc", id}}, &d)
	return d, err
}

// MGet returns the documents of some ids in their order, those that are not there with Found false; ErrNotFound where
// there is no such index. Where a document cannot be read, none is returned.
func (c *Client) MGet(ctx context.Context, index string, ids []string) ([]Document, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	body, err := json.Marshal(map[string]any{"ids": ids})
	if err != nil {
		return nil, fmt.Errorf("encode ids: %w", err)
	}
	var answer many
	_, err = c.call(ctx, operation{name: "get many", method: http.MethodPost, path: []string{index, "_mget"}, body: body}, &answer)
	if err == nil && len(answer.Docs) != len(ids) {
		err = &PartialError{Reason: fmt.Sprintf("%d documents for %d ids", len(answer.Docs), len(ids))}
	}
	if err != nil {
		return nil, err
	}
	all := make([]Document, len(ids))
	for i, d := range answer.Docs {
		all[i] = d.Document
	}
	return all, nil
}

// many is the answer to a request of many documents.
type many struct {
	Docs []struct {
		Document
		Error *cause
	}
}

func (m *many) incomplete() error {
	for _, d := range m.Docs {
		switch {
		case d.Error != nil && d.Error.Type == "index_not_found_exception":
			return &Fault{Status: http.StatusNotFound, Type: d.Error.Type, Reason: d.Error.Reason}
		case d.Error != nil:
			return &PartialError{Reason: fmt.Sprintf("document %q: %v", d.ID, d.Error)}
		}
	}
	return nil
}

// Put keeps a document, whatever stands under its id.
func (c *Client) Put(ctx context.Context, index, id string, document any) (Version, error) {
	return c.write(ctx, index, id, document, url.Values{})
}

// Create keeps a document where nothing stands under its id, else it returns ErrConflict. A document that stands there
// byte for byte counts as this one, since an answer may be lost on the way, also between nodes, where nobody learns of it: who
// must know which of two it was, as with a claim, says in the document who wrote it. So it is with Replace.
func (c *Client) Create(ctx context.Context, index, id string, document any) (Version, error) {
	return c.write(ctx, index, id, document, url.Values{"op_type": {"create"}})
}

// Replace keeps a document in the place of the version that was seen, else it returns ErrConflict.
func (c *Client) Replace(ctx context.Context, index, id string, document any, seen Version) (Version, error) {
	return c.write(ctx, index, id, document, seen.params())
}

// write returns when the document is on the disks of all copies that the cluster counts on.
func (c *Client) write(ctx context.Context, index, id string, document any, params url.Values) (Version, error) {
	source, err := json.Marshal(document)
	if err != nil {
		return Version{}, fmt.Errorf("encode document %q: %w", id, err)
	}
	var v Version
	_, err = c.call(ctx, operation{name: "write", method: http.MethodPut, path: []string{index, "_doc", id}, params: params, body: source}, &v)
	if errors.Is(err, ErrConflict) {
		if stands, getting := c.Get(ctx, index, id); getting == nil && bytes.Equal(stands.Source, source) {
			return stands.Version, nil
		}
	}
	return v, err
}

// Delete deletes a document where there is one.
func (c *Client) Delete(ctx context.Context, index, id string) error {
	return c.DeleteSeen(ctx, index, id, Version{})
}

// DeleteSeen deletes the version of a document that was seen. Another one is left and ErrConflict returned; that
// there is none any more is no error.
func (c *Client) DeleteSeen(ctx context.Context, index, id string, seen Version) error {
	op := operation{name: "delete", method: http.MethodDelete, path: []string{index, "_doc", id}, params: seen.params()}
	_, err := c.call(ctx, op, nil)
	switch {
	case errors.Is(err, ErrConflict):
		if _, getting := c.Get(ctx, index, id); errors.Is(getting, ErrNotFound) {
			return nil
		}
	case errors.Is(err, ErrNotFound):
		return nil
	}
	return err
}
