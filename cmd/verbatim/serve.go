package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"verbatim/bot"
	"verbatim/bot/gateway"
	"verbatim/bot/monitor"
	"verbatim/bot/rush"
	"verbatim/bot/store"
	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/update"
)

const serveLong = `Serve runs the Discord bot until it is interrupted. It needs the bot's token in
DISCORD_TOKEN, or in the file that DISCORD_TOKEN_FILE names. Without an index, or
with one that is damaged or that another version wrote, it builds one of
VERBATIM_CORPUS first, of what was read last, or of the article that verbatim ships
with. Of a large index it compares 256 MB with their checksums before it answers, and
the rest meanwhile; where that shows damage it answers nothing before the index is
built anew.

A reindex in another process is picked up without a pause. Passages without a vector of
their meaning get theirs beside the bot, while nobody asks. With --watch the bot
reindexes by itself: when files of its corpus change, and --every so often, URLs
included.`

// tokenHelp says how to come by a token.
const tokenHelp = `there is no Discord token. To get one:
  1. open https://discord.com/developers/applications and make an application
  2. on its page "Bot", press "Reset Token" and copy the token
  3. put DISCORD_TOKEN=… into a file .env here, or into the environment
  4. on its page "Installation", take the install link and open it to add the bot to your server
Then run verbatim serve again (README.md has every step)`

// serveOptions are the flags of serve.
type serveOptions struct {
	reading             readingFlags
	shardID, shardCount int
	watch               bool
	every               time.Duration
}

func newServe(a *app) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Run the Discord bot",
		Long:    serveLong,
		Example: "  DISCORD_TOKEN=… verbatim serve\n  verbatim serve --watch",
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runServe(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	o.reading.add(cmd)
	f.IntVar(&o.shardID, "shard-id", 0, "which part of the servers this process looks after, from 0")
	f.IntVar(&o.shardCount, "shard-count", 0, "how many parts there are (default: as many as Discord advises, all in this process)")
	f.BoolVar(&o.watch, "watch", false, "reindex when the files of the corpus change")
	f.DurationVar(&o.every, "every", watchEvery, "with --watch, how often everything is looked at, URLs included")
	return cmd
}

func (o serveOptions) check() error {
	switch {
	case o.every < time.Second:
		return usagef("--every %s: a second at least", o.every)
	case o.shardCount < 0:
		return usagef("--shard-count %d: it cannot be negative", o.shardCount)
	case o.shardCount == 0 && o.shardID != 0:
		return usagef("--shard-id needs --shard-count")
	case o.shardCount > 0 && (o.shardID < 0 || o.shardID >= o.shardCount):
		return usagef("--shard-id %d: with --shard-count %d it is 0 to %d", o.shardID, o.shardCount, o.shardCount-1)
	}
	return nil
}

func (a *app) runServe(ctx context.Context, o serveOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	token, err := c.token()
	if err != nil {
		return err
	}
	if token == "" {
		return usageError{errors.New(tokenHelp + c.unread())}
	}
	log := newLogger(c, a.stderr)
	log.Info("token found", "from", c.tokenFrom())
	x, err := openServing(ctx, c, o, log)
	if err != nil {
		return err
	}
	defer x.Close()
	stop, err := fillServing(ctx, c, o, x, log)
	if err != nil {
		return err
	}
	defer stop()
	defer verifyServing(ctx, c, x, log)()
	if o.watch {
		defer watchServing(ctx, c, o, log)()
	}
	err = serveAll(ctx, c, botConfig(c, o, token, log), x)
	if refused, ok := errors.AsType[*gateway.FatalError](err); ok {
		return usageError{refused} // starting again does not help
	}
	return err
}

// serveAll runs what answers, side by side, until ctx ends or one of them fails.
func serveAll(ctx context.Context, c config, of bot.Config, x *library) (err error) {
	s, err := store.Open(c.Data, store.Name(of.ShardID, of.ShardCount))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	discord, err := bot.New(of, bot.LibraryOf(x.Index), s)
	if err != nil {
		return err
	}
	all, ctx := errgroup.WithContext(ctx)
	if c.Listen != "" {
		if err := listen(ctx, all, c.Listen, monitor.Handler(discord.Stats), of.Logger); err != nil {
			return err
		}
	}
	all.Go(func() error { return discord.Run(ctx) })
	return all.Wait()
}

// openServing opens the index, building it first when there is none, or only one that is damaged
// or that another version of the program wrote.
func openServing(ctx context.Context, c config, o serveOptions, log *slog.Logger) (*library, error) {
	options, err := o.reading.options()
	if err != nil {
		return nil, err
	}
	options.Meaning = c.wantsVectors()
	x, err := c.openLibrary(options, log)
	if err == nil || !canBuild(c, err) {
		return x, err
	}
	if err := buildServing(ctx, c, err, log); err != nil {
		return nil, err
	}
	return c.openLibrary(options, log)
}

// canBuild reports whether an index that could not be opened can be built: it is known of what.
func canBuild(c config, err error) bool {
	for _, of := range []error{index.ErrNoIndex, index.ErrFormat, index.ErrDamaged} {
		if errors.Is(err, of) && !errors.Is(err, engine.ErrLost) {
			return true
		}
	}
	return errors.Is(err, engine.ErrLost) && len(c.Corpus) > 0
}

// buildServing builds the index, and tells why.
func buildServing(ctx context.Context, c config, because error, log *slog.Logger) error {
	log.Info("building the index", "because", because)
	r, err := c.updateLibrary(ctx, c.updating(), log)
	logSkips(log, r)
	if err == nil {
		log.Info("index built", "articles", r.Added, "sentences", r.Sentences, "skipped", len(r.Skipped), "took", r.Took)
	}
	return err
}

// botConfig returns what the bot is started with.
func botConfig(c config, o serveOptions, token string, log *slog.Logger) bot.Config {
	return bot.Config{
		Token: token, APIBase: c.DiscordAPI,
		Version: versionOf(debug.ReadBuildInfo()).Version,
		ShardID: o.shardID, ShardCount: o.shardCount,
		MessageContent: c.MessageContent,
		Confine:        c.Confine,
		Desk:           rush.New(runtime.GOMAXPROCS(0)),
		Retention:      time.Duration(c.RetentionDays) * 24 * time.Hour,
		Reindex: func(ctx context.Context, progress func(update.Progress)) (update.Report, error) {
			o := c.updating()
			o.Progress = progress
			return c.updateLibrary(ctx, o, log)
		},
		Logger: log,
	}
}
