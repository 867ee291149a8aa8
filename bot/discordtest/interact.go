package discordtest

import (
	"encoding/json"
	"maps"
	"time"

	"github.com/bwmarrin/discordgo"
)

// An Option is one filled-in option of a command. Value is a string, int, float64 or
// bool; a subcommand has Options instead.
type Option struct {
	Name    string
	Value   any
	Focused bool // autocomplete: the one being typed
	Options []Option
}

// asked is an interaction and what came of it.
type asked struct {
	id, token string
	place     Place
	at        time.Time
	origin    *Post // message of the component that was used
	reply     Reply
	awaited   int // follow-ups that were waited for
}

// Slash lets a person use a chat command and returns the interaction's id.
func (s *Server) Slash(place Place, who Person, name string, options ...Option) string {
	return s.Interact(place, who, discordgo.InteractionApplicationCommand, s.commandData(name, 1, options), nil)
}

// Complete lets a person type in an option with autocomplete; one Option is Focused.
func (s *Server) Complete(place Place, who Person, name string, options ...Option) string {
	return s.Interact(place, who, discordgo.InteractionApplicationCommandAutocomplete, s.commandData(name, 1, options), nil)
}

// MessageCommand lets a person use a command of a message's context menu.
func (s *Server) MessageCommand(place Place, who Person, name, messageID string) string {
	data := s.commandData(name, 3, nil)
	s.mu.Lock()
	data["target_id"] = messageID
	data["resolved"] = map[string]any{"messages": map[string]any{messageID: s.posts[messageID].fields}}
	s.mu.Unlock()
	return s.Interact(place, who, discordgo.InteractionApplicationCommand, data, nil)
}

// Click lets a person press a button of a message. A button that isn't there or can't be
// pressed fails the test.
func (s *Server) Click(place Place, who Person, messageID, customID string) string {
	return s.Choose(place, who, messageID, customID)
}

// Choose lets a person pick values in a select menu of a message.
func (s *Server) Choose(place Place, who Person, messageID, customID string, values ...string) string {
	s.tb.Helper()
	s.mu.Lock()
	p := s.posts[messageID]
	var component map[string]any
	if p != nil && !p.Deleted {
		component = findComponent(p.fields["components"], customID)
	}
	s.mu.Unlock()
	if component == nil || component["disabled"] == true {
		s.tb.Fatalf("message %s has no component %q that can be used", messageID, customID)
	}
	data := map[string]any{"custom_id": customID, "component_type": component["type"]}
	if len(values) > 0 {
		data["values"] = values
	}
	return s.Interact(place, who, discordgo.InteractionMessageComponent, data, p)
}

// Submit lets a person fill in the modal that answered an interaction.
func (s *Server) Submit(place Place, who Person, interactionID string, values map[string]string) string {
	s.mu.Lock()
	a := s.asked[interactionID]
	var rows []any
	for id, v := range values {
		rows = append(rows, map[string]any{"type": 1, "components": []any{map[string]any{"type": 4, "custom_id": id, "value": v}}})
	}
	data := map[string]any{"custom_id": a.reply.CustomID, "components": rows}
	origin := a.origin
	s.mu.Unlock()
	return s.Interact(place, who, discordgo.InteractionModalSubmit, data, origin)
}

// Interact sends an interaction with any data. origin is the message of a component, nil
// for commands.
func (s *Server) Interact(place Place, who Person, kind discordgo.InteractionType, data map[string]any, origin *Post) string {
	s.mu.Lock()
	a := &asked{id: s.newID(), place: place, origin: origin}
	a.token = "interaction-" + a.id
	a.reply = Reply{ID: a.id}
	event := s.interactionEvent(a, who, kind, data)
	a.at = time.Now()
	s.asked[a.id], s.tokens[a.token] = a, a
	s.mu.Unlock()
	s.Dispatch(place.GuildID, "INTERACTION_CREATE", event)
	return a.id
}

// InteractionToken is the token of an interaction, for a client that did not receive it.
func (s *Server) InteractionToken(interactionID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[interactionID].token
}

// invited are the permissions of the bot, as the link that README gives asks for them.
const invited = "274877975552"

func (s *Server) interactionEvent(a *asked, who Person, kind discordgo.InteractionType, data map[string]any) map[string]any {
	event := map[string]any{
		"id": a.id, "application_id": s.AppID, "type": int(kind), "token": a.token, "version": 1, "data": data,
		"channel_id": a.place.ChannelID, "app_permissions": invited, "entitlements": []any{}, "locale": string(who.Locale),
		"attachment_size_limit": 10485760,
	}
	if who.Locale == "" {
		event["locale"] = "en-US"
	}
	if c := s.places[a.place.ChannelID]; c != nil {
		event["channel"] = c.json()
	}
	if a.place.GuildID == "" {
		event["user"], event["context"] = who.json(), 1
		event["authorizing_integration_owners"] = map[string]any{"0": "0"}
	} else {
		member := maps.Clone(who.member())
		member["user"] = who.json()
		event["member"], event["guild_id"], event["context"] = member, a.place.GuildID, 0
		event["guild_locale"] = "en-US"
		event["authorizing_integration_owners"] = map[string]any{"0": a.place.GuildID}
	}
	if a.origin != nil {
		event["message"] = a.origin.fields
	}
	return event
}

// commandData is the data object of a command, with the registered command's id.
func (s *Server) commandData(name string, kind int, options []Option) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	for _, c := range s.commands {
		if c.Name == name && (int(c.Type) == kind || c.Type == 0 && kind == 1) {
			id = c.ID
		}
	}
	data := map[string]any{"id": id, "name": name, "type": kind}
	if len(options) > 0 {
		data["options"] = optionsJSON(options)
	}
	return data
}

func optionsJSON(options []Option) []any {
	var list []any
	for _, o := range options {
		j := map[string]any{"name": o.Name, "type": optionType(o)}
		if len(o.Options) > 0 || o.Value == nil {
			j["options"] = optionsJSON(o.Options)
		} else {
			j["value"] = o.Value
		}
		if o.Focused {
			j["focused"] = true
		}
		list = append(list, j)
	}
	return list
}

func optionType(o Option) discordgo.ApplicationCommandOptionType {
	switch o.Value.(type) {
	case string:
		return discordgo.ApplicationCommandOptionString
	case int:
		return discordgo.ApplicationCommandOptionInteger
	case float64:
		return discordgo.ApplicationCommandOptionNumber
	case bool:
		return discordgo.ApplicationCommandOptionBoolean
	}
	return discordgo.ApplicationCommandOptionSubCommand
}

// findComponent looks for a custom id in components of any depth.
func findComponent(v any, customID string) map[string]any {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if c := findComponent(e, customID); c != nil {
				return c
			}
		}
	case map[string]any:
		if v["custom_id"] == customID {
			return v
		}
		for _, key := range []string{"components", "accessory"} {
			if c := findComponent(v[key], customID); c != nil {
				return c
			}
		}
	}
	return nil
}

// A Reply is all that the bot answered to one interaction.
type Reply struct {
	ID        string                            // of the interaction
	Type      discordgo.InteractionResponseType // 0: not answered yet
	Body      json.RawMessage                   // of the first answer
	After     time.Duration                     // from the event to the first answer
	Pending   bool                              // deferred and not filled in yet
	Ephemeral bool
	Post      *Post // the message, nil when there is none
	Followups []Post
	Choices   []*discordgo.ApplicationCommandOptionChoice // autocomplete
	CustomID  string                                      // modal
	Title     string                                      // modal
	Inputs    []string                                    // modal: the custom ids of its text inputs

	post      *Post
	followups []*Post
}
