package gateway

import (
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// A Client is one bot's connection to Discord: Run receives, the other methods send.
// All methods may be called from several goroutines, and sending works before and
// after Run.
type Client struct {
	cfg     Config
	handler Handler
	session *discordgo.Session // sends only
}

// New checks the configuration and makes a Client. Nothing is sent yet.
func New(cfg Config, handler Handler) (*Client, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	session, err := discordgo.New("Bot " + cfg.Token)
	if err != nil {
		return nil, fmt.Errorf("gateway: make session: %w", err)
	}
	session.UserAgent = cfg.UserAgent
	return &Client{cfg: cfg, handler: handler, session: session}, nil
}

// Run connects and hands events to the handler until ctx ends, then waits for the
// running handlers, closes the connection and returns nil. It returns a *FatalError
// when going on would be of no use, for instance because the token is wrong. Faults of
// the network and of Discord are no reason to return. Run may be called once.
func (c *Client) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
