package sentence

import "strings"

// czech returns the rules for Czech and Slovak, where a period also makes a number an ordinal.
func czech() *Rules {
	return &Rules{
		abbreviation: czechAbbreviation,
		starts:       czechStarts,
		says:         czechSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
		ordinals:     true,
	}
}

func czechAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "p", "pí", "ing", "mgr", "mudr", "judr", "rndr", "phdr", "bc", "doc", "prof", "dr", "csc", "sv", "např", "napr", "tzv", "tj", "t.j", "tzn", "t.zn", "resp",
		"popř", "popr", "příp", "prip", "cca", "vč", "ul", "nám", "nam", "tř", "čp", "srov", "porov", "mjr", "plk", "gen", "npor", "por", "kpt", "ev", "event", "zejm",
		"najmä", "angl", "něm", "fr", "lat":
		return neverEnds
	case "č", "čl", "odst", "str", "s", "obr", "tab", "kap", "r", "roč", "zv", "tel", "par":
		return beforeDigit
	case "s.r.o", "a.s", "v.o.s", "spol", "hod", "min", "sek", "kč", "tis", "mil", "mld", "stol", "st", "n.l", "př.n.l", "pred.n.l", "jan", "feb", "led", "ún", "břez",
		"dub", "květ", "čerst", "červ", "srp", "září", "říj", "list", "pros", "ods", "a.i", "i.i", "jr", "vyd", "red":
		return mayEnd
	case "atd", "atď", "apod", "a.pod", "aj", "ap", "a.j", "etc":
		return endsBeforeWord
	}
	return noAbbreviation
}

func czechStarts(word string) bool {
	switch strings.ToLower(word) {
	case "on", "ona", "ono", "oni", "ony", "ja", "já", "ty", "my", "vy", "ten", "ta", "to", "ti", "tí", "tie", "tento", "tato", "táto", "toto", "jeho", "jej", "její",
		"ich", "jejich", "môj", "můj", "naš", "náš", "svůj", "svoj", "v", "ve", "vo", "na", "z", "ze", "zo", "do", "od", "po", "za", "pod", "nad", "při", "pri", "před",
		"pred", "pro", "pre", "bez", "o", "u", "mezi", "medzi", "podle", "podľa", "během", "počas", "a", "i", "ale", "nebo", "alebo", "však", "avšak", "proto", "preto",
		"tehdy", "vtedy", "potom", "také", "tiež", "ještě", "ešte", "už", "ano", "áno", "ne", "nie", "pokud", "ak", "keď", "když", "zatímco", "hoci", "aby", "že", "co",
		"čo", "kto", "kdo", "kde", "jak", "ako", "proč", "prečo", "který", "která", "ktorý", "ktorá", "všichni", "všetci", "každý", "nikdo", "nikto", "nic", "nič",
		"mnoho", "mnohí", "někteří", "niektorí", "jeden", "dva", "dvě", "dve", "tři", "tri", "čtyři", "štyri", "tu", "tady", "zde", "tam", "dnes", "včera", "zítra",
		"zajtra", "nyní", "teraz", "dříve", "později", "neskôr", "navíc", "navyše", "jen", "len", "pouze", "je", "jsou", "sú", "byl", "byla", "bol", "bola", "bylo",
		"bolo", "má":
		return true
	}
	return false
}

func czechSays(word string) bool {
	switch word {
	case "řekl", "řekla", "povedal", "povedala", "zeptal", "spýtal", "odpověděl", "odpovedal", "dodal", "dodala", "uvedl", "uviedol", "prohlásil", "vyhlásil",
		"napsal", "napísal", "vysvětlil", "vysvetlil":
		return true
	}
	return false
}
