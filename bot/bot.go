package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// A Bot answers what comes from Discord.
type Bot struct {
	config    Config
	log       *slog.Logger
	library   Library
	store     *store.Store
	catalogue *text.Catalogue
	discord   *gateway.Client
	router    *router
	recent    *recent
	self      atomic.Pointer[identity]
	now       func() time.Time
}

// An identity is who the bot is in Discord, known once it is connected.
type identity struct {
	user        string // id of the bot's user
	application string
}

// newBot makes a bot that is not connected yet.
func newBot(c Config, lib Library, s *store.Store) (*Bot, error) {
	catalogue, err := text.Load()
	if err != nil {
		return nil, err
	}
	b := &Bot{config: c, log: c.Logger, library: lib, store: s, catalogue: catalogue, recent: newRecent(2000), now: time.Now}
	b.router = b.routes()
	b.discord, err = gateway.New(gateway.Config{
		Token: c.Token, APIBase: c.APIBase, Intents: intents(c.MessageContent),
		ShardID: c.ShardID, ShardCount: c.ShardCount, Logger: c.Logger,
		UserAgent: "DiscordBot (https://verbatim.invalid, " + c.Version + ")",
	}, gateway.Handler{
		Ready:         b.onReady,
		Interaction:   b.onInteraction,
		MessageCreate: b.onMessage,
		MessageUpdate: b.onEdit,
		MessageDelete: b.onDelete,
	})
	if err != nil {
		return nil, fmt.Errorf("set up the connection: %w", err)
	}
	return b, nil
}

// intents returns the groups of events the bot asks for; only the content of messages
// that are not addressed to it is privileged.
func intents(messageContent bool) discordgo.Intent {
	i := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if messageContent {
		i |= discordgo.IntentMessageContent
	}
	return i
}

// me returns the id of the bot's own user, "" before it is connected.
func (b *Bot) me() string {
	if id := b.self.Load(); id != nil {
		return id.user
	}
	return ""
}

// onReady learns who the bot is and sees to its commands.
func (b *Bot) onReady(ctx context.Context, r gateway.Ready) {
	if r.User == nil {
		return
	}
	b.self.Store(&identity{user: r.User.ID, application: r.ApplicationID})
	b.log.Info("connected to Discord", "bot", r.User.Username, "shard", r.Shard, "shards", r.Shards, "servers", r.Guilds)
	if r.Shard != 0 {
		return
	}
	if err := b.register(ctx, r.ApplicationID); err != nil {
		b.log.Error("could not register the commands; they stay as they were", "error", err)
	}
}

// onInteraction routes one interaction.
func (b *Bot) onInteraction(ctx context.Context, i *discordgo.Interaction) {
	c := &call{Interaction: i, discord: b.discord, texts: b.catalogue.For(string(i.Locale))}
	handle, vars := b.router.find(i)
	if handle == nil {
		handle = b.reporting(func(context.Context, *call) error { return refuse(c.texts.Errors.Unknown) })
	}
	c.vars = vars
	if err := handle(ctx, c); err != nil {
		b.log.Error("interaction failed", "what", describe(i), "error", err)
	}
}

// routes says who deals with what.
func (b *Bot) routes() *router {
	r := newRouter(b.reporting, b.recovering)
	r.command(cmdAsk, b.onAsk)
	return r
}

// describe names an interaction for the log, without what anybody wrote.
func describe(i *discordgo.Interaction) string {
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		return "command " + data.Name
	case discordgo.MessageComponentInteractionData:
		return "component " + data.CustomID
	case discordgo.ModalSubmitInteractionData:
		return "modal " + data.CustomID
	}
	return i.Type.String()
}
