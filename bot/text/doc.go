// Package text holds the bot's own words in each language it speaks.
//
// The catalogues are JSON files in catalog/, one a language, named by Discord's code for
// it (https://docs.discord.com/developers/reference#locales). A catalogue must hold
// every text of the English one, with the same words in braces: a test sees to it.
package text
