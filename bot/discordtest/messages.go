package discordtest

import (
	"encoding/json"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// pending is an event that a request causes, sent once s.mu is free.
type pending struct {
	guildID, kind string
	value         any
}

// cause notes an event to be sent after the request. The caller holds s.mu.
func (s *Server) cause(guildID, kind string, value any) {
	s.gateway.pending = append(s.gateway.pending, pending{guildID, kind, value})
}

func (s *Server) takePending() []pending {
	p := s.gateway.pending
	s.gateway.pending = nil
	return p
}

func (req *Request) object() map[string]any {
	m, _ := req.value.(map[string]any)
	return m
}

func (s *Server) createMessage(req *Request, args []string) answer {
	c := s.places[args[0]]
	if c == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	body := req.object()
	if nonce, _ := body["nonce"].(string); nonce != "" && body["enforce_nonce"] == true {
		for _, id := range c.posts {
			if p := s.posts[id]; p.Nonce == nonce && p.Body != nil {
				return answer{200, p.fields}
			}
		}
	}
	if ref, ok := body["message_reference"].(map[string]any); ok {
		id, _ := ref["message_id"].(string)
		if p := s.posts[id]; (p == nil || p.Deleted) && ref["fail_if_not_exists"] != false {
			return refusal(400, 50035, "Unknown message in message_reference")
		}
	}
	p := s.newPost(c.Place, s.Bot, body)
	p.Body = req.Body
	s.attach(p, req.Files)
	c.posts = append(c.posts, p.ID)
	s.cause(c.GuildID, "MESSAGE_CREATE", s.messageEvent(p, c.Place, s.Bot))
	return answer{200, p.fields}
}

// attach adds uploaded files to a message. The caller holds s.mu.
func (s *Server) attach(p *Post, files map[string][]byte) {
	if len(files) == 0 {
		return
	}
	var list []any
	for name, content := range files {
		list = append(list, map[string]any{"id": s.newID(), "filename": name, "size": len(content), "url": "https://cdn.invalid/" + name})
	}
	p.fields["attachments"] = list
	p.Message = s.render(p)
}

// standing finds a message of a channel that is not deleted.
func (s *Server) standing(channelID, messageID string) *Post {
	p := s.posts[messageID]
	if p == nil || p.Deleted || p.ChannelID != channelID {
		return nil
	}
	return p
}

func (s *Server) getMessage(_ *Request, args []string) answer {
	p := s.standing(args[0], args[1])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	return answer{200, p.fields}
}

func (s *Server) editMessage(req *Request, args []string) answer {
	p := s.standing(args[0], args[1])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	if p.Body == nil {
		return refusal(403, discordgo.ErrCodeCannotEditFromAnotherUser, "Cannot edit a message authored by another user")
	}
	s.change(p, req.object(), req.Body)
	s.attach(p, req.Files)
	return answer{200, p.fields}
}

// change edits one of the bot's messages. The caller holds s.mu.
func (s *Server) change(p *Post, body map[string]any, raw json.RawMessage) {
	s.update(p, body)
	p.Body = raw
	p.Edits++
	if c := s.places[p.ChannelID]; c != nil && !p.Ephemeral {
		s.cause(c.GuildID, "MESSAGE_UPDATE", s.messageEvent(p, c.Place, s.Bot))
	}
}

func (s *Server) deleteMessage(_ *Request, args []string) answer {
	p := s.standing(args[0], args[1])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	if p.Body == nil {
		return refusal(403, discordgo.ErrCodeMissingPermissions, "Missing Permissions")
	}
	s.erase(p)
	return answer{status: 204}
}

// erase deletes one of the bot's messages. The caller holds s.mu.
func (s *Server) erase(p *Post) {
	p.Deleted = true
	if c := s.places[p.ChannelID]; c != nil && !p.Ephemeral {
		s.cause(c.GuildID, "MESSAGE_DELETE", map[string]any{"id": p.ID, "channel_id": p.ChannelID, "guild_id": c.GuildID})
	}
}

func (s *Server) addReaction(_ *Request, args []string) answer {
	p := s.standing(args[0], args[1])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	if !slices.Contains(p.Reactions, args[2]) {
		p.Reactions = append(p.Reactions, args[2])
	}
	return answer{status: 204}
}

// openDM finds the direct-message channel with a user, or makes it.
func (s *Server) openDM(req *Request, _ []string) answer {
	who, _ := req.object()["recipient_id"].(string)
	for _, c := range s.places {
		if c.recipient == who && who != "" {
			return answer{200, c.json()}
		}
	}
	place := s.addChannel("", discordgo.ChannelTypeDM, "", "")
	s.places[place.ChannelID].recipient = who
	return answer{200, s.places[place.ChannelID].json()}
}

func (s *Server) startThread(req *Request, args []string) answer {
	parent := s.places[args[0]]
	if parent == nil || s.standing(args[0], args[1]) == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	if s.places[args[1]] != nil {
		return refusal(400, 160004, "A thread has already been created for this message")
	}
	s.addChannelAs(args[1], parent.GuildID, discordgo.ChannelTypeGuildPublicThread, args[0], s.Bot.ID)
	thread := s.places[args[1]]
	thread.name, _ = req.object()["name"].(string)
	s.cause(parent.GuildID, "THREAD_CREATE", thread.json())
	return answer{201, thread.json()}
}

func (s *Server) typing(_ *Request, args []string) answer {
	s.mustChannel(args[0]).typing++
	return answer{status: 204}
}
