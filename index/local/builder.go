package local

import (
	"errors"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A bleveBuilder writes a bleve index from nothing through scorch's offline builder,
// which ends in one segment: the fastest to search.
type bleveBuilder struct {
	dir     string
	builder *scorch.Builder
}

func (b *bleveBuilder) add(doc *passageDocument) (err error) {
	if b.builder == nil {
		b.builder, err = scorch.NewBuilder(map[string]any{
			"path":            filepath.Join(b.dir, bleveFolder),
			"buildPathPrefix": b.dir, // beside the result, so that nothing is left elsewhere
			"batchSize":       2000,
		})
		if err != nil {
			return err
		}
	}
	return b.builder.Index(doc)
}

func (b *bleveBuilder) remove(string) error {
	return errors.New("nothing to remove in a new index")
}

// close merges the segments. Without a single passage there is no bleve index.
func (b *bleveBuilder) close() error {
	if b.builder == nil {
		return nil
	}
	builder := b.builder
	b.builder = nil
	return builder.Close()
}

// abandon leaves the segments to whoever removes the folder.
func (b *bleveBuilder) abandon() { b.builder = nil }
