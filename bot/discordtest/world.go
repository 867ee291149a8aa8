package discordtest

import (
	"slices"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Person is a user of Discord.
type Person struct {
	ID, Name    string
	Locale      discordgo.Locale // "" means English
	Permissions int64            // in the channel, of a member
	Bot         bool
}

// A Place is a channel. GuildID is empty in a direct message.
type Place struct {
	GuildID, ChannelID string
}

type guild struct {
	id       string
	locale   discordgo.Locale
	channels []string
}

type channel struct {
	Place
	kind      discordgo.ChannelType
	parentID  string
	ownerID   string
	name      string
	recipient string   // of a direct-message channel that the bot opened
	posts     []string // ids in order
	seen      int      // bot's posts that were awaited
	typing    int
	tags      []string  // of a forum: their names
	applied   []string  // of a post: ids of tags
	private   bool      // no role sees it
	added     []string  // ids of those who were added to a thread
	archived  time.Time // zero for what is not
}

// Person makes a user.
func (s *Server) Person(name string) Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Person{ID: s.newID(), Name: name, Locale: discordgo.EnglishUS}
}

// Guild makes a server that the bot is a member of, with one text channel.
func (s *Server) Guild() Place {
	s.mu.Lock()
	g := &guild{id: s.newID(), locale: discordgo.EnglishUS}
	s.guilds[g.id] = g
	place := s.addChannel(g.id, discordgo.ChannelTypeGuildText, "", "")
	event := s.guildJSON(g)
	s.mu.Unlock()
	s.Dispatch(g.id, "GUILD_CREATE", event)
	return place
}

// Channel makes one more channel in a guild. parentID and ownerID are for threads, ""
// otherwise.
func (s *Server) Channel(guildID string, kind discordgo.ChannelType, parentID, ownerID string) Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addChannel(guildID, kind, parentID, ownerID)
}

// DM makes the direct-message channel between a person and the bot.
func (s *Server) DM() Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addChannel("", discordgo.ChannelTypeDM, "", "")
}

// Whispers lists the bot's messages in the direct-message channel that it opened with a
// person.
func (s *Server) Whispers(who Person) []Post {
	s.mu.Lock()
	var place Place
	for _, c := range s.places {
		if c.recipient == who.ID {
			place = c.Place
		}
	}
	s.mu.Unlock()
	if place.ChannelID == "" {
		return nil
	}
	return s.Posts(place)
}

// addChannel makes a channel. The caller holds s.mu.
func (s *Server) addChannel(guildID string, kind discordgo.ChannelType, parentID, ownerID string) Place {
	return s.addChannelAs(s.newID(), guildID, kind, parentID, ownerID)
}

func (s *Server) addChannelAs(id, guildID string, kind discordgo.ChannelType, parentID, ownerID string) Place {
	c := &channel{
		Place: Place{GuildID: guildID, ChannelID: id},
		kind:  kind, parentID: parentID, ownerID: ownerID, name: "channel-" + id,
	}
	s.places[id] = c
	if g := s.guilds[guildID]; g != nil {
		g.channels = append(g.channels, id)
	}
	return c.Place
}

func (s *Server) guildJSON(g *guild) map[string]any {
	channels := []any{}
	for _, id := range g.channels {
		channels = append(channels, s.places[id].json())
	}
	return map[string]any{
		"id": g.id, "name": "guild " + g.id, "preferred_locale": string(g.locale), "owner_id": s.OwnerID,
		"channels": channels, "members": []any{}, "roles": []any{g.everybody()}, "voice_states": []any{}, "emojis": []any{},
		"threads": []any{}, "presences": []any{}, "member_count": 2, "large": false, "unavailable": false,
		"joined_at": time.Now().UTC().Format(time.RFC3339Nano),
	}
}

// everybody is the role that all members of a guild have: they see channels and read them.
func (g *guild) everybody() map[string]any {
	return map[string]any{"id": g.id, "name": "@everyone", "permissions": strconv.Itoa(discordgo.PermissionViewChannel | discordgo.PermissionReadMessageHistory)}
}

func (c *channel) json() map[string]any {
	j := map[string]any{"id": c.ChannelID, "type": int(c.kind), "name": c.name}
	if c.GuildID != "" {
		j["guild_id"] = c.GuildID
	}
	if c.parentID != "" {
		j["parent_id"] = c.parentID
	}
	if c.private {
		j["permission_overwrites"] = []any{map[string]any{"id": c.GuildID, "type": 0, "deny": strconv.Itoa(discordgo.PermissionViewChannel), "allow": "0"}}
	}
	if c.ownerID != "" {
		j["owner_id"] = c.ownerID
	}
	if c.thread() {
		j["thread_metadata"] = map[string]any{"archived": !c.archived.IsZero(), "auto_archive_duration": 1440, "locked": false,
			"archive_timestamp": c.archived.UTC().Format(time.RFC3339Nano)}
	}
	if c.kind == discordgo.ChannelTypeGuildForum || c.kind == discordgo.ChannelTypeGuildMedia {
		tags := []any{}
		for i, name := range c.tags {
			tags = append(tags, map[string]any{"id": strconv.Itoa(100 + i), "name": name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
		}
		j["available_tags"] = tags
	}
	if c.applied != nil {
		j["applied_tags"] = c.applied
	}
	return j
}

// Private hides a channel from all but the owner of its guild.
func (s *Server) Private(place Place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mustChannel(place.ChannelID).private = true
}

// Add adds somebody to a thread.
func (s *Server) Add(thread Place, who Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.mustChannel(thread.ChannelID)
	c.added = append(c.added, who.ID)
}

func (s *Server) getThreadMember(_ *Request, args []string) answer {
	if c := s.places[args[0]]; c == nil || !slices.Contains(c.added, args[1]) {
		return refusal(404, 10007, "Unknown Member")
	}
	return answer{200, map[string]any{"id": args[0], "user_id": args[1], "join_timestamp": time.Now().UTC().Format(time.RFC3339Nano), "flags": 0}}
}

// Tags gives a forum tags by their names; their ids are 100, 101 and so on.
func (s *Server) Tags(forum Place, names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mustChannel(forum.ChannelID).tags = names
}

// Applied returns the ids of a post's tags.
func (s *Server) Applied(post Place) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mustChannel(post.ChannelID).applied)
}

func (p Person) json() map[string]any {
	return map[string]any{
		"id": p.ID, "username": p.Name, "discriminator": "0", "global_name": p.Name, "avatar": nil, "bot": p.Bot,
	}
}

// member is the guild member object of a person, without the user.
func (p Person) member() map[string]any {
	return map[string]any{
		"roles": []any{}, "joined_at": "2021-02-12T18:25:07.972000+00:00", "mute": false, "deaf": false, "flags": 0,
		"permissions": strconv.FormatInt(p.Permissions, 10), "nick": nil, "avatar": nil, "premium_since": nil, "pending": false,
	}
}
