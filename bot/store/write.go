package store

import (
	"errors"
)

const (
	queueLength = 4096 // changes that wait for the disk before whoever makes more has to wait
	maxGroup    = 512  // changes that are written together
)

// errClosed says that the store was closed before a change.
var errClosed = errors.New("the store is closed")

// A change waits to be written.
type change struct {
	apply func(*transaction) error
	done  func(error) // called once, when the change is on disk or has failed
}

// A writer writes changes in the order they came, as many at a time as have come while
// the disk was busy with the ones before: each such group costs one sync.
type writer struct {
	file     *file
	queue    chan change
	rewrites chan chan error // to each is sent once what became of the rewrite
	stop     chan struct{}   // closed when no more changes are taken
	ended    chan struct{}   // closed when all that were taken are written
}

func newWriter(f *file) *writer {
	w := &writer{file: f, queue: make(chan change, queueLength), rewrites: make(chan chan error), stop: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w
}

// submit queues a change and returns. It waits only while the queue is full.
func (w *writer) submit(apply func(*transaction) error, done func(error)) {
	select {
	case <-w.stop:
		done(errClosed)
		return
	default:
	}
	select {
	case w.queue <- change{apply, done}:
	case <-w.ended:
		done(errClosed)
	}
}

// write makes a change and returns when it is on disk.
func (w *writer) write(apply func(*transaction) error) error {
	done := make(chan error, 1)
	w.submit(apply, func(err error) { done <- err })
	select {
	case err := <-done:
		return err
	case <-w.ended:
		select {
		case err := <-done:
			return err
		default:
			return errClosed
		}
	}
}

// rewrite writes the file again between two changes, when bytes of deleted records may be in
// it. It returns when that is done.
func (w *writer) rewrite() error {
	done := make(chan error, 1)
	select {
	case w.rewrites <- done:
		return <-done
	case <-w.ended:
		return errClosed
	}
}

// close writes what was queued and ends the writer.
func (w *writer) close() {
	close(w.stop)
	<-w.ended
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		select {
		case c := <-w.queue:
			w.commit(w.group(c))
		case done := <-w.rewrites:
			done <- w.file.rewrite()
		case <-w.stop:
			for len(w.queue) > 0 {
				w.commit(w.group(<-w.queue))
			}
			return
		}
	}
}

// group returns a change with those that wait behind it.
func (w *writer) group(first change) []change {
	group := []change{first}
	for len(group) < maxGroup {
		select {
		case c := <-w.queue:
			group = append(group, c)
		default:
			return group
		}
	}
	return group
}

// commit writes a group in one transaction. When that fails, each change gets one of its
// own, so that a bad one fails alone.
func (w *writer) commit(group []change) {
	err := w.file.update(func(tx *transaction) error {
		for _, c := range group {
			if err := c.apply(tx); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range group {
		if err != nil && len(group) > 1 {
			c.done(w.file.update(c.apply))
		} else {
			c.done(err)
		}
	}
}
