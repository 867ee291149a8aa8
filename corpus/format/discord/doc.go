// Package discord reads exports of Discord channels (DiscordChatExporter, JSON).
//
// A message is one article, whose source is the link to it and whose title names its author. The
// message that it answers stands above it as a heading. A card is what a program shows below a
// message. A conversation is what people say on one day without a long silence: it tells the
// language of its messages.
package discord
