package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/cluster"
	"verbatim/index/engine"
)

// format is the version of everything that a generation keeps, analysis included. A generation of another is not read, and
// the next reindex builds it anew.
const format = 1

// meta describes a generation.
type meta struct {
	Format        int       `json:"format"`
	Finished      time.Time `json:"finished"`
	engine.Origin           // what it was made of
	engine.Tally
	Next    int `json:"next"`    // number for the next new article
	Changes int `json:"changes"` // generations since then
	Library int `json:"library"` // documents in the library, but for this one
}

// kept is how a document of the library looks that is found by nothing but its id.
type kept struct {
	Key    string `json:"key,omitempty"`
	Topic  string `json:"topic,omitempty"`
	Note   string `json:"note,omitempty"`
	Record []byte `json:"record"`
}

// readMeta reads the description of a generation.
func readMeta(ctx context.Context, c *cluster.Client, b base) (m meta, err error) {
	d, err := c.Get(ctx, b.library(), metaID)
	if errors.Is(err, cluster.ErrNotFound) {
		return m, fmt.Errorf("%s has no description: %w", b, engine.ErrDamaged)
	}
	if err != nil {
		return m, told(err)
	}
	data, err := recordIn(metaID, d.Source)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("description of %s: %w", b, engine.ErrDamaged)
	}
	return m, nil
}

// recordIn returns the record in a document of the library.
func recordIn(id string, source []byte) ([]byte, error) {
	var k kept
	if err := json.Unmarshal(source, &k); err != nil {
		return nil, fmt.Errorf("document %s: %w", id, engine.ErrDamaged)
	}
	return opened(id, k.Record)
}

// write keeps the description in the library of a generation.
func (m *meta) write(ctx context.Context, c *cluster.Client, b base) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = c.Put(ctx, b.library(), metaID, kept{Record: sealed(metaID, data)})
	return err
}

// describe says what the generation with this number is.
func (m *meta) describe(number int) engine.Generation {
	const maxChanges = 200 // each leaves segments, and rounds what OpenSearch counts
	return engine.Generation{
		Version: number, Created: m.Finished, Totals: m.Totals, Languages: m.Languages, Origin: m.Origin,
		Worn: m.Tally.Worn() || m.Changes >= maxChanges,
	}
}
