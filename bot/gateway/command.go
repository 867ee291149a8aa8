package gateway

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// Application fetches the bot's application, its owner included.
func (c *sender) Application(ctx context.Context) (*discordgo.Application, error) {
	var a discordgo.Application
	err := c.call(ctx, request{method: http.MethodGet, path: "/applications/@me"}, &a)
	return &a, err
}

// Commands fetches the global commands with all their localizations.
func (c *sender) Commands(ctx context.Context, applicationID string) ([]*discordgo.ApplicationCommand, error) {
	var commands []*discordgo.ApplicationCommand
	err := c.call(ctx, request{
		method: http.MethodGet, path: "/applications/" + applicationID + "/commands?with_localizations=true",
	}, &commands)
	return commands, err
}

// PutCommands replaces all global commands. Discord counts new ones (200 a day), so
// call it only when something has changed.
func (c *sender) PutCommands(ctx context.Context, applicationID string, commands []*discordgo.ApplicationCommand) error {
	return c.call(ctx, request{
		method: http.MethodPut, path: "/applications/" + applicationID + "/commands", body: commands,
	}, nil)
}
