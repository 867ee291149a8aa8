package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A handler deals with one interaction.
type handler func(ctx context.Context, c *call) error

// A middleware wraps handlers.
type middleware func(handler) handler

// A router finds the handler for an interaction: by the command's name, or by the
// custom_id of a component or modal. A custom_id is a path such as "next/KEY/2"; its
// pattern names the changing parts in braces, as in "next/{key}/{rank}".
type router struct {
	commands  map[string]handler // slash and message commands
	completes map[string]handler // their autocompletion
	paths     map[string]path    // by first part of the custom_id
	wrap      []middleware
}

// A path is a pattern of custom_ids with its handler.
type path struct {
	names  []string // of the variable parts, in order
	handle handler
}

func newRouter(wrap ...middleware) *router {
	return &router{commands: map[string]handler{}, completes: map[string]handler{}, paths: map[string]path{}, wrap: wrap}
}

// command routes a slash or message command.
func (r *router) command(name string, h handler) { r.commands[name] = r.wrapped(h) }

// complete routes the autocompletion of a command's options.
func (r *router) complete(name string, h handler) { r.completes[name] = r.wrapped(h) }

// custom routes components and modals. The first part of a pattern must be fixed and
// must not be routed already.
func (r *router) custom(pattern string, h handler) {
	parts := strings.Split(pattern, "/")
	p := path{handle: r.wrapped(h)}
	for _, part := range parts[1:] {
		p.names = append(p.names, strings.Trim(part, "{}"))
	}
	r.paths[parts[0]] = p
}

func (r *router) wrapped(h handler) handler {
	for i := len(r.wrap) - 1; i >= 0; i-- {
		h = r.wrap[i](h)
	}
	return h
}

// find returns the handler for an interaction and the values of its custom_id's
// variable parts, and nil when nothing is routed there.
func (r *router) find(i *discordgo.Interaction) (handler, map[string]string) {
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			return r.completes[data.Name], nil
		}
		return r.commands[data.Name], nil
	case discordgo.MessageComponentInteractionData:
		return r.match(data.CustomID)
	case discordgo.ModalSubmitInteractionData:
		return r.match(data.CustomID)
	}
	return nil, nil
}

// match finds the handler for a custom_id. All parts must be there and none may be
// empty.
func (r *router) match(customID string) (handler, map[string]string) {
	parts := strings.Split(customID, "/")
	p, ok := r.paths[parts[0]]
	if !ok || len(parts) != 1+len(p.names) {
		return nil, nil
	}
	vars := make(map[string]string, len(p.names))
	for i, name := range p.names {
		if parts[i+1] == "" {
			return nil, nil
		}
		vars[name] = parts[i+1]
	}
	return p.handle, vars
}
