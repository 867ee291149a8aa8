package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/gateway/rest"
)

const (
	// discordPatience is how long one request may take.
	discordPatience = 10 * time.Second

	// Bits of an application's flags: the Message Content intent is on, for a bot in
	// many servers and in fewer than 100
	// (https://discord.com/developers/docs/resources/application).
	flagMessageContent        = 1 << 18
	flagMessageContentLimited = 1 << 19

	// permissionAdministrator is the bit of all permissions.
	permissionAdministrator = 1 << 3
)

// A permission is one that the bot may have in a server, by Discord's name for it
// (https://discord.com/developers/docs/topics/permissions).
type permission struct {
	bit  int64
	name string
	use  string // what does not work without it, "" where the bot does not work at all
}

// permissions are those that the invitation asks for, and those that some settings take.
var permissions = []permission{
	{1 << 10, "View Channels", ""},
	{1 << 11, "Send Messages", ""},
	{1 << 16, "Read Message History", ""},
	{1 << 38, "Send Messages in Threads", ""},
	{1 << 34, "Manage Threads", "the tag of solved posts"},
	{1 << 35, "Create Public Threads", "answers in threads"},
}

// permissionsNeeded are those without which the bot does not work.
func permissionsNeeded() (bits int64) {
	for _, p := range permissions {
		if p.use == "" {
			bits |= p.bit
		}
	}
	return bits
}

// missing names the permissions that are not among some bits: those that are needed, and those
// that some settings take.
func missing(bits int64) (needed, optional []string) {
	for _, p := range permissions {
		switch {
		case bits&permissionAdministrator != 0 || bits&p.bit != 0:
		case p.use == "":
			needed = append(needed, p.name)
		default:
			optional = append(optional, p.name+" ("+p.use+")")
		}
	}
	return needed, optional
}

// inviteLink is what adds the bot to a server with what it needs.
func inviteLink(application string) string {
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, permissionsNeeded())
}

// checkDiscord asks Discord about the token, the intents and the servers.
func checkDiscord(ctx context.Context, d *diagnosis, c config, token string) {
	var app struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Flags int    `json:"flags"`
	}
	err := askDiscord(ctx, c, token, "/applications/@me", &app)
	if errors.Is(err, errTokenRefused) {
		d.add("Discord", "wrong", "it refuses the token: press \"Reset Token\" on the page \"Bot\" of your application and copy the new one")
		return
	}
	if err != nil {
		d.add("Discord", "wrong", "cannot ask about the token: %v", err)
		return
	}
	d.add("Discord", "ok", "the token belongs to %s; this link adds it to a server: %s", app.Name, inviteLink(app.ID))
	if c.MessageContent && app.Flags&(flagMessageContent|flagMessageContentLimited) == 0 {
		d.add("intents", "wrong", "VERBATIM_MESSAGE_CONTENT is true and the intent is off: switch \"Message Content Intent\" on, on the page \"Bot\" of your application")
	}
	checkServers(ctx, d, c, token)
}

// checkServers looks for servers where the bot may not do what it must.
func checkServers(ctx context.Context, d *diagnosis, c config, token string) {
	var servers []struct {
		Name        string `json:"name"`
		Permissions string `json:"permissions"`
	}
	if err := askDiscord(ctx, c, token, "/users/@me/guilds", &servers); err != nil {
		d.add("servers", "wrong", "cannot list them: %v", err)
		return
	}
	if len(servers) == 0 {
		d.add("servers", "note", "the bot is in none yet: open the link above")
		return
	}
	lacking := 0
	without := map[string]bool{} // permissions that only some settings take
	for _, s := range servers {
		has, _ := strconv.ParseInt(s.Permissions, 10, 64) // none, where Discord does not tell
		needed, optional := missing(has)
		if len(needed) > 0 {
			lacking++
			d.add("servers", "note", "in %q its roles lack %s: give them to the bot's role, or open the link above again", s.Name, strings.Join(needed, ", "))
		}
		for _, name := range optional {
			without[name] = true
		}
	}
	if lacking > 0 {
		return
	}
	more := ""
	if len(without) > 0 {
		more = "; not everywhere those that only some settings take: " + strings.Join(slices.Sorted(maps.Keys(without)), ", ")
	}
	d.add("servers", "ok", "the bot is in %d and has the permissions it needs%s", len(servers), more)
}

var errTokenRefused = errors.New("the token is refused")

// askDiscord fills v with the answer to a GET request.
func askDiscord(ctx context.Context, c config, token, path string, v any) error {
	ctx, cancel := context.WithTimeout(ctx, discordPatience)
	defer cancel()
	base, err := rest.APIAddress(c.DiscordAPI)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bot "+token)
	req.Header.Set("User-Agent", "DiscordBot (https://verbatim.invalid, doctor)")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
		return json.NewDecoder(http.MaxBytesReader(nil, resp.Body, 1<<20)).Decode(v)
	case http.StatusUnauthorized:
		return errTokenRefused
	}
	return fmt.Errorf("%s answered %s", base+path, resp.Status)
}
