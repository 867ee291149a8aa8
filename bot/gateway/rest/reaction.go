package rest

import (
	"context"
	"net/http"
	"net/url"
)

// React puts an emoji on a message. Once more makes no difference.
func (c *Client) React(ctx context.Context, channelID, messageID, emoji string) error {
	return c.call(ctx, request{
		method: http.MethodPut, path: "/channels/" + channelID + "/messages/" + messageID + "/reactions/" + url.PathEscape(emoji) + "/@me",
	}, nil)
}

// Whisper sends a user a direct message.
func (c *Client) Whisper(ctx context.Context, userID string, m Message) error {
	var channel struct {
		ID string `json:"id"`
	}
	err := c.call(ctx, request{
		method: http.MethodPost, path: "/users/@me/channels", body: map[string]string{"recipient_id": userID}, repeatable: true,
	}, &channel)
	if err == nil {
		_, err = c.Send(ctx, channel.ID, m)
	}
	return err
}
