// Package sandboxtest lets tests have PDFs read in a sandbox.
package sandboxtest

import (
	"context"
	"slices"

	"verbatim/corpus/pdfium"
	"verbatim/corpus/pdfium/pdfiumtest"
	"verbatim/corpus/sandbox"
)

// Equip gives a box of children that are the test the engine. They are started with the folder
// of its cache behind their other arguments, and have to call [Serve].
func Equip(b *sandbox.Box, self sandbox.Command) {
	b.Equip(sandbox.Engine{Exts: []string{".pdf"}, Prepare: func(context.Context) sandbox.Command {
		c, err := pdfiumtest.Cache()
		if err != nil {
			panic(err)
		}
		self.Args = append(slices.Clone(self.Args), string(c))
		return self
	}})
}

// Serve is the life of a child whose arguments, beside those of every child, are given.
func Serve(args []string, handlers map[sandbox.Kind]sandbox.Handler) (status int) {
	ctx := context.Background()
	if len(args) == 0 {
		return sandbox.Serve(ctx, handlers, sandbox.EngineState{})
	}
	ctx, engine := sandbox.StartPDFium(ctx, pdfium.Cache(args[0]))
	return sandbox.Serve(ctx, handlers, engine)
}
