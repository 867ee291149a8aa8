package bot

import "verbatim/bot/markdown"

// Discord's limits on what is shown, in UTF-16 units where they count text. Sources:
// https://docs.discord.com/developers/resources/message#create-message,
// https://docs.discord.com/developers/components/reference and
// https://docs.discord.com/developers/interactions/application-commands.
const (
	maxContent     = 2000 // message content
	maxCustomID    = 100
	maxLabel       = 80 // of a button
	maxRows        = 5
	maxButtons     = 5   // in a row
	maxOptions     = 25  // of a select menu, and choices of an autocompletion
	maxOptionText  = 100 // label, value or description of such an option, and of a choice
	maxModalTitle  = 45
	maxModalLabel  = 45
	maxModalInput  = 4000
	maxPlaceholder = 100 // of a text input

	maxMenuPlaceholder = 150 // of a select menu
)

// maxAlso is how many other articles with the same sentence are named.
const maxAlso = 2

// Limits of our own, in the same units.
const (
	maxEcho   = 200  // of a question, where it is shown again
	maxOrigin = 600  // of the line that tells where a quote stands
	maxTitle  = 150  // of an article's title
	maxTrail  = 150  // of the headings above a sentence
	maxQuote  = 1300 // of a quote with its escapes
	maxReason = 500  // of the reason for a vote

	maxAlsoLine  = 500 // of the line that names other articles with the same sentence
	maxAlsoTitle = 80  // of each of their titles
)

// fit returns content that Discord takes: what is too long is cut, as the last resort
// behind the limits on the parts.
func fit(content string) string { return markdown.Cut(content, maxContent) }
