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
		leads:        englishLeads,
		clipped:      englishClipped,
		always:       "I",
	}
}

func englishAbbreviation(word string) abbreviation {
	if len(word) == 1 {
		return englishLetter(word)
	}
	switch lower := strings.ToLower(word); lower {
	case "rev", "hon", "sen", "rep", "reps", "gov", "govs", "pres", "gen", "col", "adm", "maj":
		if word == lower {
			return mayEnd // “Ask your sales rep.”
		}
		return neverEnds
	case "mr", "mrs", "ms", "mx", "dr", "drs", "prof", "profs", "revd", "fr", "sr.", "msgr",
		"sens", "amb", "atty", "supt", "insp", "sec.-gen", "lt", "capt", "cpt", "cmdr", "cdr", "sgt", "cpl", "pvt", "pfc", "brig",
		"mme", "mlle", "messrs", "e.g", "i.e", "cf", "viz", "vs", "v.s", "a.k.a", "approx", "ca", "incl",
		"lt.-col", "lt.-gen", "maj.-gen", "brig.-gen", "asst", "assoc":
		return neverEnds
	case "no", "nos", "fig", "figs", "pp", "vol", "vols", "ch", "chap", "sec", "sect", "eq", "eqs",
		"op", "para", "pt", "ver", "fl", "tue", "tues", "thu", "thur", "thurs", "apr", "jun", "jul", "pl", "bk", "ll",
		"par", "cor", "matt", "eph", "thess", "lev", "deut", "josh", "ps", "prov", "isa", "jer", "ezek":
		return beforeDigit
	case "max", "avg", "ref", "refs", "vers", "rel", "num":
		return beforeDigit
	case "art", "ex", "mon", "wed", "fri", "sat", "sun", "mar", "app", "tab", "lot", "rom", "phil", "heb":
		if word == lower {
			return noAbbreviation // words of their own: “Open the app. 2. Log in.”
		}
		return beforeDigit
	case "inc", "ltd", "corp", "plc", "llc", "llp":
		return company
	case "jan", "feb", "aug", "sep", "sept", "oct", "nov", "dec",
		"co", "cos", "bros", "l.p", "jr", "sr", "esq", "ed", "eds",
		"st", "ste", "mt", "ft", "ave", "blvd", "rd", "hwy", "sq", "apt", "bldg", "pk", "rte",
		"al", "ibid", "op. cit", "trans", "repr", "rev.", "dept", "univ", "inst", "assn", "est", "govt", "intl",
		"natl", "admin", "div", "dist", "esp", "orig", "misc", "tel", "ext", "cont":
		return mayEnd
	case "a.m", "p.m", "b.c", "a.d", "b.c.e", "c.e":
		return timeOfDay
	case "etc", "ph.d", "ll.b", "ll.m", "ll.d":
		return endsBeforeWord
	case "in", "lb", "lbs", "oz", "kg", "km", "cm", "mm", "yd", "yds", "mi", "hr", "hrs", "min", "mins", "secs",
		"gal", "qt", "sq.ft", "mph", "kph", "mil", "bn":
		return afterDigit
	}
	if allLower(word) && vowelless(word) {
		return beforeDigit
	}
	return americanPlace(word)
}

// vowelless reports words that can only be read as short for others: lvl, dmg, pkg.
func vowelless(word string) bool { return strings.Trim(word, "bcdfghjklmnpqrstvwxz") == "" }

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
		"has", "have", "had", "can", "could", "should", "would", "nobody", "nothing", "everyone", "people", "its'",
		"next", "afterwards", "finally", "additionally", "please", "see", "perhaps", "maybe", "sometimes", "usually", "currently",
		"recently", "eventually", "initially", "originally", "similarly", "yes", "no", "anyone", "everybody", "somebody", "whether":
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
		"appendix", "exhibit", "division", "tier", "option", "block", "room", "gate", "terminal", "line", "zone",
		"step", "steps", "page", "pages", "version", "figure", "rule", "rules", "question", "round", "season", "episode", "note", "point",
		"day", "week", "case", "example", "number", "column", "row", "tab", "slot", "port", "team", "player", "unit":
		return true
	}
	return false
}

// englishLeads reports words that lead to the time before a sentence.
func englishLeads(word string) bool {
	switch strings.ToLower(word) {
	case "at", "in", "on", "by", "around", "about", "before", "after", "since", "until", "from", "circa":
		return true
	}
	return false
}

// englishClipped reports words that are short for others before a word in lower case, in a
// sentence that began with a capital: “The max. level”. The shortest words are unless a sentence
// plainly begins behind them, since people who write “The food was good. the staff too” do that.
func englishClipped(word, next string) bool {
	if vowelless(word) || word != "no" && englishAbbreviation(word) != noAbbreviation {
		return true
	}
	switch word {
	case "perms", "prefs", "specs", "attrs", "elems", "props", "config", "approx", "param", "params", "equip", "assoc", "admin", "intro", "alloc", "avail", "coeff", "compat", "const", "contd", "coord",
		"descr", "distr", "docum", "electr", "excl", "extern", "freq", "geogr", "horiz", "ident", "illus", "indiv", "instr", "internat", "maint",
		"manuf", "modif", "prelim", "pronunc", "psych", "quant", "recom", "regul", "scient", "specif", "suppl", "synch", "techn", "theor", "transl":
		return true
	}
	return len(word) <= 4 && (!englishStarts(next) || preposition(next))
}

// preposition reports words in lower case that tie what is in front of them to what follows.
func preposition(word string) bool {
	switch word {
	case "of", "to", "in", "on", "at", "by", "for", "from", "with", "before", "after", "and", "or", "per", "until", "since", "is", "was", "are", "were":
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
