package sandbox

import (
	"context"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"verbatim/corpus/pdfium"
)

// An Engine is what reads documents of some kind and takes long to start: only those children
// are started with it that such a document is given to.
type Engine struct {
	Exts []string // of documents that need it, lower case; in others, such as archives, it turns out
	// Prepare returns what starts a child with it. It is called once, before the first, and may
	// take as much memory as all children together.
	Prepare func(context.Context) Command
}

// An equipment is a box's engine, once it is asked for.
type equipment struct {
	Engine
	mu       sync.Mutex
	prepared bool
	command  Command
}

// Equip gives the box an engine, before anything is read.
func (b *Box) Equip(e Engine) { b.engine = &equipment{Engine: e} }

// reads reports whether documents of some name need the engine. A nil equipment reads none.
func (e *equipment) reads(name string) bool {
	return e != nil && slices.Contains(e.Exts, strings.ToLower(path.Ext(name)))
}

// ready reports whether the engine was prepared.
func (e *equipment) ready() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.prepared
}

// start returns what starts a child with the engine, which it prepares the first time.
func (e *equipment) start(ctx context.Context) (Command, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.prepared {
		e.command = e.Prepare(ctx)
		e.prepared = ctx.Err() == nil
	}
	return e.command, ctx.Err()
}

// An EngineState is what a child tells of its engine: none where both are "".
type EngineState struct {
	Mode    Mode
	Missing string // why it could not be started
}

// A Mode says how an engine runs.
type Mode string

// Modes of an engine.
const (
	Compiled    Mode = "compiled"
	Interpreted Mode = "interpreted" // many times slower
)

// StartPDFium starts the engine of a child that is to read PDFs, before [Serve] gives up what
// that takes. The context is the one in which handlers find it.
func StartPDFium(ctx context.Context, c pdfium.Cache) (context.Context, EngineState) {
	e, err := pdfium.Open(ctx, c)
	if err != nil {
		return ctx, EngineState{Missing: err.Error()}
	}
	debug.FreeOSMemory() // which starting it took
	state := EngineState{Mode: Interpreted}
	if e.Compiled() {
		state.Mode = Compiled
	}
	return pdfium.With(ctx, e), state
}

// EngineReport starts a child with the engine where there is none, and says what is in force.
func (b *Box) EngineReport(ctx context.Context) (Report, error) {
	k, err := b.take(ctx, true)
	if err != nil {
		return Report{}, err
	}
	defer b.put(k)
	return k.report, nil
}
