package sentence

import "strings"

// armenian returns the rules for Armenian, whose full stop is typed as a colon and whose period
// leads to what follows, as a colon does elsewhere.
func armenian() *Rules {
	return &Rules{
		abbreviation: armenianAbbreviation,
		starts:       func(string) bool { return false },
		says:         func(string) bool { return false },
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
		mark:         ':',
	}
}

func armenianAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "պրոֆ", "դոկտ", "տիկ", "պրն", "օր", "այսպ", "թ", "թթ", "դ", "հ", "էջ", "գ", "ք", "մ.թ", "մ.թ.ա":
		return neverEnds
	case "և այլն", "այլն":
		return endsBeforeWord
	}
	return noAbbreviation
}
