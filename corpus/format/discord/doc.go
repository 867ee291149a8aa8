// Package discord reads exports of Discord channels (DiscordChatExporter, JSON).
//
// A conversation is what people say on one day without a long silence; it becomes one
// article, whose source is the link to its first message.
package discord
