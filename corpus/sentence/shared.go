package sentence

// sharedAbbreviation knows what texts in any language take over from others: names, firms,
// units. A language's own list goes before it.
func sharedAbbreviation(word string) abbreviation {
	switch word {
	case "Mr", "Mrs", "Ms", "Dr", "St", "Mt", "Prof", "vs", "cf", "e.g", "i.e":
		return neverEnds
	case "Inc", "Ltd", "LLC", "LLP", "GmbH", "Corp", "PLC":
		return company
	case "Co", "Jr", "Sr", "AG", "al":
		return mayEnd
	case "No", "Nr", "Nº", "nº", "n°", "N°", "Fig", "p", "pp", "max", "Max", "maks", "Maks", "макс", "Макс", "мін", "Мін":
		return beforeDigit
	case "etc":
		return endsBeforeWord
	}
	if unit(word) {
		return afterDigit
	}
	return noAbbreviation
}

// unit reports units of measure that are written with a period behind a number.
func unit(word string) bool {
	switch word {
	case "g", "kg", "mg", "m", "km", "cm", "mm", "l", "ml", "cl", "dl", "h", "s", "hr", "hrs", "min", "mins", "sec", "secs",
		"lb", "lbs", "oz", "ft", "yd", "yds", "mi", "gal", "qt", "pt", "pts", "pcs", "tbsp", "tsp", "approx", "mph", "kph", "yr", "yrs", "wk", "wks", "mos", "doz", "cal", "gals", "cu", "sq",
		"кг", "км", "см", "мм", "га", "хв", "сек", "мин", "год", "од", "шт", "Вт", "кб", "град":
		return true
	}
	return false
}
