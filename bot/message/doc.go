// Package message is what the bot shows, before it is sent anywhere.
//
// A [Message] has text and rows of components. A [Row] is a line of buttons, or one menu.
// A [Refusal] is an error whose text is for the one who asked. What Discord would refuse
// is cut to its limits, which are constants here; no message pings anybody or unfolds its
// links.
package message
