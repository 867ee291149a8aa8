package rush

import (
	"context"
	"errors"
	"sync"
	"time"

	"verbatim/bot/library"
	"verbatim/bot/queue"
	"verbatim/index"
)

const (
	workTimeout = 20 * time.Second // for the library's work on one question
	turnTimeout = 5 * time.Minute  // for the wait before it; Discord takes answers for 15 minutes
)

// A Room is whom questions are put to. Equal questions in one room have one answer.
type Room struct {
	library.Library
	// Name is "" for the library that all share. Where somebody has more than that it tells whose
	// it is and in which state: nobody is to get an answer out of another's.
	Name string
}

// A Desk answers questions, many at once. It is safe for concurrent use.
type Desk struct {
	// Observe is told how long a question has waited when its turn has come, as the stage "wait";
	// nil for nobody. It is to be set before the first question.
	Observe func(ctx context.Context, stage string, began time.Time)

	queue  *queue.Queue
	pace   *pace
	counts tally

	mu      sync.Mutex
	kept    cache
	flights map[key]*flight
}

// New returns a desk that works on as many questions at a time as it has places.
func New(places int) *Desk {
	return &Desk{queue: queue.New(places), pace: newPace(places), flights: map[key]*flight{}}
}

// Answer answers a question that somebody puts to a room, in the haste that there is; that of the
// query does not matter. The answer is shared and not to be changed.
func (d *Desk) Answer(ctx context.Context, by queue.Party, r Room, q index.Query) (index.Answer, error) {
	a, err := d.answer(ctx, by, r, q)
	if err != nil {
		d.counts.failed.Add(1)
	}
	a.Question = q.Text
	return a, err
}

func (d *Desk) answer(ctx context.Context, by queue.Party, r Room, q index.Query) (index.Answer, error) {
	edition, err := r.Edition(ctx)
	if err != nil {
		return index.Answer{}, err
	}
	k := keyOf(r.Name, edition, q)
	if a, ok := d.known(k, d.pace.haste(queue.Turn{Share: d.queue.Share(by)})); ok {
		d.counts.kept.Add(1)
		return a, nil
	}
	f := d.board(k)
	defer d.leave(f)
	if err := d.await(ctx, by, f, func(t queue.Turn) {
		d.waited(ctx, t.Waited)
		d.fly(ctx, f, r, q, d.pace.haste(t))
	}); err != nil {
		return index.Answer{}, err
	}
	return f.answer, f.err
}

// waited tells for how long a question has waited.
func (d *Desk) waited(ctx context.Context, took time.Duration) {
	if d.Observe != nil {
		d.Observe(ctx, "wait", time.Now().Add(-took))
	}
}

// Hurry has no more read for each question than in a rush, or ends that: somebody waits for all of
// them to be answered.
func (d *Desk) Hurry(on bool) { d.pace.setHurry(on) }

// Search lets a room look words up when it is the party's turn.
func (d *Desk) Search(ctx context.Context, by queue.Party, r Room, words string, n int, f index.Filter) (hits []index.PassageHit, err error) {
	waiting, cancel := context.WithTimeout(ctx, turnTimeout)
	defer cancel()
	err = d.queue.Do(waiting, by, func(queue.Turn) error {
		ctx, cancel := context.WithTimeout(ctx, workTimeout)
		defer cancel()
		hits, err = r.Search(ctx, words, n, f)
		return err
	})
	return hits, err
}

// known returns an answer that was kept, if it is no hastier than a new one would be.
func (d *Desk) known(k key, haste float64) (index.Answer, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a, ok := d.kept.get(k)
	return a, ok && a.Haste <= haste
}

// errLanded ends the wait for a turn: somebody else's has come, or has answered.
var errLanded = errors.New("the question is answered elsewhere")

// await waits until a flight has landed, or until it is the party's turn and nobody flies it yet:
// then work does. The error says that the wait was too long.
func (d *Desk) await(ctx context.Context, by queue.Party, f *flight, work func(queue.Turn)) error {
	waiting, cancel := context.WithTimeout(ctx, turnTimeout)
	defer cancel()
	stop := context.AfterFunc(f.flying, cancel)
	defer stop()
	err := errLanded
	if f.flying.Err() == nil {
		err = d.queue.Do(waiting, by, func(t queue.Turn) error {
			if !f.takeOff() {
				return errLanded
			}
			work(t)
			return nil
		})
	}
	if err != nil && f.flying.Err() == nil {
		return err // its own time is over
	}
	select {
	case <-f.landed:
		if err != nil && f.err == nil {
			d.counts.shared.Add(1)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
