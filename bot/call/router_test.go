package call

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"verbatim/bot/discordtest"
)

func testRouter(hit *string) *Router {
	h := func(name string) Handler {
		return func(context.Context, *Call) error { *hit = name; return nil }
	}
	r := NewRouter()
	r.Command("ask", h("ask"))
	r.Complete("ask", h("ask typed"))
	r.Custom("next/{key}/{rank}", h("next"))
	r.Custom("forget", h("forget"))
	return r
}

func TestRouterFinds(t *testing.T) {
	component := func(id string) *discordgo.Interaction {
		return &discordgo.Interaction{Type: discordgo.InteractionMessageComponent, Data: discordgo.MessageComponentInteractionData{CustomID: id}}
	}
	for name, c := range map[string]struct {
		in   *discordgo.Interaction
		hit  string
		vars map[string]string
	}{
		"command":        {&discordgo.Interaction{Type: 2, Data: discordgo.ApplicationCommandInteractionData{Name: "ask"}}, "ask", nil},
		"autocomplete":   {&discordgo.Interaction{Type: 4, Data: discordgo.ApplicationCommandInteractionData{Name: "ask"}}, "ask typed", nil},
		"other command":  {&discordgo.Interaction{Type: 2, Data: discordgo.ApplicationCommandInteractionData{Name: "play"}}, "", nil},
		"component":      {component("next/K/2"), "next", map[string]string{"key": "K", "rank": "2"}},
		"no variables":   {component("forget"), "forget", map[string]string{}},
		"too few parts":  {component("next/K"), "", nil},
		"too many parts": {component("next/K/2/3"), "", nil},
		"empty part":     {component("next//2"), "", nil},
		"unknown":        {component("explode/K"), "", nil},
		"empty":          {component(""), "", nil},
		"modal":          {&discordgo.Interaction{Type: 5, Data: discordgo.ModalSubmitInteractionData{CustomID: "forget"}}, "forget", map[string]string{}},
		"ping":           {&discordgo.Interaction{Type: 1}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			hit := ""
			h, vars := testRouter(&hit).Find(c.in)
			if h != nil {
				h(context.Background(), nil) //nolint:errcheck // it returns nil
			}
			if hit != c.hit {
				t.Errorf("it is routed to %q, want %q", hit, c.hit)
			}
			if d := cmp.Diff(c.vars, vars); d != "" {
				t.Errorf("variables (-want +got):\n%s", d)
			}
		})
	}
}

func TestMiddlewareOrder(t *testing.T) {
	var order []string
	wrap := func(name string) Middleware {
		return func(next Handler) Handler {
			return func(ctx context.Context, c *Call) error {
				order = append(order, name)
				return next(ctx, c)
			}
		}
	}
	r := NewRouter(wrap("outer"), wrap("inner"))
	r.Custom("x", func(context.Context, *Call) error { return errors.New("end") })
	h, _ := r.match("x")
	if err := h(context.Background(), nil); err == nil {
		t.Error("the handler's error is lost")
	}
	if !slices.Equal(order, []string{"outer", "inner"}) {
		t.Errorf("order is %v", order)
	}
}

func FuzzCustomID(f *testing.F) {
	for _, id := range []string{"", "/", "next/K/2", "next//", "forget/", "next/K/-1", "next/K/99999999999999999999"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		hit := ""
		h, vars := testRouter(&hit).match(id)
		if h == nil {
			return
		}
		c := &Call{Vars: vars}
		if n := c.Number("rank"); n < -1 || n > 1000 {
			t.Errorf("custom_id %q has rank %d", id, n)
		}
		for name, v := range vars {
			if v == "" {
				t.Errorf("custom_id %q leaves %s empty", id, name)
			}
		}
	})
}

// TestSamples reads Discord's own sample interactions.
func TestSamples(t *testing.T) {
	for name, c := range map[string]struct {
		user, server, option, target string
	}{
		"interaction-application-commands-500.json":              {"53908232506183680", "290926798626357999", "The Gitrog Monster", ""},
		"interaction-application-commands-948.json":              {"167348773423415296", "772904309264089089", "", "some message"},
		"interaction-application-commands-854.json":              {"167348773423415296", "772904309264089089", "", ""},
		"interaction-developing-a-user-installable-app-246.json": {"", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var i discordgo.Interaction
			if err := json.Unmarshal(discordtest.Sample(t, name), &i); err != nil {
				t.Fatal(err)
			}
			call := &Call{Interaction: &i}
			if got := call.UserID(); got != c.user {
				t.Errorf("user is %q, want %q", got, c.user)
			}
			if got := call.Server(); got != c.server {
				t.Errorf("server is %q, want %q", got, c.server)
			}
			if got := call.Option("cardname"); got != c.option {
				t.Errorf("option is %q, want %q", got, c.option)
			}
			data := i.Data.(discordgo.ApplicationCommandInteractionData)
			if data.Resolved != nil && c.target != "" && data.Resolved.Messages[data.TargetID].Content != c.target {
				t.Errorf("the target message is %+v", data.Resolved.Messages[data.TargetID])
			}
		})
	}
}

// TestServerOfUserInstall: where the bot came along with a user, the server is not its own.
func TestServerOfUserInstall(t *testing.T) {
	guild := "772904309264089089"
	for name, c := range map[string]struct {
		owners map[discordgo.ApplicationIntegrationType]string
		want   string
	}{
		"in the server":   {map[discordgo.ApplicationIntegrationType]string{0: guild}, guild},
		"with a user":     {map[discordgo.ApplicationIntegrationType]string{1: "5"}, ""},
		"both":            {map[discordgo.ApplicationIntegrationType]string{0: guild, 1: "5"}, guild},
		"direct message":  {map[discordgo.ApplicationIntegrationType]string{0: "0"}, ""},
		"not told at all": {nil, guild},
	} {
		i := &discordgo.Interaction{GuildID: guild, AuthorizingIntegrationOwners: c.owners}
		if name == "direct message" {
			i.GuildID = ""
		}
		if got := (&Call{Interaction: i}).Server(); got != c.want {
			t.Errorf("%s: server is %q, want %q", name, got, c.want)
		}
	}
}
