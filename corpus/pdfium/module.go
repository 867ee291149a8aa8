package pdfium

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/webassembly/imports"
)

// A module calls the functions of one PDFium. go-pdfium's own calls take and free memory of
// PDFium's for each number that is returned, and so take many times as long as what they call;
// a page has thousands of characters. After a call has failed, calls return 0 and err says why.
type module struct {
	ctx       context.Context
	function  func(name string) (function, error)
	functions map[string]function
	access    func(size int64, r io.ReadSeeker) (uint64, error)
	memory    *memory
	scratch   uint64 // where numbers and text are returned to
	stack     [8]uint64
	err       error
}

// A function of PDFium takes its arguments from a stack, and leaves its result there.
type function interface {
	CallWithStack(ctx context.Context, stack []uint64) error
}

// Places in the scratch memory, in bytes.
const (
	numbersAt   = 0
	nameAt      = 64
	textAt      = 128
	textSize    = 4 << 10
	scratchSize = textAt + textSize
)

var errImplementation = errors.New("go-pdfium is not as it was")

// newModule returns the module of an implementation of go-pdfium.
func newModule(ctx context.Context, implementation any, m *memory) (module, error) {
	files, ok := implementation.(interface {
		CreateFileAccessReader(int64, io.ReadSeeker) (*uint64, *uint32, error)
	})
	if !ok {
		return module{}, errImplementation
	}
	d := module{ctx: ctx, memory: m, functions: map[string]function{}, function: lookup(imports.NewModule(nil).ExportedFunction, implementation)}
	d.access = func(size int64, r io.ReadSeeker) (uint64, error) {
		at, _, err := files.CreateFileAccessReader(size, r)
		if err != nil {
			return 0, err
		}
		return *at, nil
	}
	d.scratch = d.call("malloc", scratchSize)
	return d, d.err
}

// lookup returns what finds the functions of an implementation. Their type has no name outside
// of go-pdfium; it is that of the functions of any module.
func lookup[F function](_ func(string) F, implementation any) func(string) (function, error) {
	functions, ok := implementation.(interface{ Fn(string) F })
	return func(name string) (function, error) {
		if !ok {
			return nil, errImplementation
		}
		f := functions.Fn(name)
		if any(f) == nil {
			return nil, fmt.Errorf("PDFium has no %s", name)
		}
		return f, nil
	}
}

// call calls a function that may take long: it ends when the document's context does.
func (d *module) call(name string, args ...uint64) uint64 { return d.run(d.ctx, name, args) }

// quick calls a function that returns at once. To watch a context would take longer than that.
func (d *module) quick(name string, args ...uint64) uint64 {
	return d.run(context.Background(), name, args)
}

func (d *module) run(ctx context.Context, name string, args []uint64) uint64 {
	if d.err != nil {
		return 0
	}
	f, ok := d.functions[name]
	if !ok {
		if f, d.err = d.function(name); d.err != nil {
			return 0
		}
		d.functions[name] = f
	}
	copy(d.stack[:], args)
	if err := f.CallWithStack(ctx, d.stack[:]); err != nil {
		d.err = d.failed(err)
		return 0
	}
	return d.stack[0]
}

// failed explains why a call failed.
func (d *module) failed(err error) error {
	if d.ctx.Err() != nil {
		return d.ctx.Err()
	}
	if d.memory.full() {
		return ErrMemory
	}
	return fmt.Errorf("PDFium gave up on it: %w", err)
}

// bytes returns the bytes of the scratch memory from some place on.
func (d *module) bytes(at, size uint64) []byte {
	at += d.scratch
	if d.err != nil || at+size > uint64(len(d.memory.bytes)) {
		return make([]byte, size)
	}
	return d.memory.bytes[at : at+size]
}

func (d *module) write(at uint64, b []byte) { copy(d.bytes(at, uint64(len(b))), b) }

// float and double return a number of the scratch memory.
func (d *module) float(at uint64) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(d.bytes(at, 4))))
}

func (d *module) double(at uint64) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(d.bytes(at, 8)))
}

// text16 returns the text that a function writes, as UTF-16 that ends with 0, to a place that
// has room for so many bytes; it returns how many it wrote, or would.
func (d *module) text16(get func(to, size uint64) uint64) string {
	n := min(get(d.scratch+textAt, textSize), textSize) / 2
	var units []uint16
	for i := range n {
		units = append(units, binary.LittleEndian.Uint16(d.bytes(textAt+2*i, 2)))
	}
	for len(units) > 0 && units[len(units)-1] == 0 {
		units = units[:len(units)-1]
	}
	return string(utf16.Decode(units))
}
