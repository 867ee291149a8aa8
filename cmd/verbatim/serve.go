package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"verbatim/bot"
	"verbatim/bot/gateway"
	"verbatim/index/update"
	"verbatim/monitor"
)

const serveLong = `Serve runs the Discord bot until it is interrupted. It needs the bot's token in
DISCORD_TOKEN, or in the file that DISCORD_TOKEN_FILE names.

With --listen it answers by HTTP as well, and without a token for Discord by HTTP only:
a page at /, an API at /v1 (described at /openapi.json), tools for assistants at /mcp
(Model Context Protocol), /healthz, /readyz and /metrics. On 127.0.0.1 it is open to
whoever is on this machine; on any other address all but health needs the token in
VERBATIM_LISTEN_TOKEN, unless VERBATIM_LISTEN_PUBLIC=true opens page, API and tools.
VERBATIM_LISTEN_ORIGINS lists the sites that may show the page as a widget.

Without an index, or with one that is damaged or that another version wrote, it builds one of
VERBATIM_CORPUS first, of what was read last, or of the article that verbatim ships
with. Of a large index it compares 256 MB with their checksums before it answers, and
the rest meanwhile; where that shows damage it answers nothing before the index is
built anew. While OpenSearch, where it keeps the index, does not answer, it waits for it.

Started on the data of a serve that runs, it takes over: that one answers what was asked,
lets go and ends with status 0, and this one goes on with its sessions, so that nothing said
in between is lost; should this one fail to start, that one goes on. Both must be of the
same machine.

With VERBATIM_ENGINE=opensearch the records are kept in the cluster as well, and many
processes share the servers, each with --shard-count and a --shard-id of its own, on any
machine; all need the same key (VERBATIM_KEY_FILE). One that is started for a part which
another has waits for that to end, and goes on with its sessions. How often one person may
ask is counted by each process by itself.

SIGHUP has the configuration read again (.env, and the files that it names; what is in the
environment itself stays) and the corpus looked at: sources that servers are confined
to, retention, the level of the log and all that says what is read hold at once, and the
log names what needs a restart.

A reindex in another process is picked up without a pause. Passages without a vector of
their meaning get theirs beside the bot, while nobody asks. With --watch the bot
reindexes by itself: when files of its corpus change, and --every so often, URLs
included.`

// tokenHelp says how to come by a token.
const tokenHelp = `there is no Discord token. "verbatim init" leads to one, and through the rest. By hand:
  1. open https://discord.com/developers/applications and make an application
  2. on its page "Bot", press "Reset Token" and copy the token
  3. put DISCORD_TOKEN=… into a file .env here, or into the environment
  4. on its page "Installation", take the install link and open it to add the bot to your server
Then run verbatim serve again (README.md has every step).
To ask in a browser instead, which needs no token: verbatim serve --listen 127.0.0.1:8080`

// serveOptions are the flags of serve.
type serveOptions struct {
	reading             readingFlags
	shardID, shardCount int
	listen              string
	watch               bool
	every               time.Duration
	monitor             *monitor.Monitor // of the run
}

func newServe(a *app) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Run the Discord bot, and the page and API",
		Long:    serveLong,
		Example: "  DISCORD_TOKEN=… verbatim serve\n  verbatim serve --watch\n  verbatim serve --listen 127.0.0.1:8080",
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runServe(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	o.reading.add(cmd)
	f.IntVar(&o.shardID, "shard-id", 0, "which part of the servers this process looks after, from 0")
	f.IntVar(&o.shardCount, "shard-count", 0, "how many parts there are (default: as many as Discord advises, all in this process)")
	f.StringVar(&o.listen, "listen", "", "answer by HTTP, too: page, API, MCP, health (default $VERBATIM_LISTEN, or not at all)")
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
	c, token, err := a.serveSetup(o)
	if err != nil {
		return err
	}
	entrance, err := c.access()
	if err != nil {
		return err
	}
	r := newRunning(c, func() (config, error) { return a.serveConfig(o) })
	defer r.end()
	log := r.logger(newLogger(c, a.stderr))
	if token != "" {
		log.Info("token found", "from", c.tokenFrom())
	} else {
		log.Info("there is no Discord token: answering by HTTP only")
	}
	m, flush, err := monitorServing(ctx, c, log)
	if err != nil {
		return err
	}
	defer flush()
	o.monitor, r.monitor = m, m
	all := &serving{running: r, log: log, pauses: make(chan *pause), entrance: entrance}
	err = all.begin(ctx, o, token)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // it was to end while it waited for the index, or for another process
	}
	if refused, ok := errors.AsType[*gateway.FatalError](err); ok {
		return usageError{refused} // starting again does not help
	}
	return err
}

// serveSetup returns the configuration and the token, "" for none, of a serve that can be started with them.
func (a *app) serveSetup(o serveOptions) (c config, token string, err error) {
	if err := o.check(); err != nil {
		return c, "", err
	}
	if c, err = a.serveConfig(o); err != nil {
		return c, "", err
	}
	if token, err = c.token(); err != nil {
		return c, "", err
	}
	if token == "" && c.Listen == "" {
		return c, "", usageError{errors.New(tokenHelp + c.unread())}
	}
	return c, token, c.putKey()
}

// begin opens the index, takes over from a process that runs on the data, and runs.
func (s *serving) begin(ctx context.Context, o serveOptions, token string) error {
	c, r, log := s.running.config(), s.running, s.log
	x, err := openServing(ctx, c, o, log)
	if err != nil {
		return err
	}
	defer x.Close()
	s.index = x
	tellIndex(ctx, o.monitor, c, x, c.surfaces(token), log)
	stop, err := fillServing(ctx, c, o, x, log)
	if err != nil {
		return err
	}
	defer stop()
	defer verifyServing(ctx, c, o, x, log)()
	s.bot = botConfig(r, o, token, log)
	if s.before, err = takeOver(ctx, c.Data, &s.bot, log); err != nil {
		return err
	}
	defer watchServing(ctx, r, o, log)()
	tellDiffers(ctx, c, o, x, log)
	return s.run(ctx)
}

// serveConfig returns the configuration with what the flags of serve say.
func (a *app) serveConfig(o serveOptions) (config, error) {
	c, err := a.config()
	if err != nil || o.listen == "" {
		return c, err
	}
	c.Listen = o.listen
	if len(c.checkListening()) > 0 {
		return c, usagef("--listen is %q and must be an address such as 127.0.0.1:9090", o.listen)
	}
	return c, nil
}

// tellDiffers tells where the index was made of something else than is configured, which a look at
// the corpus changes.
func tellDiffers(ctx context.Context, c config, o serveOptions, x *library, log *slog.Logger) {
	from, err := x.origin(ctx)
	if d := differs(c, from); err == nil && d != "" && !o.watch {
		log.Warn(d + " So do /reindex, SIGHUP and serve --watch.")
	}
}

// botConfig returns what the bot is started with.
func botConfig(r *running, o serveOptions, token string, log *slog.Logger) bot.Config {
	c := r.config()
	return bot.Config{
		Token: token, APIBase: c.DiscordAPI,
		Version: thisVersion().Version,
		ShardID: o.shardID, ShardCount: o.shardCount,
		MessageContent: c.MessageContent,
		Confine:        c.Confine,
		Desk:           newDesk(o.monitor, runtime.GOMAXPROCS(0)),
		Retention:      c.retention(),
		Reindex: func(ctx context.Context, progress func(update.Progress)) (update.Report, error) {
			how := r.config().updating()
			how.Progress = progress
			return countedUpdate(ctx, o.monitor, c, how, log)
		},
		Monitor: o.monitor,
		Logger:  log,
	}
}
