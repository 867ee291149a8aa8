package sentence

import "strings"

// german returns the rules for German, where a period also makes a number an ordinal
// and all nouns have capitals, so that a capital alone starts no sentence.
func german() *Rules {
	return &Rules{
		abbreviation: germanAbbreviation,
		starts:       germanStarts,
		says:         germanSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(word string) bool { return strings.HasSuffix(word, "tag") || word == "Uhr" },
		ordinals:     true,
		nouns:        true,
	}
}

func germanAbbreviation(word string) abbreviation {
	switch {
	case len(word) == 1 && unit(word):
		return yearOrName // 5 m., m. E.
	case len(word) == 1 && allLower(word):
		return neverEnds // z. B., d. h., u. a.
	case strings.HasSuffix(word, "str"):
		return mayEnd // Bahnhofstr. 12
	}
	switch word {
	case "Dr", "Prof", "Fa", "Fam", "Hr", "Hrn", "Fr", "Frl", "Dipl", "Ing", "Mag", "Med", "med", "phil", "jur", "rer", "nat", "habil", "Gen", "Oberst",
		"bzw", "vgl", "Vgl", "Ggf", "Evtl", "Ca", "Inkl", "ca", "sog", "ggf", "evtl", "inkl", "exkl", "zzgl", "abzgl", "einschl",
		"gem", "lt", "bspw", "insb", "insbes", "geb", "gest", "verh", "verw", "ehem", "Sankt", "Hl", "hl", "z.B", "d.h", "u.a", "i.d.R",
		"z.T", "v.a", "s.o", "s.u", "o.ä", "o.g", "m.E", "e.V", "a.D", "u.U", "Mr", "Mrs", "Ms", "Apl", "resp", "St":
		return neverEnds
	case "Nr", "Abs", "Art", "Bd", "Bde", "Kap", "Abb", "Tab", "Anm", "S", "Hs", "H", "Ziff", "Lfg", "Aufl", "Jg", "Zl":
		return beforeDigit
	case "Jan", "Feb", "Apr", "Aug", "Sept", "Sep", "Okt", "Nov", "Dez", "Mio", "Mrd", "Tsd", "Str", "Pl", "Jh", "Jhd", "Chr", "Co", "Bhf", "Hbf",
		"Inc", "Ltd", "Corp", "Jr", "jr", "sen", "jun", "tel", "Tel", "ff", "Hrsg", "hrsg", "Red", "Verl", "Min", "min", "Std", "Sek",
		"Stk", "Ges", "Univ", "Inst", "allg", "dt", "engl", "frz", "lat", "griech", "ital", "österr", "schweiz", "amer", "röm", "kath", "ev",
		"techn", "mech", "elektr", "chem", "phys", "polit", "wirtsch", "gesetzl", "öffentl", "persönl", "monatl", "jährl", "wöchentl", "schriftl", "mündl",
		"südl", "nördl", "östl", "westl", "gewerbl", "kaufm", "staatl", "städt", "milit", "allgem", "bes", "zust", "lfd", "urspr", "versch", "entspr",
		"wiss", "Abt", "Pkt", "Ver", "Reg.-Bez", "tägl", "mind", "max", "usf":
		return mayEnd
	case "usw", "etc", "u.s.w", "n.Chr", "v.Chr":
		return endsBeforeWord
	}
	return noAbbreviation
}

func germanStarts(word string) bool {
	switch strings.ToLower(word) {
	case "der", "die", "das", "ein", "eine", "einen", "einem", "einer", "er", "sie", "es", "wir", "ich", "ihr", "man", "dies", "diese", "dieser",
		"dieses", "diesem", "diesen", "jener", "jene", "sein", "seine", "seinem", "seiner", "ihre", "ihrem", "ihren", "ihrer", "unser", "unsere", "mein", "meine",
		"in", "im", "am", "an", "auf", "bei", "beim", "mit", "nach", "von", "vom", "vor", "zu", "zum", "zur", "aus", "durch", "für", "gegen", "ohne", "um", "unter",
		"über", "zwischen", "während", "wegen", "trotz", "seit", "bis", "laut", "ab", "neben", "und", "aber", "oder", "denn", "doch", "sondern", "auch", "nur", "noch",
		"schon", "dann", "danach", "dabei", "damit", "daher", "dazu", "darauf", "deshalb", "dort", "da", "hier", "heute", "gestern", "morgen", "jetzt", "nun", "so",
		"wenn", "weil", "als", "ob", "obwohl", "nachdem", "bevor", "sobald", "wer", "was", "wann", "wo", "wie", "warum", "welche", "welcher", "kein", "keine",
		"nicht", "nichts", "niemand", "alle", "alles", "viele", "einige", "mehrere", "manche", "beide", "jeder", "jede", "jedes", "zwei", "drei", "vier", "fünf", "zuvor",
		"später", "zudem", "außerdem", "allerdings", "jedoch", "dennoch", "trotzdem", "inzwischen", "mittlerweile", "bereits", "ist", "sind", "war", "hat", "wird":
		return true
	}
	return false
}

func germanSays(word string) bool {
	switch word {
	case "sagte", "sagt", "fragte", "fragt", "rief", "antwortete", "erklärte", "meinte", "meint", "betonte", "schrieb", "schreibt", "fügte", "erwiderte",
		"flüsterte", "schrie", "ergänzte", "kritisierte", "forderte", "warnte", "lautete", "hieß":
		return true
	}
	return false
}
