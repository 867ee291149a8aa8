package command

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/text"
)

// A Registry sees to it that Discord knows the bot's commands.
type Registry struct {
	discord  *rest.Client
	commands []*discordgo.ApplicationCommand
	log      *slog.Logger
	due      atomic.Pointer[string] // application that must still be seen to
	ids      atomic.Pointer[map[string]string]
}

// NewRegistry makes a registry of these commands. Nothing is sent yet.
func NewRegistry(discord *rest.Client, commands []*discordgo.ApplicationCommand, log *slog.Logger) *Registry {
	return &Registry{discord: discord, commands: commands, log: log}
}

// Register registers the commands of an application, as far as that is needed. When
// Discord does not play along, again tries again.
func (r *Registry) Register(ctx context.Context, application string) {
	r.due.Store(&application)
	r.Again(ctx)
}

// Again registers the commands unless that has been done.
func (r *Registry) Again(ctx context.Context) {
	application := r.due.Swap(nil)
	if application == nil {
		return
	}
	if err := r.update(ctx, *application); err != nil {
		r.log.Error("could not register the commands; they stay as they were, and I will try again", "error", err)
		r.due.CompareAndSwap(nil, application)
	}
}

// update brings the commands at Discord up to date. Discord allows 200 new commands a
// day, so it writes only when something differs.
func (r *Registry) update(ctx context.Context, application string) error {
	have, err := r.discord.Commands(ctx, application)
	if err != nil {
		r.log.Warn("could not list the registered commands; registering them anew", "error", err)
	} else if same, err := sameCommands(r.commands, have); err != nil || same {
		r.learn(have)
		return err
	}
	have, err = r.discord.PutCommands(ctx, application, r.commands)
	if err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	r.learn(have)
	r.log.Info("registered commands", "commands", len(r.commands))
	return nil
}

// learn remembers the ids of registered commands.
func (r *Registry) learn(registered []*discordgo.ApplicationCommand) {
	ids := map[string]string{}
	for _, c := range registered {
		if c != nil {
			ids[c.Name] = c.ID
		}
	}
	r.ids.Store(&ids)
}

// Mention returns what shows a command in a message so that it can be clicked; before the
// command's id is known, its name in a language, in bold.
func (r *Registry) Mention(t *text.Texts, name string) string {
	if ids := r.ids.Load(); ids != nil && (*ids)[name] != "" {
		return "</" + name + ":" + (*ids)[name] + ">"
	}
	return "**/" + Shown(t, name) + "**"
}

// sameCommands reports whether two sets of commands look the same to people.
func sameCommands(a, b []*discordgo.ApplicationCommand) (bool, error) {
	x, err := canonical(a)
	if err != nil {
		return false, err
	}
	y, err := canonical(b)
	return slices.Equal(x, y), err
}

// canonical returns commands as sorted JSON, without what Discord adds: ids, versions,
// and defaults spelt out.
func canonical(commands []*discordgo.ApplicationCommand) ([]string, error) {
	out := make([]string, 0, len(commands))
	for _, c := range commands {
		d := *c
		d.ID, d.ApplicationID, d.GuildID, d.Version = "", "", "", ""
		d.NSFW, d.DefaultPermission = nil, nil
		d.DMPermission = nil //lint:ignore SA1019 Discord still sends it
		d.NameLocalizations, d.DescriptionLocalizations = filled(d.NameLocalizations), filled(d.DescriptionLocalizations)
		d.Contexts, d.IntegrationTypes = sorted(d.Contexts), sorted(d.IntegrationTypes)
		d.Options = plainOptions(d.Options)
		data, err := json.Marshal(d)
		if err != nil {
			return nil, fmt.Errorf("compare commands: %w", err)
		}
		out = append(out, string(data))
	}
	slices.Sort(out)
	return out, nil
}

func filled(m *map[discordgo.Locale]string) *map[discordgo.Locale]string {
	if m == nil || len(*m) == 0 {
		return nil
	}
	return m
}

func sorted[T ~uint](list *[]T) *[]T {
	if list == nil {
		return nil
	}
	out := slices.Sorted(slices.Values(*list))
	return &out
}

// plainOptions makes missing and empty lists the same.
func plainOptions(options []*discordgo.ApplicationCommandOption) []*discordgo.ApplicationCommandOption {
	out := make([]*discordgo.ApplicationCommandOption, 0, len(options))
	for _, o := range options {
		d := *o
		d.ChannelTypes = append([]discordgo.ChannelType{}, d.ChannelTypes...)
		d.Choices = append([]*discordgo.ApplicationCommandOptionChoice{}, d.Choices...)
		d.Options = plainOptions(d.Options)
		out = append(out, &d)
	}
	return out
}
