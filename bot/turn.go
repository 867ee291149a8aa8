package bot

import (
	"verbatim/bot/queue"
	"verbatim/bot/rush"
	"verbatim/bot/store"
)

// party is who waits for a turn: a member of a server, or a person outside of one.
func party(server string, person store.Person) queue.Party {
	return queue.Party{Server: server, Member: string(person)}
}

// room is whom questions are put to.
func (b *Bot) room() rush.Room { return rush.Room{Library: b.library} }
