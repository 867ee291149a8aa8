package act

import (
	"regexp"
	"strings"
)

// called is a name with a sign before it as it is typed where Discord offers none, or
// before somebody has left: "@bob". The name of a package ("@angular/core") or an address of
// e-mail is none.
var called = regexp.MustCompile(`(?:^|\s)@[\p{L}\p{N}_.]{2,32}(?:[\s,:!?]|$)`)

// named is a name at the beginning that somebody is spoken to by: "bob: can you …", "Bob,
// will you …".
var named = regexp.MustCompile(`^(?i:(?:hey|hi|yo|hallo|salut|hola|oi|привіт)\s+)?\p{L}[\p{L}\p{N}_]{1,31}[,:]\s+(\p{L}[\p{L}']*)\s+(\p{L}+)`)

// Calls reports whether a message speaks to somebody by a name in its text. Mentions are
// Discord's to tell.
func Calls(message string) bool {
	text := strings.TrimSpace(plain(message))
	if called.MatchString(text) {
		return true
	}
	m := named.FindStringSubmatch(text)
	if m == nil || len(kinds(firstOf(text))) != 1 || kinds(firstOf(text))[0] != content {
		return false
	}
	first, second := fold(m[1]), fold(m[2])
	return known().words[first] == auxiliary && spokenTo[second]
}

// firstOf returns the first word of a text.
func firstOf(text string) string {
	w, _, _ := strings.Cut(text, " ")
	return w
}

// spokenTo are the words for the one who is spoken to, folded.
var spokenTo = map[string]bool{
	"you": true, "u": true, "ya": true, "du": true, "ihr": true, "sie": true, "tu": true, "vous": true, "te": true, "voce": true, "vc": true, "ti": true, "ви": true,
}
