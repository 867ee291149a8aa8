package extent

import (
	"regexp"
	"slices"
	"strings"
)

// A lexicon is what the rules know of a language, in lower case.
type lexicon struct {
	stands  []string // phrases that stand for something named before, at the beginning of a sentence
	joins   []string // phrases that join a sentence to the one before; a comma at the end is part of the phrase
	except  []string // phrases that look like one of these and refer to nothing before
	follows []string // words with which a sentence points to what comes next
	thing   string   // that with which it points to a paragraph, too
	curt    []string // whole sentences that tell nothing more than yes or no …
	yes     int      // … of which so many, the first ones, are words for that
	opens   []string // phrases that a sentence begins with that only sets the scene
	before  []string // phrases that may stand before any sentence
	// How a sentence begins that names something before it a little later, and one that only
	// speaks of the text itself ("This short guide"); nil: not known.
	inside, guide *regexp.Regexp
}

// lexiconOf returns the lexicon of a BCP 47 tag, the English one where the language is unknown
// and an empty one where there is none of it.
func lexiconOf(tag string) lexicon {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "", "en":
		return english
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "pt":
		return portuguese
	case "uk":
		return ukrainian
	case "ru":
		return russian
	}
	return lexicon{curt: phrases("はい|いいえ|是|不是|是的|不|예|네|아니요|sì|no|ja|nee|nej|tak|nie|ano|ne")}
}

// points reports whether a text holds a word that points to what comes next.
func (l lexicon) points(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(l.follows, func(w string) bool { return strings.Contains(s, w) })
}

// phrases parts a list at its bars.
func phrases(s string) []string {
	list := strings.Split(s, "|")
	for i := range list {
		list[i] = strings.Join(strings.Fields(list[i]), " ")
	}
	return list
}

// crossed joins each of some beginnings with each of some words.
func crossed(beginnings, words string) []string {
	var out []string
	for _, b := range strings.Split(beginnings, "|") {
		for w := range strings.FieldsSeq(words) {
			out = append(out, b+" "+w)
		}
	}
	return out
}

var english = lexicon{
	thing: "the following ",
	curt: phrases(`yes|no|nope|yep|yeah|sure|correct|absolutely|of course|certainly|definitely|exactly|indeed|never|sometimes|always|usually|maybe|perhaps|probably|possibly|
		not yet|not really|not quite|not exactly|not necessarily|not at all|not anymore|not any more|not currently|not at the moment|not directly|it depends|that depends|depends|
		unfortunately not|unfortunately, no|unfortunately no|sadly, no|sadly not|probably not|of course not|absolutely not|true|false|sort of|kind of|good question|
		we do|we don't|you can|you can't|you cannot|it does|it doesn't|it is|it isn't|it's not|they are|they aren't|it can|it can't|short answer: yes|short answer: no`),
	yes: 4,
	stands: phrases(`it|it's|its|this|that|that's|these|those|they|they're|them|their|he|he's|his|him|she|she's|her|such|both|
		the former|the latter|the same|all of these|all of those|all of this|all of them|all these|each of those|some of those|none of those|most of these|some of these|some of them|many of these|
		one of these|one of them|each of these|none of these|neither of these|either of these|another one|the others|this one|that one`),
	joins: phrases(`either way|in addition|additionally|however|also|therefore|then|thus|hence|so|but|and|or|nor|
		otherwise|furthermore|moreover|instead|alternatively|similarly|likewise|nevertheless|nonetheless|consequently|accordingly|
		as a result|as a consequence|as such|for example|for instance|for this|for that|for these|in this|in that|in these|in those|
		in such|in both|in contrast|in turn|in other words|in fact|on the other hand|on the contrary|conversely|because of this|
		because of that|due to this|doing so|to do so|after doing|once done|if so|if not|meanwhile|besides,|still,|yet|next,|finally,|
		lastly,|second,|secondly|third,|thirdly|rather,|indeed,|even so|even then|even though it|though,|that said|that is,|
		i.e.|e.g.|at this point|at that point|from there|from here|to this end|here,|again,|which|whereas|on top of that|on top of this|
		since then|others|if that doesn't|if that does|if that does not|if that fails|if that is|if that isn't|if that works|if that happens|if none of|
		when that happens|once that is|the second|the third|the fourth|the other`),
	opens:  phrases(`say|let's say|suppose|imagine|assume|assuming|consider`),
	before: []string{"a: ", "please note that ", "note that ", "keep in mind that ", "be aware that ", "remember that ", "please note ", "note: ", "note "},
	except: slices.Concat(phrases(`in addition to|instead of|such as|so that|rather than|then again|and/or|next to|alternatively to|
		those who|those of|those that|those with|those without|those in|that being|
		it turns out|it depends|it appears|it seems|both of the|so far|or else|for example of|in this way|also known as`),
		crossed("it is|it's|it is not|it's not|it isn't|it is also|it is always|it is usually|it is often|it is generally|it is highly|it is strongly|it is very|it was|it is currently|it is still|it is only|it is now",
			`possible impossible common likely unlikely recommended important necessary easy easier hard harder difficult best better worth
			advised advisable useful helpful required true clear safe essential crucial expected assumed known normal typical customary
			allowed permitted forbidden illegal legal fine okay ok good bad up unclear unnecessary suggested preferable sufficient enough time believed said`),
		crossed("it may be|it might be|it may also be|it can be|it will be|it could be|it would be|it should be|it must be|it has been", `possible necessary required helpful useful
			hard difficult easier tempting that noted`),
	),
	follows: phrases(`following|follows|below|like this|like so|these steps|this command|these commands|as shown`),
	inside: regexp.MustCompile(`^(?:as |if |when |once |while |because |since |until |unless |although |` +
		`even if |to \w+ |by \w+ing |after |after \w+ing |before \w+ing |\w+ing |for |with |without |using |from |in |on |of |` +
		`(?:all|most|many|some|one|each|none|either|neither|any|two|both) of |(?:if |when |once )?(?:you|we) (?:can |could |should |must |may |will |need to |have to |want to |also |don't |do not |\w+ ){0,2}|` +
		`(?:see|use|run|set|do|try|add|put|change|copy|open|enable|disable|click|select|save|call|keep|leave|consider|repeat) )` +
		`(?:that )?(?:all )?(?:this|these|those|it|them|they|such)\b(?: |,|\.|$)|` +
		`^\w+ (?:it|them) |` +
		`^(?:in|at|on|during|by) (?:the |a )?\w+ (?:it|they|he|she|this) |` +
		`^(?:for|in|on|at|with|by|usually|generally|typically|normally|currently|unfortunately|luckily|often|sometimes)\b[^,.]{0,30}, (?:this|these|those|that|it|they|such) |` +
		`^(?:the )?(?:above|aforementioned|preceding|previous) |^each subsequent |^(?:[\w'-]+ ){1,3}(?:also|however|therefore|thus|additionally) |` +
		`, (?:however|therefore|though|then|too|instead)[,.]|\bthe above (?:command|code|example|steps?)|\b(?:afterwards?|beforehand)\.$`),
	guide: regexp.MustCompile(`^it (?:costs|takes|took|(?:will|can|may|might|would) take|(?:will|can|may|might|would) cost)\b[^.]* to |` +
		`^both [\w' -]{1,40} and |^(?:in |on |throughout )?this (?:is (?:a|an|the) )?(?:\w+ ){0,2}(?:page|guide|section|document|documentation|chapter|article|tutorial|` +
		`repository|repo|project|faq|manual|book|site|website|release|version|handbook|wiki|readme|post|example|series|glossary|list|overview)\b`),
}

var german = lexicon{
	thing: "folgend",
	curt:  phrases(`ja|nein|doch|vielleicht|natürlich|manchmal|meistens|leider nein|leider nicht|noch nicht|nicht direkt|es kommt darauf an|das kommt darauf an|kommt darauf an|jein`),
	yes:   3,
	stands: phrases(`er|sie|es|dies|dieser|diese|dieses|diesen|diesem|das|dass dies|jene|jener|jenes|dadurch|dabei|dafür|damit|danach|dann|
		daher|deshalb|deswegen|darum|davon|dazu|darin|darauf|daraus|somit|also|folglich|jedoch|allerdings|aber|doch|und|oder|sondern|außerdem|
		zudem|zusätzlich|ferner|stattdessen|andernfalls|sonst|ansonsten|alternativ|ebenso|ihre|ihr|sein|seine|ihm|ihn|ihnen|beide|solche|
		in diesem fall|in dem fall|zum beispiel|beispielsweise|anschließend|schließlich|trotzdem|dennoch|hierzu|hierfür|hierbei|letztere|erstere`),
	except: phrases(`es gibt|es ist möglich|es ist nicht möglich|es ist wichtig|es empfiehlt sich|es wird empfohlen|sie können|sie müssen|sie sollten|
		sie dürfen|sie finden|sie haben|sie brauchen|sie benötigen|diese seite|dieses dokument|diese anleitung|dieser abschnitt|dieser artikel|
		das heißt nicht|damit sie|damit der|damit die|damit das`),
	follows: phrases(`folgend|wie folgt|unten`),
}

var french = lexicon{
	thing: "suivant",
	curt:  phrases(`oui|non|si|peut-être|bien sûr|parfois|pas encore|malheureusement non|ça dépend|cela dépend`),
	yes:   3,
	stands: phrases(`il|elle|ils|elles|cela|ceci|ça|c'est|ce|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celles-ci|son|sa|ses|leur|leurs|lui|
		alors|donc|ainsi|cependant|toutefois|pourtant|néanmoins|mais|et|ou|or|puis|ensuite|enfin|de plus|en outre|par ailleurs|sinon|
		en revanche|par conséquent|par exemple|dans ce cas|à la place|de même|également|les deux|ce dernier|cette dernière`),
	except: phrases(`il est possible|il n'est pas possible|il est recommandé|il est important|il est nécessaire|il faut|il y a|il existe|
		il n'y a|il suffit|cette page|ce guide|ce document|cette section|cet article|ce tutoriel`),
	follows: phrases(`suivant|ci-dessous|comme suit`),
}

var spanish = lexicon{
	thing: "siguiente",
	curt:  phrases(`sí|no|quizás|quizá|tal vez|claro|por supuesto|a veces|todavía no|aún no|depende`),
	yes:   2,
	stands: phrases(`él|ella|ellos|ellas|ello|esto|eso|este|esta|estos|estas|ese|esa|esos|esas|su|sus|entonces|luego|después|además|también|
		sin embargo|no obstante|pero|y|e|o|por lo tanto|por tanto|así|así que|en cambio|en su lugar|de lo contrario|si no|por ejemplo|
		en este caso|en ese caso|por eso|por ello|finalmente|ambos|ambas|dicho|dicha|dichos|dichas|este último|esta última`),
	except:  phrases(`esta página|esta guía|este documento|esta sección|este artículo|este tutorial|este manual`),
	follows: phrases(`siguiente|a continuación|como sigue|abajo`),
}

var portuguese = lexicon{
	thing: "seguinte",
	curt:  phrases(`sim|não|talvez|claro|às vezes|ainda não|infelizmente não|depende`),
	yes:   2,
	stands: phrases(`ele|ela|eles|elas|isto|isso|este|esta|estes|estas|esse|essa|esses|essas|seu|sua|seus|suas|então|depois|além disso|também|
		no entanto|porém|contudo|mas|e|ou|portanto|assim|em vez disso|caso contrário|senão|por exemplo|neste caso|nesse caso|por isso|
		finalmente|ambos|ambas|este último|esta última`),
	except:  phrases(`esta página|este guia|este documento|esta seção|este artigo|este tutorial|este manual`),
	follows: phrases(`seguinte|a seguir|abaixo`),
}

var ukrainian = lexicon{
	thing: "наступн",
	curt:  phrases(`так|ні|можливо|звичайно|іноді|ще ні|поки що ні|на жаль, ні|залежить`),
	yes:   2,
	stands: phrases(`він|вона|воно|вони|це|цей|ця|ці|той|та|те|ті|його|її|їх|їхній|такий|така|таке|такі|тоді|потім|також|крім того|проте|однак|
		але|і|й|або|тому|отже|інакше|натомість|наприклад|у цьому разі|в цьому разі|у такому разі|в такому разі|у цьому випадку|
		в цьому випадку|обидва|обидві|нарешті|далі|завдяки цьому|через це|після цього|до цього`),
	except:  phrases(`ця сторінка|цей документ|цей розділ|цей посібник|ця стаття`),
	follows: phrases(`наступн|нижче|таким чином|такі`),
}

var russian = lexicon{
	thing: "следующ",
	curt:  phrases(`да|нет|возможно|конечно|иногда|пока нет|ещё нет|к сожалению, нет|зависит`),
	yes:   2,
	stands: phrases(`он|она|оно|они|это|этот|эта|эти|тот|та|те|его|её|ее|их|такой|такая|такое|такие|тогда|затем|потом|также|кроме того|однако|
		но|и|а|или|поэтому|следовательно|иначе|вместо этого|например|в этом случае|в таком случае|оба|обе|наконец|далее|благодаря этому|
		из-за этого|после этого|до этого`),
	except:  phrases(`эта страница|этот документ|этот раздел|это руководство|эта статья`),
	follows: phrases(`следующ|ниже|таким образом`),
}
