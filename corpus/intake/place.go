package intake

import (
	"context"

	"verbatim/corpus"
	"verbatim/corpus/site"
)

// Place finds out where the inputs stand on the web: by the configuration of the generator
// that publishes them, or by the repository they lie in. bases are the addresses at which
// roots are published, by root; they win. The error is ctx.Err().
func Place(ctx context.Context, inputs []corpus.Input, bases map[string]string) error {
	finder := site.Finder{Bases: bases}
	for i := range inputs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if in := &inputs[i]; in.Path != "" {
			in.Page = finder.Page(in.Root, in.Path)
		}
	}
	return nil
}
