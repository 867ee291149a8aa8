// Package call is one interaction on its way through the bot.
//
// A [Call] holds what was asked for, and the means to answer it. Its answer is not begun,
// deferred, sent, or failed; one that failed counts as not sent. A [Router] finds the
// [Handler] for it, by command or by custom_id, inside the router's [Middleware].
package call
