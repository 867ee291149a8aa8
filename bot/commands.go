package bot

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/text"
)

// The names of the commands, as Discord sends them back whatever the language.
const (
	cmdAsk      = "ask"
	cmdSearch   = "search"
	cmdSources  = "sources"
	cmdAskAbout = "Ask about this"
	cmdSettings = "settings"
	cmdGaps     = "gaps"
	cmdReindex  = "reindex"
	cmdHelp     = "help"
	cmdAbout    = "about"
	cmdPrivacy  = "privacy"
)

// maxQuestion is how long a question may be in /ask, in Discord's characters.
const maxQuestion = 1000

// commands returns the commands to register, in all languages.
func (b *Bot) commands() []*discordgo.ApplicationCommand {
	l := localizer{b.catalogue}
	return []*discordgo.ApplicationCommand{
		l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Ask },
			l.words(true, maxQuestion, func(c *text.CommandsTexts) text.Label { return c.AskQuestion }),
			l.yesNo(func(c *text.CommandsTexts) text.Label { return c.AskPrivate })),
	}
}

// A place says where a command can be used.
type place int

const (
	everywhere place = iota // servers, direct messages, and by user install anywhere
	inServers
)

// pick chooses one label of a language.
type pick func(*text.CommandsTexts) text.Label

// A localizer makes commands with their names and descriptions in all languages.
type localizer struct{ catalogue *text.Catalogue }

func (l localizer) slash(where place, label pick, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	c := l.command(where, label)
	c.Type = discordgo.ChatApplicationCommand
	c.Description = l.english(label).Description
	descriptions := l.translations(func(t *text.CommandsTexts) string { return label(t).Description })
	c.DescriptionLocalizations = &descriptions
	c.Options = options
	return c
}

func (l localizer) onMessages(where place, label pick) *discordgo.ApplicationCommand {
	c := l.command(where, label)
	c.Type = discordgo.MessageApplicationCommand
	return c
}

func (l localizer) command(where place, label pick) *discordgo.ApplicationCommand {
	names := l.translations(func(t *text.CommandsTexts) string { return label(t).Name })
	c := &discordgo.ApplicationCommand{Name: l.english(label).Name, NameLocalizations: &names}
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	installs := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	if where == everywhere {
		contexts = append(contexts, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel)
		installs = append(installs, discordgo.ApplicationIntegrationUserInstall)
	}
	c.Contexts, c.IntegrationTypes = &contexts, &installs
	return c
}

func (l localizer) words(required bool, length int, label pick) *discordgo.ApplicationCommandOption {
	o := l.option(discordgo.ApplicationCommandOptionString, label)
	o.Required, o.MaxLength = required, length
	return o
}

func (l localizer) yesNo(label pick) *discordgo.ApplicationCommandOption {
	return l.option(discordgo.ApplicationCommandOptionBoolean, label)
}

func (l localizer) option(kind discordgo.ApplicationCommandOptionType, label pick) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: kind, Name: l.english(label).Name, Description: l.english(label).Description,
		NameLocalizations:        l.translations(func(t *text.CommandsTexts) string { return label(t).Name }),
		DescriptionLocalizations: l.translations(func(t *text.CommandsTexts) string { return label(t).Description }),
	}
}

func (l localizer) english(label pick) text.Label {
	return label(&l.catalogue.For(text.English).Commands)
}

// translations returns one text for each locale of Discord that has a catalogue of its
// own or shares one.
func (l localizer) translations(choose func(*text.CommandsTexts) string) map[discordgo.Locale]string {
	out := map[discordgo.Locale]string{}
	for locale := range discordgo.Locales {
		if t := l.catalogue.For(string(locale)); locale != discordgo.Unknown && t.Code != text.English {
			out[locale] = choose(&t.Commands)
		}
	}
	return out
}
