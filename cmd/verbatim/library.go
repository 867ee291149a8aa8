package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"verbatim/corpus/clone"
	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/local"
	"verbatim/index/local/disk"
	"verbatim/index/meaning"
	"verbatim/index/opensearch"
	"verbatim/index/reader"
	"verbatim/index/update"
)

// A library is an index with the engine that it answers from.
type library struct {
	*index.Index
	engine keptEngine
}

// A keptEngine is an engine with what is to be known of what it keeps.
type keptEngine interface {
	engine.Engine
	// Verify compares all that is kept with its checksums.
	Verify(ctx context.Context) error
	// State tells what is known of what it keeps beside its contents.
	State() engine.State
	// Idle waits until nobody asks.
	Idle(ctx context.Context) error
}

// openLibrary opens the index where it is kept. The logger gets what happens between questions; nil
// discards it.
func (c config) openLibrary(o index.Options, log *slog.Logger) (*library, error) {
	var e keptEngine
	var err error
	if c.onCluster() {
		e, err = openCluster(c, log)
	} else {
		e, err = openLocal(c.Data, log)
	}
	if err != nil {
		return nil, err
	}
	return &library{index.New(e, o), e}, nil
}

// openLocal opens the index below a folder.
func openLocal(dir string, log *slog.Logger) (keptEngine, error) {
	e, err := local.Open(dir, log)
	if err != nil {
		return nil, err
	}
	return e, nil
}

// understand lets questions be asked by meaning with an encoder; nil changes nothing.
func (l *library) understand(e *reader.Encoder) error {
	if e == nil {
		return nil
	}
	return l.engine.Understand(meaning.Encoding(e))
}

// updateLibrary brings the index up to date. What it reads is parsed in a sandbox.
func (c config) updateLibrary(ctx context.Context, o update.Options, log *slog.Logger) (report update.Report, err error) {
	box, err := newBox(c.Data)
	if err != nil {
		return report, err
	}
	defer box.Close()
	o.Box, o.Clones = box, clonesOf(c.Data)
	report, err = c.updateStore(ctx, o, log)
	if _, locked := errors.AsType[*engine.LockedError](err); locked {
		return report, err
	}
	noteLook(c.Data, report, o, err, log)
	owner := disk.OwnerOf(c.Data) // who may not be root, who runs this
	return report, errors.Join(err, owner.Give(lookFile(c.Data)), owner.GiveTree(o.Clones.Dir))
}

// updateStore brings the engine that is configured up to date.
func (c config) updateStore(ctx context.Context, o update.Options, log *slog.Logger) (report update.Report, err error) {
	err = c.withStore(log, func(store engine.Store) error {
		report, err = update.Run(ctx, store, o)
		return err
	})
	return report, err
}

// withStore writes to where the index is kept.
func (c config) withStore(log *slog.Logger, write func(engine.Store) error) error {
	if !c.onCluster() {
		return write(local.NewStore(c.Data, log))
	}
	client, err := c.client(log)
	if err != nil {
		return err
	}
	return errors.Join(c.whenAway(write(opensearch.NewStore(client, c.corpus(log)))), client.Close())
}

// origin returns what the index was made of.
func (l *library) origin(ctx context.Context) (engine.Origin, error) {
	held, err := l.engine.Hold(ctx)
	if err != nil {
		return engine.Origin{}, err
	}
	return held.Generation().Origin, held.Release()
}

// clonesOf returns where repositories are cloned to.
func clonesOf(dir string) *clone.Clones { return &clone.Clones{Dir: filepath.Join(dir, "clones")} }

// openIndex opens the index of c's data folder. When there never was one and no corpus is
// configured, it builds the one of the shipped article first. What it does not verify it tells.
func (a *app) openIndex(ctx context.Context, c config, o index.Options) (*library, error) {
	encoder, err := c.encoder(o.Reader)
	if err != nil {
		return nil, err
	}
	o.Meaning = encoder != nil
	l, err := c.openLibrary(o, nil)
	if errors.Is(err, index.ErrNoIndex) && !errors.Is(err, engine.ErrUnfinished) {
		l, err = a.openShipped(ctx, c, o, encoder)
	}
	if errors.Is(err, engine.ErrLost) && len(c.Corpus) > 0 {
		err = fmt.Errorf("%w; without any it reads %s, as VERBATIM_CORPUS says", err, strings.Join(c.Corpus, ", "))
	}
	if err != nil {
		return nil, err
	}
	if err := l.understand(encoder); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	a.noteState(l.engine.State())
	return l, nil
}

// noteState tells what might make the answers others than they should be.
func (a *app) noteState(s engine.State) {
	if s.Unverified > 0 {
		a.notef("%d MB of the index were not compared with their checksums; verbatim doctor compares all.", s.Unverified>>20)
	}
	if s.Astray {
		a.notef("The index had lost the name of its newest generation, and answers from the newest that is sound; verbatim reindex mends that.")
	}
	if s.Vectors > 0 {
		a.notef("%d vectors of meaning are damaged or missing; verbatim reindex makes them again.", s.Vectors)
	}
	if s.Loading {
		a.notef("The vectors of meaning could not be read in time: passages are found by words.")
	}
}

// openShipped builds the index of the shipped article, with its vectors where there is an
// encoder, and opens it.
func (a *app) openShipped(ctx context.Context, c config, o index.Options, e *reader.Encoder) (*library, error) {
	if len(c.Corpus) > 0 {
		return nil, fmt.Errorf("%w (it reads %s, as VERBATIM_CORPUS says)", index.ErrNoIndex, strings.Join(c.Corpus, ", "))
	}
	if err := a.buildShipped(ctx, c); err != nil {
		return nil, fmt.Errorf("index the shipped article: %w", err)
	}
	if err := a.fillVectors(ctx, c, e); err != nil {
		return nil, err
	}
	return c.openLibrary(o, nil)
}

// buildShipped indexes the shipped article, or waits for the process that does.
func (a *app) buildShipped(ctx context.Context, c config) error {
	a.notef("No corpus yet: answering from the article that verbatim ships with. Give it yours with: verbatim add PATH")
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		_, err := c.updateLibrary(ctx, update.Options{}, nil)
		var locked *engine.LockedError
		if !errors.As(err, &locked) || wait > 5*time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}
