package sentence

import "strings"

// english returns the rules for English, which also serve where the language is unknown.
func english() *Rules {
	return &Rules{
		abbreviation: englishAbbreviation,
		starts:       englishStarts,
		says:         englishSays,
		numbered:     englishNumbered,
		dateOrZone:   englishDateOrZone,
	}
}

func englishAbbreviation(word string) abbreviation {
	if len(word) == 1 {
		return englishLetter(word)
	}
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "mx", "dr", "drs", "prof", "profs", "rev", "revd", "fr", "sr.", "msgr", "hon",
		"sen", "sens", "rep", "reps", "gov", "govs", "pres", "amb", "atty", "supt", "insp", "sec.-gen",
		"gen", "lt", "col", "maj", "capt", "cpt", "cmdr", "cdr", "adm", "sgt", "cpl", "pvt", "pfc", "brig",
		"mme", "mlle", "messrs", "e.g", "i.e", "cf", "viz", "vs", "v.s", "a.k.a", "approx", "ca", "incl",
		"lt.-col", "lt.-gen", "maj.-gen", "brig.-gen", "asst", "assoc":
		return neverEnds
	case "no", "nos", "fig", "figs", "pp", "vol", "vols", "ch", "chap", "sec", "sect", "art", "eq", "eqs",
		"ex", "op", "para", "pt", "ver", "fl", "mon", "tue", "tues", "wed", "thu", "thur",
		"thurs", "fri", "sat", "sun", "mar", "apr", "jun", "jul", "app", "tab", "lot", "pl", "bk", "ll",
		"cor", "matt", "rom", "eph", "phil", "thess", "heb", "lev", "deut", "josh", "ps", "prov", "isa", "jer", "ezek":
		return beforeDigit
	case "jan", "feb", "aug", "sep", "sept", "oct", "nov", "dec",
		"inc", "ltd", "co", "corp", "cos", "bros", "plc", "llc", "l.p", "jr", "sr", "esq", "ph.d", "ed", "eds",
		"st", "ste", "mt", "ft", "ave", "blvd", "rd", "hwy", "sq", "apt", "bldg", "pk", "rte",
		"al", "ibid", "op. cit", "trans", "repr", "rev.", "dept", "univ", "inst", "assn", "est", "govt", "intl",
		"natl", "admin", "div", "dist", "esp", "orig", "misc", "tel", "ext", "cont":
		return mayEnd
	case "a.m", "p.m", "etc", "b.c", "a.d", "b.c.e", "c.e", "am", "pm":
		if word == "am" || word == "pm" || word == "AM" || word == "PM" {
			return noAbbreviation
		}
		return endsBeforeWord
	case "in", "lb", "lbs", "oz", "kg", "km", "cm", "mm", "yd", "yds", "mi", "hr", "hrs", "min", "mins", "secs",
		"gal", "qt", "sq.ft", "mph", "kph", "mil", "bn":
		return afterDigit
	}
	return americanPlace(word)
}

// englishLetter knows single letters, which are initials when they are capitals.
func englishLetter(word string) abbreviation {
	switch word {
	case "p", "c", "d", "b", "r":
		return beforeDigit
	case "v":
		return neverEnds
	}
	return noAbbreviation
}

// americanPlace knows the abbreviations newspapers use for states, always capitalised.
func americanPlace(word string) abbreviation {
	switch word {
	case "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans", "Ky", "La",
		"Mass", "Md", "Mich", "Minn", "Mo", "Mont", "Neb", "Nebr", "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn",
		"Tex", "Va", "Vt", "Wash", "Wis", "Wisc", "Wyo", "Ont", "Que", "Alta", "Sask", "Miss":
		return mayEnd
	}
	return noAbbreviation
}

func englishStarts(word string) bool {
	switch strings.ToLower(word) {
	case "the", "a", "an", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "i", "you",
		"his", "her", "their", "our", "my", "your", "there", "here", "who", "what", "when", "where", "why", "how", "which",
		"in", "on", "at", "by", "for", "from", "with", "without", "to", "of", "as", "after", "before", "during", "since",
		"until", "under", "over", "through", "throughout", "between", "among", "about", "above", "against", "within",
		"upon", "according", "although", "though", "because", "while", "whereas", "if", "unless", "once", "despite",
		"and", "but", "or", "nor", "so", "yet", "however", "moreover", "furthermore", "therefore", "thus", "hence",
		"also", "then", "now", "today", "later", "meanwhile", "instead", "nevertheless", "otherwise", "still", "even",
		"some", "many", "most", "much", "all", "both", "each", "every", "several", "few", "other", "others", "another",
		"any", "such", "more", "less", "not", "never", "only", "just", "like", "unlike", "following", "given",
		"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "one", "is", "was", "are", "were", "did", "does", "do",
		"has", "have", "had", "can", "could", "should", "would", "nobody", "nothing", "everyone", "people", "its'":
		return true
	}
	return false
}

func englishSays(word string) bool {
	switch word {
	case "said", "says", "asked", "asks", "replied", "replies", "added", "adds", "wrote", "writes", "told", "answered",
		"cried", "shouted", "exclaimed", "whispered", "wondered", "insisted", "insists", "demanded", "tweeted",
		"continued", "explained", "declared", "remarked", "recalled", "joked", "quipped", "argued", "concluded", "yelled",
		"muttered", "inquired", "responded", "noted", "posted", "screamed", "murmured", "sighed", "begged":
		return true
	}
	return false
}

func englishNumbered(word string) bool {
	switch strings.ToLower(word) {
	case "war", "schedule", "type", "class", "part", "phase", "act", "title", "article", "chapter", "volume", "book",
		"section", "level", "grade", "group", "category", "stage", "plan", "vitamin", "hepatitis", "protein", "table",
		"appendix", "exhibit", "division", "tier", "option", "block", "room", "gate", "terminal", "line", "zone":
		return true
	}
	return false
}

func englishDateOrZone(word string) bool {
	switch word {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "EST", "EDT", "ET", "CST", "CDT",
		"CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "GMT", "UTC", "BST", "CET", "CEST", "Eastern", "Central", "Pacific",
		"Mountain", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December":
		return true
	}
	return false
}
