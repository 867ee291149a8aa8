package sentence

import "strings"

// scandinavian returns the rules for Danish, Norwegian and Swedish, which share most of what they
// shorten. A period also makes a number an ordinal.
func scandinavian() *Rules {
	return &Rules{
		abbreviation: scandinavianAbbreviation,
		starts:       scandinavianStarts,
		says:         scandinavianSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
		ordinals:     true,
	}
}

func scandinavianAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "hr", "fr", "frk", "dr", "prof", "mag", "cand", "ing", "adv", "sst", "skt", "st", "kgl", "dir", "f.eks", "f.ex", "t.ex", "d.v.s", "dvs", "bl.a", "bla", "m.a",
		"o.a", "pga", "p.g.a", "mht", "m.h.t", "ift", "i.f.t", "jf", "jfr", "inkl", "exkl", "ekskl", "ca", "evt", "ev", "resp", "kl", "vedr", "ang", "vs", "tidl", "fhv":
		return neverEnds
	case "nr", "afsn", "avsn", "sid", "s", "bd", "kap", "art", "fig", "tab", "stk", "pkt", "tlf", "tel", "par":
		return beforeDigit
	case "jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "jr", "sr", "a/s", "as", "ab", "aps", "co", "f.kr", "e.kr",
		"f.v.t", "e.v.t", "alm", "univ", "inst", "red", "årg", "mio", "mia", "kr", "min", "sek", "max", "eng", "ty", "lat", "e.u", "e.l", "o.l", "o.lign", "lign", "m.h",
		"o.d":
		return mayEnd
	case "osv", "o.s.v", "etc", "m.m", "m.v", "m.fl", "mfl", "mm", "mv":
		return endsBeforeWord
	}
	return noAbbreviation
}

func scandinavianStarts(word string) bool {
	switch strings.ToLower(word) {
	case "den", "det", "de", "en", "et", "ett", "han", "hun", "hon", "hen", "vi", "jeg", "jag", "du", "i", "ni", "dere", "sin", "sit", "sitt", "sine", "sina", "hans",
		"hendes", "hennes", "deres", "deras", "vores", "vår", "vårt", "min", "mit", "mitt", "dette", "denne", "disse", "detta", "denna", "dessa", "på", "af", "av", "til",
		"till", "fra", "från", "for", "för", "med", "ved", "vid", "under", "over", "över", "om", "efter", "etter", "før", "innan", "mellem", "mellom", "mellan", "uden",
		"uten", "utan", "mod", "mot", "ifølge", "enligt", "siden", "sedan", "og", "och", "men", "eller", "så", "da", "då", "når", "när", "hvis", "fordi", "eftersom",
		"selvom", "som", "hvem", "vem", "hvad", "hva", "vad", "hvor", "var", "hvordan", "hur", "hvorfor", "varför", "hvilken", "ingen", "inget", "ikke", "inte", "aldrig",
		"aldri", "alle", "alla", "alt", "allt", "mange", "många", "nogle", "noen", "några", "to", "två", "tre", "fire", "fyra", "fem", "her", "här", "der", "där", "nu",
		"nå", "senere", "senare", "også", "också", "dog", "imidlertid", "dock", "desuden", "dessutom", "derfor", "därför", "er", "är", "blev", "ble", "har", "kun",
		"bare", "även", "kanske", "måske", "kanskje":
		return true
	}
	return false
}

func scandinavianSays(word string) bool {
	switch word {
	case "sagde", "sa", "säger", "siger", "sier", "spurgte", "spurte", "frågade", "svarede", "svarte", "svarade", "tilføjede", "tillade", "skrev", "forklarede",
		"förklarade", "råbte", "ropte":
		return true
	}
	return false
}
