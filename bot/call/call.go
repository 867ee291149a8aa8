package call

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/text"
)

// A Call is one interaction on its way through the bot: what was asked for, and the
// means to answer it.
type Call struct {
	*discordgo.Interaction
	discord *rest.Client
	Texts   *text.Texts       // in the language of the one who acts
	Vars    map[string]string // variable parts of the custom_id

	mu     sync.Mutex
	answer progress
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

// Name returns the name under which people see the one who acts.
func (c *Call) Name() string {
	if c.Member != nil && c.Member.Nick != "" {
		return c.Member.Nick
	}
	if c.Member != nil {
		return NameOf(c.Member.User)
	}
	return NameOf(c.User)
}

// NameOf returns the name under which people see a user, "" for nobody.
func NameOf(u *discordgo.User) string {
	switch {
	case u == nil:
		return ""
	case u.GlobalName != "":
		return u.GlobalName
	}
	return u.Username
}

// Target returns the message that a message command was used on, nil when Discord did not send
// it.
func (c *Call) Target() *discordgo.Message {
	data, _ := c.Data.(discordgo.ApplicationCommandInteractionData)
	if data.Resolved == nil {
		return nil
	}
	return data.Resolved.Messages[data.TargetID]
}

// Values returns what was picked in a select menu.
func (c *Call) Values() []string {
	data, _ := c.Data.(discordgo.MessageComponentInteractionData)
	return data.Values
}

// Channels returns the ids of what was picked in a menu of channels, categories left out:
// nobody writes in them.
func (c *Call) Channels() []string {
	data, _ := c.Data.(discordgo.MessageComponentInteractionData)
	return slices.DeleteFunc(slices.Clone(data.Values), func(id string) bool {
		picked := data.Resolved.Channels[id]
		return id == "" || strings.Trim(id, "0123456789") != "" || picked != nil && picked.Type == discordgo.ChannelTypeGuildCategory
	})
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
