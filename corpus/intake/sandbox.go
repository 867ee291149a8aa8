package intake

import (
	"context"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
	"verbatim/corpus/sandbox"
)

// Document is the kind of sandbox job that makes articles of a file. A child that is to do
// it has [HandleDocument] for it.
const Document sandbox.Kind = "document"

// HandleDocument reads a document in the format that its name tells.
func HandleDocument(ctx context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	return nil, format.Read(ctx, d, yield)
}

// parse has a document read by a child, or reads it here where there is no turn.
func parse(ctx context.Context, turn *sandbox.Turn, d *document.Document, yield func(corpus.Article) error) error {
	if turn == nil {
		return format.Read(ctx, d, yield)
	}
	_, err := turn.Read(ctx, Document, nil, d, yield)
	return err
}
