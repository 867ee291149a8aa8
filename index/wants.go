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

// wantsWay reports whether a question asks how something is done, in the words of a question or
// in those of a heading: "installing packages", "reset a password".
func wantsWay(question string) bool {
	if kind := kindOf(question); kind != openKind {
		return kind == wayKind
	}
	words := strings.FieldsFunc(strings.ToLower(question), notInWord)
	if len(words) < 2 || strings.HasSuffix(question, "?") {
		return false
	}
	first := words[0]
	return len(first) > 5 && strings.HasSuffix(first, "ing") || slices.Contains(doing, first)
}

// doing are verbs with which people ask for a way.
var doing = strings.Fields(`access activate add allow backup block build change check clean clear clone compile configure connect
	convert copy create customize deactivate debug delete deploy disable download edit enable export find fix format generate get import
	increase install join launch limit link list load log login make manage migrate mount move open pair play publish recover reduce
	remove rename replace report request reset resize restart restore run save send set setup share show start stop switch sync test
	transfer translate turn uninstall unlink update upgrade upload use verify view write`)
