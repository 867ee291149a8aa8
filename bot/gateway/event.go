package gateway

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// wanted lists the events that a handler takes.
func (h Handler) wanted() map[string]bool {
	return map[string]bool{
		eventInteraction: h.Interaction != nil,
		eventCreate:      h.MessageCreate != nil,
		eventUpdate:      h.MessageUpdate != nil,
		eventDelete:      h.MessageDelete != nil,
		eventDeleteBulk:  h.MessageDelete != nil,
	}
}

// subscribe takes discordgo's events and puts them into the pool. discordgo calls these
// functions where it reads, so they only look and leave; the guard has seen to it that
// the events are whole.
func (sh *shard) subscribe(s *discordgo.Session) {
	pool, h := sh.client.pool, sh.client.handler
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Ready) { sh.ready(e) })
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.InteractionCreate) {
		pool.add(job{name: eventInteraction, class: urgent, run: func(ctx context.Context) {
			if e.AppID == "" {
				e.AppID = sh.judge.current().appID
			}
			tidyInteraction(e.Interaction)
			h.Interaction(ctx, e.Interaction)
		}})
	})
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.MessageCreate) {
		pool.add(messageJob(eventCreate, e.Message, h.MessageCreate))
	})
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.MessageUpdate) {
		pool.add(messageJob(eventUpdate, e.Message, h.MessageUpdate))
	})
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.MessageDelete) {
		pool.add(deleteJob(e.ChannelID, e.ID, h))
	})
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.MessageDeleteBulk) {
		for _, id := range e.Messages {
			pool.add(deleteJob(e.ChannelID, id, h))
		}
	})
}

func (sh *shard) ready(e *discordgo.Ready) {
	h := sh.client.handler
	if h.Ready == nil {
		return
	}
	r := Ready{User: e.User, ApplicationID: sh.judge.current().appID, Shard: sh.id, Shards: sh.of, Guilds: len(e.Guilds)}
	sh.client.pool.add(job{name: "READY", class: urgent, run: func(ctx context.Context) { h.Ready(ctx, r) }})
}

func messageJob(name string, m *discordgo.Message, handle func(context.Context, *discordgo.Message)) job {
	return job{name: name, key: m.ID, class: normal, run: func(ctx context.Context) {
		tidyMessage(m)
		handle(ctx, m)
	}}
}

func deleteJob(channelID, messageID string, h Handler) job {
	return job{name: eventDelete, key: messageID, class: normal, run: func(ctx context.Context) {
		h.MessageDelete(ctx, channelID, messageID)
	}}
}
