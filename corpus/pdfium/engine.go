package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// MaxMemory is the most bytes that PDFium may take for one document.
const MaxMemory = 192 << 20

// pageSize is the unit in which WebAssembly takes memory.
const pageSize = 64 << 10

// An Engine is PDFium, ready to run. One document is read at a time; others wait.
type Engine struct {
	pool     pdfium.Pool
	memory   *memory
	compiled bool
}

// Open makes PDFium ready: from a cache, or, without one, by compiling it, which takes seconds
// and some 340 MB. Where the system permits no code that was just written, it is interpreted,
// many times slower.
func Open(ctx context.Context, c Cache) (*Engine, error) {
	e, err := open(ctx, c, wazero.NewRuntimeConfigCompiler)
	if err != nil && c != "" && ctx.Err() == nil { // a cache that cannot be read or written is none
		e, err = open(ctx, "", wazero.NewRuntimeConfigCompiler)
	}
	if err == nil {
		e.compiled = true
		return e, nil
	}
	if ctx.Err() == nil {
		e, err = open(ctx, "", wazero.NewRuntimeConfigInterpreter)
	}
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return e, nil
}

// Permitted reports whether this process may run code that was just written, so that PDFium can
// be compiled.
func Permitted(ctx context.Context) (permitted bool) {
	defer func() {
		if recover() != nil {
			permitted = false
		}
	}()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigCompiler())
	defer r.Close(ctx)
	_, err := r.CompileModule(ctx, nothing)
	return err == nil
}

// nothing is a WebAssembly module with a function that does nothing.
var nothing = []byte("\x00asm\x01\x00\x00\x00\x01\x04\x01\x60\x00\x00\x03\x02\x01\x00\x0a\x04\x01\x02\x00\x0b")

func open(ctx context.Context, c Cache, config func() wazero.RuntimeConfig) (e *Engine, err error) {
	defer func() {
		if p := recover(); p != nil { // for want of memory that may be run
			err = fmt.Errorf("compile: %v", p)
		}
	}()
	r := config().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(MaxMemory / pageSize).WithCloseOnContextDone(true)
	if c != "" {
		cache, err := wazero.NewCompilationCacheWithDir(string(c))
		if err != nil {
			return nil, err
		}
		r = r.WithCompilationCache(cache)
	}
	e = &Engine{memory: &memory{}}
	e.pool, err = webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(ctx, e.memory),
		RuntimeConfig: r, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard, MaxTotal: 1,
	})
	return e, err
}

// Compiled reports whether PDFium runs as code of this processor; if not, it is interpreted.
func (e *Engine) Compiled() bool { return e.compiled }

// Close ends the engine. No document may be open.
func (e *Engine) Close() error { return e.pool.Close() }

// engineKey is the key of an engine in a context.
type engineKey struct{}

// With returns a context with which documents are read by an engine.
func With(ctx context.Context, e *Engine) context.Context {
	return context.WithValue(ctx, engineKey{}, e)
}

// Of returns the engine of a context, nil when it has none.
func Of(ctx context.Context) *Engine {
	e, _ := ctx.Value(engineKey{}).(*Engine)
	return e
}

// Errors of documents.
var (
	ErrPassword = errors.New("the PDF needs a password; save it without one")
	ErrDamaged  = errors.New("no PDF, or damaged; repair it, for example with: qpdf in.pdf out.pdf")
)

// A Document is one PDF file, in a PDFium of its own. One goroutine may use it.
type Document struct {
	module
	instance pdfium.Pdfium
	source   *source
	handle   uint64
	fonts    map[uint64]Font
	Pages    int
}

// A source is the file of a document, which go-pdfium keeps for longer than the document.
type source struct{ io.ReadSeeker }

// Open opens a document of some bytes. [Document.Close] must follow. The error is [ErrPassword],
// [ErrDamaged], ctx.Err(), or says what PDFium failed at.
func (e *Engine) Open(ctx context.Context, r io.ReadSeeker, size int64) (*Document, error) {
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	d := &Document{instance: instance, source: &source{r}, fonts: map[uint64]Font{}}
	if d.module, err = newModule(ctx, instance.GetImplementation(), e.memory); err == nil {
		err = d.begin(size)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// begin has PDFium open the file. One that is encrypted without a password can be read.
func (d *Document) begin(size int64) (err error) {
	access, err := d.access(size, d.source)
	if err != nil {
		return err
	}
	d.handle = d.call("FPDF_LoadCustomDocument", access, 0)
	if d.handle == 0 && d.err == nil {
		const passwordError, securityError = 4, 5 // FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
		switch d.call("FPDF_GetLastError") {
		case passwordError, securityError:
			return ErrPassword
		}
		return ErrDamaged
	}
	d.Pages = int(int32(d.call("FPDF_GetPageCount", d.handle)))
	return d.err
}

// Close ends the document and frees its memory.
func (d *Document) Close() {
	_ = d.instance.Kill() // there is nothing in it that could be lost
	d.source.ReadSeeker = nil
}

// Meta returns what the document says of itself: its "Title", "CreationDate", "ModDate"; "Lang"
// is its language. It is "" where it says nothing.
func (d *Document) Meta(name string) string {
	if name == "Lang" {
		return d.text16(func(to, size uint64) uint64 { return d.call("FPDFCatalog_GetLanguage", d.handle, to, size) })
	}
	d.write(nameAt, append([]byte(name), 0))
	return d.text16(func(to, size uint64) uint64 { return d.call("FPDF_GetMetaText", d.handle, d.scratch+nameAt, to, size) })
}
