package bot

import (
	"context"
	"slices"
	"time"

	"verbatim/bot/store"
	"verbatim/index"
)

const (
	answerTimeout = 20 * time.Second // for the library's work on one question
	turnTimeout   = 5 * time.Minute  // for the wait before it; Discord takes answers for 15 minutes
)

// find lets a server's library answer a question when it is the turn of the one who asks. All
// questions at once would make each of them slow, and those that are not even begun could not
// tell Discord to wait.
func (b *Bot) find(ctx context.Context, server string, asker store.Person, q index.Query) (a index.Answer, err error) {
	room, err := b.shelves.Of(server)
	if err != nil {
		return a, err
	}
	q.Hidden = room.Hidden
	err = b.inTurn(ctx, party(server, asker), func(ctx context.Context) error {
		a, err = room.Answer(ctx, q)
		return err
	})
	return a, err
}

// search lets a server's library look words up when it is the turn of the one who asks.
// Passages with what is hidden are left out.
func (b *Bot) search(ctx context.Context, server string, asker store.Person, words string, n int, f index.Filter) (hits []index.PassageHit, err error) {
	room, err := b.shelves.Of(server)
	if err != nil {
		return nil, err
	}
	err = b.inTurn(ctx, party(server, asker), func(ctx context.Context) error {
		hits, err = room.Search(ctx, words, n+len(room.Hidden), f)
		return err
	})
	hits = slices.DeleteFunc(hits, func(h index.PassageHit) bool { return room.Hides(h.Text) })
	return hits[:min(len(hits), n)], err
}

func (b *Bot) inTurn(ctx context.Context, party string, work func(context.Context) error) error {
	waiting, cancel := context.WithTimeout(ctx, turnTimeout)
	defer cancel()
	return b.queue.Do(waiting, party, func() error {
		ctx, cancel := context.WithTimeout(ctx, answerTimeout)
		defer cancel()
		return work(ctx)
	})
}

// party is who waits for a turn: a server, or outside of one a person.
func party(server string, person store.Person) string {
	if server != "" {
		return server
	}
	return string(person)
}
