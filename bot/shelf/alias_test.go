package shelf

import (
	"testing"
	"unicode/utf8"

	"verbatim/bot/store"
)

var aliased = &Room{aliases: []store.Alias{
	{Word: "TPS", Means: "ticks per second"}, {Word: "perms", Means: "permissions"}, {Word: "op perms", Means: "operator permissions"},
	{Word: "C++", Means: "the plugin language"}, {Word: "鯖", Means: "サーバー"},
}}

func TestUnderstood(t *testing.T) {
	for question, want := range map[string]string{
		"How do I see the TPS?":               "How do I see the ticks per second?",
		"tps, please":                         "ticks per second, please",
		"Who gives perms?":                    "Who gives permissions?",
		"Who gives OP  Perms and perms?":      "Who gives operator permissions and permissions?",
		"Is HTTPS on? What are permssettings": "",
		"What is TPS (ticks per second)?":     "",
		"":                                    "",
		"?!":                                  "",
		"この鯖の名前は？":                            "このサーバーの名前は？",
		"where are my pérms":                  "",
	} {
		got, changed := aliased.Understood(question)
		if changed != (want != "") || changed && got != want || !changed && got != question {
			t.Errorf("%q is understood as %q, %t; want %q", question, got, changed, want)
		}
	}
	if got, changed := new(Room).Understood("perms"); changed || got != "perms" {
		t.Errorf("without aliases: %q, %t", got, changed)
	}
}

// FuzzUnderstood: what is not a word of the server stays byte for byte.
func FuzzUnderstood(f *testing.F) {
	for _, s := range []string{"the TPS of it", "perms\xff perms", "鯖鯖", "op perms op", "é́ perms"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, question string) {
		got, changed := aliased.Understood(question)
		if !changed && got != question {
			t.Errorf("%q became %q", question, got)
		}
		if utf8.ValidString(question) && !utf8.ValidString(got) {
			t.Errorf("%q became %q, which is no text", question, got)
		}
	})
}
