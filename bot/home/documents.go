package home

import (
	"context"
	"errors"

	"verbatim/cluster"
)

// documents are those of a cluster; see [cluster.Client].
type documents interface {
	CreateIndex(ctx context.Context, name string, body any) error
	Get(ctx context.Context, index, id string) (cluster.Document, error)
	Put(ctx context.Context, index, id string, document any) (cluster.Version, error)
	Create(ctx context.Context, index, id string, document any) (cluster.Version, error)
	Replace(ctx context.Context, index, id string, document any, seen cluster.Version) (cluster.Version, error)
	Delete(ctx context.Context, index, id string) error
	DeleteByQuery(ctx context.Context, index string, query any) (int, error)
	Refresh(ctx context.Context, indices ...string) error
	Scan(ctx context.Context, s cluster.Scan, visit func(cluster.Hit) error) error
	Expunge(ctx context.Context, index string) error
	// WriteAll writes many documents, and returns when all are kept.
	WriteAll(ctx context.Context, items []cluster.Item) error
}

// A client is a cluster's, which writes many documents in one call.
type client struct{ *cluster.Client }

func (c client) WriteAll(ctx context.Context, items []cluster.Item) error {
	b := c.Bulk(ctx, cluster.BulkConfig{Workers: 1})
	var failed error
	for _, item := range items {
		if failed = b.Add(item); failed != nil {
			break
		}
	}
	_, err := b.Close()
	return errors.Join(failed, err)
}

// object is JSON.
type object = map[string]any

// makeRoom makes the indices, unless somebody has taken the records over, who has made them. A process that waits asks often.
func makeRoom(ctx context.Context, c documents, o Options) error {
	_, err := c.Get(ctx, o.records(), o.lock())
	if errors.Is(err, cluster.ErrNotFound) {
		return makeIndices(ctx, c, o)
	}
	return err
}

// makeIndices makes the indices that are not there yet.
func makeIndices(ctx context.Context, c documents, o Options) error {
	keyword, untouched := object{"type": "keyword"}, object{"type": "object", "enabled": false}
	records := object{
		"settings": o.settings(object{
			"index.merge.policy.expunge_deletes_allowed": 0, "index.refresh_interval": "-1",
			"index.gc_deletes": "1h", // the number of a deletion is known for longer than a change can be on its way
			// What was deleted is kept for copies that were away for so long at most; others get the whole index, which is small.
			"index.soft_deletes.retention_lease.period": "1m",
		}),
		"mappings": object{"dynamic": false, "properties": object{
			"id": keyword, "of": keyword, "bucket": keyword, "at": object{"type": "date"}, "value": untouched, "changes": untouched,
		}},
	}
	claims := object{
		"settings": o.settings(object{"index.refresh_interval": "30s"}),
		"mappings": object{"dynamic": false, "properties": object{"at": object{"type": "date"}}},
	}
	for name, body := range map[string]object{o.records(): records, o.claims(): claims} {
		if err := c.CreateIndex(ctx, name, body); err != nil && !errors.Is(err, cluster.ErrExists) {
			return err
		}
	}
	return nil
}
