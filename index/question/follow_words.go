package question

import (
	"slices"
	"strings"
)

// joints are what joins a message to what was said before, in the languages that the bot speaks;
// the longest of those that begin alike stands first.
var joints = []string{
	"and what about", "and how about", "what about", "how about", "and what's with", "what's with", "and same for", "same for", "is it the same", "is that the same", "the same", "same", "and", "or", "but", "also", "then", "ok", "okay",
	"und was ist mit", "was ist mit", "und wie ist es", "wie ist es", "und wie sieht es", "und", "oder", "aber",
	"et qu'en est-il pour", "qu'en est-il pour", "et pour ce qui est de", "et", "ou", "mais",
	"y qué hay de", "qué hay de", "y qué pasa con", "qué pasa con", "y", "o", "pero",
	"e quanto a", "quanto a", "e o que dizer de", "e", "ou", "mas",
	"а як щодо", "як щодо", "а що з", "а", "і", "та", "або", "але",
	"では", "じゃあ", "それで",
}

// interrogatives are the words that ask, in the same languages; the longer of those that begin
// alike first.
var interrogatives = longestFirst(`since when|until when|by when|when exactly|when|how much|how many|how often|how long|how far|how fast|how big|how old|how come|how else|how exactly|how|
where else|where exactly|where to|where from|where|why not|why exactly|why|by whom|for whom|with whom|to whom|who else|whose|whom|who|what for|what time|what else|what|which one|which ones|which|at what time|for how long|for what|with what|in what|from where
seit wann|bis wann|ab wann|wann|wie oft|wie lange|wie viele|wie viel|wie weit|wie groß|wie alt|wie|wo|wohin|woher|warum nicht|warum|wieso|weshalb|von wem|für wen|mit wem|wem|wen|wer|wessen|was|welcher|welche|welches|womit|wofür
depuis quand|jusqu'à quand|quand|combien de temps|combien de|combien|comment|d'où|où|pourquoi pas|pourquoi|par qui|pour qui|avec qui|qui|que|quoi|quels|quelles|quelle|quel|lequel|laquelle
desde cuándo|hasta cuándo|cuándo|cuántos|cuántas|cuánto tiempo|cuánto|cuánta|cada cuánto|cómo|de dónde|adónde|dónde|por qué no|por qué|para qué|por quién|para quién|con quién|quiénes|quién|qué|cuáles|cuál
desde quando|até quando|quando|quantos|quantas|quanto tempo|quanto|quanta|com que frequência|como|de onde|onde|por que não|por que|por quê|porquê|porque|para quê|por quem|para quem|com quem|quem|que|o que|quais|qual
відколи|доки|коли|скільки|як часто|як довго|як|де|куди|звідки|чому|навіщо|ким|з ким|кому|кого|хто|чий|що|який|яка|яке|які
いつから|いつまで|いつ|どこで|どこに|どこ|誰が|誰|だれ|なぜ|どうして|どうやって|いくつ|いくら|何`)

// auxiliary are words that begin a question without a word that asks.
var auxiliary = set(`is are was were am do does did can could will would should shall may might must has have had
	ist sind war waren kann können könnte darf muss soll wird werden hat haben gibt
	est-ce est sont peut peut-on es son está están puede puedo hay são está estão pode posso há чи є`)

// prepositions begin a part of a question that says where, when, with what.
var prepositions = set(`on in at for with without under of from to by during after before since until between above below near over via through as against inside outside within
	auf unter in im am an bei für mit ohne von vom zu zum zur nach vor seit bis über ab während aus
	sur sous dans en à au aux pour avec sans de du des chez depuis avant après pendant par
	sobre bajo en a al para con sin de del desde hasta antes después durante por
	no na nos nas em sob com sem do da dos das desde até antes depois durante por para
	на у в під для з із без від до після перед під час за при`)

// conditions begin a part of a question that says on what it depends.
var conditions = set(`if unless wenn falls si se caso якщо`)

// vague are words that name nothing without what was said before.
var vague = set(`one ones other others another rest same first second third last next thing things stuff anderen andere anderer rest autre autres otro otra otros otras outro outra outros outras інший інша інші
	i me you we us he she him her it they them this that these those mine yours ich du wir uns er sie es ihn ihm moi toi lui elle nous vous yo tú él ella nosotros eu você ele ela nós я ти він вона ми ви вони`)

// tails stand behind a part of a question and say that it holds as well.
var tails = set(`too aswell also well auch aussi también tambien também tambem теж також`)

// determiners begin what names a thing.
var determiners = set(`the a an my your our their his her its this that these those
	der die das den dem des ein eine einen einem einer mein meine dein deine euer eure
	le la les l' un une mon ma mes votre vos notre
	el los las una unos mi mis tu tus su sus o os as um uma meu minha seu sua`)

// reactions are messages of a word or two that ask for nothing in the sources.
var reactions = setOf(`really|seriously|source|sources|link|links|proof|sure|you sure|are you sure|is that so|is that true|is that right|what|huh|eh|ok|okay|right|correct|yes|no|yeah|nope|lol|what the|wtf|so what|and|then|and then|so|who asked|says who|how so|
why me|who cares|who knows|what else|anything else|what now|now what|which|how dare you|are you a bot|are you there|is this a bot|is it true|is this true|is that all|do you|can you|who are you|what are you|how are you|why are you like this|
quelle|wirklich|echt|sicher|bist du sicher|ernsthaft|was|hä|ja|nein|vraiment|sûr|quoi|oui|non|en serio|seguro|qué|sí|no|sério|certeza|sim|não|справді|що|так|ні|точно|джерело|本当|本当に|マジ|え|何|はい|いいえ`)

// persons are the pronouns that stand for somebody, things those that stand for anything else or
// for several; owners are the forms of both that mean "of".
var (
	persons = set(`he she him her er ihm ihn sie il elle lui él ella ele ela він вона його йому її їй`)
	things  = set(`it they them es ils elles eso esto ellos ellas isso isto eles elas воно вони це це їх 它`)
	owners  = set(`his her its their hers theirs sein seine seinen ihr ihre ihren son sa ses leur leurs su sus seu sua його її їхній`)
	// pointers stand for something where no word follows that they belong to.
	pointers = set(`this that these those das dies ça cela`)
)

func setOf(list string) map[string]bool {
	m := map[string]bool{}
	for _, phrase := range strings.Split(strings.ReplaceAll(list, "\n", ""), "|") {
		m[phrase] = true
	}
	return m
}

func longestFirst(list string) []string {
	all := strings.Split(strings.ReplaceAll(strings.ReplaceAll(list, "|\n", "|"), "\n", "|"), "|")
	slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}
