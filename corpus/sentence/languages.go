package sentence

// RulesFor returns the segmentation rules of a language by its BCP 47 base tag: its own
// for English, German, French, Spanish, Ukrainian and Russian, the English ones
// for the rest. Full stops that need no space, as in Japanese and Chinese, are
// understood under all of them.
func RulesFor(lang string) *Rules {
	switch lang {
	case "de":
		return german()
	case "fr":
		return french()
	case "es":
		return spanish()
	case "uk":
		return ukrainian()
	case "ru":
		return russian()
	}
	r := english()
	r.ordinals = numbersWithPeriod(lang)
	return r
}

// numbersWithPeriod reports languages that write ordinals like German does: "3.".
func numbersWithPeriod(lang string) bool {
	switch lang {
	case "da", "no", "fi", "cs", "sk", "sl", "hr", "sr", "bs", "hu", "et", "lv", "is", "tr", "pl":
		return true
	}
	return false
}
