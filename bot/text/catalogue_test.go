package text

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// flat returns all texts of a language by the path of their field.
func flat(v reflect.Value, path string, into map[string]string) map[string]string {
	switch v.Kind() {
	case reflect.String:
		into[path] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			flat(v.Field(i), path+"."+v.Type().Field(i).Name, into)
		}
	case reflect.Array:
		for i := range v.Len() {
			flat(v.Index(i), fmt.Sprintf("%s[%d]", path, i), into)
		}
	default:
		panic(v.Kind())
	}
	return into
}

func texts(t *Texts) map[string]string {
	return flat(reflect.ValueOf(*t), "", map[string]string{})
}

var braces = regexp.MustCompile(`\{[^}]*\}`)

// placeholders returns the words in braces, sorted.
func placeholders(s string) string {
	found := braces.FindAllString(s, -1)
	slices.Sort(found)
	return strings.Join(found, " ")
}

// onMessages reports whether a field of [CommandsTexts], or the path of one, is a command of a
// message's menu, which has no description and may have any name.
func onMessages(field string) bool {
	return slices.ContainsFunc([]string{"AskAbout", "TeachFrom", "ManageAnswer"}, func(name string) bool { return strings.Contains(field, name) })
}

func TestEveryLanguageIsComplete(t *testing.T) {
	c := load(t)
	if want := []string{"de", "en", "es-ES", "fr", "ja", "pt-BR", "uk"}; !slices.Equal(c.Codes(), want) {
		t.Errorf("languages are %v, want %v", c.Codes(), want)
	}
	english := texts(c.For(English))
	for _, code := range c.Codes() {
		for path, s := range texts(c.For(code)) {
			if message := strings.HasSuffix(path, ".Description") && onMessages(path); (strings.TrimSpace(s) == "") != message {
				t.Errorf("%s%s is %q", code, path, s)
			}
			if got, want := placeholders(s), placeholders(english[path]); got != want {
				t.Errorf("%s%s has %s, English has %s", code, path, got, want)
			}
		}
	}
}

// TestTranslationsAreTranslated notices texts that were left in English.
func TestTranslationsAreTranslated(t *testing.T) {
	c := load(t)
	english := texts(c.For(English))
	same := []string{".Code", ".About.Title", ".Commands.SourcesArticle.Name", ".Commands.AskArticle.Name", ".Commands.AskQuestion.Name", ".Commands.TeachQuestion.Name", ".Commands.Alias.Name", ".Stats.Asked", ".Commands.TeachMessage.Name", ".Commands.Sources.Name", ".Buttons.Source", ".Search.Page", ".Sources.Passages", ".Settings.SourcesButton", ".Buttons.Export"}
	for _, code := range c.Codes() {
		if code == English {
			continue
		}
		for path, s := range texts(c.For(code)) {
			if s == english[path] && s != "" && !strings.HasPrefix(path, ".Date") && !slices.Contains(same, path) {
				t.Errorf("%s%s is still %q", code, path, s)
			}
		}
	}
}

// commandName is what Discord allows as the name of a slash command or option
// (https://docs.discord.com/developers/interactions/application-commands).
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

func TestNamesAreWhatDiscordAllows(t *testing.T) {
	c := load(t)
	for _, code := range c.Codes() {
		taken := map[string]string{}
		v := reflect.ValueOf(c.For(code).Commands)
		for i := range v.NumField() {
			field, label := v.Type().Field(i).Name, v.Field(i).Interface().(Label)
			if n := units(label.Description); n > 100 {
				t.Errorf("%s %s: the description has %d characters, more than 100", code, field, n)
			}
			if onMessages(field) {
				if n := units(label.Name); n > 32 {
					t.Errorf("%s %s: the name has %d characters, more than 32", code, field, n)
				}
				continue
			}
			if !commandName.MatchString(label.Name) || label.Name != strings.ToLower(label.Name) {
				t.Errorf("%s %s: %q is no name for a command", code, field, label.Name)
			}
			if !isOption(v.Type(), field) {
				if other := taken[label.Name]; other != "" {
					t.Errorf("%s: %s and %s are both called %s", code, field, other, label.Name)
				}
				taken[label.Name] = field
			}
		}
	}
}

// isOption reports whether a field is an option: it begins with the name of its command.
func isOption(commands reflect.Type, field string) bool {
	for i := range commands.NumField() {
		if name := commands.Field(i).Name; name != field && strings.HasPrefix(field, name) {
			return true
		}
	}
	return false
}

func TestLabelsFit(t *testing.T) {
	c := load(t)
	limits := map[string]int{
		".Feedback.ModalTitle": 45, ".Feedback.ModalLabel": 45, ".Feedback.ModalPlaceholder": 100,
		".Settings.Sources": 45, ".Settings.SourcesLabel": 45, ".Settings.SourcesHelp": 100, ".Settings.SourcesHere": 80, ".Settings.SourcesChannel": 45, ".Settings.SourcesCategory": 45,
		".Settings.AskChannelsPick": 150, ".Settings.AllowedChannelsPick": 150, ".Settings.Level": 150, ".Settings.Language": 150, ".Gaps.Pick": 150,
		".Settings.CautiousHelp": 100, ".Settings.BalancedHelp": 100, ".Settings.EagerHelp": 100,
		".Settings.PrivateButton": 70, ".Settings.ThreadsButton": 70, ".Settings.SourcesButton": 80, ".Settings.Reset": 80,
		".Settings.HelpChannelPick": 150, ".Settings.Refusal": 45, ".Settings.RefusalLabel": 45, ".Settings.RefusalHelp": 100,
		".Settings.More": 30, ".Settings.Back": 30, ".Settings.RefusalButton": 30, ".Settings.ProxiesButton": 60, ".Privacy.Delete": 80, ".Sources.Empty": 100,
		".Teach.Title": 45, ".Teach.Question": 45, ".Teach.Answer": 45, ".Teach.AnswerHelp": 100, ".Teach.Pick": 150, ".Gaps.Teach": 150, ".Hidden.Pick": 150, ".Stats.DigestPick": 150, ".Alias.Pick": 150,
	}
	for _, code := range c.Codes() {
		for path, s := range texts(c.For(code)) {
			limit, ok := limits[path]
			if strings.HasPrefix(path, ".Buttons.") {
				limit, ok = 30, true // more does not fit on a telephone
			}
			if ok && units(s) > limit {
				t.Errorf("%s%s has %d characters, more than %d", code, path, units(s), limit)
			}
		}
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func TestForFallsBack(t *testing.T) {
	c := load(t)
	for locale, want := range map[string]string{"de": "de", "es-419": "es-ES", "pt-PT": "pt-BR", "en-GB": "en", "en-US": "en", "ko": "en", "": "en", "fr-CA": "fr"} {
		if got := c.For(locale).Code; got != want {
			t.Errorf("For(%q) is %s, want %s", locale, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	c := load(t)
	d := time.Date(2025, 5, 20, 23, 0, 0, 0, time.UTC)
	for code, want := range map[string]string{
		"en": "20 May 2025", "de": "20. Mai 2025", "fr": "20 mai 2025", "es-ES": "20 de mayo de 2025",
		"pt-BR": "20 de maio de 2025", "uk": "20 травня 2025 р.", "ja": "2025年5月20日",
	} {
		if got := c.For(code).Day(d); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	for code, want := range map[string]string{"en": "1 May 2025", "fr": "1er mai 2025", "pt-BR": "1º de maio de 2025"} {
		if got := c.For(code).Day(d.AddDate(0, 0, -19)); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if got := c.For("en").Day(time.Time{}); got != "" {
		t.Errorf("no date is written as %q", got)
	}
}

func TestFill(t *testing.T) {
	if got := Fill("{a} of {b}, {c}", "a", 1, "b", "{a}"); got != "1 of {a}, {c}" {
		t.Errorf("Fill returned %q", got)
	}
}
