package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Raised returns text that stands high behind other text, so that a power stays one: 10 to the
// sixth is not 106. All but numbers behind numbers comes back as it is.
func Raised(before, text string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	number := strings.TrimSpace(text)
	if !unicode.IsDigit(last) || number == "" || strings.Trim(number, "0123456789+-−–") != "" {
		return text
	}
	return powers.Replace(number)
}

var powers = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
	"+", "⁺", "-", "⁻", "−", "⁻", "–", "⁻")
