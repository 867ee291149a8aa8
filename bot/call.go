package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// patience is how long after a question an answer may take before Discord is told that it
// comes later. Discord waits for three seconds.
const patience = 1500 * time.Millisecond

// A call is one interaction on its way through the bot: what was asked for, and the
// means to answer it.
type call struct {
	*discordgo.Interaction
	discord *rest.Client
	texts   *text.Texts       // in the language of the one who acts
	vars    map[string]string // variable parts of the custom_id

	mu       sync.Mutex
	answered discordgo.InteractionResponseType // kind of the first answer, 0 before it
}

// newCall makes a call that has not been answered yet.
func newCall(i *discordgo.Interaction, discord *rest.Client, t *text.Texts) *call {
	return &call{Interaction: i, discord: discord, texts: t}
}

// user returns the id of the one who acts.
func (c *call) user() string {
	if c.Member != nil && c.Member.User != nil {
		return c.Member.User.ID
	}
	if c.User != nil {
		return c.User.ID
	}
	return ""
}

// server returns the id of the server where this happens, "" for a direct message and
// where the bot is no member and was brought along by a user.
func (c *call) server() string {
	owners := c.AuthorizingIntegrationOwners
	if len(owners) > 0 && owners[discordgo.ApplicationIntegrationGuildInstall] != c.GuildID {
		return ""
	}
	return c.GuildID
}

// may reports whether the one who acts has one of these permissions in this server.
// Administrators have all.
func (c *call) may(permissions int64) bool {
	return c.server() != "" && c.Member != nil && c.Member.Permissions&(permissions|discordgo.PermissionAdministrator) != 0
}

// number returns a variable part of the custom_id that counts from 0, -1 when it is no
// such number.
func (c *call) number(name string) int {
	n, err := strconv.Atoi(c.vars[name])
	if err != nil || n < 0 || n > 1000 {
		return -1
	}
	return n
}

// option returns the value of a text option, "" when it was not given.
func (c *call) option(name string) string {
	data, _ := c.Data.(discordgo.ApplicationCommandInteractionData)
	for _, o := range data.Options {
		if s, ok := o.Value.(string); ok && o.Name == name {
			return s
		}
	}
	return ""
}

// flag returns the value of a yes-or-no option, and otherwise when it was not given.
func (c *call) flag(name string, otherwise bool) bool {
	data, _ := c.Data.(discordgo.ApplicationCommandInteractionData)
	for _, o := range data.Options {
		if b, ok := o.Value.(bool); ok && o.Name == name {
			return b
		}
	}
	return otherwise
}

// values returns what was picked in a select menu.
func (c *call) values() []string {
	data, _ := c.Data.(discordgo.MessageComponentInteractionData)
	return data.Values
}

// channels returns the ids of what was picked in a menu of channels.
func (c *call) channels() []string {
	return slices.DeleteFunc(slices.Clone(c.values()), func(id string) bool { return id == "" || strings.Trim(id, "0123456789") != "" })
}

// input returns what was typed into the field of a modal, and whether there is that field.
func (c *call) input(customID string) (string, bool) {
	data, _ := c.Data.(discordgo.ModalSubmitInteractionData)
	for _, component := range data.Components {
		r, ok := component.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, field := range r.Components {
			if f, ok := field.(*discordgo.TextInput); ok && f.CustomID == customID {
				return f.Value, true
			}
		}
	}
	return "", false
}

// first sends the first answer. When one has been sent already, it returns its kind and
// does nothing.
func (c *call) first(ctx context.Context, r *discordgo.InteractionResponse) (before discordgo.InteractionResponseType, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answered != 0 {
		return c.answered, nil
	}
	c.answered = r.Type
	return 0, c.discord.Respond(ctx, c.Interaction, r)
}

// reply answers with a message: as the first answer, in place of the one before, or
// privately beside a message that was updated before.
func (c *call) reply(ctx context.Context, m message.Message, private bool) error {
	before, err := c.first(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource, Data: m.Response(private),
	})
	switch before {
	case 0:
		return err
	case discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate:
		err = c.discord.Followup(ctx, c.Interaction, m.Followup())
	default:
		err = c.discord.EditResponse(ctx, c.Interaction, m.Edit())
	}
	return err
}

// update replaces the message whose component was used.
func (c *call) update(ctx context.Context, m message.Message) error {
	before, err := c.first(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseUpdateMessage, Data: m.Response(false),
	})
	if before != 0 {
		err = c.discord.EditResponse(ctx, c.Interaction, m.Edit())
	}
	return err
}

// unanswer lets the first answer be sent again, after Discord has refused it.
func (c *call) unanswer() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = 0
}

// form opens a form. It must be the first answer.
func (c *call) form(ctx context.Context, data *discordgo.InteractionResponseData) error {
	_, err := c.first(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: data})
	return err
}

// suggest answers an autocompletion. Without choices it says so in the only one: an
// empty list cannot be sent with the types at hand.
func (c *call) suggest(ctx context.Context, choices []*discordgo.ApplicationCommandOptionChoice) error {
	if len(choices) == 0 {
		nothing := markdown.Cut(c.texts.Sources.Empty, message.MaxOptionText)
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: nothing, Value: nothing})
	}
	_, err := c.first(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: choices, Components: []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{}},
	})
	return err
}

// soon runs work whose message answers the call. When the work takes longer than
// patience, Discord is told to wait, and whether the answer is private is fixed then.
func (c *call) soon(ctx context.Context, private bool, work func(context.Context) (message.Message, error)) error {
	waiting := c.deferAfter(ctx, discordgo.InteractionResponseDeferredChannelMessageWithSource, private)
	m, err := work(ctx)
	waiting.Stop()
	if err != nil {
		return err
	}
	return c.reply(ctx, m, private)
}

// updateSoon runs work whose message replaces the one whose component was used.
func (c *call) updateSoon(ctx context.Context, work func(context.Context) (message.Message, error)) error {
	waiting := c.deferAfter(ctx, discordgo.InteractionResponseDeferredMessageUpdate, false)
	m, err := work(ctx)
	waiting.Stop()
	if err != nil {
		return err
	}
	return c.update(ctx, m)
}

// deferAfter tells Discord to wait once patience has run out.
func (c *call) deferAfter(ctx context.Context, kind discordgo.InteractionResponseType, private bool) *time.Timer {
	left := max(0, patience-time.Since(event.Arrival(ctx)))
	return time.AfterFunc(left, func() {
		data := &discordgo.InteractionResponseData{Components: []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{}}
		if private {
			data.Flags = discordgo.MessageFlagsEphemeral
		}
		// When this fails, so does the answer that follows, and that is reported.
		_, _ = c.first(ctx, &discordgo.InteractionResponse{Type: kind, Data: data})
	})
}

// describe names an interaction for the log, without what anybody wrote.
func describe(i *discordgo.Interaction) string {
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		return "command " + data.Name
	case discordgo.MessageComponentInteractionData:
		return "component " + data.CustomID
	case discordgo.ModalSubmitInteractionData:
		return "modal " + data.CustomID
	}
	return i.Type.String()
}
