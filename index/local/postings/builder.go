package postings

import (
	"errors"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A Builder is the [Writer] of an index from nothing. It goes through scorch's offline builder,
// which ends in one segment: the fastest to search.
type Builder struct {
	dir     string
	builder *scorch.Builder
}

// NewBuilder returns the writer of an index in a folder, which it makes with the first
// passage: without any there is no index.
func NewBuilder(dir string) *Builder { return &Builder{dir: dir} }

// batchSize is how many passages are in memory at once: 100 MB of it where no two words are the
// same.
const batchSize = 500

// Add adds a passage.
func (b *Builder) Add(id string, article int, d *Document) (err error) {
	if b.builder == nil {
		b.builder, err = scorch.NewBuilder(map[string]any{
			"path":            b.dir,
			"buildPathPrefix": filepath.Dir(b.dir), // beside the result, so that nothing is left elsewhere
			"batchSize":       batchSize,
		})
		if err != nil {
			return err
		}
	}
	return b.builder.Index(d.as(id, article))
}

// Remove fails: there is nothing to remove.
func (b *Builder) Remove(string) error {
	return errors.New("nothing to remove in a new index")
}

// Close merges the segments.
func (b *Builder) Close() error {
	if b.builder == nil {
		return nil
	}
	builder := b.builder
	b.builder = nil
	return builder.Close()
}

// Abandon leaves the segments to whoever removes the folder.
func (b *Builder) Abandon() { b.builder = nil }
