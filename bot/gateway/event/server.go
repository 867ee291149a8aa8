package event

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// A Server is what is of use of a server.
type Server struct {
	ID     string
	Locale string            // "" when it is not told
	Roles  map[string]string // ids of the roles that Discord made for bots, by the id of the bot; nil when not told
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
	if g.Roles != nil {
		s.Roles = map[string]string{}
	}
	for _, raw := range g.Roles {
		var r struct {
			ID   string `json:"id"`
			Tags struct {
				Bot string `json:"bot_id"`
			} `json:"tags"`
		}
		if json.Unmarshal(raw, &r) == nil && Snowflake(r.ID) && r.Tags.Bot != "" {
			s.Roles[r.Tags.Bot] = r.ID
		}
	}
	return s, true
}

// ParseChannel takes the channel from an interaction, which tells the parent of a thread
// that the bot cannot see. It returns false when there is none.
func ParseChannel(data json.RawMessage) (*discordgo.Channel, bool) {
	var i struct {
		Channel *discordgo.Channel `json:"channel"`
	}
	return i.Channel, json.Unmarshal(data, &i) == nil && i.Channel != nil && Snowflake(i.Channel.ID)
}
