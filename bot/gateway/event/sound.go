package event

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// Events that reach a handler.
const (
	Interaction       = "INTERACTION_CREATE"
	MessageCreate     = "MESSAGE_CREATE"
	MessageUpdate     = "MESSAGE_UPDATE"
	MessageDelete     = "MESSAGE_DELETE"
	MessageDeleteBulk = "MESSAGE_DELETE_BULK"

	ChannelCreate = "CHANNEL_CREATE"
	ChannelUpdate = "CHANNEL_UPDATE"
	ChannelDelete = "CHANNEL_DELETE"
	ThreadCreate  = "THREAD_CREATE"
	ThreadUpdate  = "THREAD_UPDATE"
	ThreadDelete  = "THREAD_DELETE"
)

// Sound checks that an event decodes and holds what a Handler is promised. It returns
// the data to pass on, mended where that was needed; nil with no error means that the
// event is in order but says nothing.
func Sound(kind string, data json.RawMessage) (json.RawMessage, error) {
	err := inspect(kind, data)
	if err == nil {
		return data, nil
	}
	if errors.Is(err, errNothing) {
		return nil, nil
	}
	for _, mend := range []func(string, json.RawMessage) (json.RawMessage, bool){withoutUnknownComponents, fitted} {
		mended, ok := mend(kind, data)
		if !ok {
			continue
		}
		if data = mended; inspect(kind, data) == nil {
			return data, nil
		}
	}
	return nil, err
}

// errNothing marks an event that is in order but of no use.
var errNothing = errors.New("nothing in it")

// inspect decodes an event as discordgo will. A panic in there is an error too.
func inspect(kind string, data json.RawMessage) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("decoding panics: %v", p)
		}
	}()
	switch kind {
	case Interaction:
		return checked(data, soundInteraction)
	case MessageCreate:
		return checked(data, soundMessage)
	case MessageUpdate:
		return checked(data, soundUpdate)
	case MessageDelete:
		return checked(data, soundDeletion)
	case MessageDeleteBulk:
		return checked(data, soundBulk)
	}
	return checked(data, soundChannel)
}

// checked decodes an event and checks it.
func checked[T any](data json.RawMessage, check func(*T) error) error {
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	return check(&v)
}

func soundUpdate(m *discordgo.Message) error {
	if m.Author == nil && Snowflake(m.ID) {
		return errNothing // only the previews of links were added
	}
	return soundMessage(m)
}

func soundDeletion(m *discordgo.Message) error {
	switch {
	case !Snowflake(m.ID) || !Snowflake(m.ChannelID):
		return errors.New("message or channel is missing")
	case m.GuildID != "" && !Snowflake(m.GuildID):
		return errors.New("server is not an id")
	}
	return nil
}

func soundBulk(b *discordgo.MessageDeleteBulk) error {
	if b.GuildID != "" && !Snowflake(b.GuildID) {
		return errors.New("server is not an id")
	}
	for _, id := range append(b.Messages, b.ChannelID) {
		if !Snowflake(id) {
			return errors.New("message or channel is missing")
		}
	}
	return nil
}

// soundChannel checks a new or changed channel or thread; discordgo's types for the
// events decode alike.
func soundChannel(c *discordgo.ChannelUpdate) error {
	if c.Channel == nil || !Snowflake(c.ID) {
		return errors.New("channel is missing")
	}
	return nil
}

func soundMessage(m *discordgo.Message) error {
	switch {
	case !Snowflake(m.ID) || !Snowflake(m.ChannelID):
		return errors.New("message or channel is missing")
	case m.GuildID != "" && !Snowflake(m.GuildID):
		return errors.New("server is not an id")
	case m.Author == nil || !Snowflake(m.Author.ID):
		return errors.New("author is missing")
	}
	return nil
}

func soundInteraction(i *discordgo.Interaction) error {
	switch {
	case !Snowflake(i.ID) || i.Token == "":
		return errors.New("id or token is missing")
	case i.ChannelID != "" && !Snowflake(i.ChannelID) || i.GuildID != "" && !Snowflake(i.GuildID):
		return errors.New("channel or server is not an id")
	case i.AppID != "" && !Snowflake(i.AppID):
		return errors.New("application is not an id")
	case actor(i) == nil || !Snowflake(actor(i).ID):
		return errors.New("acting user is missing")
	}
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if data.Name == "" {
			return errors.New("command has no name")
		}
	case discordgo.MessageComponentInteractionData:
		if data.CustomID == "" || i.Message == nil || !Snowflake(i.Message.ID) {
			return errors.New("component has no custom id or message")
		}
	case discordgo.ModalSubmitInteractionData:
		if data.CustomID == "" {
			return errors.New("modal has no custom id")
		}
	default:
		return fmt.Errorf("unknown interaction type %d", i.Type)
	}
	return nil
}

// actor is the user who acts, nil if the interaction names none.
func actor(i *discordgo.Interaction) *discordgo.User {
	if i.Member != nil && i.Member.User != nil {
		return i.Member.User
	}
	return i.User
}

// Snowflake tells whether a text is an id: a number of up to 64 bits.
func Snowflake(s string) bool {
	if s == "" || len(s) > 20 {
		return false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Ready is the part of READY that is of use.
type Ready struct {
	Version     int             `json:"v"`
	SessionID   string          `json:"session_id"`
	ResumeURL   string          `json:"resume_gateway_url"`
	User        *discordgo.User `json:"user"`
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
	Guilds []struct {
		ID string `json:"id"`
	} `json:"guilds"`
}

// ParseReady reads READY. Its error says what is missing.
func ParseReady(data json.RawMessage) (Ready, error) {
	var r Ready
	if err := json.Unmarshal(data, &r); err != nil {
		return r, err
	}
	if r.SessionID == "" || r.User == nil || !Snowflake(r.User.ID) {
		return r, errors.New("session or user is missing")
	}
	r.ResumeURL, _ = Address(r.ResumeURL) // without a usable one, the session is resumed where it began
	if r.Application.ID == "" {
		r.Application.ID = r.User.ID // they are the same but for very old applications
	}
	return r, nil
}
