package call

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A Handler deals with one interaction.
type Handler func(ctx context.Context, c *Call) error

// A Middleware wraps handlers.
type Middleware func(Handler) Handler

// A Router finds the handler for an interaction: by the command's name, or by the
// custom_id of a component or modal. A custom_id is a path such as "next/KEY/2"; its
// pattern names the changing parts in braces, as in "next/{key}/{rank}".
type Router struct {
	commands  map[string]Handler // slash and message commands
	completes map[string]Handler // their autocompletion
	paths     map[string]path    // by first part of the custom_id
	wrap      []Middleware
}

// A path is a pattern of custom_ids with its handler.
type path struct {
	names  []string // of the variable parts, in order
	handle Handler
}

// NewRouter makes a router that wraps every handler, the first of these outermost.
func NewRouter(wrap ...Middleware) *Router {
	return &Router{commands: map[string]Handler{}, completes: map[string]Handler{}, paths: map[string]path{}, wrap: wrap}
}

// Command routes a slash or message command.
func (r *Router) Command(name string, h Handler) { r.commands[name] = r.wrapped(h) }

// Complete routes the autocompletion of a command's options.
func (r *Router) Complete(name string, h Handler) { r.completes[name] = r.wrapped(h) }

// Custom routes components and modals. The first part of a pattern must be fixed and
// must not be routed already.
func (r *Router) Custom(pattern string, h Handler) {
	parts := strings.Split(pattern, "/")
	p := path{handle: r.wrapped(h)}
	for _, part := range parts[1:] {
		p.names = append(p.names, strings.Trim(part, "{}"))
	}
	r.paths[parts[0]] = p
}

func (r *Router) wrapped(h Handler) Handler {
	for i := len(r.wrap) - 1; i >= 0; i-- {
		h = r.wrap[i](h)
	}
	return h
}

// Find returns the handler for an interaction and the values of its custom_id's
// variable parts, and nil when nothing is routed there.
func (r *Router) Find(i *discordgo.Interaction) (Handler, map[string]string) {
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
func (r *Router) match(customID string) (Handler, map[string]string) {
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
