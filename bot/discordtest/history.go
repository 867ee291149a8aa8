package discordtest

import (
	"slices"
	"strconv"
	"time"
)

// listMessages gives a channel's messages, newest first, in pages.
func (s *Server) listMessages(req *Request, args []string) answer {
	if s.places[args[0]] == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	limit, err := strconv.Atoi(req.Query.Get("limit"))
	if err != nil {
		limit = 50
	}
	list := []any{}
	for _, p := range slices.Backward(s.written(args[0])) {
		if before := req.Query.Get("before"); (before == "" || len(p.ID) < len(before) || p.ID < before) && len(list) < limit {
			list = append(list, p.fields)
		}
	}
	return answer{200, list}
}

// written returns what stands in a channel, in the order in which it was written.
func (s *Server) written(channel string) (list []*Post) {
	for _, id := range s.places[channel].posts {
		if p := s.posts[id]; p != nil && !p.Deleted && !p.Ephemeral {
			list = append(list, p)
		}
	}
	return list
}

// listPins gives a channel's pinned messages, on pages of two so that there are several.
func (s *Server) listPins(req *Request, args []string) answer {
	if s.places[args[0]] == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	const onPage = 2
	items, more := []any{}, false
	for _, p := range slices.Backward(s.written(args[0])) {
		at, pinned := p.pinned()
		before, err := time.Parse(time.RFC3339Nano, req.Query.Get("before"))
		if !pinned || err == nil && !at.Before(before) {
			continue
		}
		if more = len(items) == onPage; more {
			break
		}
		items = append(items, map[string]any{"pinned_at": at.Format(time.RFC3339Nano), "message": p.fields})
	}
	return answer{200, map[string]any{"items": items, "has_more": more}}
}

// pinned tells when a message was pinned, if it is: in these tests, when it was written.
func (p *Post) pinned() (time.Time, bool) {
	written, _ := p.fields["timestamp"].(string)
	at, _ := time.Parse(time.RFC3339Nano, written)
	return at, p.fields["pinned"] == true
}

// Pin lets somebody pin a message, or take it off the pins.
func (s *Server) Pin(place Place, who Person, messageID string, pinned bool) {
	s.mu.Lock()
	p := s.posts[messageID]
	p.fields["pinned"] = pinned
	event := s.messageEvent(p, place, who)
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, "MESSAGE_UPDATE", event)
}
