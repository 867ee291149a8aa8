package corpus

import (
	"context"
	"io/fs"

	"verbatim/corpus/articles"
)

// shippedInputs lists the embedded articles by name.
func shippedInputs() []Input {
	entries, err := fs.ReadDir(articles.Files(), ".")
	if err != nil {
		panic("embedded articles are missing: " + err.Error()) // the build is broken
	}
	var inputs []Input
	for _, e := range entries {
		in := Input{Key: Shipped + e.Name(), ID: WithoutExt(e.Name()), Root: Shipped, Size: -1}
		if info, err := e.Info(); err == nil {
			in.Size = info.Size()
		}
		inputs = append(inputs, in)
	}
	return inputs
}

func readShipped(ctx context.Context, in Input, yield func(Article) error) ([]Skip, error) {
	var skips []Skip
	name := in.Key[len(Shipped):]
	f, err := articles.Files().Open(name)
	if err != nil {
		return []Skip{{Input: in.Key, Reason: ReasonUnreadable, Err: err}}, nil
	}
	defer f.Close()
	err = ReadDocument(ctx, &Document{
		Name: name, ID: in.ID, Source: in.Key, Size: in.Size, Reader: f, Skips: &skips,
	}, yield)
	return skips, err
}
