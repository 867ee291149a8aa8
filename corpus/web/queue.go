package web

import (
	"context"
	"net/url"
	"sync"

	"verbatim/corpus"
)

// maxHosts is how many hosts are asked at the same time, each for one page.
const maxHosts = 8

// A queue holds the tasks of a walk by their hosts, so that a host that is slow, or asks for long
// pauses, holds up nobody else's pages.
type queue struct {
	waiting map[string][]task
	hosts   []string // that have tasks waiting, in the order in which these came
	busy    map[string]bool
}

func newQueue() queue { return queue{waiting: map[string][]task{}, busy: map[string]bool{}} }

// add puts a task behind the others of its host.
func (q *queue) add(t task) {
	host := t.host()
	if len(q.waiting[host]) == 0 {
		q.hosts = append(q.hosts, host)
	}
	q.waiting[host] = append(q.waiting[host], t)
}

// next returns the next task of the first host that is not busy, and makes it so.
func (q *queue) next() (t task, ok bool) {
	for i, host := range q.hosts {
		if q.busy[host] {
			continue
		}
		t, q.waiting[host] = q.waiting[host][0], q.waiting[host][1:]
		q.hosts = append(q.hosts[:i:i], q.hosts[i+1:]...)
		if len(q.waiting[host]) > 0 {
			q.hosts = append(q.hosts, host)
		}
		q.busy[host] = true
		return t, true
	}
	return task{}, false
}

// done lets the next task of a host go on.
func (q *queue) done(t task) { delete(q.busy, t.host()) }

// host returns the host of a task, by which it waits.
func (t task) host() string {
	u, err := url.Parse(t.url)
	if err != nil {
		return ""
	}
	return u.Host
}

// An answer is what came of asking for the page of a task.
type answer struct {
	task  task
	last  Visit // that is known
	known bool
	got   *fetched
	err   error
}

// run reads what is planned, and what that leads to. Hosts are asked by goroutines; everything else
// is done by this one.
func (w *walk) run(ctx context.Context) ([]corpus.Skip, error) {
	ctx, cancel := context.WithCancel(ctx)
	answers := make(chan answer, maxHosts)
	var asking sync.WaitGroup
	defer asking.Wait()
	defer cancel()
	for {
		for len(w.queue.busy) < maxHosts {
			t, ok := w.queue.next()
			if !ok {
				break
			}
			a := w.prepare(t)
			asking.Go(func() {
				a.got, a.err = w.fetcher.get(ctx, a.task.url, a.last)
				answers <- a
			})
		}
		if len(w.queue.busy) == 0 {
			break
		}
		select {
		case a := <-answers:
			w.queue.done(a.task)
			if err := w.take(ctx, a); err != nil {
				return w.skips, err
			}
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			return w.skips, err
		}
	}
	w.tellDown()
	w.tellFull()
	return w.skips, nil
}
