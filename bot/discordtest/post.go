package discordtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Post is a message in a channel.
type Post struct {
	ID, ChannelID string
	Message       *discordgo.Message // as a client shows it now
	Body          json.RawMessage    // what the bot sent last, nil for a person's message
	ReplyTo       string             // id of the message it refers to
	Nonce         string
	Ephemeral     bool
	Edits         int
	Deleted       bool
	Reactions     []string // emoji that the bot has put on it

	fields map[string]any // the message object
}

var mention = regexp.MustCompile(`<@!?(\d+)>`)

// newPost makes a message object. The caller holds s.mu.
func (s *Server) newPost(place Place, author Person, body map[string]any) *Post {
	p := &Post{ID: s.newID(), ChannelID: place.ChannelID}
	p.fields = map[string]any{
		"id": p.ID, "channel_id": place.ChannelID, "author": author.json(), "type": 0,
		"timestamp": time.Now().UTC().Format(time.RFC3339Nano), "edited_timestamp": nil, "tts": false,
		"mention_everyone": false, "mention_roles": []any{}, "attachments": []any{}, "pinned": false,
		"content": "", "embeds": []any{}, "components": []any{}, "mentions": []any{}, "flags": 0,
	}
	if author.Bot {
		p.fields["application_id"] = s.AppID
	}
	s.update(p, body)
	s.posts[p.ID] = p
	return p
}

// update lays the fields of a request over a message. The caller holds s.mu.
func (s *Server) update(p *Post, body map[string]any) {
	for _, key := range []string{"content", "embeds", "components", "flags", "nonce", "attachments"} {
		if v, ok := body[key]; ok && v != nil {
			p.fields[key] = v
		}
	}
	if content, ok := p.fields["content"].(string); ok {
		p.fields["mentions"] = s.mentions(content)
		p.fields["mention_roles"] = mentionedRoles(content)
	}
	if ref, ok := body["message_reference"].(map[string]any); ok {
		p.ReplyTo, _ = ref["message_id"].(string)
		s.refer(p)
	}
	if nonce, ok := body["nonce"].(string); ok {
		p.Nonce = nonce
	}
	flags, _ := p.fields["flags"].(float64)
	p.Ephemeral = p.Ephemeral || int(flags)&int(discordgo.MessageFlagsEphemeral) != 0
	p.Message = s.render(p)
}

// refer adds what a reply shows of the message it answers.
func (s *Server) refer(p *Post) {
	to := s.posts[p.ReplyTo]
	if to == nil || to.Deleted {
		return
	}
	p.fields["type"] = 19
	p.fields["message_reference"] = map[string]any{"message_id": p.ReplyTo, "channel_id": to.ChannelID, "type": 0}
	referenced := maps.Clone(to.fields)
	delete(referenced, "referenced_message")
	p.fields["referenced_message"] = referenced
}

func (s *Server) mentions(content string) []any {
	list := []any{}
	for _, m := range mention.FindAllStringSubmatch(content, -1) {
		who := Person{ID: m[1], Name: "user " + m[1]}
		if m[1] == s.Bot.ID {
			who = s.Bot
		}
		list = append(list, who.json())
	}
	return list
}

var roleMention = regexp.MustCompile(`<@&(\d+)>`)

func mentionedRoles(content string) []any {
	list := []any{}
	for _, m := range roleMention.FindAllStringSubmatch(content, -1) {
		list = append(list, m[1])
	}
	return list
}

// render decodes the message object as a client would.
func (s *Server) render(p *Post) *discordgo.Message {
	raw, err := json.Marshal(p.fields)
	if err != nil {
		panic(fmt.Sprintf("discordtest: encode message: %v", err)) // built from decoded JSON
	}
	m := new(discordgo.Message)
	if err := json.Unmarshal(raw, m); err != nil {
		s.violate(fmt.Sprintf("message %s does not decode: %v", p.ID, err))
	}
	return m
}

// snapshot is a copy for the test.
func (p *Post) snapshot() Post {
	c := *p
	c.fields = nil
	return c
}
