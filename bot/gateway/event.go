package gateway

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/guard"
)

// wanted lists the events that a handler takes.
func (h Handler) wanted() map[string]bool {
	return map[string]bool{
		event.Interaction:       h.Interaction != nil,
		event.MessageCreate:     h.MessageCreate != nil,
		event.MessageUpdate:     h.MessageUpdate != nil,
		event.MessageDelete:     h.MessageDelete != nil,
		event.MessageDeleteBulk: h.MessageDelete != nil,

		event.ChannelCreate: h.Channel != nil,
		event.ChannelUpdate: h.Channel != nil,
		event.ThreadCreate:  h.Channel != nil,
		event.ThreadUpdate:  h.Channel != nil,
		event.ChannelDelete: h.ChannelGone != nil,
		event.ThreadDelete:  h.ChannelGone != nil,
	}
}

// subscribe takes the events of a session. discordgo calls it where it reads, so nothing
// here waits; the guard has seen to it that the events are whole.
func (sh *shard) subscribe(s *discordgo.Session, j *guard.Judge) {
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		sh.handing.Lock()
		defer sh.handing.Unlock()
		if sh.position.Advance(j.Number, e.Sequence) {
			sh.handOver(e)
		}
	})
}

// handOver lets the crew work on an event.
func (sh *shard) handOver(came *discordgo.Event) {
	crew, h := sh.client.crew, sh.client.handler
	switch e := came.Struct.(type) {
	case *discordgo.Ready:
		sh.ready(e)
	case *discordgo.InteractionCreate:
		if c, ok := event.ParseChannel(came.RawData); ok && h.Channel != nil {
			h.Channel(c)
		}
		crew.add(sh.interactionJob(e.Interaction))
	case *discordgo.MessageCreate:
		crew.add(messageJob(event.MessageCreate, e.Message, h.MessageCreate))
	case *discordgo.MessageUpdate:
		crew.add(messageJob(event.MessageUpdate, e.Message, h.MessageUpdate))
	case *discordgo.MessageDelete:
		crew.add(deleteJob(Deletion{e.GuildID, e.ChannelID, e.ID}, h))
	case *discordgo.MessageDeleteBulk:
		for _, id := range e.Messages {
			crew.add(deleteJob(Deletion{e.GuildID, e.ChannelID, id}, h))
		}
	case *discordgo.ChannelDelete:
		h.ChannelGone(e.ID)
	case *discordgo.ThreadDelete:
		h.ChannelGone(e.ID)
	case *discordgo.ChannelCreate:
		h.Channel(e.Channel)
	case *discordgo.ChannelUpdate:
		h.Channel(e.Channel)
	case *discordgo.ThreadCreate:
		h.Channel(e.Channel)
	case *discordgo.ThreadUpdate:
		h.Channel(e.Channel)
	}
}

func (sh *shard) ready(e *discordgo.Ready) {
	session, _ := sh.position.Current()
	sh.greet(Ready{User: e.User, ApplicationID: session.AppID, Shard: sh.id, Shards: sh.of, Guilds: len(e.Guilds)})
}

// greet tells the handler who the bot is. The caller holds sh.handing.
func (sh *shard) greet(r Ready) {
	sh.greeting = r
	if h := sh.client.handler; h.Ready != nil {
		sh.client.crew.add(job{name: "READY", class: urgent, run: func(ctx context.Context) { h.Ready(ctx, r) }})
	}
}

func (sh *shard) interactionJob(i *discordgo.Interaction) job {
	session, _ := sh.position.Current()
	return job{name: event.Interaction, class: urgent, run: func(ctx context.Context) {
		if i.AppID == "" {
			i.AppID = session.AppID
		}
		event.TidyInteraction(i)
		sh.client.handler.Interaction(ctx, i)
	}}
}

func messageJob(name string, m *discordgo.Message, handle func(context.Context, *discordgo.Message)) job {
	return job{name: name, key: m.ID, class: normal, run: func(ctx context.Context) {
		event.TidyMessage(m)
		handle(ctx, m)
	}}
}

func deleteJob(d Deletion, h Handler) job {
	return job{name: event.MessageDelete, key: d.Message, class: normal, run: func(ctx context.Context) {
		h.MessageDelete(ctx, d)
	}}
}
