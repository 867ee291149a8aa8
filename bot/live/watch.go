package live

import (
	"context"
	"maps"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/store"
)

// Changed takes a channel or a thread that is new or has changed. It does not wait.
func (f *Follower) Changed(c *discordgo.Channel) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.forums[c.ID] || c.IsThread() && f.forums[c.ParentID] {
		f.look(c.ID)
	}
}

// Gone takes the id of a channel or a thread that was deleted. It does not wait.
func (f *Follower) Gone(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.forums[id] || f.threads[id] != "" {
		f.look(id)
	}
}

// stirred takes that something was said, changed or deleted in a thread.
func (f *Follower) stirred(thread string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.threads[thread] != "" {
		f.look(thread)
	}
}

// look has a forum or one of its posts looked at again. The caller holds f.mu.
func (f *Follower) look(id string) {
	f.due[id] = true
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// note remembers that a post of a forum is solved.
func (f *Follower) note(thread, forum string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.forums[forum] {
		f.threads[thread] = forum
	}
}

// Watch looks at forums and their posts when something has happened there, one after the other,
// until ctx ends.
func (f *Follower) Watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.wake:
		}
		f.mu.Lock()
		due := f.due
		f.due = map[string]bool{}
		f.mu.Unlock()
		for id := range maps.Keys(due) {
			if err := f.see(ctx, id); err != nil && ctx.Err() == nil {
				f.log.Warn("could not look at a followed forum", "channel", id, "error", err)
			}
		}
	}
}

// see looks at a forum or a post of one as it is now.
func (f *Follower) see(ctx context.Context, id string) error {
	c, err := f.discord.Channel(ctx, id)
	of, followed := f.of(id)
	switch {
	case rest.Gone(err) || rest.Forbidden(err):
		if followed {
			f.log.Info("a followed channel cannot be read any more", "channel", id, "error", err)
			return f.Leave(of.Server, id)
		}
		return f.drop(id)
	case err != nil:
		return err
	case followed:
		_, err = f.read(ctx, c, of)
		return err
	}
	return f.seePost(ctx, c)
}

// seePost keeps a post of a forum as it is now, as long as it is solved.
func (f *Follower) seePost(ctx context.Context, thread *discordgo.Channel) error {
	forum, err := f.discord.Channel(ctx, thread.ParentID)
	if err != nil {
		return err
	}
	f.reading.Lock()
	defer f.reading.Unlock()
	if !solved(forum, thread) {
		return f.drop(thread.ID)
	}
	of, ok := f.of(forum.ID)
	if !ok {
		return nil
	}
	f.note(thread.ID, forum.ID) // what comes while it is read is heard
	p, err := f.solvedPost(ctx, thread, of.Server)
	if err != nil {
		return err
	}
	if _, ok := f.of(forum.ID); !ok { // it was left meanwhile
		return nil
	}
	if p.Text == "" {
		return f.store.DropPost(of.Server, forum.ID, thread.ID)
	}
	return f.store.SavePost(p)
}

// drop drops a post that is not solved any more, or gone, if it was kept.
func (f *Follower) drop(thread string) error {
	f.mu.Lock()
	forum := f.threads[thread]
	delete(f.threads, thread)
	of := f.followed[forum]
	f.mu.Unlock()
	if forum == "" || of == (store.Follow{}) {
		return nil
	}
	return f.store.DropPost(of.Server, forum, thread)
}
