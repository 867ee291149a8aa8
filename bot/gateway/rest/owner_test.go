package rest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/bot/discordtest"
)

// TestOwners reads what Discord tells of applications of one person and of teams.
func TestOwners(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"one person": {`{"owner":{"id":"7"},"team":null}`, []string{"7"}},
		"nobody":     {`{}`, []string{}},
		"a team": {`{"owner":{"id":"99","username":"team99"},"team":{"id":"99","owner_user_id":"1","members":[
			{"membership_state":2,"role":"admin","user":{"id":"2"}}, {"membership_state":2,"role":"developer","user":{"id":"3"}},
			{"membership_state":2,"role":"read_only","user":{"id":"4"}}, {"membership_state":1,"role":"admin","user":{"id":"5"}},
			{"membership_state":2,"user":{"id":"6"}}, {"membership_state":2,"role":"admin","user":{"id":""}}, null]}}`, []string{"1", "2", "3"}},
	} {
		r := newRig(t, discordtest.Options{})
		r.server.Inject(discordtest.Fault{Method: "GET", Path: "/applications/@me", Times: 1, Status: 200, Body: c.body})
		got, err := r.client.Owners(within(t))
		if d := cmp.Diff(c.want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
	r := newRig(t, discordtest.Options{})
	if got, err := r.client.Owners(within(t)); err != nil || len(got) != 1 || got[0] != r.server.OwnerID {
		t.Errorf("the owners are %q, %v", got, err)
	}
}
