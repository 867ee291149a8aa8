package bot

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/command"
	"verbatim/bot/gateway"
	"verbatim/bot/gateway/event"
	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/bot/live"
	"verbatim/bot/manage"
	"verbatim/bot/memory"
	"verbatim/bot/message"
	"verbatim/bot/rush"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/monitor"
)

// A Bot answers what comes from Discord.
type Bot struct {
	config    Config
	terms     atomic.Pointer[terms]
	log       *slog.Logger
	monitor   *monitor.Monitor
	desk      *rush.Desk
	store     *store.Store
	catalogue *text.Catalogue
	discord   *gateway.Client
	router    *call.Router
	registry  *command.Registry
	limits    limit.Limits
	self      atomic.Pointer[string] // id of the bot's own user
	known     chan struct{}          // closed once self is set
	now       func() time.Time
	arrivals  chan event.Server // servers that are perhaps new

	places  *memory.Memory[hear.Place]        // channels by id
	locales *memory.Memory[string]            // locale by id of a server, or of a user in direct messages
	roles   *memory.Memory[map[string]string] // by id of a server, the roles that Discord made for bots
	latest  *memory.Memory[string]            // key of the latest answer in a channel
	shelves *shelf.Shelves                    // what each server sees
	live    *live.Follower                    // of channels whose messages are sources
	trouble *trouble
	copies  *copies
}

// New makes a bot that is not connected yet. The store stays its caller's, and must be open
// while the bot runs.
func New(c Config, lib Library, s *store.Store) (*Bot, error) {
	if c.Token == "" {
		return nil, ErrNoToken
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Desk == nil {
		c.Desk = rush.New(runtime.GOMAXPROCS(0))
	}
	if c.Monitor == nil {
		c.Monitor = monitor.New(monitor.Program{Version: c.Version})
	}
	catalogue, err := text.Load()
	if err != nil {
		return nil, err
	}
	b := &Bot{
		config: c, log: c.Logger, monitor: c.Monitor, desk: c.Desk, store: s, catalogue: catalogue, limits: limit.New(), now: time.Now, arrivals: make(chan event.Server, arrivalsKept), known: make(chan struct{}),
		places: memory.New[hear.Place](10000), locales: memory.New[string](10000),
		roles: memory.New[map[string]string](10000), latest: memory.New[string](10000), trouble: newTrouble(), copies: newCopies(),
	}
	b.take(c.Handed)
	b.Adjust(c.Confine, c.Retention)
	b.shelves = shelf.New(lib, s, b.now)
	b.discord, err = gateway.New(gateway.Config{
		Token: c.Token, APIBase: c.APIBase, Intents: intents(c.MessageContent),
		ShardID: c.ShardID, ShardCount: c.ShardCount, Sessions: c.Handed.Sessions, Logger: c.Logger,
		UserAgent: "DiscordBot (https://verbatim.invalid, " + c.Version + ")",
	}, gateway.Handler{
		Ready:         b.onReady,
		Interaction:   b.onInteraction,
		MessageCreate: b.onMessage,
		MessageUpdate: b.onEdit,
		MessageDelete: b.onDelete,
		Channel:       b.onChannel,
		ChannelGone:   b.onChannelGone,
		Server:        b.onServer,
	})
	if err != nil {
		return nil, fmt.Errorf("set up the connection: %w", err)
	}
	if b.live, err = live.New(s, b.discord.Client, c.MessageContent, b.now, c.Logger); err != nil {
		return nil, err
	}
	b.registry = command.NewRegistry(b.discord.Client, command.List(catalogue, c.Reindex != nil), c.Logger)
	desk := &manage.Desk{
		Store: s, Catalogue: catalogue, Shelves: b.shelves, Live: b.live, Confine: b.confined, Discord: b.discord.Client,
		Content: c.MessageContent, Reindex: c.Reindex, Ask: b.try, Commands: b.commands, Log: c.Logger, Now: b.clock,
		Gone: func(ctx context.Context, channel string) bool { return b.channel(ctx, channel).Gone }, Barred: b.trouble.in,
	}
	b.router = b.routes()
	desk.Route(b.router)
	c.Monitor.Discord(func() monitor.Discord { return monitor.Discord(b.discord.Stats()) })
	c.Monitor.Presses(b.limits.PressesHeld)
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

// me returns the id of the bot's own user. The first events may come before Discord has
// said who the bot is: then it waits, and returns "" when ctx ends first.
func (b *Bot) me(ctx context.Context) string {
	select {
	case <-b.known:
		return *b.self.Load()
	case <-ctx.Done():
		return ""
	}
}

// onServer remembers the language of a server and the roles of the bots in it, and that it may be new.
func (b *Bot) onServer(s event.Server) {
	if s.Locale != "" {
		b.locales.Put(s.ID, s.Locale)
	}
	if len(s.Roles) > 0 {
		before, _ := b.roles.Get(s.ID)
		all := maps.Clone(s.Roles)
		for bot, role := range before {
			if all[bot] == "" {
				all[bot] = role
			}
		}
		b.roles.Put(s.ID, all)
	}
	b.arrive(s)
}

// commands returns how commands are shown in a language.
func (b *Bot) commands(t *text.Texts) card.Commands {
	return func(name string) string { return b.registry.Mention(t, name) }
}

// onReady learns who the bot is and sees to its commands.
func (b *Bot) onReady(ctx context.Context, r gateway.Ready) {
	if r.User == nil {
		return
	}
	if b.self.Swap(&r.User.ID) == nil {
		close(b.known)
	}
	b.log.InfoContext(ctx, "connected to Discord", "bot", r.User.Username, "shard", r.Shard, "shards", r.Shards, "servers", r.Guilds)
	if r.Shard == 0 {
		b.registry.Register(ctx, r.ApplicationID)
	}
	b.live.Again(ctx, func(server string) bool { return store.ShardOf(server, r.Shards) == r.Shard })
}

// onInteraction routes one interaction.
func (b *Bot) onInteraction(ctx context.Context, i *discordgo.Interaction) {
	ctx = monitor.Request(ctx)
	c := call.New(i, b.discord.Client, b.catalogue.For(string(i.Locale)))
	b.learnLocale(c)
	handle, vars := b.router.Find(i)
	if handle == nil {
		handle = b.reporting(func(context.Context, *call.Call) error { return message.Refuse(c.Texts.Errors.Unknown) })
	}
	c.Vars = vars
	if err := handle(ctx, c); err != nil {
		b.log.ErrorContext(ctx, "interaction failed", "what", call.Describe(i), "error", err)
	}
}

// learnLocale remembers the language of a server, or of a user in direct messages, for
// the messages that do not tell it.
func (b *Bot) learnLocale(c *call.Call) {
	if c.GuildID == "" {
		b.locales.Put(c.UserID(), string(c.Locale))
	} else if c.GuildLocale != nil {
		b.locales.Put(c.GuildID, string(*c.GuildLocale))
	}
}

// routes says who deals with what.
func (b *Bot) routes() *call.Router {
	r := call.NewRouter(b.reporting, b.recovering, b.limiting)
	r.Command(command.Ask, b.onAsk)
	r.Command(command.AskAbout, b.onAskAbout)
	r.Command(command.ManageAnswer, b.onManageAnswer)
	r.Command(command.Search, b.onSearch)
	r.Command(command.Sources, b.onSources)
	r.Command(command.Help, b.onHelp)
	r.Command(command.About, b.onAbout)
	r.Command(command.Privacy, b.onPrivacy)
	r.Complete(command.Ask, b.onArticleTyped)
	r.Complete(command.Sources, b.onArticleTyped)

	r.Custom("context/{key}/{rank}/{page}", b.onContext)
	r.Custom("next/{key}/{rank}", b.onNext)
	r.Custom("closest/{key}", b.onClosest)
	r.Custom("other/{key}/{n}", b.onOther)
	r.Custom("up/{key}/{rank}", b.onUp)
	r.Custom("down/{key}/{rank}", b.onDown)
	r.Custom("why/{key}/{rank}", b.onWhy)
	r.Custom("reason/{key}/{rank}", b.onReason)
	r.Custom("solved/{key}/{rank}", b.onSolved)
	r.Custom("delete/{key}", b.onDeleteAnswer)
	r.Custom("hide/{key}/{rank}", b.onHide)
	r.Custom("teachanswer/{key}", b.onTeachAnswer)
	r.Custom("search/{key}/{page}", b.onSearchPage)
	r.Custom("sources/{page}", b.onSourcesPage)
	r.Custom("forget", b.onForget)
	return r
}
