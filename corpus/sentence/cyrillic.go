package sentence

import (
	"strings"
	"unicode/utf8"
)

// ukrainian returns the rules for Ukrainian.
func ukrainian() *Rules {
	return &Rules{
		abbreviation: ukrainianAbbreviation,
		starts:       ukrainianStarts,
		says:         slavicSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
	}
}

// russian returns the rules for Russian.
func russian() *Rules {
	return &Rules{
		abbreviation: russianAbbreviation,
		starts:       russianStarts,
		says:         slavicSays,
		numbered:     func(string) bool { return false },
		dateOrZone:   func(string) bool { return false },
	}
}

func ukrainianAbbreviation(word string) abbreviation {
	switch lowerUnlessInitial(word) {
	case "р", "рр", "ст", "с", "м", "о", "в", "г", "год", "хв", "т", "ч", "кв":
		return yearOrName
	case "ім", "вул", "просп", "бул", "пл", "пров", "буд", "оф", "обл", "смт", "акад", "проф", "доц", "ген", "полк", "кап", "лейт", "о.", "св", "гр", "ред", "упоряд",
		"див", "пор", "напр", "наприклад.", "т.зв", "зв", "інж", "канд", "заст", "нар", "пом", "бл", "дол", "чл", "журн", "газ", "вид", "м-р", "п-н", "заг", "зокр":
		return neverEnds
	case "січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листоп", "груд":
		return beforeDigit
	case "стор", "рис", "мал", "табл", "гл", "розд", "пп", "підп", "вип", "кн", "№":
		return beforeDigit
	case "ін", "д", "п", "т.д", "т.п", "тис", "млн", "млрд", "см", "мм", "н.е", "е", "н", "до н", "англ", "нім", "рос", "укр", "лат", "фр", "та ін":
		return mayEnd
	case "грн", "коп", "руб", "кг", "км":
		return endsBeforeWord
	}
	return noAbbreviation
}

func russianAbbreviation(word string) abbreviation {
	switch lowerUnlessInitial(word) {
	case "г", "гг", "в", "вв", "ст", "с", "м", "о", "ч", "кв", "мин":
		return yearOrName
	case "им", "ул", "просп", "пр", "бул", "пл", "пер", "обл", "пос", "дер", "акад", "проф", "доц", "ген", "полк", "кап", "лейт", "св", "гр", "ред", "сост",
		"см", "ср", "напр", "т.н", "т.е", "т", "инж", "канд", "зам", "род", "ум", "ок", "тов", "пгт", "журн", "газ", "изд", "вкл", "чл":
		return neverEnds
	case "янв", "февр", "апр", "авг", "сент", "окт", "нояб", "дек":
		return beforeDigit
	case "стр", "рис", "табл", "гл", "разд", "пп", "подп", "вып", "кн", "№":
		return beforeDigit
	case "др", "д", "п", "т.д", "т.п", "тыс", "млн", "млрд", "мм", "н.э", "э", "н", "англ", "нем", "рус", "лат", "фр", "проч", "пр.":
		return mayEnd
	case "руб", "коп", "долл", "кг", "км":
		return endsBeforeWord
	}
	return noAbbreviation
}

// lowerUnlessInitial returns a word in lower case, but a single letter as it is.
func lowerUnlessInitial(word string) string {
	if utf8.RuneCountInString(word) == 1 {
		return word
	}
	return strings.ToLower(word)
}

func ukrainianStarts(word string) bool {
	switch strings.ToLower(word) {
	case "він", "вона", "воно", "вони", "ми", "я", "ви", "ти", "це", "цей", "ця", "ці", "той", "та", "те", "ті", "його", "її", "їх", "їхній", "свій", "наш", "у", "в", "на",
		"з", "із", "зі", "до", "від", "по", "за", "під", "над", "при", "про", "для", "без", "через", "після", "перед", "між", "серед", "і", "й", "а", "але", "або", "чи", "проте",
		"однак", "тому", "тоді", "потім", "також", "ще", "вже", "так", "ні", "не", "якщо", "коли", "хоча", "щоб", "що", "хто", "де", "як", "чому", "який", "яка", "які",
		"усі", "всі", "кожен", "ніхто", "ніщо", "багато", "деякі", "один", "два", "дві", "три", "тут", "там", "сьогодні", "вчора", "завтра", "зараз", "раніше", "пізніше",
		"водночас", "крім", "згідно", "навіть", "лише", "тільки", "був", "була", "було", "були", "є", "натомість", "утім":
		return true
	}
	return false
}

func russianStarts(word string) bool {
	switch strings.ToLower(word) {
	case "он", "она", "оно", "они", "мы", "я", "вы", "ты", "это", "этот", "эта", "эти", "тот", "та", "то", "те", "его", "её", "ее", "их", "свой", "наш", "у", "в", "во", "на",
		"с", "со", "из", "до", "от", "по", "за", "под", "над", "при", "о", "об", "про", "для", "без", "через", "после", "перед", "между", "среди", "к", "и", "а", "но", "или",
		"однако", "поэтому", "тогда", "потом", "также", "ещё", "еще", "уже", "так", "нет", "не", "если", "когда", "хотя", "чтобы", "что", "кто", "где", "как", "почему",
		"который", "которая", "все", "всё", "каждый", "никто", "ничто", "многие", "некоторые", "один", "два", "две", "три", "здесь", "там", "сегодня", "вчера", "завтра",
		"сейчас", "ранее", "позже", "кроме", "согласно", "даже", "лишь", "только", "был", "была", "было", "были", "затем", "впрочем", "зато":
		return true
	}
	return false
}

func slavicSays(word string) bool {
	switch word {
	case "сказав", "сказала", "запитав", "запитала", "спитав", "відповів", "відповіла", "додав", "додала", "заявив", "заявила", "написав", "вигукнув",
		"сказал", "спросил", "спросила", "ответил", "ответила", "добавил", "добавила", "заявил", "написал", "воскликнул", "пояснив", "пояснил":
		return true
	}
	return false
}
