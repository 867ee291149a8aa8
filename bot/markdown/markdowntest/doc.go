// Package markdowntest shows a message the way a Discord client does, for tests.
//
// No client can run in a test, so this package follows the rules that clients follow: a
// recursive parser in the manner of simple-markdown with Discord's own rules for
// mentions, emoji, timestamps, spoilers, headings, lists and quotes. It knows nothing of
// how package markdown escapes.
package markdowntest
