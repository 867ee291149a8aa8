package discordtest

import (
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"
)

// OpenPost lets a person open a post in a forum, with some of its tags. Its first message has the id
// of its thread.
func (s *Server) OpenPost(forum Place, who Person, title, content string, tags ...string) Place {
	s.mu.Lock()
	first := s.newPost(forum, who, map[string]any{"content": content})
	place := s.addChannelAs(first.ID, forum.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, who.ID)
	c := s.places[place.ChannelID]
	c.name, c.applied, c.posts = title, tags, []string{first.ID}
	first.ChannelID, first.fields["channel_id"] = place.ChannelID, place.ChannelID
	first.Message = s.render(first)
	thread, event := c.json(), s.messageEvent(first, place, who)
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, "THREAD_CREATE", thread)
	s.Dispatch(place.GuildID, "MESSAGE_CREATE", event)
	return place
}

// Retag gives a post these tags and no others, by their ids, and a title.
func (s *Server) Retag(post Place, title string, tags ...string) {
	s.changeChannel(post, func(c *channel) { c.name, c.applied = title, tags })
}

// Archive puts a thread away.
func (s *Server) Archive(thread Place) {
	s.changeChannel(thread, func(c *channel) { c.archived = time.Now() })
}

// changeChannel changes a channel or thread, and says so.
func (s *Server) changeChannel(place Place, change func(*channel)) {
	s.mu.Lock()
	c := s.mustChannel(place.ChannelID)
	change(c)
	kind, event := "CHANNEL_UPDATE", c.json()
	if c.thread() {
		kind = "THREAD_UPDATE"
	}
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, kind, event)
}

// Rename gives a forum other tags, and says so.
func (s *Server) Rename(forum Place, tags ...string) {
	s.changeChannel(forum, func(c *channel) { c.tags = tags })
}

// DeleteChannel deletes a channel or thread.
func (s *Server) DeleteChannel(place Place) {
	s.mu.Lock()
	c := s.places[place.ChannelID]
	kind, event := "CHANNEL_DELETE", c.json()
	if c.thread() {
		kind = "THREAD_DELETE"
	}
	delete(s.places, place.ChannelID)
	if g := s.guilds[place.GuildID]; g != nil {
		g.channels = slices.DeleteFunc(g.channels, func(id string) bool { return id == place.ChannelID })
	}
	s.touch()
	s.mu.Unlock()
	s.Dispatch(place.GuildID, kind, event)
}

func (c *channel) thread() bool {
	return slices.Contains([]discordgo.ChannelType{10, 11, 12}, c.kind)
}

// listActiveThreads gives the threads of a guild that are not archived.
func (s *Server) listActiveThreads(_ *Request, args []string) answer {
	if s.guilds[args[0]] == nil {
		return refusal(404, 10004, "Unknown Guild")
	}
	return threadsJSON(s.threads(func(c *channel) bool { return c.GuildID == args[0] && c.archived.IsZero() }), false)
}

// listArchivedThreads gives the archived threads of a channel, those that were archived last first,
// on pages of two so that there are several.
func (s *Server) listArchivedThreads(req *Request, args []string) answer {
	if s.places[args[0]] == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	before, err := time.Parse(time.RFC3339Nano, req.Query.Get("before"))
	list := s.threads(func(c *channel) bool {
		return c.parentID == args[0] && !c.archived.IsZero() && (err != nil || c.archived.Before(before))
	})
	slices.SortFunc(list, func(a, b *channel) int { return b.archived.Compare(a.archived) })
	const onPage = 2
	return threadsJSON(list[:min(len(list), onPage)], len(list) > onPage)
}

func threadsJSON(threads []*channel, more bool) answer {
	list := []any{}
	for _, c := range threads {
		list = append(list, c.json())
	}
	return answer{200, map[string]any{"threads": list, "members": []any{}, "has_more": more}}
}

// threads returns some of all threads. The caller holds s.mu.
func (s *Server) threads(some func(*channel) bool) (list []*channel) {
	for _, c := range s.places {
		if c.thread() && some(c) {
			list = append(list, c)
		}
	}
	return list
}
