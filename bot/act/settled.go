package act

import (
	"slices"
	"strings"
	"sync"
)

// closes reports whether a sentence says that the matter is settled, and asks nothing.
func (s sentence) closes() bool {
	asks := func(k kind) bool { return k == asking || k == demand }
	return !s.asks && slices.ContainsFunc(s.clauses, settled) &&
		!slices.ContainsFunc(s.clauses, func(c string) bool { return slices.ContainsFunc(kinds(c), asks) })
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
		begins := strings.Join(list[:min(len(list), 5)], " ") + " " // none of the phrases is longer
		if slices.ContainsFunc(over(), func(o string) bool { return strings.HasPrefix(begins, o+" ") }) {
			return true
		}
		if k := known().of(list); k != filler && k != yes {
			return false
		}
	}
	return false
}
