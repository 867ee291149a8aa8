package discordtest

import (
	"maps"

	"github.com/bwmarrin/discordgo"
)

// Say lets a person write a message and returns its id.
func (s *Server) Say(place Place, who Person, content string) string {
	return s.Reply(place, who, content, "")
}

// Reply lets a person write a message that answers another one.
func (s *Server) Reply(place Place, who Person, content, to string) string {
	body := map[string]any{"content": content}
	if to != "" {
		body["message_reference"] = map[string]any{"message_id": to}
	}
	return s.Write(place, who, body)
}

// Write lets a person write a message with any fields, as in a request, and returns its id.
func (s *Server) Write(place Place, who Person, body map[string]any) string {
	s.mu.Lock()
	p := s.newPost(place, who, body)
	s.mustChannel(place.ChannelID).posts = append(s.places[place.ChannelID].posts, p.ID)
	event := s.messageEvent(p, place, who)
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, "MESSAGE_CREATE", event)
	return p.ID
}

// Edit lets the author change a message.
func (s *Server) Edit(place Place, who Person, messageID, content string) {
	s.mu.Lock()
	p := s.posts[messageID]
	s.update(p, map[string]any{"content": content})
	p.Edits++
	p.fields["edited_timestamp"] = "2026-01-02T03:04:05.000000+00:00"
	event := s.messageEvent(p, place, who)
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, "MESSAGE_UPDATE", event)
}

// Delete lets somebody delete a message.
func (s *Server) Delete(place Place, messageID string) {
	s.mu.Lock()
	s.posts[messageID].Deleted = true
	s.touch()
	s.mu.Unlock()
	event := map[string]any{"id": messageID, "channel_id": place.ChannelID}
	if place.GuildID != "" {
		event["guild_id"] = place.GuildID
	}
	s.Dispatch(place.GuildID, "MESSAGE_DELETE", event)
}

// messageEvent is the message object with what the gateway adds. The caller holds s.mu.
func (s *Server) messageEvent(p *Post, place Place, who Person) map[string]any {
	event := maps.Clone(p.fields)
	if place.GuildID != "" {
		event["guild_id"] = place.GuildID
		event["member"] = who.member()
	}
	return event
}

// mustChannel finds a channel. The caller holds s.mu.
func (s *Server) mustChannel(id string) *channel {
	c := s.places[id]
	if c == nil {
		c = &channel{Place: Place{ChannelID: id}, kind: discordgo.ChannelTypeDM}
		s.places[id] = c
	}
	return c
}
