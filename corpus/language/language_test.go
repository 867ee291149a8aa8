package language

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDetectLanguage looks at the news of testdata/segment: all of it, and the first
// few sentences.
func TestDetectLanguage(t *testing.T) {
	files, _ := filepath.Glob("../sentence/testdata/segment/*_news.txt")
	if len(files) < 8 {
		t.Fatalf("only %d languages", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(filepath.Base(file), "_")
		var all []string
		for part := range strings.SplitSeq("\n"+string(data), "\n== ") {
			_, rest, _ := strings.Cut(part, "\n")
			if text, _, ok := strings.Cut(rest, "\n--\n"); ok {
				all = append(all, strings.Trim(text, "\n"))
			}
		}
		if got := Detect(strings.Join(all, "\n")); got != want {
			t.Errorf("%s: got %q", file, got)
		}
		if got := Detect(strings.Join(all[:3], "\n")); got != want && got != "" {
			t.Errorf("start of %s: got %q", file, got)
		}
	}
}

func TestDetectLanguageUnsure(t *testing.T) {
	for _, text := range []string{"", "Nassau", "1 2 3 4 5", "OK!!! 👍", "Roma, Paris, Berlin, Madrid"} {
		if got := Detect(text); got != "" {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestDetectShort has what people put into short notes, in the languages of the lists and in
// scripts of their own.
func TestDetectShort(t *testing.T) {
	for text, want := range map[string]string{
		"The new boss comes on Tuesday. You need level 30 for it.":                                                     "en",
		"How do I reset my password? Open the menu and click on your name.":                                            "en",
		"Der neue Boss kommt am Montag. Man braucht Stufe 12 für ihn.":                                                 "de",
		"Das Tor bleibt nachts zu. Wer zu spät ist, klingelt bei der Wache.":                                           "de",
		"Le nouveau boss arrive mardi. Il faut le niveau 12 pour le battre.":                                           "fr",
		"La porte est fermée la nuit. Sonnez chez le gardien.":                                                         "fr",
		"El nuevo jefe llega el martes. Se necesita el nivel 12 para entrar.":                                          "es",
		"La puerta se cierra por la noche. Llame al guardia.":                                                          "es",
		"Il nuovo capo arriva martedì. Per entrare serve il livello 12.":                                               "it",
		"La porta è chiusa di notte. Suonate al custode.":                                                              "it",
		"O novo chefe chega na terça. Para entrar você precisa do nível 12.":                                           "pt",
		"A porta fica fechada à noite. Não bata, toque a campainha.":                                                   "pt",
		"De nieuwe baas komt op dinsdag. Je hebt niveau 12 nodig om hem te zien.":                                      "nl",
		"Den nya bossen kommer på tisdag. Du måste vara på nivå 12 för att gå in.":                                     "sv",
		"Den nye boss kommer på tirsdag. Du skal være på niveau 12 for at gå ind og kun hvis du har en nøgle.":         "da",
		"Den nye sjefen kommer på tirsdag. Du må være på nivå 12 for å gå inn, og bare hvis du har en nøkkel av gull.": "no",
		"Nowy boss przyjdzie we wtorek. Żeby wejść, trzeba mieć poziom 12 i klucz.":                                    "pl",
		"Nový boss přijde v úterý. Aby se dalo vejít, je třeba mít úroveň 12.":                                         "cs",
		"Noul șef vine marți. Pentru a intra este nevoie de nivelul 12 și o cheie.":                                    "ro",
		"Az új főnök kedden jön. A belépéshez 12-es szint kell és egy kulcs.":                                          "hu",
		"Uusi pomo tulee tiistaina. Sinun täytyy olla tasolla 12, jos se on auki.":                                     "fi",
		"Yeni patron salı günü gelecek. Girmek için 12. seviye ve bir anahtar gerekir.":                                "tr",
		"Новий бос прийде в середу. Потрібен рівень 12.":                                                               "uk",
		"Новый босс придёт в среду. Нужен уровень 12.":                                                                 "ru",
		"Новият шеф идва във вторник. Ще се отвори и порталът.":                                                        "bg",
		"Новы бос прыйдзе ў сераду.":                                                                                   "be",
		"Нови шеф стиже у уторак. Потребан је ниво 12 и кључ, а ћуп је празан.":                                        "sr",
		"Ο νέος αρχηγός έρχεται την Τρίτη.":                                                                            "el",
		"新しいボスは火曜日に来ます。":                                                                                               "ja",
		"新的首领星期二到来。需要等级12。":                                                                                            "zh",
		"새 보스는 화요일에 온다.":                                                                                               "ko",
		"يصل الزعيم الجديد يوم الثلاثاء.":                                                                              "ar",
		"رئیس جدید سه\u200cشنبه می\u200cآید.":                                                                          "fa",
		"הבוס החדש מגיע ביום שלישי.":                                                                                   "he",
		"नया बॉस मंगलवार को आएगा।":                                                                                     "hi",
		"नवीन बॉस मंगळवारी येणार आहे.":                                                                                 "mr",
		"Նոր ղեկավարը գալիս է երեքշաբթի։":                                                                              "hy",
		"บอสใหม่จะมาในวันอังคาร":                                                                                       "th",
		"ახალი ბოსი სამშაბათს მოდის.":                                                                                  "ka",
		"κόσμε": "el",
	} {
		if got := Detect(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestDetectEnglishInDoubt has English texts that look like others, for names, lists of
// codes, or want of small words. They are English or nothing.
func TestDetectEnglishInDoubt(t *testing.T) {
	for _, text := range []string{
		"Release 4.1.0\n* Add night mode\n* Add tray icon\n* Fix crash on start\n* Fix scroll bar\n* Update translations (es, de, fr, pl, it, pt)\n* Drop Node 14\n",
		"Clubs near here: Los Gatos Bears, Los Altos Bears, Las Cruces Bears, La Jolla Surf, El Paso Surf. Tickets go on sale Monday. Members pay half.",
		"De la Cruz, El Greco and Los Lobos play at the San Remo. Doors open at nine.",
		"Error: connection refused. Retry later.",
		"Restart server. Clear cache. Reload plugins. Rebuild index. Delete lock file. Check log output. Contact support team.",
		"Die Hard\nKill Bill\nRain Man\nTotal Recall\nDes Moines\nLe Mans",
		"Options: --de, --fr, --es, --des, --les, --den, --und, --die",
		"Potion of Minor Healing: restores 50 HP. Potion of Major Healing: restores 200 HP. Sold in Port Verde, Monte Rosa and Villa Nueva.",
		"Max players: 64. Respawn time: 10 s. Map rotation: de_dust, de_nuke, de_train. Password: none.",
		"Install Node 18, Python 3.11, CMake 3.20, Ninja 1.11. Clone repository. Build release target. Run test suite. Publish package.",
	} {
		if got := Detect(text); got != "en" && got != "" {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestDetectWithCode has documentation in several languages around code in English or none.
func TestDetectWithCode(t *testing.T) {
	code := "```\nfor (int i = 0; i < n; i++) { return the_value_of(this); }\n```\n$ make install --with-all --for the\nif (a.is(b)) { c.of(d) }\n`the and of` "
	for want, prose := range map[string]string{
		"de": "Mit diesem Befehl wird das Programm gebaut. Danach liegt es im Ordner daneben und kann gestartet werden.\n",
		"fr": "Cette commande construit le programme. Il se trouve ensuite dans le dossier voisin et on peut le lancer.\n",
		"pt": "Este comando constrói o programa. Depois ele fica na pasta ao lado e não precisa de mais nada.\n",
		"ru": "Эта команда собирает программу.\n",
		"en": "This command builds the program. It lies in the folder beside it and can be started from there.\n",
	} {
		if got := Detect(prose + code + prose); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := Detect(code + prose); got != want {
			t.Errorf("code first: got %q, want %q", got, want)
		}
	}
	if got := Detect(code); got != "" && got != "en" {
		t.Errorf("code alone: got %q", got)
	}
}

// TestDetectCases reads the cases that were filed as faults.
func TestDetectCases(t *testing.T) {
	for name, want := range map[string][]string{
		"changelog_fr.md": {"en", ""}, "teams_en.txt": {"en", ""}, "short_de.txt": {"de"}, "short_uk.txt": {"uk"}, "units_en.txt": {"en"},
		"initials_es.txt": {"es"}, "initials_de.txt": {"de"}, "initials_ru.txt": {"ru"}, "initials_uk.txt": {"uk"}, "long_hi.txt": {"hi"},
	} {
		data, err := os.ReadFile(filepath.Join("../../../shared/cases/lang", name))
		if err != nil {
			t.Skip(err)
		}
		if got := Detect(string(data)); !slices.Contains(want, got) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Der Boss `kommt` am Montag.\n$ make\n新しい")
	f.Fuzz(func(t *testing.T, text string) {
		if got := Detect(text); got != Base(got) {
			t.Errorf("%q is no tag", got)
		}
	})
}

func TestBaseTag(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "en-US": "en", "de_DE.UTF-8": "de", "nb": "no", " PT-br": "pt", "": "", "C": "", "x-klingon": "", "english": ""} {
		if got := Base(tag); got != want {
			t.Errorf("baseTag(%q) = %q, want %q", tag, got, want)
		}
	}
}

func BenchmarkDetectLanguage(b *testing.B) {
	data, err := os.ReadFile("../articles/ceasefire-talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Detect(string(data))
	}
}
