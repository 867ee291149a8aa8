package postings

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"
)

// A Changer is the [Writer] of an index that exists. It changes it in batches.
type Changer struct {
	index bindex.Index
	queue *bindex.AnalysisQueue
	batch *bindex.Batch
}

// NewChanger opens the index in a folder for changes, and makes it when there is none.
func NewChanger(dir string) (*Changer, error) {
	c := &Changer{queue: bindex.NewAnalysisQueue(runtime.GOMAXPROCS(0)), batch: bindex.NewBatch()}
	x, err := scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "bolt_timeout": "2s"}, c.queue)
	if err == nil {
		err = x.Open()
	}
	if err != nil {
		c.queue.Close()
		return nil, fmt.Errorf("open copy of bleve index: %w", err)
	}
	c.index = x
	return c, nil
}

// Add adds a passage.
func (c *Changer) Add(id string, article int, d *Document) error {
	c.batch.Update(d.as(id, article))
	return c.flush(1000)
}

// Remove takes a passage out.
func (c *Changer) Remove(id string) error {
	c.batch.Delete(id)
	return c.flush(1000)
}

// flush writes the batch when it holds that many changes.
func (c *Changer) flush(atLeast int) error {
	if len(c.batch.IndexOps) < atLeast {
		return nil
	}
	full := c.batch
	c.batch = bindex.NewBatch() // scorch may still read the one it was given
	return c.index.Batch(full)
}

// Close writes what is left to write.
func (c *Changer) Close() error {
	return errors.Join(c.flush(1), c.shut())
}

// Abandon leaves the index as far as it was changed.
func (c *Changer) Abandon() { _ = c.shut() }

// shut closes the index once: scorch panics the second time.
func (c *Changer) shut() error {
	if c.index == nil {
		return nil
	}
	x := c.index
	c.index = nil
	defer c.queue.Close()
	return x.Close()
}
