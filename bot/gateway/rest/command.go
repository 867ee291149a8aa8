package rest

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// GatewayBot fetches the gateway's address, and how many sessions may be started there.
func (c *Client) GatewayBot(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	var info discordgo.GatewayBotResponse
	err := c.call(ctx, request{method: http.MethodGet, path: "/gateway/bot"}, &info)
	return &info, err
}

// Commands fetches the global commands with all their localizations.
func (c *Client) Commands(ctx context.Context, applicationID string) ([]*discordgo.ApplicationCommand, error) {
	var commands []*discordgo.ApplicationCommand
	err := c.call(ctx, request{
		method: http.MethodGet, path: "/applications/" + applicationID + "/commands?with_localizations=true",
	}, &commands)
	return commands, err
}

// PutCommands replaces all global commands, and returns them with their ids. Discord counts
// new ones (200 a day), so call it only when something has changed.
func (c *Client) PutCommands(ctx context.Context, applicationID string, commands []*discordgo.ApplicationCommand) ([]*discordgo.ApplicationCommand, error) {
	var registered []*discordgo.ApplicationCommand
	err := c.call(ctx, request{
		method: http.MethodPut, path: "/applications/" + applicationID + "/commands", body: commands,
	}, &registered)
	return registered, err
}
