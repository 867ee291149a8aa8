package main

import (
	"context"
	"errors"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
)

// checkIndex compares the whole index with its checksums, and tells what it holds.
func checkIndex(ctx context.Context, d *diagnosis, c config) {
	began := time.Now()
	x, err := c.openLibrary(index.Options{}, nil)
	if errors.Is(err, index.ErrNoIndex) && !errors.Is(err, engine.ErrUnfinished) {
		noIndexYet(d, c)
		return
	}
	if err == nil {
		defer x.Close()
		err = x.engine.Verify(ctx)
	}
	if err != nil {
		d.add("index", "wrong", "%v", err)
		return
	}
	took := time.Since(began)
	articles, passages, err := x.size()
	if err != nil {
		d.add("index", "wrong", "%v", err)
		return
	}
	d.add("index", "ok", "generation %d in %s: %s, %s", x.Generation(), c.where(), count(articles, "article"), count(passages, "passage"))
	if c.onCluster() {
		d.add("documents", "ok", "all are as they were written (compared with their checksums in %s)", took.Round(time.Millisecond))
		return
	}
	tellState(d, x.engine.State(), took)
	if from, err := x.origin(ctx); err == nil {
		if differs := differs(c, from); differs != "" {
			d.add("corpus", "note", "%s", differs)
		}
	}
}

// noIndexYet tells where the first index is going to come from.
func noIndexYet(d *diagnosis, c config) {
	if len(c.Corpus) == 0 {
		d.add("index", "note", "none yet in %s: the first ask or serve indexes the article that verbatim ships with; verbatim add PATH gives it yours", c.where())
		return
	}
	d.add("index", "note", "none yet in %s: verbatim reindex builds it from VERBATIM_CORPUS", c.where())
}

// size returns how many articles and passages the index holds.
func (l *library) size() (articles, passages int, err error) {
	sources, err := l.Sources()
	for _, s := range sources {
		passages += s.Passages
	}
	return len(sources), passages, err
}

// tellState tells what is known of the files of an index that answers.
func tellState(d *diagnosis, s engine.State, took time.Duration) {
	if s.Outdated {
		d.add("files", "note", "an older version of verbatim wrote the index: it answers, and the next verbatim reindex builds it anew")
		return
	}
	d.add("files", "ok", "all %d MB are as they were written (compared with their checksums in %s)", (s.Bytes+1<<20-1)>>20, took.Round(time.Millisecond))
	if s.Astray {
		d.add("pointer", "note", "CURRENT does not name the newest generation, which was found without it: verbatim reindex mends that")
	}
}
