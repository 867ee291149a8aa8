package event

import (
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Server is what is of use of a server.
type Server struct {
	ID     string
	Locale string            // "" when it is not told
	Roles  map[string]string // ids of the roles that Discord made for bots, by the id of the bot, as far as they are told
	Joined time.Time         // since when the bot is a member of it; zero when it is not told
	Notice string            // id of the channel for the server's notices, "" for none
}

// ParseServer takes what is of use from GUILD_CREATE or GUILD_UPDATE. It returns false when
// the server has no id. Roles that do not decode are left out.
func ParseServer(data json.RawMessage) (Server, bool) {
	var g struct {
		ID     string            `json:"id"`
		Locale string            `json:"preferred_locale"`
		Roles  []json.RawMessage `json:"roles"`
	}
	if json.Unmarshal(data, &g) != nil || !Snowflake(g.ID) {
		return Server{}, false
	}
	s := Server{ID: g.ID, Locale: g.Locale}
	s.Joined, s.Notice = parseMembership(data)
	if g.Roles != nil {
		s.Roles = map[string]string{}
	}
	for _, raw := range g.Roles {
		var r role
		if json.Unmarshal(raw, &r) == nil && Snowflake(r.ID) && r.Tags.Bot != "" {
			s.Roles[r.Tags.Bot] = r.ID
		}
	}
	return s, true
}

// parseMembership takes since when the bot is a member of a server, and the channel for its notices.
// What does not decode is zero.
func parseMembership(data json.RawMessage) (joined time.Time, notice string) {
	var g struct {
		Joined time.Time `json:"joined_at"`
		Notice string    `json:"system_channel_id"`
	}
	if json.Unmarshal(data, &g) != nil || g.Joined.IsZero() {
		return time.Time{}, ""
	}
	if !Snowflake(g.Notice) {
		g.Notice = ""
	}
	return g.Joined, g.Notice
}

type role struct {
	ID   string `json:"id"`
	Tags struct {
		Bot string `json:"bot_id"`
	} `json:"tags"`
}

// ParseRole takes what is of use from GUILD_ROLE_CREATE or GUILD_ROLE_UPDATE: a server of which
// no more is told. It returns false when the role is not a bot's.
func ParseRole(data json.RawMessage) (Server, bool) {
	var e struct {
		Server string `json:"guild_id"`
		Role   role   `json:"role"`
	}
	if json.Unmarshal(data, &e) != nil || !Snowflake(e.Server) || !Snowflake(e.Role.ID) || e.Role.Tags.Bot == "" {
		return Server{}, false
	}
	return Server{ID: e.Server, Roles: map[string]string{e.Role.Tags.Bot: e.Role.ID}}, true
}

// ParseChannel takes the channel from an interaction, which tells the parent of a thread
// that the bot cannot see. It returns false when there is none.
func ParseChannel(data json.RawMessage) (*discordgo.Channel, bool) {
	var i struct {
		Channel *discordgo.Channel `json:"channel"`
	}
	return i.Channel, json.Unmarshal(data, &i) == nil && i.Channel != nil && Snowflake(i.Channel.ID)
}
