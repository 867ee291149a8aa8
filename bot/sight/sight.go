package sight

import (
	"slices"

	"github.com/bwmarrin/discordgo"
)

// A Member is a member of a server, or somebody who is none: then without roles.
type Member struct {
	ID    string
	Roles []string // ids, without the one that everybody has
}

// A Server is what permissions follow from in all channels of it.
type Server struct {
	ID    string            `json:"id"`
	Owner string            `json:"owner_id"` // id of a user
	Roles []*discordgo.Role `json:"roles"`
}

// reading is what it takes to read what stands in a channel.
const reading = discordgo.PermissionViewChannel | discordgo.PermissionReadMessageHistory

// everything is all permissions.
const everything = ^int64(0)

// Reads reports whether a member reads what stands in a channel that is no thread.
func Reads(s Server, m Member, c *discordgo.Channel) bool {
	need := int64(reading)
	if c.Type == discordgo.ChannelTypeGuildVoice || c.Type == discordgo.ChannelTypeGuildStageVoice {
		need |= discordgo.PermissionVoiceConnect // without it nothing else counts there
	}
	return Permissions(s, m, c)&need == need
}

// ReadsThread reports whether a member reads a thread below a channel. added tells whether the
// member was added to it, which only counts for private ones.
func ReadsThread(s Server, m Member, thread, parent *discordgo.Channel, added bool) bool {
	if !Reads(s, m, parent) {
		return false
	}
	manages := Permissions(s, m, parent)&discordgo.PermissionManageThreads != 0
	return thread.Type != discordgo.ChannelTypeGuildPrivateThread || added || manages
}

// Permissions returns what a member may do in a channel that is no thread.
func Permissions(s Server, m Member, c *discordgo.Channel) int64 {
	base := inServer(s, m)
	if base == everything {
		return base
	}
	var all, roles, own discordgo.PermissionOverwrite
	for _, o := range c.PermissionOverwrites {
		switch {
		case o == nil:
		case o.Type == discordgo.PermissionOverwriteTypeMember && o.ID == m.ID:
			own = *o
		case o.Type == discordgo.PermissionOverwriteTypeRole && o.ID == s.ID: // everybody's
			all = *o
		case o.Type == discordgo.PermissionOverwriteTypeRole && slices.Contains(m.Roles, o.ID):
			roles.Deny, roles.Allow = roles.Deny|o.Deny, roles.Allow|o.Allow
		}
	}
	for _, o := range []discordgo.PermissionOverwrite{all, roles, own} { // the later counts more
		base = base&^o.Deny | o.Allow
	}
	return base
}

// inServer returns what a member may do in all of a server.
func inServer(s Server, m Member) (all int64) {
	if m.ID == s.Owner && m.ID != "" {
		return everything
	}
	for _, r := range s.Roles {
		if r != nil && (r.ID == s.ID || slices.Contains(m.Roles, r.ID)) {
			all |= r.Permissions
		}
	}
	if all&discordgo.PermissionAdministrator != 0 {
		return everything
	}
	return all
}
