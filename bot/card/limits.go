package card

// maxAlso is how many other articles with the same sentence are named.
const maxAlso = 2

// Limits of our own, in the same units.
const (
	maxEcho   = 200 // of a question, where it is shown again
	maxOrigin = 600 // of the line that tells where a quote stands
	maxTitle  = 150 // of an article's title
	maxTrail  = 150 // of the headings above a sentence
	maxQuote  = 900 // of a quote with its escapes: a phone's screen
	maxBefore = 200 // of what is shown above a quote
	MaxReason = 500 // of the reason for a vote

	MaxRefusal = 500 // of a server's words for when there is no answer

	maxAlsoLine  = 500 // of the line that names other articles with the same sentence
	maxAlsoTitle = 80  // of each of their titles
)
