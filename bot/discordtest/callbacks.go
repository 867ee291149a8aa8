package discordtest

import (
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"
)

// tokenLife is how long an interaction can be followed up (receiving-and-responding.mdx).
const tokenLife = 15 * time.Minute

func (s *Server) callback(req *Request, args []string) answer {
	a := s.asked[args[0]]
	if a == nil || a.token != args[1] || time.Since(a.at) > s.opts.AnswerWithin {
		return refusal(404, 10062, "Unknown interaction")
	}
	if a.reply.Type != 0 {
		return refusal(400, 40060, "Interaction has already been acknowledged.")
	}
	body := req.object()
	kind, _ := body["type"].(float64)
	data, _ := body["data"].(map[string]any)
	a.reply.Type = discordgo.InteractionResponseType(kind)
	a.reply.Body = req.Body
	a.reply.After = time.Since(a.at)
	switch a.reply.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
		a.reply.post = s.answerPost(a, data, req)
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		a.reply.Pending = true
		flags, _ := data["flags"].(float64)
		a.reply.Ephemeral = int(flags)&int(discordgo.MessageFlagsEphemeral) != 0
	case discordgo.InteractionResponseDeferredMessageUpdate:
		a.reply.post = a.origin
	case discordgo.InteractionResponseUpdateMessage:
		a.reply.post = a.origin
		if a.origin != nil {
			s.change(a.origin, data, req.Body)
		}
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		a.reply.Choices = choices(data)
	case discordgo.InteractionResponseModal:
		a.reply.CustomID, _ = data["custom_id"].(string)
		a.reply.Title, _ = data["title"].(string)
		a.reply.Inputs = inputs(data["components"])
	}
	return answer{status: 204}
}

// answerPost makes the message of an interaction's answer. The caller holds s.mu.
func (s *Server) answerPost(a *asked, data map[string]any, req *Request) *Post {
	p := s.newPost(a.place, s.Bot, data)
	p.Body = req.Body
	s.attach(p, req.Files)
	p.Ephemeral = p.Ephemeral || a.reply.Pending && a.reply.Ephemeral
	a.reply.Ephemeral = p.Ephemeral
	if !p.Ephemeral {
		c := s.mustChannel(a.place.ChannelID)
		c.posts = append(c.posts, p.ID)
		c.seen++ // an answer is waited for by its interaction
		s.cause(a.place.GuildID, "MESSAGE_CREATE", s.messageEvent(p, a.place, s.Bot))
	}
	return p
}

// acknowledged finds the interaction of a webhook path.
func (s *Server) acknowledged(token string) (*asked, *answer) {
	a := s.tokens[token]
	if a == nil || a.reply.Type == 0 {
		r := refusal(404, 10015, "Unknown Webhook")
		return nil, &r
	}
	if time.Since(a.at) > tokenLife {
		r := refusal(401, 50027, "Invalid Webhook Token")
		return nil, &r
	}
	return a, nil
}

func (s *Server) followup(req *Request, args []string) answer {
	a, refused := s.acknowledged(args[1])
	if refused != nil {
		return *refused
	}
	if a.reply.Pending { // the first follow-up fills in the deferred answer
		return s.fill(a, req)
	}
	p := s.newPost(a.place, s.Bot, req.object())
	p.Body = req.Body
	s.attach(p, req.Files)
	a.reply.followups = append(a.reply.followups, p)
	if !p.Ephemeral {
		s.cause(a.place.GuildID, "MESSAGE_CREATE", s.messageEvent(p, a.place, s.Bot))
	}
	return answer{200, p.fields}
}

// fill makes the message of a deferred answer.
func (s *Server) fill(a *asked, req *Request) answer {
	a.reply.post = s.answerPost(a, req.object(), req)
	a.reply.Pending = false
	return answer{200, a.reply.post.fields}
}

// response finds a message of an interaction by id or "@original".
func (a *asked) response(id string) *Post {
	if p := a.reply.post; p != nil && !p.Deleted && (id == "@original" || id == p.ID) {
		return p
	}
	for _, f := range a.reply.followups {
		if f.ID == id && !f.Deleted {
			return f
		}
	}
	return nil
}

func (s *Server) getResponse(_ *Request, args []string) answer {
	a, refused := s.acknowledged(args[1])
	if refused != nil {
		return *refused
	}
	p := a.response(args[2])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	return answer{200, p.fields}
}

func (s *Server) editResponse(req *Request, args []string) answer {
	a, refused := s.acknowledged(args[1])
	if refused != nil {
		return *refused
	}
	if a.reply.Pending && args[2] == "@original" {
		return s.fill(a, req)
	}
	p := a.response(args[2])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	s.change(p, req.object(), req.Body)
	s.attach(p, req.Files)
	return answer{200, p.fields}
}

func (s *Server) deleteResponse(_ *Request, args []string) answer {
	a, refused := s.acknowledged(args[1])
	if refused != nil {
		return *refused
	}
	p := a.response(args[2])
	if p == nil {
		return refusal(404, discordgo.ErrCodeUnknownMessage, "Unknown Message")
	}
	s.erase(p)
	return answer{status: 204}
}

// choices decodes what autocomplete offers.
func choices(data map[string]any) []*discordgo.ApplicationCommandOptionChoice {
	list := []*discordgo.ApplicationCommandOptionChoice{}
	raw, _ := json.Marshal(data["choices"])
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}

// inputs lists the custom ids of a modal's text inputs.
func inputs(v any) []string {
	var ids []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			ids = append(ids, inputs(e)...)
		}
	case map[string]any:
		if id, ok := v["custom_id"].(string); ok {
			ids = append(ids, id)
		}
		ids = append(ids, inputs(v["components"])...)
		ids = append(ids, inputs(v["component"])...)
	}
	return ids
}
