package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"verbatim/corpus/intake"
	"verbatim/corpus/pdfium"
	"verbatim/corpus/sandbox"
	"verbatim/corpus/web"
)

// Arguments that make the program another one for a while. They are no verbs for people, and none
// of cobra's, so that such a process loads nothing that it does not need.
const (
	childVerb   = "read-documents-for-parent" // a child of a sandbox: it reads what comes through its standard input; with a folder behind it, PDFs too
	compileVerb = "compile-pdfium-for-parent" // fills a cache of PDFium, whose folder stands behind it
)

func isChild(args []string) bool {
	return len(args) > 1 && (args[1] == childVerb && len(args) <= 3 || args[1] == compileVerb && len(args) == 3)
}

// runChild is such a process's whole life. It returns the exit status.
func runChild(args []string) int {
	ctx := context.Background()
	if args[1] == compileVerb {
		if err := pdfium.Cache(args[2]).Fill(ctx); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	var engine sandbox.EngineState
	if len(args) > 2 {
		ctx, engine = sandbox.StartPDFium(ctx, pdfium.Cache(args[2]))
	}
	return sandbox.Serve(ctx, map[sandbox.Kind]sandbox.Handler{
		intake.Document: intake.HandleDocument,
		web.DigestKind:  web.HandlePage,
	}, engine)
}

// newBox returns a sandbox whose children are this program. PDFium is compiled into the data
// folder when the first PDF is to be read.
func newBox(data string) (*sandbox.Box, error) {
	self, err := sandbox.Self(childVerb)
	if err != nil {
		return nil, fmt.Errorf("find this program, which reads documents: %w", err)
	}
	b := sandbox.New(self)
	b.Equip(sandbox.Engine{Exts: []string{".pdf"}, Prepare: func(ctx context.Context) sandbox.Command {
		self.Args = []string{childVerb, string(compiled(ctx, self.Path, data))}
		return self
	}})
	return b, nil
}

// cacheOf returns the cache of PDFium below the data folder, whether it is there or not.
func cacheOf(data string) pdfium.Cache { return pdfium.Cache(filepath.Join(data, "pdfium")) }

// compiled returns the cache of PDFium below the data folder, filled by another process, which
// has seen no document, where it is not sound. Where it cannot be filled there is none: each
// child compiles PDFium for itself.
func compiled(ctx context.Context, program, data string) pdfium.Cache {
	c := cacheOf(data)
	if c.Sound() {
		return c
	}
	cmd := exec.CommandContext(ctx, program, compileVerb, string(c))
	cmd.Env = []string{"GOGC=25"} // it takes some 330 MB as it is
	if err := cmd.Run(); err != nil || !c.Sound() {
		return ""
	}
	return c
}
