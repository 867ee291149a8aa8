package intake

import (
	"context"
	"io/fs"

	"verbatim/corpus"
	"verbatim/corpus/articles"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
)

// shippedInputs lists the embedded articles by name.
func shippedInputs() []corpus.Input {
	entries, err := fs.ReadDir(articles.Files(), ".")
	if err != nil {
		panic("embedded articles are missing: " + err.Error()) // the build is broken
	}
	var inputs []corpus.Input
	for _, e := range entries {
		in := corpus.Input{Key: corpus.Shipped + e.Name(), ID: document.WithoutExt(e.Name()), Root: corpus.Shipped, Size: -1}
		if info, err := e.Info(); err == nil {
			in.Size = info.Size()
		}
		inputs = append(inputs, in)
	}
	return inputs
}

func readShipped(ctx context.Context, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	var skips []corpus.Skip
	name := in.Key[len(corpus.Shipped):]
	f, err := articles.Files().Open(name)
	if err != nil {
		return []corpus.Skip{{Input: in.Key, Reason: corpus.ReasonUnreadable, Err: err}}, nil
	}
	defer f.Close()
	err = format.Read(ctx, &document.Document{
		Name: name, ID: in.ID, Source: in.Key, Size: in.Size, Reader: f, Skips: &skips,
	}, yield)
	return skips, err
}
