package sight

import (
	"testing"

	"github.com/bwmarrin/discordgo"
)

const (
	view    = discordgo.PermissionViewChannel
	history = discordgo.PermissionReadMessageHistory
	role    = discordgo.PermissionOverwriteTypeRole
	person  = discordgo.PermissionOverwriteTypeMember
)

func server(everybody, staff int64) Server {
	return Server{ID: "1", Owner: "owner", Roles: []*discordgo.Role{nil, {ID: "1", Permissions: everybody}, {ID: "staff", Permissions: staff}, {ID: "muted"}}}
}

func overwrite(id string, kind discordgo.PermissionOverwriteType, deny, allow int64) *discordgo.PermissionOverwrite {
	return &discordgo.PermissionOverwrite{ID: id, Type: kind, Deny: deny, Allow: allow}
}

func TestReads(t *testing.T) {
	open := server(reading, 0)
	private := overwrite("1", role, view, 0)
	type overwrites = []*discordgo.PermissionOverwrite
	for name, c := range map[string]struct {
		server     Server
		member     Member
		overwrites overwrites
		kind       discordgo.ChannelType
		want       bool
	}{
		"open":                             {open, Member{ID: "m"}, nil, 0, true},
		"nothing granted":                  {server(0, 0), Member{ID: "m"}, nil, 0, false},
		"without history":                  {server(view, 0), Member{ID: "m"}, nil, 0, false},
		"private":                          {open, Member{ID: "m"}, overwrites{nil, private}, 0, false},
		"private, for the owner":           {open, Member{ID: "owner"}, overwrites{private}, 0, true},
		"private, for administrators":      {server(reading, discordgo.PermissionAdministrator), Member{"m", []string{"staff"}}, overwrites{private}, 0, true},
		"a role lets in":                   {open, Member{"m", []string{"staff"}}, overwrites{overwrite("staff", role, 0, view), private}, 0, true},
		"another's role":                   {open, Member{"m", []string{"muted"}}, overwrites{private, overwrite("staff", role, 0, view)}, 0, false},
		"of two roles the one that allows": {open, Member{"m", []string{"muted", "staff"}}, overwrites{private, overwrite("staff", role, 0, view), overwrite("muted", role, view, 0)}, 0, true},
		"shut out by name":                 {open, Member{"m", []string{"staff"}}, overwrites{overwrite("m", person, view, 0), overwrite("staff", role, 0, view)}, 0, false},
		"let in by name":                   {open, Member{ID: "m"}, overwrites{overwrite("m", person, 0, view), private}, 0, true},
		"a member with the server's id":    {open, Member{ID: "m"}, overwrites{overwrite("1", person, view, 0)}, 0, true},
		"history denied":                   {open, Member{ID: "m"}, overwrites{overwrite("1", role, history, 0)}, 0, false},
		"voice without connecting":         {open, Member{ID: "m"}, nil, discordgo.ChannelTypeGuildVoice, false},
		"by a role of the server":          {server(0, reading), Member{"m", []string{"staff"}}, nil, 0, true},
		"nobody":                           {Server{ID: "1"}, Member{}, nil, 0, false},
	} {
		channel := &discordgo.Channel{PermissionOverwrites: c.overwrites, Type: c.kind}
		if got := Reads(c.server, c.member, channel); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}

func TestReadsThread(t *testing.T) {
	parent := &discordgo.Channel{}
	closed := &discordgo.Channel{PermissionOverwrites: []*discordgo.PermissionOverwrite{overwrite("1", role, view, 0)}}
	public := &discordgo.Channel{Type: discordgo.ChannelTypeGuildPublicThread}
	private := &discordgo.Channel{Type: discordgo.ChannelTypeGuildPrivateThread}
	s := server(reading, discordgo.PermissionManageThreads)
	anybody, staff := Member{ID: "m"}, Member{"m", []string{"staff"}}
	for name, c := range map[string]struct {
		member         Member
		thread, parent *discordgo.Channel
		added, want    bool
	}{
		"public":                          {anybody, public, parent, false, true},
		"below a private channel":         {anybody, public, closed, true, false},
		"private":                         {anybody, private, parent, false, false},
		"private, added":                  {anybody, private, parent, true, true},
		"private, who manages threads":    {staff, private, parent, false, true},
		"private, the parent is not read": {staff, private, closed, true, false},
	} {
		if got := ReadsThread(s, c.member, c.thread, c.parent, c.added); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}
