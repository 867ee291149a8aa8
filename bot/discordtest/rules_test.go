package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"verbatim/bot/discordtest"
)

// send makes a bare request as the bot and returns the status and the answer.
func send(t *testing.T, s *discordtest.Server, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.API()+"/v10"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+discordtest.Token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type m = map[string]any

func repeat(n int, v any) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = v
	}
	return list
}

func button(id string) m { return m{"type": 2, "style": 1, "label": "x", "custom_id": id} }

func row(components ...any) m { return m{"type": 1, "components": components} }

// silence is the only allowed_mentions that Verbatim sends.
var silence = m{"parse": []any{}}

// TestMessageRules sends messages that Discord or Verbatim's own rules refuse.
func TestMessageRules(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	path := "/channels/" + s.DM().ChannelID + "/messages"
	embeds := repeat(2, m{"description": strings.Repeat("x", 3001)})
	for _, c := range []struct {
		name string
		body m
		want string // in the violation; "" is a message in order
		spec bool   // only Discord's document refuses it
	}{
		{"in order", m{"content": "x", "components": []any{row(button("a"), button("b"))}, "embeds": []any{m{"title": "t", "url": "https://example.org"}}}, "", false},
		{"2000 characters", m{"content": strings.Repeat("x", 2000)}, "", false},
		{"2001 characters", m{"content": strings.Repeat("x", 2001)}, "content of 2001", false},
		{"surrogates count twice", m{"content": strings.Repeat("😀", 1001)}, "content of 2002", false},
		{"empty", m{"content": " "}, "empty message", false},
		{"11 embeds", m{"embeds": repeat(11, m{"title": "t"})}, "maxItems", true},
		{"embed title", m{"embeds": []any{m{"title": strings.Repeat("x", 257)}}}, "maxLength", true},
		{"embed field without name", m{"embeds": []any{m{"fields": []any{m{"name": "", "value": "v"}}}}}, "without name", false},
		{"6002 in embeds", m{"embeds": embeds}, "in all embeds", false},
		{"script address", m{"embeds": []any{m{"title": "t", "url": "javascript:alert(1)"}}}, "not one that Discord links to", false},
		{"six rows", m{"content": "x", "components": rows(6)}, "6 rows", false},
		{"six buttons", m{"content": "x", "components": []any{row(button("1"), button("2"), button("3"), button("4"), button("5"), button("6"))}}, "maxItems", true},
		{"same custom id", m{"content": "x", "components": []any{row(button("a"), button("a"))}}, "twice", false},
		{"button without id", m{"content": "x", "components": []any{row(m{"type": 2, "style": 1, "label": "x"})}}, "needs a custom_id", false},
		{"link with id", m{"content": "x", "components": []any{row(m{"type": 2, "style": 5, "label": "x", "url": "https://example.org", "custom_id": "a"})}}, "link button", false},
		{"button outside a row", m{"content": "x", "components": []any{button("a")}}, "oneOf", true},
		{"long custom id", m{"content": "x", "components": []any{row(button(strings.Repeat("x", 101)))}}, "oneOf", true},
		{"same select value", m{"content": "x", "components": []any{row(m{"type": 3, "custom_id": "s", "options": repeat(2, m{"label": "l", "value": "v"})})}}, "select value", false},
		{"mentions", m{"content": "x", "allowed_mentions": m{"parse": []any{"users"}}}, "may ping", false},
		{"mentions null", m{"content": "x", "allowed_mentions": m{"parse": nil}}, "may ping", false},
		{"replied user", m{"content": "x", "allowed_mentions": m{"parse": []any{}, "replied_user": true}}, "may ping", false},
		{"unknown mention type", m{"content": "x", "allowed_mentions": m{"parse": []any{"cats"}}}, "may ping", false},
		{"mentions twice", m{"content": "x", "allowed_mentions": m{"parse": []any{"users"}, "users": []any{"1"}}}, "both in parse", false},
		{"v2 with content", m{"content": "x", "flags": 1 << 15, "components": []any{m{"type": 10, "content": "y"}}}, "beside components v2", false},
		{"misspelt property", m{"content": "x", "enforce_nonse": true}, "unknown property body.enforce_nonse", true},
		{"misspelt property of a button", m{"content": "x", "components": []any{row(m{"type": 2, "style": 1, "label": "x", "custom_id": "a", "colour": 3})}}, "components[0].colour", true},
		{"v2", m{"flags": 1 << 15, "components": []any{m{"type": 10, "content": "y"}}}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.body["allowed_mentions"] == nil {
				c.body["allowed_mentions"] = silence
			}
			expect(t, s, "POST", path, c.body, c.want, c.spec)
		})
	}
}

func rows(n int) []any {
	var list []any
	for i := range n {
		list = append(list, row(button(fmt.Sprint(i))))
	}
	return list
}

// expect sends a request and compares what is said against it.
func expect(t *testing.T, s *discordtest.Server, method, path string, body any, want string, spec bool) {
	t.Helper()
	if spec && !s.Validates() {
		t.Skip("Discord's OpenAPI document is not here")
	}
	status, answer := send(t, s, method, path, jsonOf(t, body))
	violations := strings.Join(s.TakeViolations(), "\n")
	switch {
	case want == "" && (status >= 300 || violations != ""):
		t.Errorf("refused with %d %s\n%s", status, answer, violations)
	case want != "" && (status != 400 || !strings.Contains(violations, want)):
		t.Errorf("status %d, violations %q, want one with %q", status, violations, want)
	}
}

// TestCommandRules registers commands that Discord refuses.
func TestCommandRules(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	path := "/applications/" + s.AppID + "/commands"
	option := func(name string, more m) m {
		o := m{"type": 3, "name": name, "description": "d"}
		for k, v := range more {
			o[k] = v
		}
		return o
	}
	ask := func(more m) []any {
		c := m{"name": "ask", "description": "Ask", "type": 1}
		for k, v := range more {
			c[k] = v
		}
		return []any{c}
	}
	for _, c := range []struct {
		name string
		body []any
		want string
		spec bool
	}{
		{"in order", ask(m{"options": []any{option("question", m{"required": true}), option("private", m{"type": 5})}, "default_member_permissions": "32",
			"name_localizations": m{"de": "frage", "ja": "質問", "uk": "питання"}, "integration_types": []any{0, 1}, "contexts": []any{0, 1, 2}}), "", false},
		{"message command", []any{m{"name": "Ask about this", "type": 3}}, "", false},
		{"upper case", ask(m{"name": "Ask"}), "not one Discord takes", false},
		{"space", ask(m{"name": "ask me"}), "not one Discord takes", false},
		{"localized upper case", ask(m{"name_localizations": m{"de": "Frage"}}), "not one Discord takes", false},
		{"unknown locale", ask(m{"name_localizations": m{"xx": "frage"}}), "unknown locale", false},
		{"33 letters", ask(m{"name": strings.Repeat("x", 33)}), "not one Discord takes", false},
		{"no description", ask(m{"description": ""}), "no description", false},
		{"long description", ask(m{"description": strings.Repeat("x", 101)}), "maxLength", true},
		{"description of a message command", []any{m{"name": "Ask", "type": 3, "description": "d"}}, "has a description", false},
		{"required after optional", ask(m{"options": []any{option("a", nil), option("b", m{"required": true})}}), "after an optional", false},
		{"choices and autocomplete", ask(m{"options": []any{option("a", m{"autocomplete": true, "choices": []any{m{"name": "n", "value": "v"}}})}}), "both choices", false},
		{"same option", ask(m{"options": []any{option("a", nil), option("a", nil)}}), "twice", false},
		{"same command", append(ask(nil), ask(nil)...), "twice", false},
		{"long choice", ask(m{"options": []any{option("a", m{"choices": []any{m{"name": "n", "value": strings.Repeat("v", 101)}}})}}), "value of choice", false},
		{"26 options", ask(m{"options": numbered(26, option)}), "maxItems", true},
		{"unknown option type", ask(m{"options": []any{option("a", m{"type": 77})}}), "oneOf", true},
		{"16 message commands", messageCommands(16), "16 commands of type 3", false},
		{"repeated contexts", ask(m{"contexts": []any{0, 0}}), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "repeated contexts" {
				c.want = "equal" // the document asks for unique items
			}
			expect(t, s, "PUT", path, c.body, c.want, c.spec)
		})
	}
}

func numbered(n int, option func(string, m) m) []any {
	var list []any
	for i := range n {
		list = append(list, option(fmt.Sprint("o", i), nil))
	}
	return list
}

func messageCommands(n int) []any {
	var list []any
	for i := range n {
		list = append(list, m{"name": fmt.Sprint("Ask ", i), "type": 3})
	}
	return list
}

// TestCallbackRules answers interactions in ways that Discord refuses.
func TestCallbackRules(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	ann, place := s.Person("ann"), s.DM()
	choice := m{"name": "n", "value": "v"}
	for _, c := range []struct {
		name string
		body m
		want string
		spec bool
	}{
		{"message", m{"type": 4, "data": m{"content": "x", "allowed_mentions": silence}}, "", false},
		{"message that pings", m{"type": 4, "data": m{"content": "x"}}, "may ping", false},
		{"deferral", m{"type": 5, "data": m{"flags": 64}}, "", false},
		{"deferral with content", m{"type": 5, "data": m{"content": "x"}}, "nothing but the ephemeral flag", false},
		{"choices", m{"type": 8, "data": m{"choices": []any{choice}}}, "", false},
		{"no choices", m{"type": 8, "data": m{"choices": []any{}}}, "", false},
		{"choices missing", m{"type": 8, "data": m{}}, "without a list", false},
		{"same choice", m{"type": 8, "data": m{"choices": repeat(2, choice)}}, "twice", false},
		{"long choice", m{"type": 8, "data": m{"choices": []any{m{"name": strings.Repeat("x", 101), "value": "v"}}}}, "101 characters", false},
		{"modal", m{"type": 9, "data": m{"custom_id": "c", "title": "t", "components": []any{row(m{"type": 4, "custom_id": "i", "label": "l", "style": 1})}}}, "", false},
		{"modal without title", m{"type": 9, "data": m{"custom_id": "c", "components": []any{row(m{"type": 4, "custom_id": "i", "label": "l", "style": 1})}}}, "without custom_id or title", false},
		{"unknown type", m{"type": 44}, "anyOf", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := s.Slash(place, ann, "ask")
			expect(t, s, "POST", "/interactions/"+id+"/"+s.InteractionToken(id)+"/callback", c.body, c.want, c.spec)
		})
	}
}

// TestRequests sends requests that no part of Discord takes.
func TestRequests(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	channel := s.DM().ChannelID
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"unknown path", "GET", "/nowhere", "", 404, "no such route"},
		{"no snowflake", "POST", "/channels/general/typing", "", 400, "no such operation"},
		{"unknown query", "GET", "/users/@me?x=1", "", 400, "unknown query parameter"},
		{"body missing", "POST", "/channels/" + channel + "/messages", "", 400, "body is missing"},
		{"no JSON", "POST", "/channels/" + channel + "/messages", "{", 400, "not JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !s.Validates() {
				t.Skip("Discord's OpenAPI document is not here")
			}
			status, _ := send(t, s, c.method, c.path, c.body)
			if v := strings.Join(s.TakeViolations(), "\n"); status != c.status || !strings.Contains(v, c.want) {
				t.Errorf("status %d, violations %q", status, v)
			}
		})
	}
}
