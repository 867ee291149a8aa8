package bot

import (
	"context"
	"log/slog"
	"time"

	"verbatim/bot/library"
	"verbatim/bot/rush"
	"verbatim/index"
	"verbatim/index/update"
	"verbatim/monitor"
)

// Library is what the bot needs of the index; see [library.Library].
type Library = library.Library

// LibraryOf returns an index as a library.
func LibraryOf(x *index.Index) Library { return library.Of(x) }

// Confinement is what servers are confined to; see [library.Confinement].
type Confinement = library.Confinement

// Config is what the bot is started with.
type Config struct {
	Token   string // of the application's bot user
	APIBase string // address of Discord's REST API; see [gateway.APIAddress]
	Version string // of this program, shown by /about

	// ShardID and ShardCount say which part of the servers this process looks after.
	// A ShardCount of 0 starts as many shards in this process as Discord advises.
	ShardID, ShardCount int

	// MessageContent asks for the privileged intent of that name, which ask-channels,
	// forum posts and follow-ups without a mention need.
	MessageContent bool

	// Confine says to which sources servers and direct messages are confined.
	Confine Confinement

	// Retention is how long questions, feedback and the links between questions and
	// answers are kept; 0 means DefaultRetention.
	Retention time.Duration

	// Desk is where questions wait for their turn, with those that are asked elsewhere in this
	// process; nil makes one.
	Desk *rush.Desk

	// Monitor counts what the bot does; nil makes one.
	Monitor *monitor.Monitor

	// Reindex brings the library up to date; nil leaves /reindex out.
	Reindex func(ctx context.Context, progress func(update.Progress)) (update.Report, error)

	// Claims has each event answered once where several processes may get the same; nil where none does.
	Claims Claims

	// Handed is what another bot left that handed over to this one; the zero value is nothing.
	Handed Handed

	Logger *slog.Logger // nil discards
}

// DefaultRetention is how long the bot keeps what it records, unless told otherwise.
const DefaultRetention = 90 * 24 * time.Hour
