package discordtest

import (
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// await waits until found, called with s.mu held, returns true; otherwise it fails the
// test and prints what happened instead.
func (s *Server) await(what string, found func() bool) {
	s.tb.Helper()
	deadline := time.NewTimer(s.opts.Timeout)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		ok, changed := found(), s.changed
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-deadline.C:
			s.tb.Fatalf("no %s within %v; the bot did:\n%s", what, s.opts.Timeout, s.story())
		}
	}
}

// story lists the last requests.
func (s *Server) story() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for _, r := range s.requests[max(0, len(s.requests)-30):] {
		fmt.Fprintf(&b, "  %s %s → %d %s\n", r.Method, r.Path, r.Status, r.Body)
	}
	for _, v := range s.violations {
		fmt.Fprintf(&b, "  violation: %s\n", v)
	}
	if b.Len() == 0 {
		return "  nothing"
	}
	return b.String()
}

// AwaitPost waits for the bot's next message in a channel.
func (s *Server) AwaitPost(place Place) Post {
	s.tb.Helper()
	var post Post
	s.await("message of the bot in the channel", func() bool {
		c := s.mustChannel(place.ChannelID)
		n := 0
		for _, id := range c.posts {
			if s.posts[id].Body == nil {
				continue
			}
			if n++; n > c.seen {
				c.seen, post = n, s.posts[id].snapshot()
				return true
			}
		}
		return false
	})
	return post
}

// Posts lists the bot's messages in a channel, deleted ones included.
func (s *Server) Posts(place Place) []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	var posts []Post
	for _, id := range s.mustChannel(place.ChannelID).posts {
		if p := s.posts[id]; p.Body != nil {
			posts = append(posts, p.snapshot())
		}
	}
	return posts
}

// Post is a message as it stands now.
func (s *Server) Post(id string) (Post, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.posts[id]
	if p == nil {
		return Post{}, false
	}
	return p.snapshot(), true
}

// AwaitEdit waits until the bot has changed a message n times.
func (s *Server) AwaitEdit(postID string, n int) Post {
	s.tb.Helper()
	var post Post
	s.await(fmt.Sprintf("edit %d of message %s", n, postID), func() bool {
		p := s.posts[postID]
		if p == nil || p.Edits < n {
			return false
		}
		post = p.snapshot()
		return true
	})
	return post
}

// AwaitDeleted waits until a message is deleted.
func (s *Server) AwaitDeleted(postID string) {
	s.tb.Helper()
	s.await("deletion of message "+postID, func() bool {
		p := s.posts[postID]
		return p != nil && p.Deleted
	})
}

// AwaitTyping waits until the bot has shown itself typing in a channel.
func (s *Server) AwaitTyping(place Place) {
	s.tb.Helper()
	s.await("typing sign", func() bool { return s.mustChannel(place.ChannelID).typing > 0 })
}

// Silence fails the test when the bot writes into a channel within d.
func (s *Server) Silence(place Place, d time.Duration) {
	s.tb.Helper()
	before := len(s.Posts(place))
	time.Sleep(d)
	if posts := s.Posts(place); len(posts) > before {
		s.tb.Fatalf("the bot should have stayed silent, but wrote: %s", posts[before].Body)
	}
}

// AwaitReply waits for the first answer to an interaction, a deferral included.
func (s *Server) AwaitReply(interactionID string) Reply {
	s.tb.Helper()
	return s.awaitReply("answer to interaction", interactionID, func(r *Reply) bool { return r.Type != 0 })
}

// AwaitAnswer waits for the answer proper to an interaction: a deferred one has been
// filled in.
func (s *Server) AwaitAnswer(interactionID string) Reply {
	s.tb.Helper()
	return s.awaitReply("filled-in answer to interaction", interactionID, func(r *Reply) bool { return r.Type != 0 && !r.Pending })
}

func (s *Server) awaitReply(what, id string, done func(*Reply) bool) Reply {
	s.tb.Helper()
	var reply Reply
	s.await(what+" "+id, func() bool {
		a := s.asked[id]
		if a == nil || !done(&a.reply) {
			return false
		}
		reply = a.reply.snapshot()
		return true
	})
	return reply
}

// ReplyTo is what the bot has answered to an interaction so far.
func (s *Server) ReplyTo(interactionID string) Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.asked[interactionID]; a != nil {
		return a.reply.snapshot()
	}
	return Reply{}
}

// AwaitFollowup waits for the next further message of an interaction.
func (s *Server) AwaitFollowup(interactionID string) Post {
	s.tb.Helper()
	var post Post
	s.await("follow-up to interaction "+interactionID, func() bool {
		a := s.asked[interactionID]
		if a == nil || len(a.reply.followups) <= a.awaited {
			return false
		}
		post = a.reply.followups[a.awaited].snapshot()
		a.awaited++
		return true
	})
	return post
}

// AwaitCommands waits until the bot has registered commands and returns them.
func (s *Server) AwaitCommands() []*discordgo.ApplicationCommand {
	s.tb.Helper()
	var commands []*discordgo.ApplicationCommand
	s.await("registration of commands", func() bool {
		commands = s.commands
		return s.puts > 0
	})
	return commands
}

// Registrations counts the bulk overwrites of the commands so far.
func (s *Server) Registrations() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.puts
}

// AwaitReady waits until n shards are connected and have got READY or RESUMED.
func (s *Server) AwaitReady(n int) {
	s.tb.Helper()
	s.await(fmt.Sprintf("%d connected shards", n), func() bool { return s.gateway.online() >= n })
}

// Until waits for any condition on what the server has seen. what completes the sentence
// "no … within". ok is called whenever something has changed.
func (s *Server) Until(what string, ok func() bool) {
	s.tb.Helper()
	s.await(what, func() bool {
		s.mu.Unlock()
		defer s.mu.Lock()
		return ok()
	})
}

func (r *Reply) snapshot() Reply {
	c := *r
	if r.post != nil {
		p := r.post.snapshot()
		c.Post = &p
	}
	c.Followups = nil
	for _, f := range r.followups {
		c.Followups = append(c.Followups, f.snapshot())
	}
	return c
}
