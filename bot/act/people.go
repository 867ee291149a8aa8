package act

import (
	"slices"
	"strings"
	"sync"
)

// personal begin, or stand in, questions about the one they are put to, by language. In none of them
// "you" means anybody, as it does in "can you use it offline?".
var personal = sync.OnceValue(func() []string {
	lists := []string{
		`have you|had you|are you|were you|will you|would you|did you|have u|are u|did u|r u|did ya|are y'all|have y'all|did y'all|do you like|do you want|do you play|do you live|do you feel|do you remember|do you mind|do you believe|do you guys|do you agree|are you guys
|can you hear|can you send|can you share|can you show your|can you post|can u hear|can u send|can u share|can u post|could you send|could you share|could you post|can you paste|could you paste|can you see my|your favorite|your favourite|your day|your weekend|your setup|your screen|your config|your version|your opinion|version are you|you on|you guys|you free
|are we|did we|shall we|should we|can we|do we want|did he say|did she say|is he serious|did anyone else|is anyone else|is anybody else|has anyone else|did anyone|did anybody|has anyone|has anybody|is anyone|is anybody|am i|can i join|guess who|anyone got|anybody got|anyone want|anybody want|who wants|tryna|y'all seen|excuse me|real name|have we got|do we have a|someone invite|somebody invite|do you get|can you be|your main`,
		`hast du|bist du|warst du|willst du|kannst du|könntest du|magst du|spielst du|machst du|kommst du|siehst du|hörst du|habt ihr|seid ihr|wart ihr|wollt ihr|könnt ihr|findet ihr|meint ihr|hört ihr|spielt ihr|wollen wir|sollen wir|haben wir|sind wir|ist jemand|hat jemand von euch`,
		`tu as|t'as|as-tu|tu es|t'es|es-tu|tu peux|peux-tu|tu veux|veux-tu|tu vas|tu viens|tu fais|vous avez|avez-vous|vous êtes|êtes-vous|vous faites|on fait|on mange|vous jouez|ça vous dit|on va|on se|on joue`,
		`te parece|les parece|has visto|has probado|han visto|viste|vieron|tienes|tenéis|quieres|queréis|me pasas|me envías|me mandas|vas a|vais a|estás|eres|fuiste|hiciste|probaste|hacemos|vamos a`,
		`tão afim|você tentou|vc tentou|você tem|vc tem|você viu|você já|você foi|você fez|você testou|você tá|você está|vc viu|vc já|vc foi|vc fez|vc tá|cê viu|cê tá|cê tem|vocês viram|vocês vão|me manda|me passa|vamos fazer|a gente vai`,
		`ти пробував|ти пробувала|ви пробували|підеш|ти вже|ти бачив|ти бачила|ти був|ти була|ти зробив|ти зробила|ти будеш|ти маєш|ти можеш|ви вже|ви бачили|ви будете|ми будемо|бачив|бачила|бачили|скинеш|робите|робиш|в тебе|у тебе|у вас`,
	}
	var all []string
	for _, list := range lists {
		for phrase := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == '|' || r == '\n' }) {
			all = append(all, " "+strings.Join(words(phrase), " ")+" ")
		}
	}
	return all
})

// either are the words between two things to choose from, folded.
var either = []string{"or", "oder", "ou", "o", "або", "чи"}

// casual reports whether a clause that asks is more likely meant for the people there than for
// anybody who knows: it asks about them, or has them choose ("pizza or pasta?").
func casual(clause string, list []kind) bool {
	all := words(clause)
	said := " " + strings.Join(all, " ") + " "
	if slices.ContainsFunc(personal(), func(phrase string) bool { return strings.Contains(said, phrase) }) {
		return true
	}
	asks := func(k kind) bool { return k == asking || k == what || k == auxiliary || k == demand }
	chooses := len(all) > 2 && slices.ContainsFunc(all[1:len(all)-1], func(w string) bool { return slices.Contains(either, w) })
	return chooses && !slices.ContainsFunc(list, asks)
}
