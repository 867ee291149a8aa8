package local

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"runtime"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
)

// startChange begins the generation from the files of the live one: texts and bleve
// segments are never written again once they are finished, so that the new generation
// has them under a second name, and only what changes costs time and room.
func (d *draft) startChange(from engine.Origin) error {
	old, oldDir := d.old, generationDir(d.data, d.old.number)
	d.meta = old.meta
	d.meta.Roots, d.meta.Web = from.Roots, from.Web
	d.meta.Texts++
	d.meta.Languages = maps.Clone(old.meta.Languages)
	isText := func(name string) bool { return filepath.Ext(name) == ".dat" }
	isSegment := func(name string) bool { return filepath.Ext(name) == ".zap" }
	err := errors.Join(
		linkFolder(filepath.Join(oldDir, textFolder), filepath.Join(d.dir, textFolder), isText),
		copyFile(filepath.Join(oldDir, catalogFile), filepath.Join(d.dir, catalogFile)),
	)
	store := filepath.Join(d.dir, bleveFolder)
	if old.bleve != nil {
		oldStore := filepath.Join(oldDir, bleveFolder)
		err = errors.Join(err, linkFolder(oldStore, store, isSegment),
			copyFile(filepath.Join(oldStore, "root.bolt"), filepath.Join(store, "root.bolt")))
	}
	if err != nil {
		return fmt.Errorf("start from generation %d: %w", old.number, err)
	}
	changer, err := openChanger(store)
	if err != nil {
		return err
	}
	d.bleve = changer
	return d.begin()
}

// A bleveChanger applies changes to the copy of a bleve index in batches.
type bleveChanger struct {
	index bindex.Index
	queue *bindex.AnalysisQueue
	batch *bindex.Batch
}

func openChanger(store string) (*bleveChanger, error) {
	c := &bleveChanger{queue: bindex.NewAnalysisQueue(runtime.GOMAXPROCS(0)), batch: bindex.NewBatch()}
	x, err := scorch.NewScorch(scorch.Name, map[string]any{"path": store, "bolt_timeout": "2s"}, c.queue)
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

func (c *bleveChanger) add(doc *passageDocument) error {
	c.batch.Update(doc)
	return c.flush(1000)
}

func (c *bleveChanger) remove(id string) error {
	c.batch.Delete(id)
	return c.flush(1000)
}

// flush writes the batch when it holds that many changes.
func (c *bleveChanger) flush(atLeast int) error {
	if len(c.batch.IndexOps) < atLeast {
		return nil
	}
	full := c.batch
	c.batch = bindex.NewBatch() // scorch may still read the one it was given
	return c.index.Batch(full)
}

func (c *bleveChanger) close() error {
	return errors.Join(c.flush(1), c.shut())
}

func (c *bleveChanger) abandon() { _ = c.shut() }

// shut closes the index once: scorch panics the second time.
func (c *bleveChanger) shut() error {
	if c.index == nil {
		return nil
	}
	x := c.index
	c.index = nil
	defer c.queue.Close()
	return x.Close()
}
