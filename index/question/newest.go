package question

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// newestWords are how people of the languages that the bot speaks ask for what holds now, or for a
// version: the inside of regular expressions, one language a line.
const newestWords = `latest|newest|most (?:recent|current|up.to.date)|up.to.date|recent(?:ly)?|current(?:ly)?|nowadays|these days|(?:right|as of|by|until) now|as of today|at (?:the moment|present)|presently|(?:which|what)(?: \pL{4,})? versions?|what(?:.s| is) the (?:\pL+ )?version|last (?:\pL+ )?(?:version|release|update|patch|build|news|post|announcement|meeting|change|season|edition)s?
neu(?:e)?ste[mnrs]?|aktuell(?:e[mnrs]?|ste[mnrs]?)?|jüngste[mnrs]?|derzeit(?:ige[mnrs]?)?|momentan(?:e[mnrs]?)?|zurzeit|zur zeit|letzte[mnrs]? (?:version|fassung|update|release|stand|änderung|ausgabe|neuigkeit)(?:en|s)?|welche[mnrs]? version(?:en)?
derni(?:er|ère)s? (?:\pL+ )?(?:version|mise|édition|nouvelle|annonce|réunion|sortie|modification)s?|actuel(?:le)?s?|actuellement|(?:plus )?récent(?:e)?s?|à jour|en ce moment|quelles? (?:est la )?versions?
últim[oa]s? (?:\pL+ )?(?:versi[oó]n(?:es)?|actualizaci[oó]n(?:es)?|noticias?|anuncios?|edici[oó]n|cambios?)|actual(?:es|mente)?|más (?:reciente|nuev[oa])s?|reciente(?:s|mente)?|al día|(?:qué|cuál es la|que) versi[oó]n
últim[oa]s? (?:\pL+ )?(?:vers(?:ão|ões)|atualiza(?:ção|ções)|notícias?|anúncios?|edição|mudanças?)|atua(?:l|is|lmente)|mais (?:recente|nov[oa])s?|recente(?:s|mente)?|(?:qual|que)(?: é a)? versão
(?:останн|поточн|актуальн|найновіш|найсвіжіш|нинішн)\pL*|зараз|нині|на сьогодні|як(?:а|у|ої|ій)(?: \pL+)? версі\pL+`

// newestJoined are the same where words are written without spaces.
const newestJoined = `最新|現在|現行|今の|いまの|直近|どのバージョン|何バージョン`

var newest = sync.OnceValue(func() *regexp.Regexp {
	words := strings.ReplaceAll(newestWords, "\n", "|")
	return regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:` + words + `)(?:$|[^\pL\pN])|` + newestJoined)
})

// AsksNewest reports whether a question asks for what holds now, or which version does: of two
// answers the newer one is meant.
func AsksNewest(question string) bool { return newest().MatchString(question) }

var year = regexp.MustCompile(`(?:^|[^\pL\pN.])((?:19|20)\d\d)(?:$|[^\pN.]|\.(?:$|[^\pN]))`)

// Years returns the years that a question names.
func Years(question string) []int {
	var years []int
	for from := 0; ; {
		m := year.FindStringSubmatchIndex(question[from:])
		if m == nil {
			return years
		}
		n, _ := strconv.Atoi(question[from+m[2] : from+m[3]]) // four digits
		years = append(years, n)
		from += m[3]
	}
}
