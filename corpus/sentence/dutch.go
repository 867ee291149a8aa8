package sentence

import "strings"

// dutch returns the rules for Dutch.
func dutch() *Rules {
	return &Rules{
		abbreviation: dutchAbbreviation,
		starts:       dutchStarts,
		says:         dutchSays,
		numbered: func(word string) bool {
			return strings.EqualFold(word, "plan") || strings.EqualFold(word, "vitamine") || strings.EqualFold(word, "deel") || strings.EqualFold(word, "groep") || strings.EqualFold(word, "type") || strings.EqualFold(word, "klasse")
		},
		dateOrZone: func(string) bool { return false },
	}
}

func dutchAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "dhr", "mevr", "mw", "mej", "dr", "drs", "ir", "ing", "mr", "prof", "ds", "hr", "jhr", "jkvr", "st", "kol", "gen", "kap", "lt", "maj", "sgt", "bijv", "bv",
		"n.l", "d.w.z", "dwz", "m.a.w", "m.b.t", "i.v.m", "t.a.v", "t.o.v", "o.a", "m.n", "i.p.v", "z.g", "zgn", "ca", "resp", "incl", "excl", "vgl", "cf", "evt",
		"vs", "m.i", "w.o", "aanw", "betr", "wed":
		return neverEnds
	case "nr", "nrs", "blz", "p", "pag", "art", "artt", "afb", "fig", "tab", "hst", "hfst", "hfdst", "par", "vol", "dl", "jg", "afl", "tel", "bus", "bijl":
		return beforeDigit
	case "n.v", "nv", "jr", "sr", "jan", "feb", "febr", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "v.chr", "n.chr", "a.d", "eng", "fr",
		"du", "lat", "gr", "ned", "vnw", "mv", "min", "max", "gem", "ong", "str", "pl", "mln", "mld", "sec", "kg", "km", "cm", "mm", "inc", "corp", "dept", "afd", "red",
		"uitg", "e.d", "e.a", "c.s":
		return mayEnd
	case "enz", "etc", "a.m", "p.m":
		return endsBeforeWord
	}
	return noAbbreviation
}

func dutchStarts(word string) bool {
	switch strings.ToLower(word) {
	case "de", "het", "een", "dit", "dat", "deze", "die", "hij", "zij", "ze", "wij", "we", "ik", "jij", "je", "u", "jullie", "zijn", "haar", "hun", "ons", "onze",
		"mijn", "uw", "in", "op", "aan", "bij", "met", "na", "naar", "van", "voor", "uit", "door", "over", "onder", "tussen", "tijdens", "wegens", "ondanks", "sinds",
		"tot", "volgens", "zonder", "om", "tegen", "en", "maar", "of", "want", "dus", "toch", "ook", "alleen", "nog", "al", "dan", "daarna", "daarbij", "daarom",
		"daardoor", "daarvoor", "daar", "hier", "er", "vandaag", "gisteren", "morgen", "nu", "zo", "als", "omdat", "toen", "hoewel", "nadat", "voordat", "zodra", "wie",
		"wat", "wanneer", "waar", "hoe", "waarom", "welke", "welk", "geen", "niet", "niets", "niemand", "alle", "alles", "veel", "enkele", "meerdere", "sommige", "beide",
		"ieder", "iedere", "elk", "elke", "twee", "drie", "vier", "vijf", "later", "eerder", "bovendien", "echter", "desondanks", "inmiddels", "is", "was", "waren",
		"heeft", "had", "wordt", "werd", "kan", "zal", "misschien", "verder", "tegenwoordig", "vervolgens":
		return true
	}
	return false
}

func dutchSays(word string) bool {
	switch word {
	case "zei", "zegt", "vroeg", "vraagt", "riep", "antwoordde", "verklaarde", "vond", "vindt", "benadrukte", "schreef", "schrijft", "fluisterde", "schreeuwde",
		"waarschuwde", "vertelde", "aldus", "zeiden", "reageerde":
		return true
	}
	return false
}
