package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// ensureCommands registers the commands unless that has been done. When Discord does not
// play along, the next call tries again.
func (b *Bot) ensureCommands(ctx context.Context) {
	application := b.unregistered.Swap(nil)
	if application == nil {
		return
	}
	if err := b.register(ctx, *application); err != nil {
		b.log.Error("could not register the commands; they stay as they were, and I will try again", "error", err)
		b.unregistered.CompareAndSwap(nil, application)
	}
}

// register brings the commands at Discord up to date. Discord allows 200 new commands a
// day, so it writes only when something differs.
func (b *Bot) register(ctx context.Context, application string) error {
	want := b.commands()
	have, err := b.discord.Commands(ctx, application)
	if err != nil {
		b.log.Warn("could not list the registered commands; registering them anew", "error", err)
	} else if same, err := sameCommands(want, have); err != nil || same {
		return err
	}
	if err := b.discord.PutCommands(ctx, application, want); err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	b.log.Info("registered commands", "commands", len(want))
	return nil
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
