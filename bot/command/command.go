package command

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/text"
)

// The names of the commands, as Discord sends them back whatever the language.
const (
	Ask      = "ask"
	Search   = "search"
	Sources  = "sources"
	AskAbout = "Ask about this"
	Settings = "settings"
	Gaps     = "gaps"
	Teach    = "teach"
	Taught   = "taught"
	Hidden   = "hidden"
	Stats    = "stats"
	Alias    = "alias"
	Follow   = "follow"
	Reindex  = "reindex"
	Help     = "help"
	About    = "about"
	Privacy  = "privacy"

	TeachFrom    = "Teach from this"
	ManageAnswer = "Delete or hide answer"
)

// How long texts may be, in Discord's characters: a question, the words to search, a question that
// is taught, a word of a server and what it means.
const (
	maxQuestion = 1000
	maxWords    = 200
	maxTaught   = 300
	maxAlias    = 40
	maxMeans    = 100
)

// A label chooses one label of a language.
type label = func(*text.CommandsTexts) text.Label

// List returns the commands to register, in all languages of a catalogue, with or
// without the one to reindex.
func List(c *text.Catalogue, withReindex bool) []*discordgo.ApplicationCommand {
	l := localizer{c}
	ask := l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Ask },
		l.words(maxQuestion, func(c *text.CommandsTexts) text.Label { return c.AskQuestion }),
		l.yesNo(func(c *text.CommandsTexts) text.Label { return c.AskPrivate }),
		l.suggested(func(c *text.CommandsTexts) text.Label { return c.AskArticle }))
	search := l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Search },
		l.words(maxWords, func(c *text.CommandsTexts) text.Label { return c.SearchWords }))
	sources := l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Sources },
		l.suggested(func(c *text.CommandsTexts) text.Label { return c.SourcesArticle }))
	settings := l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Settings })
	settings.DefaultMemberPermissions = permissions(discordgo.PermissionManageGuild)
	gaps := l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Gaps })
	gaps.DefaultMemberPermissions = permissions(discordgo.PermissionManageMessages)
	list := []*discordgo.ApplicationCommand{
		ask, search, sources, settings, gaps,
		l.onMessages(everywhere, func(c *text.CommandsTexts) text.Label { return c.AskAbout }),
		l.onMessages(inServers, func(c *text.CommandsTexts) text.Label { return c.ManageAnswer }),
		l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Help }),
		l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.About }),
		l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Privacy }),
	}
	follow := l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Follow },
		l.channel(func(c *text.CommandsTexts) text.Label { return c.FollowChannel }))
	follow.DefaultMemberPermissions = permissions(discordgo.PermissionManageGuild)
	list = append(list, follow)
	for _, c := range l.moderation() {
		c.DefaultMemberPermissions = permissions(discordgo.PermissionManageMessages)
		list = append(list, c)
	}
	if withReindex {
		reindex := l.slash(everywhere, func(c *text.CommandsTexts) text.Label { return c.Reindex })
		reindex.DefaultMemberPermissions = permissions(0) // administrators, until they say otherwise
		list = append(list, reindex)
	}
	return list
}

// moderation makes the commands with which moderators see to what is quoted.
func (l localizer) moderation() []*discordgo.ApplicationCommand {
	link := l.maybe(maxWords, func(c *text.CommandsTexts) text.Label { return c.TeachMessage })
	return []*discordgo.ApplicationCommand{
		l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Teach },
			l.words(maxTaught, func(c *text.CommandsTexts) text.Label { return c.TeachQuestion }), link),
		l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Taught }),
		l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Hidden }),
		l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Stats }),
		l.slash(inServers, func(c *text.CommandsTexts) text.Label { return c.Alias },
			l.maybe(maxAlias, func(c *text.CommandsTexts) text.Label { return c.AliasWord }),
			l.maybe(maxMeans, func(c *text.CommandsTexts) text.Label { return c.AliasMeans })),
		l.onMessages(inServers, func(c *text.CommandsTexts) text.Label { return c.TeachFrom }),
	}
}

func permissions(p int64) *int64 { return &p }

// A place says where a command can be used.
type place int

const (
	everywhere place = iota // servers, direct messages, and by user install anywhere
	inServers
)

// A localizer makes commands with their names and descriptions in all languages.
type localizer struct{ catalogue *text.Catalogue }

func (l localizer) slash(where place, name label, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	c := l.command(where, name)
	c.Type = discordgo.ChatApplicationCommand
	c.Description = l.english(name).Description
	descriptions := l.translations(func(t *text.CommandsTexts) string { return name(t).Description })
	c.DescriptionLocalizations = &descriptions
	c.Options = options
	return c
}

func (l localizer) onMessages(where place, name label) *discordgo.ApplicationCommand {
	c := l.command(where, name)
	c.Type = discordgo.MessageApplicationCommand
	return c
}

func (l localizer) command(where place, name label) *discordgo.ApplicationCommand {
	names := l.translations(func(t *text.CommandsTexts) string { return name(t).Name })
	c := &discordgo.ApplicationCommand{Name: l.english(name).Name, NameLocalizations: &names}
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	installs := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	if where == everywhere {
		contexts = append(contexts, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel)
		installs = append(installs, discordgo.ApplicationIntegrationUserInstall)
	}
	c.Contexts, c.IntegrationTypes = &contexts, &installs
	return c
}

// words makes a text option that must be given.
func (l localizer) words(length int, name label) *discordgo.ApplicationCommandOption {
	o := l.option(discordgo.ApplicationCommandOptionString, name)
	o.Required, o.MaxLength = true, length
	return o
}

// maybe makes a text option that can be left out.
func (l localizer) maybe(length int, name label) *discordgo.ApplicationCommandOption {
	o := l.words(length, name)
	o.Required = false
	return o
}

// channel makes an option for a channel, which can be left out. It is one of any type: Discord's
// document has no media channels among those that an option can be narrowed down to.
func (l localizer) channel(name label) *discordgo.ApplicationCommandOption {
	return l.option(discordgo.ApplicationCommandOptionChannel, name)
}

// suggested makes a text option that the bot helps to fill in.
func (l localizer) suggested(name label) *discordgo.ApplicationCommandOption {
	o := l.option(discordgo.ApplicationCommandOptionString, name)
	o.Autocomplete = true
	return o
}

func (l localizer) yesNo(name label) *discordgo.ApplicationCommandOption {
	return l.option(discordgo.ApplicationCommandOptionBoolean, name)
}

func (l localizer) option(kind discordgo.ApplicationCommandOptionType, name label) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: kind, Name: l.english(name).Name, Description: l.english(name).Description,
		NameLocalizations:        l.translations(func(t *text.CommandsTexts) string { return name(t).Name }),
		DescriptionLocalizations: l.translations(func(t *text.CommandsTexts) string { return name(t).Description }),
	}
}

func (l localizer) english(name label) text.Label {
	return name(&l.catalogue.For(text.English).Commands)
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

// Shown returns what a command is called in a language.
func Shown(t *text.Texts, name string) string {
	c := t.Commands
	for _, l := range []struct {
		name  string
		label text.Label
	}{
		{Ask, c.Ask}, {Search, c.Search}, {Sources, c.Sources}, {Settings, c.Settings}, {Gaps, c.Gaps}, {Reindex, c.Reindex},
		{Teach, c.Teach}, {Taught, c.Taught}, {Hidden, c.Hidden}, {Stats, c.Stats}, {Alias, c.Alias}, {Follow, c.Follow},
		{Help, c.Help}, {About, c.About}, {Privacy, c.Privacy},
	} {
		if l.name == name {
			return l.label.Name
		}
	}
	return name
}
