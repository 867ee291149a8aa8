package bot

import (
	"context"
	"runtime"
	"time"

	"verbatim/index"
)

const (
	answerTimeout = 20 * time.Second // for the library's work on one question
	lineTimeout   = 5 * time.Minute  // for the wait before it; Discord takes answers for 15 minutes
)

// A line lets the library work on a few questions at a time and makes the others wait in
// the order they came: all at once would make each of them slow, and those that are not
// even begun could not tell Discord to wait.
type line struct {
	Library
	places chan struct{} // holds one value for each question inside
}

func newLine(lib Library) line {
	return line{lib, make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
}

// Answer waits for a place and answers.
func (l line) Answer(ctx context.Context, q index.Query) (a index.Answer, err error) {
	err = l.inside(ctx, func(ctx context.Context) error {
		a, err = l.Library.Answer(ctx, q)
		return err
	})
	return a, err
}

// Search waits for a place and looks the words up.
func (l line) Search(ctx context.Context, words string, n int, f index.Filter) (hits []index.PassageHit, err error) {
	err = l.inside(ctx, func(ctx context.Context) error {
		hits, err = l.Library.Search(ctx, words, n, f)
		return err
	})
	return hits, err
}

func (l line) inside(ctx context.Context, work func(context.Context) error) error {
	wait, cancel := context.WithTimeout(ctx, lineTimeout)
	defer cancel()
	select {
	case l.places <- struct{}{}:
		defer func() { <-l.places }()
	case <-wait.Done():
		return wait.Err()
	}
	ctx, cancel = context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	return work(ctx)
}
