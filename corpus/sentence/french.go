package sentence

import (
	"strings"
	"unicode/utf8"
)

// french returns the rules for French.
func french() *Rules {
	return &Rules{
		abbreviation: frenchAbbreviation,
		starts:       frenchStarts,
		says:         frenchSays,
		numbered:     func(word string) bool { return strings.EqualFold(word, "guerre") || strings.EqualFold(word, "plan") },
		dateOrZone:   func(string) bool { return false },
	}
}

func frenchAbbreviation(word string) abbreviation {
	if at := strings.LastIndexAny(word, "'’"); at >= 0 {
		_, size := utf8.DecodeRuneInString(word[at:])
		word = word[at+size:] // « l'art. 3 »
	}
	switch word {
	case "M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Dre", "Pr", "Pre", "St", "Ste", "Sts", "Gal", "Col", "Cdt", "Lt", "Cap", "Mr",
		"cf", "c.-à-d", "p.ex", "ex", "env", "av", "apr", "vs", "R.P", "S.E", "S.M", "Vve", "Cie.", "resp":
		return neverEnds
	case "p", "pp", "n", "no", "nos", "art", "chap", "vol", "fig", "t", "al", "ann", "éd", "sect", "tabl", "ch", "l", "v", "niv":
		return beforeDigit
	case "janv", "févr", "avr", "juil", "sept", "oct", "nov", "déc", "J.-C", "J.C", "Cie", "bd", "boul", "pl", "fg", "rte", "dép", "dir", "coll",
		"trad", "hab", "min", "max", "tél", "Inc", "Ltd", "Corp", "Jr", "Sr", "fig.", "ibid", "op", "approx":
		return mayEnd
	case "etc":
		return endsBeforeWord
	case "km", "kg", "cm", "mm", "h", "s":
		return afterDigit
	}
	return noAbbreviation
}

func frenchStarts(word string) bool {
	switch strings.ToLower(word) {
	case "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "ce", "cet", "cette", "ces", "c", "il", "elle", "ils", "elles", "on", "nous", "vous", "je", "j",
		"tu", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "mon", "ma", "mes", "en", "à", "au", "aux", "dans", "sur", "sous", "par", "pour", "avec",
		"sans", "chez", "vers", "depuis", "pendant", "après", "avant", "entre", "contre", "selon", "malgré", "grâce", "et", "mais", "ou", "or", "donc", "car", "ni",
		"si", "quand", "lorsque", "comme", "puisque", "bien", "alors", "ainsi", "aussi", "puis", "ensuite", "enfin", "cependant", "toutefois", "pourtant", "néanmoins",
		"qui", "que", "quoi", "où", "comment", "pourquoi", "quel", "quelle", "aucun", "aucune", "tout", "toute", "tous", "toutes", "plusieurs", "certains", "certaines",
		"chaque", "deux", "trois", "quatre", "cinq", "personne", "rien", "aujourd", "hier", "demain", "ici", "là", "y", "ne", "n", "s", "qu":
		return true
	}
	return false
}

func frenchSays(word string) bool {
	switch word {
	case "dit", "demanda", "demande", "répondit", "répond", "déclara", "déclaré", "ajouta", "ajoute", "affirme", "explique", "expliqua", "écrit", "lança",
		"lance", "cria", "murmura", "conclut", "souligne", "reprit", "assure":
		return true
	}
	return false
}
