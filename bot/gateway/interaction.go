package gateway

import (
	"context"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// Respond sends the first answer to an interaction. It never waits past the three
// seconds in which Discord takes it and returns ErrTooLate then. No mention in the
// answer pings anyone.
func (c *Client) Respond(ctx context.Context, i *discordgo.Interaction, resp *discordgo.InteractionResponse) error {
	out := *resp
	var files []*discordgo.File
	if resp.Data != nil {
		data := *resp.Data
		files = data.Files
		if carriesMessage(resp.Type) {
			data.AllowedMentions = noMentions()
		}
		out.Data = &data
	}
	return c.call(ctx, request{
		method: http.MethodPost, path: "/interactions/" + i.ID + "/" + url.PathEscape(i.Token) + "/callback",
		body: out, files: files, kind: callback,
	}, nil)
}

// carriesMessage tells the answers that contain a message from those that don't.
func carriesMessage(t discordgo.InteractionResponseType) bool {
	return t == discordgo.InteractionResponseChannelMessageWithSource || t == discordgo.InteractionResponseUpdateMessage
}

// EditResponse replaces the first answer, or fills in a deferred one, as EditFollowup
// does. Works for 15 minutes after the interaction.
func (c *Client) EditResponse(ctx context.Context, i *discordgo.Interaction, edit *discordgo.WebhookEdit) (*discordgo.Message, error) {
	return c.EditFollowup(ctx, i, "@original", edit)
}

// Response fetches the first answer.
func (c *Client) Response(ctx context.Context, i *discordgo.Interaction) (*discordgo.Message, error) {
	var m discordgo.Message
	err := c.call(ctx, request{method: http.MethodGet, path: webhookPath(i) + "/messages/@original", kind: webhook}, &m)
	return &m, err
}

// DeleteResponse deletes the first answer.
func (c *Client) DeleteResponse(ctx context.Context, i *discordgo.Interaction) error {
	return c.DeleteFollowup(ctx, i, "@original")
}

// Followup sends a further message after the first answer. Discord has no nonce here, so
// when the answer to this request is lost it is not repeated: it may or may not have
// been posted.
func (c *Client) Followup(ctx context.Context, i *discordgo.Interaction, params *discordgo.WebhookParams) (*discordgo.Message, error) {
	out := *params
	out.AllowedMentions = noMentions()
	var m discordgo.Message
	err := c.call(ctx, request{
		method: http.MethodPost, path: webhookPath(i) + "?wait=true",
		body: out, files: params.Files, kind: webhook,
	}, &m)
	return &m, err
}

// webhookEdit adds what discordgo leaves out.
type webhookEdit struct {
	discordgo.WebhookEdit
	Flags discordgo.MessageFlags `json:"flags,omitempty"`
}

// EditFollowup replaces a follow-up message. Links in it are not unfurled unless it has
// embeds of its own: a deferred answer cannot have asked for that before.
func (c *Client) EditFollowup(ctx context.Context, i *discordgo.Interaction, messageID string, edit *discordgo.WebhookEdit) (*discordgo.Message, error) {
	out := webhookEdit{WebhookEdit: *edit}
	out.AllowedMentions = noMentions()
	if edit.Embeds == nil || len(*edit.Embeds) == 0 {
		out.Flags = discordgo.MessageFlagsSuppressEmbeds
	}
	var m discordgo.Message
	err := c.call(ctx, request{
		method: http.MethodPatch, path: webhookPath(i) + "/messages/" + messageID,
		body: out, files: edit.Files, kind: webhook,
	}, &m)
	return &m, err
}

// DeleteFollowup deletes a follow-up message.
func (c *Client) DeleteFollowup(ctx context.Context, i *discordgo.Interaction, messageID string) error {
	return c.call(ctx, request{method: http.MethodDelete, path: webhookPath(i) + "/messages/" + messageID, kind: webhook}, nil)
}

func webhookPath(i *discordgo.Interaction) string {
	return "/webhooks/" + i.AppID + "/" + url.PathEscape(i.Token)
}

// noMentions is the empty list that keeps every mention from pinging.
func noMentions() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}
