package sentence

import "strings"

// portuguese returns the rules for Portuguese.
func portuguese() *Rules {
	return &Rules{
		abbreviation: portugueseAbbreviation,
		starts:       portugueseStarts,
		says:         portugueseSays,
		numbered: func(word string) bool {
			return strings.EqualFold(word, "plano") || strings.EqualFold(word, "vitamina") || strings.EqualFold(word, "guerra") || strings.EqualFold(word, "parte") || strings.EqualFold(word, "grupo") || strings.EqualFold(word, "tipo") || strings.EqualFold(word, "classe")
		},
		dateOrZone: func(string) bool { return false },
	}
}

func portugueseAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "sr", "sra", "srs", "sras", "srta", "dr", "dra", "drs", "dras", "prof", "profa", "profª", "eng", "engª", "arq", "adv", "exmo", "exma", "ilmo", "ilma", "d",
		"dª", "rev", "gen", "cel", "cap", "ten", "maj", "sgto", "alm", "brig", "mons", "pe", "frei", "fr", "sto", "sta", "s.m", "v.exa", "v.s", "p.ex", "ex", "cf", "vs",
		"aprox", "incl", "ref", "obs":
		return neverEnds
	case "n", "nº", "n.º", "núm", "pág", "págs", "p", "pp", "art", "arts", "al", "inc", "fig", "figs", "vol", "caps", "tab", "tel", "telef", "fls", "fl", "proc",
		"liv", "t", "km", "ed":
		return beforeDigit
	case "av", "r", "pça", "pç", "trav", "tv", "rod", "jd", "lg", "estr", "apto", "ap", "bl", "jr", "ltda", "cia", "c.ia", "s.a", "s/a", "jan", "fev", "abr", "mai",
		"jun", "jul", "ago", "set", "out", "nov", "dez", "a.c", "d.c", "séc", "sécs", "depto", "dept", "univ", "fac", "inst", "org", "trad", "coord", "máx", "mín", "adm",
		"bibl":
		return mayEnd
	case "etc", "a.m", "p.m":
		return endsBeforeWord
	}
	return noAbbreviation
}

func portugueseStarts(word string) bool {
	switch strings.ToLower(word) {
	case "o", "a", "os", "as", "um", "uma", "uns", "umas", "este", "esta", "estes", "estas", "isto", "esse", "essa", "esses", "essas", "isso", "aquele", "aquela",
		"aquilo", "ele", "ela", "eles", "elas", "nós", "eu", "você", "vocês", "seu", "sua", "seus", "suas", "meu", "minha", "nosso", "nossa", "em", "no", "na", "nos",
		"nas", "num", "numa", "ao", "aos", "à", "às", "de", "do", "da", "dos", "das", "dum", "duma", "por", "pelo", "pela", "pelos", "pelas", "para", "pra", "com", "sem",
		"sobre", "sob", "após", "desde", "até", "entre", "contra", "segundo", "durante", "mediante", "ante", "e", "ou", "mas", "porém", "contudo", "todavia",
		"entretanto", "embora", "porque", "quando", "enquanto", "se", "como", "onde", "que", "quem", "qual", "quais", "quanto", "também", "além", "assim", "então",
		"depois", "antes", "agora", "hoje", "ontem", "amanhã", "não", "nunca", "ninguém", "nada", "nenhum", "nenhuma", "alguns", "algumas", "vários", "várias", "muitos",
		"muitas", "todos", "todas", "todo", "toda", "cada", "outro", "outra", "outros", "outras", "dois", "duas", "três", "quatro", "cinco", "há", "é", "foi", "era",
		"são", "já", "nem", "muito", "mais", "tanto", "finalmente", "aliás", "apesar", "conforme", "caso", "só", "apenas", "ainda", "aqui", "ali", "lá":
		return true
	}
	return false
}

func portugueseSays(word string) bool {
	switch word {
	case "disse", "diz", "perguntou", "pergunta", "respondeu", "responde", "acrescentou", "afirmou", "afirma", "explicou", "explica", "declarou", "escreveu",
		"exclamou", "gritou", "contou", "garantiu", "comentou", "concluiu", "indagou", "replicou", "observou", "murmurou":
		return true
	}
	return false
}
