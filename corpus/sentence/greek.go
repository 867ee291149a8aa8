package sentence

import "strings"

// greek returns the rules for Greek, where a semicolon asks.
func greek() *Rules {
	return &Rules{
		abbreviation: greekAbbreviation,
		starts:       greekStarts,
		says:         greekSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
		mark:         ';',
	}
}

func greekAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "δρ", "κ", "κα", "κος", "κκ", "καθ", "π.χ", "δηλ", "βλ", "πρβλ", "αγ", "στρ", "ταξ", "λοχ", "αντ", "υπ", "πρ", "οδ", "λεωφ", "πλ":
		return neverEnds
	case "αρ", "αριθ", "σελ", "σ", "τ", "τόμ", "κεφ", "άρθρ", "παρ", "εικ", "πίν", "τηλ":
		return beforeDigit
	case "μ.μ", "π.μ", "μ.χ", "α.ε", "ε.π.ε", "ο.ε", "χιλ", "εκατ", "ιαν", "φεβ", "μαρ", "απρ", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ", "κ.ά", "κ.α":
		return mayEnd
	case "κλπ", "κ.λπ", "κτλ", "κ.τ.λ", "κ.ο.κ":
		return endsBeforeWord
	}
	return noAbbreviation
}

func greekStarts(word string) bool {
	switch strings.ToLower(word) {
	case "ο", "η", "το", "οι", "τα", "τον", "την", "του", "της", "των", "τους", "τις", "ένας", "μια", "μία", "ένα", "αυτός", "αυτή", "αυτό", "αυτοί", "αυτές", "αυτά",
		"εκείνος", "εγώ", "εσύ", "εμείς", "εσείς", "σε", "στο", "στη", "στην", "στον", "στα", "στους", "στις", "από", "με", "για", "κατά", "μετά", "πριν", "χωρίς",
		"μέχρι", "και", "κι", "αλλά", "όμως", "ωστόσο", "ή", "είτε", "αν", "εάν", "όταν", "ενώ", "επειδή", "γιατί", "πως", "πώς", "που", "πού", "ποιος", "ποια", "ποιο",
		"τι", "όπως", "έτσι", "τότε", "τώρα", "σήμερα", "χθες", "αύριο", "εδώ", "εκεί", "δεν", "μην", "όχι", "ναι", "κάθε", "όλοι", "όλες", "όλα", "πολλοί", "πολλά",
		"μερικοί", "δύο", "τρεις", "τρία", "επίσης", "ακόμη", "ακόμα", "θα", "να", "είναι", "ήταν", "έχει":
		return true
	}
	return false
}

func greekSays(word string) bool {
	switch word {
	case "είπε", "λέει", "ρώτησε", "απάντησε", "πρόσθεσε", "δήλωσε", "έγραψε", "φώναξε", "εξήγησε", "τόνισε":
		return true
	}
	return false
}
