package rest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Sizes of the pages in which Discord gives messages
// (https://docs.discord.com/developers/resources/message#get-channel-messages and
// #get-channel-pins). Archived threads come in pages of the same size as messages.
const (
	messagesOnPage = 100
	pinsOnPage     = 50
)

// Messages fetches the latest messages of a channel, newest first and at most that many. Discord
// sends their content only with the message-content intent.
func (c *Client) Messages(ctx context.Context, channelID string, most int) (all []*discordgo.Message, err error) {
	before := ""
	for len(all) < most {
		path := fmt.Sprintf("/channels/%s/messages?limit=%d", channelID, min(messagesOnPage, most-len(all)))
		if before != "" {
			path += "&before=" + before
		}
		var page []*discordgo.Message
		if err := c.call(ctx, request{method: http.MethodGet, path: path}, &page); err != nil {
			return nil, err
		}
		if len(page) == 0 {
			break
		}
		all = append(all, page...)
		before = page[len(page)-1].ID
	}
	return all, nil
}

// Threads fetches the public threads of a channel that the bot can see: those that are active, and of
// the archived ones at most that many, the latest first.
func (c *Client) Threads(ctx context.Context, serverID, channelID string, archived int) (all []*discordgo.Channel, err error) {
	var active discordgo.ThreadsList
	if err := c.call(ctx, request{method: http.MethodGet, path: "/guilds/" + serverID + "/threads/active"}, &active); err != nil {
		return nil, err
	}
	for _, t := range active.Threads {
		if t != nil && t.ParentID == channelID {
			all = append(all, t)
		}
	}
	query := url.Values{"limit": {fmt.Sprint(messagesOnPage)}}
	for more := true; more && archived > 0; archived -= messagesOnPage {
		var page discordgo.ThreadsList
		if err := c.call(ctx, request{method: http.MethodGet, path: "/channels/" + channelID + "/threads/archived/public?" + query.Encode()}, &page); err != nil {
			return nil, err
		}
		more = page.HasMore
		for _, t := range page.Threads {
			if t == nil || t.ThreadMetadata == nil {
				continue
			}
			all = append(all, t)
			query.Set("before", t.ThreadMetadata.ArchiveTimestamp.UTC().Format(time.RFC3339Nano))
		}
	}
	return all, nil
}

// Pins fetches the pinned messages of a channel, those that were pinned last first and at most that
// many.
func (c *Client) Pins(ctx context.Context, channelID string, most int) (all []*discordgo.Message, err error) {
	query := url.Values{"limit": {fmt.Sprint(pinsOnPage)}}
	for more := true; more && len(all) < most; {
		var page struct {
			Items []struct {
				Pinned  time.Time          `json:"pinned_at"`
				Message *discordgo.Message `json:"message"`
			} `json:"items"`
			More bool `json:"has_more"`
		}
		if err := c.call(ctx, request{method: http.MethodGet, path: "/channels/" + channelID + "/messages/pins?" + query.Encode()}, &page); err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			if item.Message != nil {
				all = append(all, item.Message)
			}
			query.Set("before", item.Pinned.UTC().Format(time.RFC3339Nano))
		}
		more = page.More && len(page.Items) > 0
	}
	return all[:min(len(all), most)], nil
}
