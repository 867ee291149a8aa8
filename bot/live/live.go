package live

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/store"
)

// A Follower keeps the posts of followed channels as they are. It is safe for concurrent use.
type Follower struct {
	store   *store.Store
	discord *rest.Client
	content bool // the bot gets the content of all messages
	now     func() time.Time
	log     *slog.Logger

	mu       sync.Mutex
	followed map[string]store.Follow // by channel
	forums   map[string]bool         // those of them that consist of posts
	threads  map[string]string       // solved posts of theirs: the forum by the post
	due      map[string]bool         // forums and posts that are to be looked at
	wake     chan struct{}           // holds a value when there are any

	reading sync.Mutex // held while posts of forums are read and kept
}

// New returns a follower of the channels that the store names; content: the bot gets the content of
// all messages, without which there is nothing to follow.
func New(s *store.Store, discord *rest.Client, content bool, now func() time.Time, log *slog.Logger) (*Follower, error) {
	followed, err := s.Follows()
	if err != nil {
		return nil, fmt.Errorf("look up what is followed: %w", err)
	}
	return &Follower{
		store: s, discord: discord, content: content, now: now, log: log, followed: followed,
		forums: map[string]bool{}, threads: map[string]string{}, due: map[string]bool{}, wake: make(chan struct{}, 1),
	}, nil
}

// of returns who follows a channel.
func (f *Follower) of(channel string) (store.Follow, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	of, ok := f.followed[channel]
	return of, ok
}

// Follow has a server follow one of its channels from now on, and returns how many posts there are.
func (f *Follower) Follow(ctx context.Context, server string, c *discordgo.Channel) (posts int, err error) {
	of := store.Follow{Server: server, All: c.Type == discordgo.ChannelTypeGuildNews}
	_, already := f.of(c.ID)
	f.mu.Lock()
	f.followed[c.ID] = of // what comes while the channel is read is heard
	f.mu.Unlock()
	if posts, err = f.read(ctx, c, of); err != nil {
		if !already {
			f.forget(c.ID)
		}
		return 0, err
	}
	_, err = f.store.ChangeSettings(server, func(s *store.Settings) {
		if s.Follow == nil {
			s.Follow = map[string]bool{}
		}
		s.Follow[c.ID] = of.All
	})
	return posts, err
}

func (f *Follower) forget(channel string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.followed, channel)
	delete(f.forums, channel)
	maps.DeleteFunc(f.threads, func(_, forum string) bool { return forum == channel })
}

// Leave has a server follow a channel no more.
func (f *Follower) Leave(server, channel string) error {
	if of, ok := f.of(channel); ok && of.Server == server {
		f.forget(channel)
	}
	_, err := f.store.ChangeSettings(server, func(s *store.Settings) { delete(s.Follow, channel) })
	if err == nil {
		err = f.store.DropPosts(server, channel)
	}
	return err
}

// Again reads the followed channels of some servers, for what happened while nobody listened.
func (f *Follower) Again(ctx context.Context, some func(server string) bool) {
	if !f.content {
		return
	}
	f.mu.Lock()
	all := maps.Clone(f.followed)
	f.mu.Unlock()
	for channel, of := range all {
		if !some(of.Server) {
			continue
		}
		c, err := f.discord.Channel(ctx, channel)
		if err == nil {
			_, err = f.read(ctx, c, of)
		}
		switch {
		case rest.Gone(err) || rest.Forbidden(err):
			f.log.Info("a followed channel cannot be read any more", "channel", channel, "error", err)
			err = f.Leave(of.Server, channel)
		case err == nil && c.GuildID != of.Server:
			err = f.Leave(of.Server, channel)
		}
		if err != nil && ctx.Err() == nil {
			f.log.Warn("could not read a followed channel", "channel", channel, "error", err)
		}
	}
}

// read makes the posts of a channel what its messages are now.
func (f *Follower) read(ctx context.Context, c *discordgo.Channel, of store.Follow) (int, error) {
	if IsForum(c) {
		return f.readForum(ctx, c, of)
	}
	began := f.now()
	fetch := f.discord.Pins
	if of.All {
		fetch = f.discord.Messages
	}
	messages, err := fetch(ctx, c.ID, store.MaxPosts/2)
	if err != nil {
		return 0, fmt.Errorf("read a channel: %w", err)
	}
	var posts []store.Post
	for _, m := range messages {
		if counts(m) {
			posts = append(posts, f.post(m, c.ID, c.Name, of.Server))
		}
	}
	return len(posts), f.store.SetPosts(of.Server, c.ID, posts, began)
}

// readForum makes the posts of a forum what those are that are solved now.
func (f *Follower) readForum(ctx context.Context, c *discordgo.Channel, of store.Follow) (int, error) {
	f.reading.Lock()
	defer f.reading.Unlock()
	f.mu.Lock()
	f.forums[c.ID] = true // what comes while it is read is looked at afterwards
	f.mu.Unlock()
	began := f.now()
	posts, err := f.solvedPosts(ctx, c, of.Server)
	if err != nil {
		return 0, err
	}
	return len(posts), f.store.SetPosts(of.Server, c.ID, posts, began)
}

// counts reports whether a message says something: whoever wrote it, but not Discord itself.
func counts(m *discordgo.Message) bool {
	said := m.Type == discordgo.MessageTypeDefault || m.Type == discordgo.MessageTypeReply
	return said && m.Content != ""
}

func (f *Follower) post(m *discordgo.Message, channel, name, server string) store.Post {
	return store.Post{
		ID: m.ID, Server: server, Channel: channel, Name: name, Text: hear.Anonymous(m.Content), Written: m.Timestamp.UTC(), Seen: f.now(),
	}
}

// Heard takes a message that is new or has changed; name returns the name of its channel.
func (f *Follower) Heard(m *discordgo.Message, name func() string) {
	if m.Author == nil || !m.Author.Bot {
		f.stirred(m.ChannelID)
	}
	of, ok := f.of(m.ChannelID)
	if !ok || !f.content {
		return
	}
	var err error
	if counts(m) && (of.All || m.Pinned) {
		err = f.store.SavePost(f.post(m, m.ChannelID, name(), of.Server))
	} else {
		err = f.store.DropPost(of.Server, m.ChannelID, m.ID)
	}
	if err != nil {
		f.log.Error("could not keep what a followed channel says", "channel", m.ChannelID, "error", err)
	}
}

// Deleted takes a message that was deleted.
func (f *Follower) Deleted(channel, message string) {
	f.stirred(channel)
	of, ok := f.of(channel)
	if !ok {
		return
	}
	if err := f.store.DropPost(of.Server, channel, message); err != nil {
		f.log.Error("could not drop what a followed channel said", "channel", channel, "error", err)
	}
}
