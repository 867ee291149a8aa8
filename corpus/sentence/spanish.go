package sentence

import "strings"

// spanish returns the rules for Spanish.
func spanish() *Rules {
	return &Rules{
		abbreviation: spanishAbbreviation,
		starts:       spanishStarts,
		says:         spanishSays,
		numbered:     func(word string) bool { return strings.EqualFold(word, "plan") || strings.EqualFold(word, "vitamina") },
		dateOrZone:   func(string) bool { return false },
	}
}

func spanishAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "sr", "sra", "sres", "sras", "srta", "srtas", "dr", "dra", "dres", "d", "dña", "dª", "don", "prof", "profa", "lic", "ing", "arq", "gral", "gral.", "cnel", "tte",
		"cap", "sgto", "pbro", "mons", "sto", "sta", "fr", "excmo", "excma", "ilmo", "ilma", "p.ej", "p", "ej", "vs", "cf", "cfr", "aprox", "av", "avda", "ee", "ff", "rr", "jj":
		if word == "don" || word == "p" || word == "fr" {
			return beforeDigit
		}
		return neverEnds
	case "lun", "mié", "jue", "vie", "sáb", "párr", "párrf", "cra", "crr", "kra", "ext", "cl", "cód", "exp", "lib":
		return beforeDigit
	case "mar", "dom":
		if word == strings.ToLower(word) {
			return noAbbreviation // “el mar”, “el dom”
		}
		return beforeDigit
	case "núm", "nº", "n", "pág", "págs", "pp", "art", "arts", "fig", "vol", "cap.", "t", "c", "s", "tel", "tfno", "ed", "km":
		return beforeDigit
	case "uu", "aa", "hh", "ud", "uds", "vd", "vds", "cía", "s.a", "s.l", "s.a.u", "inc", "ltd", "corp", "jr", "ene", "feb", "abr", "ago", "sept", "oct", "nov", "dic",
		"depto", "dpto", "prov", "trad", "coord", "máx", "mín", "ca", "a.c", "d.c", "ee.uu":
		return mayEnd
	case "etc", "a.m", "p.m":
		return endsBeforeWord
	case "a":
		return neverEnds
	}
	return noAbbreviation
}

func spanishStarts(word string) bool {
	switch strings.ToLower(word) {
	case "el", "la", "los", "las", "lo", "un", "una", "unos", "unas", "este", "esta", "estos", "estas", "esto", "ese", "esa", "eso", "aquel", "aquella", "él", "ella",
		"ellos", "ellas", "nosotros", "yo", "usted", "su", "sus", "mi", "mis", "nuestro", "nuestra", "en", "a", "al", "de", "del", "por", "para", "con", "sin", "sobre",
		"tras", "desde", "hasta", "entre", "contra", "según", "durante", "mediante", "ante", "bajo", "y", "e", "o", "u", "pero", "sino", "aunque", "porque", "cuando",
		"mientras", "si", "como", "donde", "qué", "quién", "quiénes", "cuándo", "cómo", "dónde", "cuál", "cuánto", "también", "además", "así", "entonces", "luego",
		"después", "antes", "ahora", "hoy", "ayer", "mañana", "sin embargo", "no", "nunca", "nadie", "nada", "ningún", "ninguna", "algunos", "algunas", "varios", "varias",
		"muchos", "muchas", "todos", "todas", "todo", "cada", "otro", "otra", "otros", "dos", "tres", "cuatro", "cinco", "se", "le", "les", "hay", "es", "fue", "era",
		"son", "ya", "ni", "que", "muy", "más", "tanto", "finalmente", "asimismo":
		return true
	}
	return false
}

func spanishSays(word string) bool {
	switch word {
	case "dijo", "dice", "preguntó", "pregunta", "respondió", "responde", "añadió", "agregó", "afirmó", "explicó", "declaró", "escribió", "exclamó", "gritó",
		"señaló", "aseguró", "contestó", "insistió":
		return true
	}
	return false
}
