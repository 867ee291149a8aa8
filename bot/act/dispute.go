package act

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// contrast is one number put in place of another, in folded words: "it is 8080 not 8081".
var contrast = regexp.MustCompile(`\b\d\S* (?:\S+ ){0,4}` + no + ` (?:\S+ )?\d|(?:^| )` + no + ` (?:\S+ )?\d\S* (?:\S+ ){0,4}\d`)

const no = `(?:not|isn t|isnt|nicht|kein|keine|pas|no|nao|не)`

// refusals are the words that alone before a comma take back what was said, folded.
var refusals = []string{"no", "nope", "nah", "nein", "ne", "non", "nan", "nao", "ні", "いいえ", "いや"}

// amends begin what puts something right, folded.
var amends = []string{"actualy", "eigentlich", "насправді"}

// corrects reports whether a sentence puts something else in the place of what was said: "no,
// we moved it", "it's 8080 not 8081".
func corrects(s sentence) bool {
	var said []string
	for _, c := range s.clauses {
		said = append(said, words(c)...)
	}
	if s.asks || len(said) == 0 {
		return false
	}
	first := words(s.clauses[0])
	if len(said) > 1 && slices.Contains(amends, said[0]) && known().of(said[1:]) == pointer {
		return true
	}
	return len(s.clauses) > 1 && len(first) == 1 && slices.Contains(refusals, first[0]) || contrast.MatchString(strings.Join(said, " "))
}

// disputes reports whether a clause that states something denies it of what was said: "that's not
// for Linux", "das ist nicht der Port".
func disputes(list []kind, clause string) bool {
	i := slices.IndexFunc(list, func(k kind) bool { return k != filler && k != yes && k != auxiliary })
	if i < 0 || list[i] != pointer || slices.Contains(list, trouble) || stops(clause) {
		return false
	}
	return slices.Contains(list[i:], negative)
}

// running are the words for what a thing does that works, by language; refusing those that deny it.
var running = sync.OnceValue(func() map[string]bool {
	return setOf(`start starts starting boot boots booting load loads loading launch launches open opens opening connect connects connecting install installs installing run runs running respond responds responding save saves saving update updates updating sync syncing show shows showing appear appears appearing display displays compile compiles upload uploads uploading download downloads downloading
		startet starten bootet lädt öffnet verbindet reagiert installiert speichert erscheint läuft angezeigt
		démarre démarrent charge ouvre connecte lance installe affiche enregistre
		arranca inicia carga abre conecta instala guarda aparece enciende
		carrega salva liga aparece
		запускається стартує відкривається завантажується підключається встановлюється зберігається вантажиться`)
})

var refusing = sync.OnceValue(func() map[string]bool {
	return setOf(`not doesnt isnt wont cant nicht pas plus no não nao не t`)
})

// stops reports whether a clause tells that something does not do what it is for: "the server
// doesn't start".
func stops(clause string) bool {
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words(clause), func(w string) bool { return set[w] })
	}
	return has(running()) && has(refusing()) || failing.MatchString(strings.Join(words(clause), " "))
}

// failing is a thing that does not do what it is for, in short: "webhook not firing".
var failing = regexp.MustCompile(`^\S+(?: \S+)? not [a-z]+ing\b`)

// setOf returns the words of a text, folded, as a set.
func setOf(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words(text) {
		set[w] = true
	}
	return set
}

// over are the words with which people say that they need no help any more, by language.
var over = sync.OnceValue(func() []string {
	var all []string
	for phrase := range strings.SplitSeq(`fixed|fixed it|solved|solved it|resolved|nvm|never mind|nevermind|figured it out|found it|got it working|works now|it works now|it's fixed|its fixed|all good now|gelöst|erledigt|hat sich erledigt|läuft wieder|geht wieder|geht jetzt|schon gut|résolu|réglé|c'est réglé|c'est résolu|ça remarche|laisse tomber|solucionado|resuelto|arreglado|ya funciona|ya está|olvídalo|resolvido|consegui|já funciona|deixa pra lá|esquece|вирішено|вже працює|розібрався|розібралася|забий`, "|") {
		all = append(all, strings.Join(words(phrase), " "))
	}
	return all
})

// settled reports whether a clause says that a matter is settled: "never mind".
func settled(clause string) bool {
	for list := words(clause); len(list) > 0; list = list[1:] {
		said := strings.Join(list[:min(len(list), 5)], " ") + " " // none of the phrases is longer
		if slices.ContainsFunc(over(), func(o string) bool { return strings.HasPrefix(said, o+" ") }) {
			return true
		}
		if k := known().of(list); k != filler && k != yes {
			return false
		}
	}
	return false
}
