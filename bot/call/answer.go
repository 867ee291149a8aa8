package call

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/monitor"
)

// Patience is how long after a question an answer may take before Discord is told that it
// comes later. Discord waits for three seconds, people for one.
const Patience = 400 * time.Millisecond

// A state says how far the answer to a call has come.
type state int

const (
	none     state = iota // nothing has been sent
	deferred              // Discord waits for the answer, as long as 15 minutes
	sent                  // there is an answer
	failed                // the first answer did not get through: it counts as not sent
	taken                 // another process with the same token has answered
)

// A progress is the state of an answer, and whether it changes the message whose component
// was used.
type progress struct {
	state  state
	update bool
}

// begun reports whether Discord has taken a first answer: it takes no other.
func (p progress) begun() bool { return p.state == deferred || p.state == sent }

// ErrTaken means that another process with the same token has answered, as happens when one
// takes over from another: there is nothing left to do.
var ErrTaken = errors.New("another process has answered")

// after returns how far an answer has come once its first part was sent.
func after(kind discordgo.InteractionResponseType, err error) progress {
	switch {
	case rest.Code(err) == rest.CodeAcknowledged:
		return progress{state: taken}
	case err != nil:
		return progress{state: failed}
	case kind == discordgo.InteractionResponseDeferredChannelMessageWithSource:
		return progress{state: deferred}
	case kind == discordgo.InteractionResponseDeferredMessageUpdate:
		return progress{state: deferred, update: true}
	}
	return progress{state: sent, update: kind == discordgo.InteractionResponseUpdateMessage}
}

// first sends the first answer. When Discord has taken one already, it returns how far that
// has come and does nothing.
func (c *Call) first(ctx context.Context, r *discordgo.InteractionResponse) (before progress, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answer.state == taken {
		return progress{}, ErrTaken
	}
	if c.answer.begun() {
		return c.answer, nil
	}
	err = c.discord.Respond(ctx, c.Interaction, r)
	if err == nil {
		monitor.Of(ctx).Acknowledged()
	}
	c.answer = after(r.Type, err)
	if c.answer.state == taken {
		err = ErrTaken
	}
	return progress{}, err
}

// replace puts a message in the place of the first answer.
func (c *Call) replace(ctx context.Context, m message.Message) error {
	err := c.discord.EditResponse(ctx, c.Interaction, m.Edit())
	if err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.answer.state = sent
	}
	return err
}

// Reply answers with a message: as the first answer, in place of the one before, or
// privately beside a message that was updated before.
func (c *Call) Reply(ctx context.Context, m message.Message, private bool) error {
	before, err := c.first(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource, Data: m.Response(private),
	})
	switch {
	case !before.begun():
		return err
	case before.update:
		return c.discord.Followup(ctx, c.Interaction, m.Followup())
	}
	return c.replace(ctx, m)
}

// Update replaces the message whose component was used.
func (c *Call) Update(ctx context.Context, m message.Message) error {
	before, err := c.first(ctx, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseUpdateMessage, Data: m.Response(false),
	})
	if before.begun() {
		return c.replace(ctx, m)
	}
	return err
}

// File answers, privately, with a message and a file. It must be the first answer.
func (c *Call) File(ctx context.Context, m message.Message, f *discordgo.File) error {
	response := m.Response(true)
	response.Files = []*discordgo.File{f}
	_, err := c.first(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: response})
	return err
}

// Form opens a form. It must be the first answer.
func (c *Call) Form(ctx context.Context, data *discordgo.InteractionResponseData) error {
	_, err := c.first(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: data})
	return err
}

// Suggest answers an autocompletion. Without choices it says so in the only one: an
// empty list cannot be sent with the types at hand.
func (c *Call) Suggest(ctx context.Context, choices []*discordgo.ApplicationCommandOptionChoice) error {
	if len(choices) == 0 {
		nothing := markdown.Cut(c.Texts.Sources.Empty, message.MaxOptionText)
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: nothing, Value: nothing})
	}
	_, err := c.first(ctx, &discordgo.InteractionResponse{
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
	return orPlain(m, func(m message.Message) error { return c.Reply(ctx, m, private) })
}

// orPlain sends a message, and where Discord refuses a part of it, such as the address of a
// link, the same without buttons and links.
func orPlain(m message.Message, send func(message.Message) error) error {
	err := send(m)
	if rest.Code(err) == rest.CodeInvalidForm {
		return send(m.Plain())
	}
	return err
}

// UpdateSoon runs work whose message replaces the one whose component was used.
func (c *Call) UpdateSoon(ctx context.Context, work func(context.Context) (message.Message, error)) error {
	waiting := c.deferAfter(ctx, discordgo.InteractionResponseDeferredMessageUpdate, false)
	m, err := work(ctx)
	waiting.Stop()
	if err != nil {
		return err
	}
	return orPlain(m, func(m message.Message) error { return c.Update(ctx, m) })
}

// deferAfter tells Discord to wait once patience has run out.
func (c *Call) deferAfter(ctx context.Context, kind discordgo.InteractionResponseType, private bool) *time.Timer {
	left := max(0, Patience-time.Since(event.Arrival(ctx)))
	return time.AfterFunc(left, func() {
		data := &discordgo.InteractionResponseData{Components: []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{}}
		if private {
			data.Flags = discordgo.MessageFlagsEphemeral
		}
		// When this fails, the answer itself is the first one, if it comes in time.
		_, _ = c.first(ctx, &discordgo.InteractionResponse{Type: kind, Data: data})
	})
}
