package gateway

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
)

// Config is what a Client needs. Token is the only field without a usable zero
// value.
type Config struct {
	// Token is the bot's token, without the "Bot " prefix.
	Token string

	// APIBase is the REST address, "" for Discord's own; see [APIAddress]. The
	// gateway's address is asked from there.
	APIBase string

	// Intents are the groups of events asked for.
	Intents discordgo.Intent

	// ShardID and ShardCount name the one shard this process runs. A ShardCount of
	// 0 runs all the shards that Discord recommends.
	ShardID, ShardCount int

	// Sessions are those of another Client with the same token to go on with. One that Discord
	// does not know any more is begun anew.
	Sessions []Session

	// Limit is how many events of each class (interactions, the rest) are worked on at the
	// same time before new ones are dropped; 0 means 16,384. Most of the time a handler
	// waits, which costs little.
	Limit int

	// Grace is how long the handlers that run at shutdown may go on; 0 means 10 s.
	Grace time.Duration

	// UserAgent names the program and its version, "" for Verbatim's default.
	UserAgent string

	// Logger receives what happens; nil discards it.
	Logger *slog.Logger
}

// withDefaults fills the zero fields.
func (c Config) withDefaults() Config {
	if c.Limit == 0 {
		c.Limit = 16384
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	if c.UserAgent == "" {
		c.UserAgent = "DiscordBot (https://verbatim.invalid, 1)"
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

// validate refuses what can never work, before anything is sent, and completes APIBase.
func (c *Config) validate() error {
	if strings.TrimSpace(c.Token) == "" {
		return errors.New("gateway: no bot token")
	}
	if strings.ContainsAny(c.Token, " \t\r\n") {
		return errors.New("gateway: the bot token contains white space; give the bare token, without the word Bot")
	}
	base, err := rest.APIAddress(c.APIBase)
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	c.APIBase = base
	if c.ShardCount < 0 || c.ShardID < 0 || (c.ShardCount > 0 && c.ShardID >= c.ShardCount) || (c.ShardCount == 0 && c.ShardID > 0) {
		return fmt.Errorf("gateway: shard %d of %d does not exist; shards count from 0", c.ShardID, c.ShardCount)
	}
	if c.Limit < 0 || c.Grace < 0 {
		return errors.New("gateway: limit and grace must not be negative")
	}
	return nil
}
