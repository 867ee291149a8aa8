package call

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

// Patience is how long after a question an answer may take before Discord is told that it
// comes later. Discord waits for three seconds.
const Patience = 1500 * time.Millisecond

// A Call is one interaction on its way through the bot: what was asked for, and the
// means to answer it.
type Call struct {
	*discordgo.Interaction
	discord *rest.Client
	Texts   *text.Texts       // in the language of the one who acts
	Vars    map[string]string // variable parts of the custom_id

	mu       sync.Mutex
	answered discordgo.InteractionResponseType // kind of the first answer, 0 before it
}

// New makes a call that has not been answered yet.
func New(i *discordgo.Interaction, discord *rest.Client, t *text.Texts) *Call {
	return &Call{Interaction: i, discord: discord, Texts: t}
}

// UserID returns the id of the one who acts.
func (c *Call) UserID() string {
	if c.Member != nil && c.Member.User != nil {
		return c.Member.User.ID
	}
	if c.User != nil {
		return c.User.ID
	}
	return ""
}

// Server returns the id of the server where this happens, "" for a direct message and
// where the bot is no member and was brought along by a user.
func (c *Call) Server() string {
	owners := c.AuthorizingIntegrationOwners
	if len(owners) > 0 && owners[discordgo.ApplicationIntegrationGuildInstall] != c.GuildID {
		return ""
	}
	return c.GuildID
}

// May reports whether the one who acts has one of these permissions in this server.
// Administrators have all.
func (c *Call) May(permissions int64) bool {
	return c.Server() != "" && c.Member != nil && c.Member.Permissions&(permissions|discordgo.PermissionAdministrator) != 0
}

// Number returns a variable part of the custom_id that counts from 0, -1 when it is no
// such number.
func (c *Call) Number(name string) int {
	n, err := strconv.Atoi(c.Vars[name])
	if err != nil || n < 0 || n > 1000 {
		return -1
	}
	return n
}

// Option returns the value of a text option, "" when it was not given.
func (c *Call) Option(name string) string {
	data, _ := c.Data.(discordgo.ApplicationCommandInteractionData)
	for _, o := range data.Options {
		if s, ok := o.Value.(string); ok && o.Name == name {
			return s
		}
	}
	return ""
}

// Flag returns the value of a yes-or-no option, and otherwise when it was not given.
func (c *Call) Flag(name string, otherwise bool) bool {
	data, _ := c.Data.(discordgo.ApplicationCommandInteractionData)
	for _, o := range data.Options {
		if b, ok := o.Value.(bool); ok && o.Name == name {
			return b
		}
	}
	return otherwise
}

// Values returns what was picked in a select menu.
func (c *Call) Values() []string {
	data, _ := c.Data.(discordgo.MessageComponentInteractionData)
	return data.Values
}

// Channels returns the ids of what was picked in a menu of channels.
func (c *Call) Channels() []string {
	return slices.DeleteFunc(slices.Clone(c.Values()), func(id string) bool { return id == "" || strings.Trim(id, "0123456789") != "" })
}

// Input returns what was typed into the field of a modal, and whether there is that field.
func (c *Call) Input(customID string) (string, bool) {
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

// First sends the first answer. When one has been sent already, it returns its kind and
// does nothing.
func (c *Call) First(ctx context.Context, r *discordgo.InteractionResponse) (before discordgo.InteractionResponseType, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answered != 0 {
		return c.answered, nil
	}
	c.answered = r.Type
	return 0, c.discord.Respond(ctx, c.Interaction, r)
}

// Reply answers with a message: as the first answer, in place of the one before, or
// privately beside a message that was updated before.
func (c *Call) Reply(ctx context.Context, m message.Message, private bool) error {
	before, err := c.First(ctx, &discordgo.InteractionResponse{
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

// Update replaces the message whose component was used.
func (c *Call) Update(ctx context.Context, m message.Message) error {
	before, err := c.First(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseUpdateMessage, Data: m.Response(false),
	})
	if before != 0 {
		err = c.discord.EditResponse(ctx, c.Interaction, m.Edit())
	}
	return err
}

// Unanswer lets the first answer be sent again, after Discord has refused it.
func (c *Call) Unanswer() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = 0
}

// Form opens a form. It must be the first answer.
func (c *Call) Form(ctx context.Context, data *discordgo.InteractionResponseData) error {
	_, err := c.First(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: data})
	return err
}

// Suggest answers an autocompletion. Without choices it says so in the only one: an
// empty list cannot be sent with the types at hand.
func (c *Call) Suggest(ctx context.Context, choices []*discordgo.ApplicationCommandOptionChoice) error {
	if len(choices) == 0 {
		nothing := markdown.Cut(c.Texts.Sources.Empty, message.MaxOptionText)
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: nothing, Value: nothing})
	}
	_, err := c.First(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: choices, Components: []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{}},
	})
	return err
}

// Soon runs work whose message answers the call. When the work takes longer than
// patience, Discord is told to wait, and whether the answer is private is fixed then.
func (c *Call) Soon(ctx context.Context, private bool, work func(context.Context) (message.Message, error)) error {
	waiting := c.deferAfter(ctx, discordgo.InteractionResponseDeferredChannelMessageWithSource, private)
	m, err := work(ctx)
	waiting.Stop()
	if err != nil {
		return err
	}
	return c.Reply(ctx, m, private)
}

// UpdateSoon runs work whose message replaces the one whose component was used.
func (c *Call) UpdateSoon(ctx context.Context, work func(context.Context) (message.Message, error)) error {
	waiting := c.deferAfter(ctx, discordgo.InteractionResponseDeferredMessageUpdate, false)
	m, err := work(ctx)
	waiting.Stop()
	if err != nil {
		return err
	}
	return c.Update(ctx, m)
}

// deferAfter tells Discord to wait once patience has run out.
func (c *Call) deferAfter(ctx context.Context, kind discordgo.InteractionResponseType, private bool) *time.Timer {
	left := max(0, Patience-time.Since(event.Arrival(ctx)))
	return time.AfterFunc(left, func() {
		data := &discordgo.InteractionResponseData{Components: []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{}}
		if private {
			data.Flags = discordgo.MessageFlagsEphemeral
		}
		// When this fails, so does the answer that follows, and that is reported.
		_, _ = c.First(ctx, &discordgo.InteractionResponse{Type: kind, Data: data})
	})
}

// Describe names an interaction for the log, without what anybody wrote.
func Describe(i *discordgo.Interaction) string {
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
