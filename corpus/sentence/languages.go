package sentence

// RulesFor returns the segmentation rules of a language by its BCP 47 base tag: its own for
// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech and Slovak,
// Danish, Norwegian and Swedish, Greek, Armenian, Ukrainian, Russian and Bulgarian, the English
// ones for the rest. Full stops that need no space, as in Japanese and Chinese, are understood
// under all of them.
func RulesFor(lang string) *Rules {
	switch lang {
	case "de":
		return german()
	case "fr":
		return french()
	case "es":
		return spanish()
	case "pt":
		return portuguese()
	case "it":
		return italian()
	case "nl":
		return dutch()
	case "pl":
		return polish()
	case "cs", "sk":
		return czech()
	case "da", "no", "sv":
		return scandinavian()
	case "el":
		return greek()
	case "hy":
		return armenian()
	case "uk":
		return ukrainian()
	case "ru", "bg":
		return russian()
	}
	r := english()
	r.ordinals = numbersWithPeriod(lang)
	if lang != "" && lang != "en" {
		r.clipped = nil
	}
	return r
}

// numbersWithPeriod reports the languages without rules of their own that write ordinals like
// German does: "3.".
func numbersWithPeriod(lang string) bool {
	switch lang {
	case "fi", "sl", "hr", "sr", "bs", "hu", "et", "lv", "is", "tr":
		return true
	}
	return false
}
