package sentence

import "strings"

// italian returns the rules for Italian.
func italian() *Rules {
	return &Rules{
		abbreviation: italianAbbreviation,
		starts:       italianStarts,
		says:         italianSays,
		numbered: func(word string) bool {
			return strings.EqualFold(word, "piano") || strings.EqualFold(word, "vitamina") || strings.EqualFold(word, "guerra") || strings.EqualFold(word, "parte") || strings.EqualFold(word, "gruppo") || strings.EqualFold(word, "tipo") || strings.EqualFold(word, "classe")
		},
		dateOrZone: func(string) bool { return false },
	}
}

func italianAbbreviation(word string) abbreviation {
	if at := strings.LastIndexAny(word, "'’"); at >= 0 {
		word = strings.TrimPrefix(word[at:], "’")
		word = strings.TrimPrefix(word, "'") // “l'avv. Rossi”
	}
	switch strings.ToLower(word) {
	case "dr", "dott", "dott.ssa", "dottssa", "prof", "prof.ssa", "proff", "sig", "sigg", "sig.ra", "sig.na", "ing", "avv", "arch", "geom", "rag", "cav", "comm", "on",
		"sen", "mons", "d", "p", "fr", "s", "ss", "gen", "col", "cap", "ten", "magg", "brig", "amm", "ill.mo", "egr", "spett", "gent", "gent.mo", "preg", "rev", "dir",
		"pres", "vicepres", "ass", "psicol", "es", "cfr", "p.es", "ad.es", "vs", "dip", "seg":
		return neverEnds
	case "n", "nn", "nr", "num", "pag", "pagg", "pp", "art", "artt", "fig", "figg", "vol", "voll", "capp", "tab", "tav", "par", "sez", "lib", "sec", "liv", "int", "tel", "cell", "fasc",
		"c", "d.lgs", "dlgs", "d.l", "dl", "d.p.r", "l", "r.d", "lun", "mar", "mer", "gio", "ven", "sab", "dom":
		return beforeDigit
	case "v", "p.zza", "pzza", "c.so", "v.le", "l.go", "s.p.a", "spa", "s.r.l", "srl", "s.n.c", "s.a.s", "s.s", "inc", "jr", "genn", "febb", "feb", "apr", "giu",
		"lug", "ago", "set", "sett", "ott", "nov", "dic", "a.c", "d.c", "univ", "ist", "dipt", "min", "mil", "ca", "circ", "loc", "prov", "reg", "naz", "st", "tecn",
		"econ", "az", "lat", "gr", "it", "ingl", "ted":
		return mayEnd
	case "ecc", "etc", "eccetera", "a.m", "p.m":
		return endsBeforeWord
	}
	return noAbbreviation
}

func italianStarts(word string) bool {
	switch strings.ToLower(word) {
	case "il", "lo", "la", "i", "gli", "le", "l", "un", "uno", "una", "questo", "questa", "questi", "queste", "quello", "quella", "quelli", "quelle", "quel", "quei",
		"ciò", "egli", "ella", "esso", "essa", "essi", "esse", "lui", "lei", "loro", "noi", "voi", "io", "tu", "suo", "sua", "suoi", "sue", "mio", "mia", "nostro",
		"nostra", "in", "nel", "nello", "nella", "nei", "negli", "nelle", "nell", "a", "al", "allo", "alla", "ai", "agli", "alle", "all", "di", "del", "dello", "della",
		"dei", "degli", "delle", "dell", "da", "dal", "dallo", "dalla", "dai", "dagli", "dalle", "dall", "per", "con", "su", "sul", "sulla", "sui", "sugli", "sulle",
		"tra", "fra", "senza", "sotto", "sopra", "dopo", "prima", "durante", "secondo", "contro", "verso", "entro", "oltre", "presso", "e", "ed", "ma", "o", "oppure",
		"però", "tuttavia", "quindi", "perciò", "dunque", "infatti", "inoltre", "anche", "ancora", "così", "allora", "poi", "quando", "mentre", "se", "come", "dove",
		"che", "chi", "quale", "quali", "quanto", "perché", "poiché", "sebbene", "benché", "non", "mai", "nessuno", "niente", "nulla", "ogni", "alcuni", "alcune",
		"molti", "molte", "tutti", "tutte", "tutto", "tutta", "altri", "altre", "due", "tre", "quattro", "cinque", "si", "ci", "vi", "è", "era", "fu", "sono", "erano",
		"già", "ora", "oggi", "ieri", "domani", "qui", "qua", "lì", "là", "infine", "solo", "soltanto", "più", "meno", "forse", "purtroppo", "grazie":
		return true
	}
	return false
}

func italianSays(word string) bool {
	switch word {
	case "disse", "dice", "chiese", "chiede", "rispose", "risponde", "aggiunse", "aggiunge", "affermò", "afferma", "spiegò", "spiega", "dichiarò", "scrisse",
		"esclamò", "gridò", "raccontò", "concluse", "commentò", "sottolineò", "replicò":
		return true
	}
	return false
}
