// Package command defines the bot's commands, as Discord shows them.
//
// [List] makes their definitions in all languages. A [Registry] sees to it that Discord
// has them, and writes only when something differs.
package command
