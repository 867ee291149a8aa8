package bot

import (
	"context"
	"time"

	"verbatim/bot/store"
	"verbatim/index"
)

const (
	answerTimeout = 20 * time.Second // for the library's work on one question
	turnTimeout   = 5 * time.Minute  // for the wait before it; Discord takes answers for 15 minutes
)

// find lets the library answer a question when it is the party's turn. All questions at
// once would make each of them slow, and those that are not even begun could not tell
// Discord to wait.
func (b *Bot) find(ctx context.Context, party string, q index.Query) (a index.Answer, err error) {
	err = b.inTurn(ctx, party, func(ctx context.Context) error {
		a, err = b.library.Answer(ctx, q)
		return err
	})
	return a, err
}

// search lets the library look words up when it is the party's turn.
func (b *Bot) search(ctx context.Context, party, words string, n int, f index.Filter) (hits []index.PassageHit, err error) {
	err = b.inTurn(ctx, party, func(ctx context.Context) error {
		hits, err = b.library.Search(ctx, words, n, f)
		return err
	})
	return hits, err
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
