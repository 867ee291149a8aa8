package discordtest

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
)

// commandName is the documented form of chat command and option names
// (application-commands.mdx, "Naming").
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// commands checks a bulk overwrite.
func (c *complaints) commands(commands []any) {
	seen := map[string]bool{}
	counts := map[int]int{}
	for _, v := range commands {
		command := object(v)
		kind := 1
		if t, ok := command["type"].(float64); ok {
			kind = int(t)
		}
		counts[kind]++
		name := text(command["name"])
		if key := string(rune('0'+kind)) + name; seen[key] {
			c.addf("command %q twice", name)
		} else {
			seen[key] = true
		}
		if kind == 1 {
			c.chatCommand(command)
		} else if text(command["description"]) != "" || len(list(command["options"])) > 0 {
			c.addf("command %q of a context menu has a description or options", name)
		}
		c.locales(command["name_localizations"])
		c.locales(command["description_localizations"])
		if n := size(command); n > 8000 {
			c.addf("command %q has %d characters, Discord takes 8000", name, n)
		}
	}
	for kind, most := range map[int]int{1: 100, 2: 15, 3: 15} {
		if counts[kind] > most {
			c.addf("%d commands of type %d, Discord takes %d", counts[kind], kind, most)
		}
	}
}

func (c *complaints) chatCommand(command map[string]any) {
	c.named(command)
	c.commandOptions(list(command["options"]))
}

// named checks the name and description of a chat command or option in all languages.
func (c *complaints) named(v map[string]any) {
	names := []string{text(v["name"])}
	for _, n := range object(v["name_localizations"]) {
		names = append(names, text(n))
	}
	for _, n := range names {
		if !commandName.MatchString(n) || strings.ToLower(n) != n && hasUpper(n) {
			c.addf("name %q is not one Discord takes for commands and options", n)
		}
	}
	if text(v["description"]) == "" {
		c.addf("%q has no description", text(v["name"]))
	}
	for locale, d := range object(v["description_localizations"]) {
		if units(d) > 100 {
			c.addf("description of %q in %s has %d characters, Discord takes 100", text(v["name"]), locale, units(d))
		}
	}
}

func hasUpper(s string) bool {
	return strings.IndexFunc(s, unicode.IsUpper) >= 0
}

func (c *complaints) commandOptions(options []any) {
	seen := map[string]bool{}
	optional := false
	for _, v := range options {
		o := object(v)
		name := text(o["name"])
		if seen[name] {
			c.addf("option %q twice", name)
		}
		seen[name] = true
		c.named(o)
		c.locales(o["name_localizations"])
		c.locales(o["description_localizations"])
		if o["required"] == true && optional {
			c.addf("required option %q after an optional one", name)
		}
		optional = optional || o["required"] != true
		if len(list(o["choices"])) > 0 && o["autocomplete"] == true {
			c.addf("option %q has both choices and autocomplete", name)
		}
		c.choices(list(o["choices"]))
		c.commandOptions(list(o["options"]))
	}
}

// choices checks the choices of an option or of autocomplete.
func (c *complaints) choices(choices []any) {
	seen := map[string]bool{}
	for _, v := range choices {
		choice := object(v)
		name := text(choice["name"])
		if seen[name] {
			c.addf("choice %q twice", name)
		}
		seen[name] = true
		if n := units(choice["name"]); n < 1 || n > 100 {
			c.addf("name of a choice has %d characters, Discord takes 1 to 100", n)
		}
		if n := units(choice["value"]); n > 100 {
			c.addf("value of choice %q has %d characters, Discord takes 100", name, n)
		}
		c.locales(choice["name_localizations"])
	}
}

func (c *complaints) locales(v any) {
	for locale := range object(v) {
		if _, ok := discordgo.Locales[discordgo.Locale(locale)]; !ok || locale == "" {
			c.addf("unknown locale %q", locale)
		}
	}
}

// size counts the characters that Discord counts of a command: names, descriptions and
// values, the longest language of each.
func size(v map[string]any) int {
	n := longest(v["name"], v["name_localizations"]) + longest(v["description"], v["description_localizations"]) + units(v["value"])
	for _, key := range []string{"options", "choices"} {
		for _, o := range list(v[key]) {
			n += size(object(o))
		}
	}
	return n
}

func longest(v, localized any) int {
	n := units(v)
	for _, l := range object(localized) {
		n = max(n, units(l))
	}
	return n
}
