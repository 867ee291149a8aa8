// Package markdown writes text so that Discord shows exactly its characters.
//
// Discord's Markdown is its own dialect: a backslash makes any character but a letter,
// digit or space literal, shortcodes such as :smile: become pictures, URLs become links
// and unfold into embeds, and "<" begins mentions, timestamps and custom emoji. What
// people see is described at
// https://support.discord.com/hc/en-us/articles/210298617 and, for the parts that
// applications meet, https://docs.discord.com/developers/reference#message-formatting.
//
// Lengths are counted in UTF-16 code units. Discord does not say which unit its limits
// are in; no other unit in question gives a larger count.
package markdown
