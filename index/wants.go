package index

import (
	"regexp"
	"slices"
	"strings"
)

// wantsCode reports whether a question asks for what stands in lines of code and rows of
// tables: a command, a path, a port, a default, a number, a key of a configuration.
func wantsCode(question string) bool {
	if kindOf(question) == numberKind || identifier.MatchString(question) {
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(question), notInWord)
	if slices.Contains(words, "why") {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(codeWords, w) })
}

// identifier is a word that only programs write: --flag, snake_case, some.key, /a/path, $NAME.
var identifier = regexp.MustCompile(`(?:^|\s)(?:--?[a-z][\w-]+|\$[A-Z_]+|[~.]?/[\w.-]+[\w./-]*|\w+_\w+|[a-z]+\.[a-z_]+(?:\.[a-z_]+)*)(?:[\s?!,]|$)`)

// codeWords name what stands in code and tables, in the languages that the bot speaks.
var codeWords = strings.Fields(`command commands cmd flag flags port ports path default defaults setting config configuration
	parameter parameters variable variables env syntax shortcut shortcuts keybinding hotkey endpoint snippet rate price cost costs
	befehl befehle kommando pfad standardwert voreinstellung einstellung parameter variable tastenkürzel preis
	commande commandes chemin défaut paramètre paramètres réglage raccourci prix
	comando comandos puerto ruta predeterminado parámetro ajuste atajo precio
	porta caminho padrão parâmetro configuração atalho preço
	команда команду команди порт шлях параметр налаштування змінна ціна
	команды путь настройка переменная цена`)
