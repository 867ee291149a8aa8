package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// A batch is items that are sent in one request.
type batch struct {
	items []encoded
	size  int // bytes
}

// encoded is an item as it is sent.
type encoded struct {
	item  Item
	lines []byte
}

// bulkPatience is for how long an item that the cluster has no room for is sent again.
const bulkPatience = 5 * time.Minute

func (b *batch) add(item Item) error {
	if item.Action == "" {
		item.Action = ActionPut
	}
	head, err := json.Marshal(map[Action]any{item.Action: item.head()})
	if err != nil {
		return fmt.Errorf("write many: encode item %q: %w", item.ID, err)
	}
	lines := append(head, '\n')
	if item.Action != ActionDelete {
		if bytes.IndexByte(item.Source, '\n') >= 0 || !json.Valid(item.Source) {
			return fmt.Errorf("write many: item %q is no line of JSON", item.ID)
		}
		lines = append(append(lines, item.Source...), '\n')
	}
	b.items = append(b.items, encoded{item, lines})
	b.size += len(lines)
	return nil
}

// head says what is to become of the document.
func (i Item) head() map[string]any {
	head := map[string]any{"_index": i.Index, "_id": i.ID}
	if i.Number > 0 {
		head["version"], head["version_type"] = i.Number, "external"
	}
	return head
}

// errNoRoom says that the cluster did not take some items, and may later.
var errNoRoom = errors.New("the cluster has no room for them now")

// writeBatch writes items, those again that the cluster could not take, and returns what became of them.
func (c *Client) writeBatch(ctx context.Context, b *batch) (counts Counts, err error) {
	left := b.items
	policy := waits()
	policy.MaxInterval = 10 * time.Second
	_, err = backoff.Retry(ctx, func() (struct{}, error) {
		again, err := c.writeItems(ctx, left, &counts)
		if err != nil {
			return struct{}{}, backoff.Permanent(err)
		}
		if left = again; len(left) == 0 {
			return struct{}{}, nil
		}
		counts.Retried += len(left)
		return struct{}{}, errNoRoom
	}, backoff.WithBackOff(policy), backoff.WithMaxElapsedTime(bulkPatience))
	if err != nil {
		return counts, fmt.Errorf("write many: %d of %d items are left: %w", len(left), len(b.items), err)
	}
	return counts, nil
}

// writeItems sends items once, and returns those that the cluster could not take.
func (c *Client) writeItems(ctx context.Context, items []encoded, counts *Counts) (again []encoded, err error) {
	var body bytes.Buffer
	for _, e := range items {
		body.Write(e.lines)
	}
	answer := bulkAnswer{wanted: len(items)}
	op := operation{name: "write many", method: http.MethodPost, path: []string{"_bulk"}, body: body.Bytes(), lines: true, limit: c.bulkLimit}
	if _, err := c.call(ctx, op, &answer); err != nil {
		return nil, err
	}
	for i, e := range items {
		result := answer.Items[i][e.item.Action]
		switch {
		case result.Status/100 == 2, result.Status == http.StatusNotFound && e.item.Action == ActionDelete:
			counts.Written++
		case result.Status == http.StatusConflict && (e.item.Action == ActionCreate || e.item.Number > 0):
			counts.Stood++
		case result.fault().may():
			again = append(again, e)
		default:
			return nil, fmt.Errorf("item %q of index %s: %w", e.item.ID, e.item.Index, result.fault())
		}
	}
	return again, nil
}

// bulkAnswer is the answer to a request that writes many documents.
type bulkAnswer struct {
	Items  []map[Action]bulkResult
	wanted int
}

type bulkResult struct {
	Status int
	Error  json.RawMessage
}

func (a *bulkAnswer) incomplete() error {
	if len(a.Items) != a.wanted {
		return &PartialError{Reason: fmt.Sprintf("%d results for %d items", len(a.Items), a.wanted)}
	}
	return nil
}

// fault is what became of an item that was not written.
func (r bulkResult) fault() *Fault { return faultIn(r.Status, r.Error) }
