package discordtest

import (
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"
)

// gateway is the state of the event side. It is guarded by Server.mu.
type gateway struct {
	sessions  map[string]*session
	conns     []*conn
	scripts   []Script
	records   []Connection
	remaining int // IDENTIFYs left
	lastStart map[int]int64
	down      bool
	pending   []pending
	resumeURL string
	startsEnd time.Time // when the budget of IDENTIFYs is filled up again
}

// A session outlives its connection: what happens meanwhile is kept and replayed.
type session struct {
	id      string
	shard   int
	shards  int
	intents discordgo.Intent
	seq     int64
	log     [][]byte // frames with a sequence number
	conn    *conn    // nil while the bot is away

	forgotten int64 // sequence numbers up to this one are no longer in log
}

// online counts the sessions that are connected.
func (g *gateway) online() int {
	n := 0
	for _, s := range g.sessions {
		if s.conn != nil && s.conn.live {
			n++
		}
	}
	return n
}

// frame encodes a dispatch as the session's next one and keeps it.
func (se *session) frame(kind string, value any) []byte {
	se.seq++
	raw, err := json.Marshal(map[string]any{"op": 0, "s": se.seq, "t": kind, "d": value})
	if err != nil {
		raw = []byte("null") // values are built from decoded JSON
	}
	se.log = append(se.log, raw)
	return raw
}

// Dispatch sends an event to the shard of a guild, "" for direct messages. Bots that are
// away get it when they resume. Events that the session's intents leave out are not sent,
// and without the message content intent the content is taken out as Discord does.
func (s *Server) Dispatch(guildID, kind string, value any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, se := range s.gateway.sessions {
		if shardOf(guildID, se.shards) != se.shard || !se.wants(kind, guildID) {
			continue
		}
		frame := se.frame(kind, s.visible(se, kind, guildID, value))
		if se.conn != nil && se.conn.live {
			se.conn.queue(frame)
		}
	}
}

// wants tells whether the session's intents include an event (gateway.mdx, "List of
// Intents").
func (se *session) wants(kind, guildID string) bool {
	need := discordgo.Intent(0)
	switch kind {
	case "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK":
		need = discordgo.IntentGuildMessages
		if guildID == "" {
			need = discordgo.IntentDirectMessages
		}
	case "GUILD_CREATE", "GUILD_DELETE", "CHANNEL_DELETE", "THREAD_CREATE", "THREAD_DELETE", "GUILD_UPDATE":
		need = discordgo.IntentGuilds
	}
	return need == 0 || se.intents&need != 0
}

// visible takes out the content that the session may not see.
func (s *Server) visible(se *session, kind, guildID string, value any) any {
	m, ok := value.(map[string]any)
	if !ok || (kind != "MESSAGE_CREATE" && kind != "MESSAGE_UPDATE") || guildID == "" || se.intents&discordgo.IntentMessageContent != 0 {
		return value
	}
	if author, _ := m["author"].(map[string]any); author["id"] == s.Bot.ID || s.mentioned(m) {
		return value
	}
	hidden := map[string]any{}
	for k, v := range m {
		hidden[k] = v
	}
	hidden["content"], hidden["embeds"], hidden["attachments"], hidden["components"] = "", []any{}, []any{}, []any{}
	return hidden
}

// mentioned tells whether a message pings the bot; a reply pings whom it answers.
func (s *Server) mentioned(m map[string]any) bool {
	list, _ := m["mentions"].([]any)
	for _, v := range list {
		if who, _ := v.(map[string]any); who["id"] == s.Bot.ID {
			return true
		}
	}
	return false
}
