package card

import (
	"maps"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// placesShown is of how many channels and categories the sources are listed.
const placesShown = 5

// A Settings shows the settings of a server, with the means to change them.
type Settings struct {
	Texts     *text.Texts
	Settings  store.Settings
	Remark    string   // on the latest change, "" for none
	Confined  []string // sources that the operator has confined the server to, nil for all
	Catalogue *text.Catalogue
	Content   bool  // the bot gets the content of all messages
	May       int64 // the bot's permissions in the channel where this is shown, 0 when they are not known

	Gone   bool     // some of the channels that were picked are no more
	Barred []string // channels where the bot may not write, as it has found
}

// Message renders the panel.
func (p Settings) Message() message.Message {
	t, s := p.Texts.Settings, p.Settings
	lines := []string{"**" + t.Header + "**"}
	add := func(label, value string) { lines = append(lines, label+": **"+value+"**") }
	add(t.AskChannels, channelNames(s.AskChannels, t.None))
	add(t.AllowedChannels, channelNames(s.AllowedChannels, t.AllChannels))
	add(t.Level, p.level(index.Level(s.Level)))
	add(t.Private, p.state(s.Private))
	add(t.Sources, sourceNames(s.Sources, t.AllSources))
	for i, place := range slices.Sorted(maps.Keys(s.In)) {
		if i < placesShown {
			add(text.Fill(t.SourcesIn, "channel", "<#"+place+">"), sourceNames(s.In[place], ""))
		}
	}
	if len(p.Confined) > 0 {
		lines = append(lines, text.Fill(t.Confined, "names", "**"+sourceNames(p.Confined, "")+"**"))
	}
	add(t.Language, p.language())
	if p.Content {
		lines = append(lines, "-# "+t.IntentOn)
	} else {
		lines = append(lines, "-# "+t.IntentOff)
	}
	for _, remark := range p.remarks() {
		lines = append(lines, "⚠️ "+remark)
	}
	return message.Message{Content: strings.Join(lines, "\n"), Rows: []message.Row{
		{channelMenu("setask", t.AskChannelsPick, s.AskChannels)},
		{channelMenu("setallowed", t.AllowedChannelsPick, s.AllowedChannels)},
		{p.levelMenu()},
		{p.languageMenu()},
		p.buttons(),
	}}
}

// remarks tells what the managers should know.
func (p Settings) remarks() (all []string) {
	if lacks := p.lacks(); lacks != "" {
		all = append(all, lacks)
	}
	if p.Remark != "" {
		all = append(all, p.Remark)
	}
	if p.Gone {
		all = append(all, p.Texts.Settings.Gone)
	}
	if len(p.Barred) > 0 {
		all = append(all, text.Fill(p.Texts.Settings.Barred, "channels", channelNames(p.Barred, "")))
	}
	return all
}

// lacks says which permissions the bot needs where the settings are shown and has not, "" for none.
func (p Settings) lacks() string {
	if p.May == 0 || p.May&discordgo.PermissionAdministrator != 0 {
		return ""
	}
	t := p.Texts.Permissions
	var names []string
	for _, needed := range []struct {
		permission int64
		name       string
		wanted     bool
	}{
		{discordgo.PermissionViewChannel, t.ViewChannel, true}, {discordgo.PermissionSendMessages, t.SendMessages, true},
		{discordgo.PermissionSendMessagesInThreads, t.SendInThreads, true}, {discordgo.PermissionReadMessageHistory, t.ReadHistory, true},
		{discordgo.PermissionCreatePublicThreads, t.CreateThreads, p.Settings.Threads},
	} {
		if needed.wanted && p.May&needed.permission == 0 {
			names = append(names, needed.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return text.Fill(p.Texts.Settings.Lacks, "names", strings.Join(names, ", "))
}

func (p Settings) state(on bool) string {
	if on {
		return p.Texts.Settings.On
	}
	return p.Texts.Settings.Off
}

func (p Settings) level(l index.Level) string {
	switch l {
	case index.Cautious:
		return p.Texts.Settings.Cautious
	case index.Eager:
		return p.Texts.Settings.Eager
	}
	return p.Texts.Settings.Balanced
}

func (p Settings) language() string {
	if p.Settings.Language == "" {
		return p.Texts.Settings.Automatic
	}
	return p.Catalogue.For(p.Settings.Language).Language
}

func (p Settings) levelMenu() discordgo.SelectMenu {
	t := p.Texts.Settings
	current := index.Level(p.Settings.Level)
	if current == "" {
		current = index.Balanced
	}
	var options []discordgo.SelectMenuOption
	for _, o := range []struct {
		level index.Level
		help  string
	}{{index.Cautious, t.CautiousHelp}, {index.Balanced, t.BalancedHelp}, {index.Eager, t.EagerHelp}} {
		options = append(options, discordgo.SelectMenuOption{
			Label: p.level(o.level), Description: markdown.Cut(o.help, message.MaxOptionText), Value: string(o.level), Default: o.level == current,
		})
	}
	m := message.SelectMenu("setlevel", t.Level, 1, options)
	m.MaxValues = 1
	return m
}

func (p Settings) languageMenu() discordgo.SelectMenu {
	t := p.Texts.Settings
	options := []discordgo.SelectMenuOption{{Label: t.Automatic, Value: automatic, Default: p.Settings.Language == ""}}
	for _, code := range p.Catalogue.Codes() {
		options = append(options, discordgo.SelectMenuOption{
			Label: p.Catalogue.For(code).Language, Value: code, Default: p.Settings.Language == code,
		})
	}
	m := message.SelectMenu("setlanguage", t.Language, 1, options)
	m.MaxValues = 1
	return m
}

func (p Settings) buttons() message.Row {
	t := p.Texts.Settings
	return message.Row{
		message.Button(text.Fill(t.PrivateButton, "state", p.state(p.Settings.Private)), "setprivate/"+flipped(p.Settings.Private)),
		message.Button(t.More, "setmore"), // here, so that the row takes two lines on a phone
		message.Button(t.SourcesButton, "sourcesform"),
		message.Button(t.SourcesHere, "sourceshere"),
		message.Button(t.Reset, "setreset"),
	}
}

// channelMenu makes a menu of the server's channels and forums, with some picked.
func channelMenu(customID, placeholder string, picked []string) discordgo.SelectMenu {
	none := 0
	m := discordgo.SelectMenu{
		MenuType: discordgo.ChannelSelectMenu, CustomID: customID, Placeholder: markdown.Cut(placeholder, message.MaxMenuPlaceholder),
		MinValues: &none, MaxValues: message.MaxOptions, // of all types: Discord's document knows no media channels here
	}
	for _, id := range picked {
		m.DefaultValues = append(m.DefaultValues, discordgo.SelectMenuDefaultValue{ID: id, Type: discordgo.SelectMenuDefaultValueChannel})
	}
	return m
}

// channelNames shows channels, at most ten by name.
func channelNames(ids []string, none string) string {
	if len(ids) == 0 {
		return none
	}
	var b strings.Builder
	for i, id := range ids {
		if i == 10 {
			b.WriteString(" …")
			break
		}
		b.WriteString(" <#" + id + ">")
	}
	return b.String()[1:]
}

func sourceNames(prefixes []string, all string) string {
	if len(prefixes) == 0 {
		return all
	}
	return markdown.Escape(markdown.Cut(markdown.OneLine(strings.Join(prefixes, ", ")), maxTrail))
}

// automatic stands in the menu for no language in particular.
const automatic = "auto"

// SourcesForm asks for the beginnings of the ids or sources that a server sees, one a line.
func SourcesForm(t *text.Texts, prefixes []string) *discordgo.InteractionResponseData {
	return message.Form("setsources", t.Settings.Sources, sourcesField(t, "sources", t.Settings.SourcesLabel, prefixes))
}

// SourcesHereForm asks for those that are seen in a channel, and in its category if it has one.
func SourcesHereForm(t *text.Texts, channel, category string, s store.Settings) *discordgo.InteractionResponseData {
	fields := []discordgo.TextInput{sourcesField(t, "channel", t.Settings.SourcesChannel, s.In[channel])}
	if category != "" {
		fields = append(fields, sourcesField(t, "category", t.Settings.SourcesCategory, s.In[category]))
	} else {
		category = "-"
	}
	return message.Form("setsourcesin/"+channel+"/"+category, t.Settings.Sources, fields...)
}

func sourcesField(t *text.Texts, id, label string, prefixes []string) discordgo.TextInput {
	return discordgo.TextInput{
		CustomID: id, Label: label, Style: discordgo.TextInputParagraph, Placeholder: t.Settings.SourcesHelp,
		MaxLength: message.MaxModalInput, Value: markdown.Cut(strings.Join(prefixes, "\n"), message.MaxModalInput),
	}
}
