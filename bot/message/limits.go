package message

import "verbatim/bot/markdown"

// Discord's limits on what is shown, in UTF-16 units where they count text. Sources:
// https://docs.discord.com/developers/resources/message#create-message,
// https://docs.discord.com/developers/components/reference and
// https://docs.discord.com/developers/interactions/application-commands.
const (
	MaxContent     = 2000 // message content
	MaxCustomID    = 100
	MaxLabel       = 80 // of a button
	MaxRows        = 5
	MaxButtons     = 5   // in a row
	MaxOptions     = 25  // of a select menu, and choices of an autocompletion
	MaxOptionText  = 100 // label, value or description of such an option, and of a choice
	maxModalTitle  = 45
	maxModalLabel  = 45
	MaxModalInput  = 4000
	maxPlaceholder = 100 // of a text input

	MaxMenuPlaceholder = 150 // of a select menu
)

// Fit returns content that Discord takes: what is too long is cut, as the last resort
// behind the limits on the parts.
func Fit(content string) string { return markdown.Cut(content, MaxContent) }
