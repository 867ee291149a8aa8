package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// patience bounds every wait for something to happen.
const patience = 30 * time.Second

// A rig is a client with a Discord to send to.
type rig struct {
	server *discordtest.Server
	client *Client
	place  discordtest.Place
	ann    discordtest.Person
}

// newRig makes a client and its server.
func newRig(t *testing.T, opts discordtest.Options) *rig {
	t.Helper()
	opts.Timeout, opts.AnswerWithin = patience, patience // tests of other things must not depend on the machine
	r := &rig{server: discordtest.New(t, opts)}
	r.place, r.ann = r.server.DM(), r.server.Person("ann")
	var err error
	r.client, err = New(Config{Base: r.server.API(), Token: discordtest.Token, UserAgent: "DiscordBot (https://verbatim.invalid, 1)", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	// What only bounds a wait is long, so that a busy machine fails no test.
	r.client.timing = timing{respond: 20 * time.Second, request: 20 * time.Second, attempt: 10 * time.Second, again: 20 * time.Millisecond}
	return r
}

// interaction lets somebody use a command; the client does not have to be connected to
// answer it.
func (r *rig) interaction() *discordgo.Interaction {
	id := r.server.Slash(r.place, r.ann, "ask", discordtest.Option{Name: "question", Value: "who?"})
	return &discordgo.Interaction{ID: id, AppID: r.server.AppID, Token: r.server.InteractionToken(id)}
}

func message(content string) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource, Data: &discordgo.InteractionResponseData{Content: content},
	}
}

// within bounds a test by time without being about time.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	t.Cleanup(cancel)
	return ctx
}

// TestSendSurvives sends one message through each passing fault of the REST side and
// shows that exactly one is posted.
func TestSendSurvives(t *testing.T) {
	html429 := http.Header{"Retry-After": {"0"}}
	for name, f := range map[string]discordtest.Fault{
		"500":                          {Status: 500, Times: 2},
		"502":                          {Status: 502, Times: 2},
		"503":                          {Status: 503, Times: 2},
		"504":                          {Status: 504, Times: 2},
		"HTML 429":                     {Status: 429, Times: 2, Header: html429},
		"429":                          {Status: 429, Times: 2, Body: `{"message":"slow","retry_after":0.05,"global":false}`, Header: http.Header{"X-Ratelimit-Scope": {"user"}, "Retry-After": {"1"}, "X-Ratelimit-Reset-After": {"0.05"}}},
		"global 429":                   {Status: 429, Times: 1, Body: `{"message":"slow","retry_after":0.05,"global":true}`, Header: http.Header{"X-Ratelimit-Global": {"true"}, "X-Ratelimit-Reset-After": {"0.05"}}},
		"429 without headers":          {Status: 429, Times: 2, Body: `{"message":"slow","retry_after":0.05,"global":false}`},
		"global 429 without headers":   {Status: 429, Times: 1, Body: `{"message":"slow","retry_after":0.05,"global":true}`},
		"hang-up":                      {Hangup: true, Times: 2},
		"posted but answer lost":       {Hangup: true, AfterStore: true, Times: 2},
		"posted but answered 502":      {Status: 502, AfterStore: true, Times: 2},
		"posted but answered too late": {Delay: time.Hour, AfterStore: true, Status: 200, Body: "{}", Times: 1},
		"damaged rate limit header":    {Status: 500, Times: 1, Header: http.Header{"X-Ratelimit-Reset-After": {"soon"}, "X-Ratelimit-Reset": {"x"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{})
			if name == "posted but answered too late" {
				r.client.timing.attempt = 700 * time.Millisecond
			}
			f.Method, f.Path = "POST", "/channels/"
			r.server.Inject(f)
			id, err := r.client.Send(within(t), r.place.ChannelID, Message{Content: "once"})
			if err != nil {
				t.Fatal(err)
			}
			posts := r.server.Posts(r.place)
			if len(posts) != 1 || posts[0].ID != id {
				t.Errorf("%d messages were posted, the answer names %q", len(posts), id)
			}
		})
	}
}

// TestRespondSurvives does the same for the first answer to an interaction.
func TestRespondSurvives(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"500":                    {Status: 500, Times: 2},
		"HTML 429":               {Status: 429, Times: 1, Header: http.Header{"Retry-After": {"0"}}},
		"429":                    {Status: 429, Times: 1, Body: `{"message":"slow","retry_after":0.05}`, Header: http.Header{"X-Ratelimit-Scope": {"user"}, "X-Ratelimit-Reset-After": {"0.05"}}},
		"hang-up":                {Hangup: true, Times: 2},
		"taken but answer lost":  {Hangup: true, AfterStore: true, Times: 1},
		"taken but answered 504": {Status: 504, AfterStore: true, Times: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{})
			f.Path = "/interactions/"
			r.server.Inject(f)
			i := r.interaction()
			if err := r.client.Respond(within(t), i, message("here")); err != nil {
				t.Fatal(err)
			}
			if got := r.server.AwaitAnswer(i.ID); got.Post.Message.Content != "here" {
				t.Errorf("answered %q", got.Post.Message.Content)
			}
		})
	}
}

// TestRespondTooLate shows that a first answer never outlives its three seconds, whatever
// Discord asks to wait.
func TestRespondTooLate(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"429 with long retry": {Status: 429, Body: `{"message":"slow","retry_after":300}`, Header: http.Header{"X-Ratelimit-Scope": {"user"}, "X-Ratelimit-Reset-After": {"300"}}},
		"no answer":           {Delay: time.Hour},
		"503 for ever":        {Status: 503},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{})
			r.client.timing.respond, r.client.timing.attempt = 300*time.Millisecond, 700*time.Millisecond
			f.Path = "/interactions/"
			r.server.Inject(f)
			done := make(chan error, 1)
			go func() { done <- r.client.Respond(context.Background(), r.interaction(), message("late")) }()
			select {
			case err := <-done:
				if err == nil {
					t.Error("no error")
				}
				if name == "no answer" && !errors.Is(err, ErrTooLate) {
					t.Errorf("error is %v, want ErrTooLate", err)
				}
				if strings.Contains(err.Error(), "interaction-") {
					t.Errorf("the error tells the interaction's token: %v", err)
				}
			case <-time.After(patience):
				t.Fatal("still waiting")
			}
		})
	}
}

// TestRespondAnsweredSlowly shows that a first answer that was sent in time counts, even
// when Discord takes long to say so.
func TestRespondAnsweredSlowly(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.client.timing.respond = 300 * time.Millisecond
	r.server.Inject(discordtest.Fault{Path: "/interactions/", Delay: 600 * time.Millisecond, Times: 1})
	if err := r.client.Respond(within(t), r.interaction(), message("in time")); err != nil {
		t.Error(err)
	}
}

// TestLongRetryAfterHoldsOneChannel shows that a long 429 is reported at once, and that
// other channels go on.
func TestLongRetryAfterHoldsOneChannel(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	other := r.server.DM()
	r.server.Inject(discordtest.Fault{
		Path: "/channels/" + r.place.ChannelID, Status: 429, Body: `{"message":"slow","retry_after":300}`,
		Header: http.Header{"X-Ratelimit-Scope": {"user"}, "X-Ratelimit-Reset-After": {"300"}},
	})
	for range 3 {
		_, err := r.client.Send(within(t), r.place.ChannelID, Message{Content: "held"})
		var e *StatusError
		if !errors.As(err, &e) || e.Status != 429 || e.RetryAfter < 290*time.Second {
			t.Errorf("error is %v, want a 429 that tells when", err)
		}
	}
	if n := len(r.server.Requests("POST", "/channels/"+r.place.ChannelID)); n != 1 {
		t.Errorf("%d requests went out, want 1: the others know already", n)
	}
	if _, err := r.client.Send(within(t), other.ChannelID, Message{Content: "free"}); err != nil {
		t.Errorf("another channel: %v", err)
	}
}

// TestFollowupAtMostOnce shows that a follow-up, which has no nonce, is not sent again
// when it may have been posted.
func TestFollowupAtMostOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	i := r.interaction()
	if err := r.client.Respond(within(t), i, message("first")); err != nil {
		t.Fatal(err)
	}
	r.server.Inject(discordtest.Fault{Method: "POST", Path: "/webhooks/", Hangup: true, AfterStore: true, Times: 1})
	if err := r.client.Followup(within(t), i, &discordgo.WebhookParams{Content: "second"}); err == nil {
		t.Error("no error although nobody knows whether it was posted")
	}
	if n := len(r.server.ReplyTo(i.ID).Followups); n != 1 {
		t.Errorf("%d follow-ups, want 1", n)
	}
}

// TestInteractionLife sends everything that can be sent about an interaction.
func TestInteractionLife(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	ctx, i := within(t), r.interaction()
	deferral := &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
	}
	if err := r.client.Respond(ctx, i, deferral); err != nil {
		t.Fatal(err)
	}
	content := "@everyone is not pinged"
	if err := r.client.EditResponse(ctx, i, &discordgo.WebhookEdit{Content: &content}); err != nil {
		t.Fatal(err)
	}
	if a := r.server.AwaitAnswer(i.ID); a.Post.Message.Content != content || !a.Ephemeral || a.Post.Message.Flags&discordgo.MessageFlagsSuppressEmbeds == 0 {
		t.Errorf("answer is %+v", a.Post.Message)
	}
	err := r.client.Followup(ctx, i, &discordgo.WebhookParams{
		Content: "file", Files: []*discordgo.File{{Name: "data.jsonl", ContentType: "application/jsonl", Reader: bytes.NewReader([]byte("{}\n"))}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if f := r.server.AwaitFollowup(i.ID); len(f.Message.Attachments) != 1 || f.Message.Attachments[0].Filename != "data.jsonl" {
		t.Errorf("attachments are %+v", f.Message.Attachments)
	}
	if err := r.client.Respond(ctx, i, message("again")); Code(err) != CodeAcknowledged {
		t.Errorf("a second answer is refused with %v", err)
	}
}

// TestMessageLife sends everything that can be sent about a message.
func TestMessageLife(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	ctx, place := within(t), r.server.Guild()
	question := r.server.Say(place, r.ann, "who?")
	if err := r.client.Typing(ctx, place.ChannelID); err != nil {
		t.Error(err)
	}
	id, err := r.client.Send(ctx, place.ChannelID, Message{Content: "<@1> he", ReplyTo: question, Nonce: question})
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.client.Send(ctx, place.ChannelID, Message{Content: "<@1> he", ReplyTo: question, Nonce: question})
	if err != nil || again != id {
		t.Errorf("the same nonce posted a second message: %v, %v", again, err)
	}
	if p := r.server.AwaitPost(place); p.ReplyTo != question {
		t.Errorf("reply to %q, want %q", p.ReplyTo, question)
	}
	if _, err := r.client.Send(ctx, place.ChannelID, Message{Content: "late", ReplyTo: "1"}); err != nil {
		t.Errorf("reply to a message that is gone: %v", err)
	}
	if err := r.client.Edit(ctx, place.ChannelID, id, Message{Content: "she"}); err != nil {
		t.Error(err)
	}
	if p := r.server.Posts(place)[0]; p.ID != id || p.Message.Content != "she" {
		t.Errorf("edited to %q", p.Message.Content)
	}
	if ch, err := r.client.Channel(ctx, place.ChannelID); err != nil || ch.GuildID != place.GuildID {
		t.Errorf("channel is %v, %v", ch, err)
	}
	if err := r.client.Delete(ctx, place.ChannelID, id); err != nil {
		t.Error(err)
	}
	if err := r.client.Delete(ctx, place.ChannelID, id); !Gone(err) {
		t.Errorf("deleting twice: %v", err)
	}
	if err := r.client.Delete(ctx, place.ChannelID, question); !Forbidden(err) {
		t.Errorf("deleting another's message: %v", err)
	}
}

// TestDeleteAnswerLost shows that a deletion that was done counts as done.
func TestDeleteAnswerLost(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	id, err := r.client.Send(within(t), r.place.ChannelID, Message{Content: "x"})
	if err != nil {
		t.Fatal(err)
	}
	r.server.Inject(discordtest.Fault{Method: "DELETE", Hangup: true, AfterStore: true, Times: 1})
	if err := r.client.Delete(within(t), r.place.ChannelID, id); err != nil {
		t.Error(err)
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	ctx := within(t)
	app := r.server.AppID
	names := map[discordgo.Locale]string{discordgo.German: "frage"}
	permissions := int64(discordgo.PermissionManageGuild)
	registered, err := r.client.PutCommands(ctx, app, []*discordgo.ApplicationCommand{{
		Name: "ask", Description: "Ask", NameLocalizations: &names, DefaultMemberPermissions: &permissions,
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(registered) != 1 || registered[0].ID == "" {
		t.Errorf("registered as %+v, without an id", registered)
	}
	got, err := r.client.Commands(ctx, app)
	if err != nil || len(got) != 1 || (*got[0].NameLocalizations)[discordgo.German] != "frage" {
		t.Errorf("commands are %v, %v", got, err)
	}
}

// TestRateLimits sends more than Discord allows at once, in all and in one channel. A
// machine that stalls can bring some requests together again, so one in ten may be told
// to wait; without limits of its own it would be every second one.
func TestRateLimits(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{RateLimits: true, ChannelWindow: 300 * time.Millisecond})
	var wg sync.WaitGroup
	for n := range 70 {
		place := r.place
		if n >= 8 {
			place = r.server.DM()
		}
		wg.Go(func() {
			if _, err := r.client.Send(within(t), place.ChannelID, Message{Content: fmt.Sprint(n)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s := r.client.Traffic(); s.Limited*10 > s.Requests {
		t.Errorf("%d of %d requests were answered with 429", s.Limited, s.Requests)
	}
	if n := len(r.server.Posts(r.place)); n != 8 {
		t.Errorf("%d messages in the busy channel, want 8", n)
	}
}

// TestCancel shows that a waiting request ends with its context.
func TestCancel(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.Inject(discordtest.Fault{Path: "/channels/", Status: 503})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := r.client.Send(ctx, r.place.ChannelID, Message{Content: "x"}); err == nil {
		t.Error("no error")
	}
}

// TestRefusalsStopSending goes to the brink of a ban.
func TestRefusalsStopSending(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	for range refusalsMost {
		r.client.refusals.note(http.StatusForbidden, nil)
	}
	if _, err := r.client.Send(within(t), r.place.ChannelID, Message{Content: "x"}); !errors.Is(err, ErrBlocked) {
		t.Errorf("error is %v, want ErrBlocked", err)
	}
	if err := r.client.Respond(within(t), r.interaction(), message("still")); err != nil {
		t.Errorf("answers to interactions go on for a while: %v", err)
	}
	if n := len(r.server.Requests("POST", "/channels/")); n != 0 {
		t.Errorf("%d requests went out", n)
	}
}

func TestRefusalsWindow(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	r := newRefusals(slog.New(slog.DiscardHandler))
	r.now = func() time.Time { return now }
	shared := http.Header{"X-Ratelimit-Scope": {"shared"}}
	for _, status := range []int{401, 403, 429, 200, 404, 500} {
		r.note(status, nil)
	}
	r.note(429, shared)
	if n := r.count(); n != 3 {
		t.Errorf("counted %d, want 3", n)
	}
	now = now.Add(9 * time.Minute)
	r.note(403, nil)
	if n := r.count(); n != 4 {
		t.Errorf("after nine minutes %d, want 4", n)
	}
	now = now.Add(2 * time.Minute)
	if n := r.count(); n != 1 {
		t.Errorf("after eleven minutes %d, want 1", n)
	}
	now = now.Add(time.Hour)
	if n := r.count(); n != 0 {
		t.Errorf("after an hour %d, want 0", n)
	}
}

// TestBucketsForget shows that limits of channels and interactions do not pile up.
func TestBucketsForget(t *testing.T) {
	b := newBuckets()
	past := http.Header{"X-Ratelimit-Limit": {"5"}, "X-Ratelimit-Remaining": {"4"}, "X-Ratelimit-Reset-After": {"0"}}
	for i := range 20000 {
		r := request{method: "POST", path: fmt.Sprint("/webhooks/1/token", i), kind: webhook}
		if err := b.take(context.Background(), r); err != nil {
			t.Fatal(err)
		}
		b.give(r, 200, past)
	}
	if len(b.all) > 2*idleBuckets {
		t.Errorf("%d buckets are kept", len(b.all))
	}
}

func TestBucketKey(t *testing.T) {
	for _, c := range []struct {
		r    request
		want string
	}{
		{request{method: "POST", path: "/channels/12/messages"}, "POST/channels/12/messages"},
		{request{method: "PATCH", path: "/channels/12/messages/34"}, "PATCH/channels/12/messages/*"},
		{request{method: "POST", path: "/webhooks/1/abc?wait=true", kind: webhook}, "POST/webhooks/1/abc"},
		{request{method: "PATCH", path: "/webhooks/1/abc/messages/77", kind: webhook}, "PATCH/webhooks/1/abc/messages/*"},
		{request{method: "POST", path: "/interactions/1/abc/callback", kind: callback}, ""},
	} {
		if got := bucketKey(c.r); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.r.method, c.r.path, got, c.want)
		}
	}
}
