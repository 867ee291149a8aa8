package language

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// smallWords are the most frequent words without a meaning of their own, by language. Words
// of several languages count for each.
var smallWords = sync.OnceValue(func() map[string][]int {
	index := map[string][]int{}
	for i, l := range wordLists {
		for w := range strings.FieldsSeq(l.words) {
			index[w] = append(index[w], i)
		}
	}
	return index
})

// wordLists begins with English.
var wordLists = []struct{ tag, letters, words string }{
	{"en", "", `the of and that with from which were been have this by their its they would said has had are not but who will you your can if
		is was be to for on it at as or an in a i we he she do does how what when where why there these all any more also no please
		use add fix new may must should into than then only my our me so some about after before up out`},
	{"de", "äöüß", `der und das ist nicht ein eine einen einem einer von auf mit dem den des sich wird werden auch als für im zu zum zur wurde sie
		nach bei über wie oder aber wir ich es er an in aus am um kann sind hat haben nur noch durch wenn man dass so war was alle die`},
	{"fr", "çœêèàùî", `les est dans une du pour qui sur pas avec ce sont aux été au cette elle ses leur où ils plus ont le la et des un en il
		de à que ne se par mais ou vous nous je son sa tout être fait si peut comme`},
	{"es", "ñ¿¡", `el los del las más fue este sus pero y años también según había está desde hasta muy donde la de que en un una es por con no se
		para al lo como su le ha si sin sobre ya o todo esta son cuando hay`},
	{"it", "ìò", `il che di della è gli sono nel dei anche alla più delle dal nella degli la le e un una per non si in con del da al lo come
		ma se ha i o questo questa sul ai dalla tutti ci quando può`},
	{"pt", "ãõ", `não uma os ao dos foi pelo são seu também pela em até à num o a e de que do da um para com se na no por mais as como mas
		você ou quando muito já está sua das nos nas ser tem`},
	{"nl", "", `het een van dat niet zijn voor ook naar aan wordt bij maar deze werd de en in is op te met die er of als je ik hij ze we wij uit
		om door over dan nog kan worden tot dit heeft geen tot was u`},
	{"sv", "å", `och att är som inte på från ett efter också en det i av för den med till har de om vi du jag kan ska var när men eller så
		sig hon han alla under vid mot måste finns`},
	{"da", "æøå", `og af ikke også efter på er det en et til der med den for at de som i har om vi du jeg kan skal var når men eller så sig hun han
		alle under ved mod blev fra hvad nu kun hvis`},
	{"no", "æøå", `og av ikke også etter på er det en et til som med den for å de i har om vi du jeg kan skal var når men eller så seg hun han
		alle under ved mot ble fra hva nå bare hvis`},
	{"pl", "łąęśżźćń", `jest się w że przez oraz roku był ale dla jak na z do nie i to o od po za co czy są tym tego być ma może lub aby który
		która już tylko także gdy bez we żeby`},
	{"cs", "řěůčžýšď", `je se v na že a to s z do o i jako ale by po pro od za by si jsou byl bylo být nebo ve ze který která které když už jen také
		podle není aby`},
	{"sk", "ľĺŕôčžýš", `je sa v na že a to s z do o i ako ale by po pre od za si sú bol bolo byť alebo vo zo ktorý ktorá ktoré keď už len tiež
		podľa nie aby`},
	{"ro", "ăâțțșş", `și în la de cu pe nu este o un din care se pentru sunt mai a fost dar ca să sau prin până după când acest această lui ei am`},
	{"hu", "őű", `a az és hogy nem is egy van volt ez de meg csak már még ha mint vagy ki lesz minden után azt akkor kell lehet ezt el`},
	{"fi", "äö", `ja on ei se että oli mutta kun hän ovat tai myös niin kuin jos mitä tämä sen joka vain voi mukaan ole olla ne jo sekä kanssa`},
	{"tr", "ğışİ", `ve bir bu için ile da de olarak daha çok olan gibi kadar sonra değil ne var en ya ama her mi ki o şu veya nasıl`},
	{"hr", "đčćžš", `je i u na se da za su od s a to ne ili kao koji koja koje nije bi ali po iz o što može biti samo kada ako`},
	{"id", "", `yang dan di dengan untuk dari ini itu pada tidak adalah ke dalam akan juga oleh atau bisa ada saya anda kami sudah dapat`},
	{"ca", "", `el la els les de del que i en un una per amb no és al dels com més o són aquest aquesta ha pot quan si es s'ha només també fitxer`},
	{"gl", "ñ", `o a os as do da dos das que e en un unha por con non para é ao como máis ou son este esta pode cando se ten só tamén no na ficheiro`},
	{"et", "õ", `ja on ei et see selle kui või ning mis oma ka aga siis saa pole olla kas välja üle fail faili kasuta`},
	{"lt", "ėųūįąčšž", `ir yra ne į kad iš su tai kaip bet jei ar nuo būti buvo šis šio per dėl gali failo naudoti`},
	{"lv", "āēīūķļņģčšž", `un ir ne no uz ar ka par bet ja vai kā tas lai pie nav var būt failu šo`},
	{"sl", "čšž", `je in na se da za so od s z ne ali kot ki po pri iz o kar lahko biti samo če ni v ko bo datoteke`},
	{"vi", "ăđơưạảấầẩẫậắằặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự", `và của là có không các cho được với một trong này những người để khi từ đã sẽ bạn tôi`},
}

// What small words tell.
type verdict struct {
	lang    string
	english int // how many of them are English
}

// byWords returns the language in Latin letters whose small words a text is made of. Others than
// English have to outdo it clearly; two of their words do where none is English.
func byWords(words []word) verdict {
	hits, index := make([]int, len(wordLists)), smallWords()
	for _, w := range words {
		if !w.name && !w.apart {
			for _, i := range index[w.text] {
				hits[i]++
			}
		}
	}
	foreign := slices.DeleteFunc(slices.Clone(words), func(w word) bool { return w.name || ascii(w.text) })
	english := hits[0]
	best, second := 0, 0
	for i := 1; i < len(hits); i++ {
		hits[i] += marked(foreign, wordLists[i].letters)
		switch {
		case best == 0 || hits[i] > hits[best]:
			best, second = i, best
		case second == 0 || hits[i] > hits[second]:
			second = i
		}
	}
	n := hits[best]
	switch {
	case (n >= 3 || n == 2 && english == 0) && n >= english+2 && n*2 >= english*3 && n*8 >= len(words):
		if n == hits[second] {
			return verdict{"", english}
		}
		return verdict{wordLists[best].tag, english}
	case english >= 6 && english > n && english*8 >= len(words):
		return verdict{"en", english}
	}
	return verdict{"", english}
}

// marked counts the words with letters that few languages use, three at most.
func marked(words []word, letters string) int {
	n := 0
	for _, w := range words {
		if n < 3 && letters != "" && strings.ContainsAny(w.text, letters) {
			n++
		}
	}
	return n
}

func ascii(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// listed reports the languages whose small words are known.
func listed(tag string) bool {
	for _, l := range wordLists {
		if l.tag == tag {
			return true
		}
	}
	return false
}
