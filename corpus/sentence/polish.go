package sentence

import "strings"

// polish returns the rules for Polish, where a period also makes a number an ordinal.
func polish() *Rules {
	return &Rules{
		abbreviation: polishAbbreviation,
		starts:       polishStarts,
		says:         polishSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
		ordinals:     true,
	}
}

func polishAbbreviation(word string) abbreviation {
	switch strings.ToLower(word) {
	case "dr", "prof", "hab", "inż", "mgr", "lek", "doc", "płk", "gen", "kpt", "por", "sierż", "kpr", "ks", "bp", "abp", "kard", "o", "br", "św", "bł", "im", "ul", "al",
		"pl", "os", "np", "tzw", "tj", "tzn", "m.in", "ob", "zob", "ww", "wg", "jw", "ds", "lic", "red", "dyr", "prez", "zast", "kier", "rtm", "ppłk", "mjr", "st", "ok",
		"zw", "dot", "woj", "pow", "gm", "śp", "ang", "niem", "fr", "łac", "ros", "wł", "hiszp", "czes", "pol":
		return neverEnds
	case "nr", "ryc", "rys", "tab", "rozdz", "par", "art", "ust", "poz", "m", "str", "s", "t", "tel", "vol", "zesz", "z":
		return beforeDigit
	case "r", "w", "tys", "mln", "mld", "zł", "godz", "min", "sek", "kg", "km", "cm", "mm", "sp", "z.o.o", "s.a", "p.n.e", "n.e", "i.in", "in", "jr", "sr", "ha",
		"szt", "pkt", "stycz", "lut", "mar", "kwiet", "czerw", "lip", "sierp", "wrześ", "paźdz", "listop", "grudz", "wyd", "oprac", "tłum", "przyp", "cd":
		return mayEnd
	case "itd", "itp", "etc":
		return endsBeforeWord
	}
	return noAbbreviation
}

func polishStarts(word string) bool {
	switch strings.ToLower(word) {
	case "on", "ona", "ono", "oni", "one", "ja", "ty", "my", "wy", "ten", "ta", "to", "ci", "te", "tamten", "tamta", "jego", "jej", "ich", "mój", "moja", "nasz",
		"nasza", "swój", "w", "we", "na", "z", "ze", "do", "od", "po", "za", "pod", "nad", "przy", "przed", "przez", "dla", "bez", "o", "u", "między", "wśród", "według",
		"podczas", "i", "a", "ale", "lub", "albo", "oraz", "jednak", "zatem", "więc", "dlatego", "wtedy", "potem", "następnie", "także", "też", "również", "jeszcze",
		"już", "tak", "nie", "jeśli", "jeżeli", "gdy", "kiedy", "choć", "chociaż", "aby", "żeby", "że", "co", "kto", "gdzie", "jak", "dlaczego", "który", "która",
		"które", "wszyscy", "wszystko", "każdy", "nikt", "nic", "wiele", "wielu", "niektórzy", "niektóre", "jeden", "dwa", "dwie", "trzy", "cztery", "pięć", "tu",
		"tutaj", "tam", "dziś", "dzisiaj", "wczoraj", "jutro", "teraz", "wcześniej", "później", "ponadto", "oprócz", "zgodnie", "nawet", "tylko", "był", "była", "było",
		"byli", "były", "jest", "są", "natomiast", "obecnie", "czy", "dzięki":
		return true
	}
	return false
}

func polishSays(word string) bool {
	switch word {
	case "powiedział", "powiedziała", "zapytał", "zapytała", "spytał", "odpowiedział", "odpowiedziała", "dodał", "dodała", "oświadczył", "stwierdził", "stwierdziła",
		"napisał", "napisała", "krzyknął", "wyjaśnił", "wyjaśniła", "podkreślił", "przyznał", "mówi", "pyta":
		return true
	}
	return false
}
