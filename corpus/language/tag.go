package language

import (
	"strings"

	"golang.org/x/text/language"
)

// Tag returns the BCP 47 base tag of a language tag or locale ("en" for
// "en_US"), "" when it names no language.
func Tag(tag string) string {
	parsed, err := language.Parse(strings.TrimSpace(tag))
	if err != nil {
		return ""
	}
	base, confidence := parsed.Base()
	if confidence == language.No {
		return ""
	}
	return base.String()
}
