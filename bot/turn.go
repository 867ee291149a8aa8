package bot

import (
	"context"
	"slices"

	"verbatim/bot/queue"
	"verbatim/bot/rush"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/index"
)

// find lets a server's library answer a question when it is the turn of the one who asks, or gives
// the answer that the same question had there.
func (b *Bot) find(ctx context.Context, server string, asker store.Person, q index.Query) (index.Answer, error) {
	room, err := b.shelves.Of(server)
	if err != nil {
		return index.Answer{}, err
	}
	q.Hidden = room.Hidden
	return b.desk.Answer(ctx, party(server, asker), rushed(room), q)
}

// search lets a server's library look words up when it is the turn of the one who asks.
// Passages with what is hidden are left out.
func (b *Bot) search(ctx context.Context, server string, asker store.Person, words string, n int, f index.Filter) ([]index.PassageHit, error) {
	room, err := b.shelves.Of(server)
	if err != nil {
		return nil, err
	}
	hits, err := b.desk.Search(ctx, party(server, asker), rushed(room), words, n+len(room.Hidden), f)
	hits = slices.DeleteFunc(hits, func(h index.PassageHit) bool { return room.Hides(h.Text) })
	for i := range hits {
		hits[i].Article = room.Called(hits[i].Article)
	}
	return hits[:min(len(hits), n)], err
}

// party is who waits for a turn: a member of a server, or a person outside of one.
func party(server string, person store.Person) queue.Party {
	return queue.Party{Server: server, Member: string(person)}
}

// rushed is a server's room as questions are put to it.
func rushed(r *shelf.Room) rush.Room { return rush.Room{Library: r.Library, Name: r.Name} }
