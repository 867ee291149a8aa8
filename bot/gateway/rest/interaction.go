package rest

import (
	"context"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// Respond sends the first answer to an interaction. It sends nothing past the three
// seconds in which Discord takes it and returns ErrTooLate then. No mention in the
// answer pings anyone.
func (c *Client) Respond(ctx context.Context, i *discordgo.Interaction, resp *discordgo.InteractionResponse) error {
	out := *resp
	var files []*discordgo.File
	if resp.Data != nil {
		data := *resp.Data
		files = data.Files
		if aboutMessage(resp.Type) {
			data.AllowedMentions = noMentions()
		}
		out.Data = &data
	}
	return c.call(ctx, request{
		method: http.MethodPost, path: "/interactions/" + i.ID + "/" + url.PathEscape(i.Token) + "/callback",
		body: out, files: files, kind: callback,
	}, nil)
}

// aboutMessage tells the answers that make or change a message, now or later, from
// suggestions and forms.
func aboutMessage(t discordgo.InteractionResponseType) bool {
	return t != discordgo.InteractionApplicationCommandAutocompleteResult && t != discordgo.InteractionResponseModal
}

// Followup sends a further message after the first answer. Discord has no nonce here, so
// when the answer to this request is lost it is not repeated: it may or may not have
// been posted.
func (c *Client) Followup(ctx context.Context, i *discordgo.Interaction, params *discordgo.WebhookParams) error {
	out := *params
	out.AllowedMentions = noMentions()
	return c.call(ctx, request{
		method: http.MethodPost, path: webhookPath(i) + "?wait=true", body: out, files: params.Files, kind: webhook,
	}, nil)
}

// webhookEdit adds what discordgo leaves out.
type webhookEdit struct {
	discordgo.WebhookEdit
	Flags discordgo.MessageFlags `json:"flags,omitempty"`
}

// EditResponse replaces the first answer, or fills in a deferred one. It works for 15
// minutes after the interaction. Links are not unfurled: a deferred answer cannot have
// asked for that before.
func (c *Client) EditResponse(ctx context.Context, i *discordgo.Interaction, edit *discordgo.WebhookEdit) error {
	out := webhookEdit{WebhookEdit: *edit, Flags: discordgo.MessageFlagsSuppressEmbeds}
	out.AllowedMentions = noMentions()
	return c.call(ctx, request{
		method: http.MethodPatch, path: webhookPath(i) + "/messages/@original", body: out, kind: webhook,
	}, nil)
}

func webhookPath(i *discordgo.Interaction) string {
	return "/webhooks/" + i.AppID + "/" + url.PathEscape(i.Token)
}

// noMentions is the empty list that keeps every mention from pinging.
func noMentions() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}
