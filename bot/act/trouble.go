package act

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// running are the words for what a thing does that works, by language; refusing those that deny it.
var running = sync.OnceValue(func() map[string]bool {
	return setOf(`start starts starting boot boots booting load loads loading launch launches open opens opening connect connects connecting install installs installing run runs running respond responds responding save saves saving update updates updating sync syncing show shows showing appear appears appearing display displays arrive arrives arriving compile compiles upload uploads uploading download downloads downloading
		startet starten bootet lädt öffnet verbindet reagiert installiert speichert erscheint läuft angezeigt
		démarre démarrent charge ouvre connecte lance installe affiche enregistre arrive arrivent
		arranca inicia carga abre conecta instala guarda aparece enciende llega llegan
		carrega salva liga chega chegam
		запускається стартує відкривається завантажується підключається встановлюється зберігається вантажиться приходить приходять`)
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
