package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// A Kind says what a child is to make of a document.
type Kind string

// A Handler makes articles of a document as a [document.Reader] does. Besides it is asked
// something, in JSON, nil for nothing, and gives a note that can be JSON, nil for none.
type Handler func(ctx context.Context, ask []byte, d *document.Document, yield func(corpus.Article) error) (note any, err error)

// A job is a document for the child, without its bytes.
type job struct {
	Kind    Kind
	Ask     json.RawMessage `json:",omitempty"`
	Name    string
	ID      string
	Source  string
	ModTime time.Time
	Size    int64
	Large   bool
	Page    *site.Page `json:",omitempty"`
	Memory  int64      // bytes that reading it may take
}

// An ending says how a job ended.
type ending struct {
	Note  json.RawMessage `json:",omitempty"`
	Error *skip           `json:",omitempty"` // why the document was refused
}

// magic begins every hello. It changes with the frames.
const magic = "verbatim sandbox 1"

// A hello is the first that a child says.
type hello struct {
	Magic  string
	Report Report
}

// Serve is what a child does: it gives up what it does not need of the system, then reads the
// documents that come through standard input and sends what they hold through standard output.
// When the input ends, the process ends, whatever it is at. It returns an exit status when it
// cannot go on.
func Serve(handlers map[Kind]Handler) (status int) {
	signal.Ignore(os.Interrupt, syscall.SIGTERM) // they are for the parent, who ends its children
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(gcPercent)
	in, err := input()
	if err != nil {
		return failed(err)
	}
	report := confine()
	s := &server{
		out:  bufio.NewWriterSize(os.Stdout, 64<<10),
		jobs: make(chan job), contents: make(chan []byte), handlers: handlers,
	}
	go func() {
		_ = s.receive(in) // the parent went, or sends rubbish: either way nobody waits
		os.Exit(0)
	}()
	if err := s.send(frameHello, hello{magic, report}); err != nil {
		return failed(err)
	}
	for j := range s.jobs {
		if err := s.do(j); err != nil {
			return failed(err)
		}
	}
	return 0
}

// failed tells the parent why the child ends.
func failed(err error) (status int) {
	fmt.Fprintf(os.Stderr, "read documents: %v\n", err)
	return 1
}

// gcPercent lets garbage grow to some times of what is in use, which is little: collecting it
// would cost more than reading. What memory there may be is bounded besides.
const gcPercent = 400

// maxStack is the most bytes that the stack of one goroutine may take: every reader bounds
// how deep it goes, and this is for one that does not.
const maxStack = 64 << 20

// A server is the child's side.
type server struct {
	out      *bufio.Writer
	jobs     chan job
	contents chan []byte
	handlers map[Kind]Handler
}

// receive hands over what comes from the parent, until that ends.
func (s *server) receive(r io.Reader) error {
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		t, payload, err := readFrame(in)
		switch {
		case err != nil:
			return err
		case t == frameContent:
			s.contents <- payload
		case t == frameJob:
			var j job
			if err := json.Unmarshal(payload, &j); err != nil {
				return err
			}
			s.jobs <- j
		default:
			return errFrame
		}
	}
}

// send writes a frame and lets it go.
func (s *server) send(t frameType, v any) error {
	if err := writeJSON(s.out, t, v); err != nil {
		return err
	}
	return s.out.Flush()
}

// ask asks the parent for a part of the document.
func (s *server) ask(w want) ([]byte, error) {
	if err := writeFrame(s.out, frameWant, w.String()); err != nil {
		return nil, err
	}
	if err := s.out.Flush(); err != nil {
		return nil, err
	}
	return <-s.contents, nil
}

// do reads one document.
func (s *server) do(j job) error {
	handle := s.handlers[j.Kind]
	if handle == nil {
		return fmt.Errorf("no handler for %q", j.Kind)
	}
	debug.SetMemoryLimit(j.Memory)
	c := &content{ask: s.ask, size: j.Size, chunk: <-s.contents}
	var skips []corpus.Skip
	d := &document.Document{Name: j.Name, ID: j.ID, Source: j.Source, ModTime: j.ModTime, Size: j.Size, Large: j.Large, Page: j.Page, Reader: c, At: c, Skips: &skips}
	note, err := handle(context.Background(), j.Ask, d, func(a corpus.Article) error { return s.article(d, a) })
	for _, skipped := range skips {
		if err := writeJSON(s.out, frameSkip, skipOf(skipped)); err != nil {
			return err
		}
	}
	return s.end(d, note, err)
}

// article sends one article.
func (s *server) article(d *document.Document, a corpus.Article) error {
	switch {
	case len(a.Text) > maxText:
		d.Skip("", corpus.ReasonTooLarge, fmt.Errorf("article %q has %s of text; divide it", a.ID, document.ByteCount(int64(len(a.Text)))))
		return nil
	case len(a.Blocks) > maxBlocks:
		d.Skip("", corpus.ReasonTooLarge, fmt.Errorf("article %q has %d paragraphs, lines or rows, more than %d; divide it", a.ID, len(a.Blocks), maxBlocks))
		return nil
	case anchorsOf(a.Blocks) > maxAnchor:
		d.Skip("", corpus.ReasonTooLarge, fmt.Errorf("article %q has long headings above too many paragraphs; divide it", a.ID))
		return nil
	}
	err := writeArticle(s.out, a)
	if _, ok := errors.AsType[*json.MarshalerError](err); ok { // a date in the year 10,000
		d.Skip("", corpus.ReasonMalformed, err)
		return nil
	}
	return err
}

// anchorsOf returns the bytes of the anchors of blocks.
func anchorsOf(blocks []corpus.Block) (sum int) {
	for _, b := range blocks {
		sum += len(b.Anchor)
	}
	return sum
}

// end sends how a job ended.
func (s *server) end(d *document.Document, note any, err error) error {
	var e ending
	if err != nil {
		refused := skipOf(corpus.Skip{Input: d.Source, Reason: document.ReasonOf(err), Err: err})
		e.Error = &refused
	}
	if note != nil {
		b, err := json.Marshal(note)
		if err != nil {
			return err
		}
		e.Note = b
	}
	return s.send(frameEnd, e)
}
