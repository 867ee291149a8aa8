package question

import (
	"slices"
	"testing"
)

func TestAsksNewest(t *testing.T) {
	for question, want := range map[string]bool{
		"What is the latest version?":                  true,
		"Which version of Java do I need?":             true,
		"what Java version is needed":                  true,
		"Who is the current chair?":                    true,
		"who is currently in charge":                   true,
		"When was the last update?":                    true,
		"When was the last stable release?":            true,
		"what are the most recent rules":               true,
		"is this up to date?":                          true,
		"Welche Version brauche ich?":                  true,
		"Wer ist der aktuelle Vorstand?":               true,
		"Was ist die neueste Regel?":                   true,
		"Quelle est la dernière version ?":             true,
		"Qui est le président actuel ?":                true,
		"¿Cuál es la última versión?":                  true,
		"¿Quién es el presidente actual?":              true,
		"Qual é a versão do servidor?":                 true,
		"Quem é o presidente atual?":                   true,
		"Яка остання версія?":                          true,
		"Хто зараз голова?":                            true,
		"最新のバージョンは？":                                   true,
		"現在の議長は誰ですか？":                                  true,
		"How do I install it?":                         false,
		"Who was the last king of the harbour?":        false,
		"How long does the concurrent backup take?":    false,
		"What is a currency?":                          false,
		"Who built the bridge?":                        false,
		"What did version control change?":             false,
		"Wie lange dauert der letzte Schritt?":         false,
		"Quel est le dernier jour du mois de mai ?":    false,
		"What happens after the last player leaves?":   false,
		"Does the date have to be written as a number": false,
		"": false,
	} {
		if got := AsksNewest(question); got != want {
			t.Errorf("%q: %t", question, got)
		}
	}
}

func TestYears(t *testing.T) {
	for question, want := range map[string][]int{
		"Who was the chair in 2019?": {2019},
		"between 2019 and 2021.":     {2019, 2021},
		"2019年の議長は":                  {2019},
		"what is 2019.2":             nil,
		"port 25565":                 nil,
		"v2019":                      nil,
		"3019":                       nil,
		"in the 1990s":               {1990},
		"2019-2021":                  {2019, 2021},
	} {
		if got := Years(question); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", question, got, want)
		}
	}
}
