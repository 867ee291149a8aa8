// Package event knows what Discord's gateway sends: which events there are, and whether
// one is whole.
//
// # Nouns
//
// An event is a payload with a type, such as [MessageCreate]. It is sound when discordgo
// decodes it and it holds what a handler is promised: see [Sound], which mends what can be
// mended. An id is a [Snowflake]. A session begins with [Ready].
//
// Events come damaged now and then, and discordgo dies of some. So nothing is handed on
// that has not been through this package.
package event
