package web_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"verbatim/bot/library"
	"verbatim/bot/limit"
	"verbatim/index"
	"verbatim/web"
)

const answerPath = "/v1/answer?question=who+built+the+clock"

// TestAccess asks each part of a site in each way it can be reached.
func TestAccess(t *testing.T) {
	const token = "an&hour: of+tokens/="
	bearer, basic := "Authorization: Bearer "+token, "Authorization: Basic "
	r := httptest.NewRequest("GET", "/", nil)
	r.SetBasicAuth("anybody", token)
	basic = "Authorization: " + r.Header.Get("Authorization")
	watch := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	for _, tt := range []struct {
		name            string
		access          web.Access
		header          string
		page, api, mcp  int // statuses; mcp is asked with GET, which it does not have
		health, metrics int
		openapi, widget int
	}{
		{"this machine", web.Access{Local: true}, "", 200, 200, 405, 200, 200, 200, 200},
		{"this machine, with a token", web.Access{Local: true, Token: token}, "", 401, 401, 401, 200, 401, 401, 401},
		{"this machine, with it shown", web.Access{Local: true, Token: token}, bearer, 200, 200, 405, 200, 200, 200, 200},
		{"a token is not shown", web.Access{Token: token}, "", 401, 401, 401, 200, 401, 401, 401},
		{"it is another", web.Access{Token: token}, bearer + "x", 401, 401, 401, 200, 401, 401, 401},
		{"it is a part", web.Access{Token: token}, "Authorization: Bearer an", 401, 401, 401, 200, 401, 401, 401},
		{"it is nothing", web.Access{Token: token}, "Authorization: Bearer ", 401, 401, 401, 200, 401, 401, 401},
		{"it is shown", web.Access{Token: token}, bearer, 200, 200, 405, 200, 200, 200, 200},
		{"it is shown in small letters", web.Access{Token: token}, "authorization: bearer " + token, 200, 200, 405, 200, 200, 200, 200},
		{"it is shown otherwise", web.Access{Token: token}, "Authorization: Token " + token, 401, 401, 401, 200, 401, 401, 401},
		{"it is the password", web.Access{Token: token}, basic, 200, 200, 405, 200, 200, 200, 200},
		{"public", web.Access{Token: token, Public: true}, "", 200, 200, 405, 200, 401, 200, 200},
		{"public, with the token", web.Access{Token: token, Public: true}, bearer, 200, 200, 405, 200, 200, 200, 200},
		{"public without any", web.Access{Public: true}, "", 200, 200, 405, 200, 403, 200, 200},
		{"nothing is set", web.Access{}, "Authorization: Bearer ", 403, 403, 403, 200, 403, 403, 403},
	} {
		c := localConfig(t)
		c.Access, c.Watch = tt.access, watch
		s := serve(t, c)
		for path, want := range map[string]int{
			"/": tt.page, answerPath: tt.api, "/mcp": tt.mcp, "/healthz": tt.health, "/readyz": tt.health, "/metrics": tt.metrics,
			"/openapi.json": tt.openapi, "/widget.js": tt.widget, "//healthz": 0, "/healthz/../": 0,
		} {
			var headers []string
			if tt.header != "" {
				headers = append(headers, tt.header)
			}
			r := get(t, s, path, headers...)
			if want != 0 && r.status != want {
				t.Errorf("%s: %s has status %d, want %d", tt.name, path, r.status, want)
			}
			if (r.status == 401) != (len(r.header.Values("WWW-Authenticate")) > 0) {
				t.Errorf("%s: %s asks for a token in %v", tt.name, path, r.header)
			}
		}
	}
}

// TestOtherSites asks as pages of other sites do.
func TestOtherSites(t *testing.T) {
	c := localConfig(t)
	c.Access.Origins = []string{"https://docs.example.org"}
	s := serve(t, c)
	self := strings.TrimPrefix(s.URL, "http://")
	for _, tt := range []struct {
		name, path string
		headers    []string
		want       int
		allowed    string // Access-Control-Allow-Origin
	}{
		{"a program", answerPath, nil, 200, ""},
		{"itself", answerPath, []string{"Origin: " + s.URL, "Sec-Fetch-Site: same-origin"}, 200, ""},
		{"a listed one", answerPath, []string{"Origin: https://docs.example.org", "Sec-Fetch-Site: cross-site"}, 200, "https://docs.example.org"},
		{"one that is not", answerPath, []string{"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"}, 403, ""},
		{"one that is alike", answerPath, []string{"Origin: https://docs.example.org.evil.example"}, 403, ""},
		{"by plain HTTP", answerPath, []string{"Origin: http://docs.example.org"}, 403, ""},
		{"none", answerPath, []string{"Origin: null"}, 403, ""},
		{"an image", answerPath, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403, ""},
		{"a link", "/?q=clock", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200, ""},
		{"a widget", "/widget.js", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 200, ""},
		{"another name", "/", []string{"Host: evil.example"}, 421, ""},
		{"another name with its origin", answerPath, []string{"Host: evil.example", "Origin: http://evil.example"}, 421, ""},
		{"a name that begins alike", "/", []string{"Host: localhost.evil.example"}, 421, ""},
		{"its name behind a proxy", "/", []string{"Host: docs.example.org"}, 200, ""},
		{"localhost", "/", []string{"Host: localhost:" + self[strings.LastIndex(self, ":")+1:]}, 200, ""},
		{"IPv6", "/", []string{"Host: [::1]"}, 200, ""},
		{"an address elsewhere", "/", []string{"Host: 192.0.2.1"}, 421, ""},
	} {
		r := get(t, s, tt.path, tt.headers...)
		if r.status != tt.want || r.header.Get("Access-Control-Allow-Origin") != tt.allowed {
			t.Errorf("%s: status %d, allowed %q; want %d, %q\n%s", tt.name, r.status, r.header.Get("Access-Control-Allow-Origin"), tt.want, tt.allowed, r.body)
		}
	}
	r := send(t, s, http.MethodOptions, "/mcp", "Origin: https://docs.example.org", "Access-Control-Request-Method: POST")
	if r.status != 204 || !strings.Contains(r.header.Get("Access-Control-Allow-Headers"), "Content-Type") {
		t.Errorf("before a request of another site: %d %v", r.status, r.header)
	}
}

// TestHeaders looks at what every answer has.
func TestHeaders(t *testing.T) {
	c := localConfig(t)
	c.Access.Origins = []string{"https://docs.example.org", "https://wiki.example.org"}
	s := serve(t, c)
	ids := map[string]bool{}
	for _, path := range []string{"/", "/?q=clock", answerPath, "/v1/answer", "/nothing", "/page.js", "/mcp", "/healthz"} {
		r := get(t, s, path)
		policy := r.header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'", "frame-ancestors 'self' https://docs.example.org https://wiki.example.org"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy is %q", path, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || r.header.Get("Referrer-Policy") != "no-referrer" || r.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, r.header)
		}
		id := r.header.Get("X-Request-Id")
		if id == "" || ids[id] {
			t.Errorf("%s: the request is named %q", path, id)
		}
		ids[id] = true
	}
}

// TestLimits asks as often as a user may in Discord, and once more.
func TestLimits(t *testing.T) {
	c := localConfig(t)
	limits := limit.New()
	c.Limits = &limits
	var outcomes []string
	c.Observe = func(ctx context.Context, surface string) (context.Context, func(web.Outcome)) {
		return ctx, func(o web.Outcome) { outcomes = append(outcomes, strings.TrimSpace(surface+" "+o.Name+" "+o.Reason)) }
	}
	s := serve(t, c)
	for range 15 {
		if r := get(t, s, answerPath, "X-Forwarded-For: 192.0.2.7"); r.status != 200 {
			t.Fatalf("status %d: %s", r.status, r.body)
		}
	}
	r := get(t, s, answerPath, "X-Forwarded-For: 192.0.2.7")
	if wait := r.header.Get("Retry-After"); r.status != 429 || wait == "" || wait == "0" {
		t.Errorf("one too many: %d, %v", r.status, r.header)
	}
	if r := get(t, s, "/v1/search?words=clock", "X-Forwarded-For: 192.0.2.7"); r.status != 429 {
		t.Errorf("looking up has status %d", r.status)
	}
	if r := get(t, s, "/?q=clock", "X-Forwarded-For: 192.0.2.7"); r.status != 429 || !strings.Contains(r.body, "Please wait") {
		t.Errorf("the page has status %d\n%s", r.status, r.body)
	}
	if r := get(t, s, answerPath, "X-Forwarded-For: 192.0.2.7, 192.0.2.8"); r.status != 200 {
		t.Errorf("somebody else: %d", r.status)
	}
	if n := len(outcomes); n != 18 || outcomes[0] != "api answered" || outcomes[15] != "api limited user" || outcomes[16] != "page limited user" {
		t.Errorf("told of %d: %q", n, outcomes)
	}
}

// failing is a library that answers with an error, or by panicking.
type failing struct {
	library.Library
	err error
}

func (l failing) Answer(context.Context, index.Query) (index.Answer, error) {
	if l.err == nil {
		panic("a bug")
	}
	return index.Answer{}, l.err
}

func TestFailures(t *testing.T) {
	for _, tt := range []struct {
		err     error
		status  int
		page    string
		outcome string // as it is told of
	}{
		{index.ErrDamaged, 503, "not ready yet", "failed error"},
		{fmt.Errorf("%w: %w", index.ErrAway, context.DeadlineExceeded), 503, "cannot reach my sources", "failed timeout"},
		{fmt.Errorf("answer: %w", index.ErrAway), 503, "cannot reach my sources", "failed error"},
		{context.DeadlineExceeded, 503, "took too long", "failed timeout"},
		{errors.New("the disk at /home/me is on fire"), 500, "Something went wrong", "failed error"},
		{nil, 500, "Something went wrong", "failed error"},
	} {
		c := localConfig(t)
		c.Observe = func(ctx context.Context, _ string) (context.Context, func(web.Outcome)) {
			return ctx, func(o web.Outcome) {
				if got := o.Name + " " + o.Reason; got != tt.outcome {
					t.Errorf("%v: told of %q", tt.err, got)
				}
			}
		}
		c.Library = failing{c.Library, tt.err}
		s := serve(t, c)
		for path, want := range map[string]string{answerPath: "application/problem+json", "/?q=clock": tt.page} {
			r := get(t, s, path)
			if r.status != tt.status || !strings.Contains(r.body+r.header.Get("Content-Type"), want) || strings.Contains(r.body, "/home/me") {
				t.Errorf("%v: %s has status %d, %s\n%s", tt.err, path, r.status, r.header.Get("Content-Type"), r.body)
			}
			if (r.status == 503) != (r.header.Get("Retry-After") != "") {
				t.Errorf("%v: %s says to try again after %q", tt.err, path, r.header.Get("Retry-After"))
			}
		}
	}
}

func TestLargeBody(t *testing.T) {
	s := serve(t, localConfig(t))
	resp, err := http.Post(s.URL+"/mcp", "application/json", strings.NewReader(`{"a":"`+strings.Repeat("a", 100_000)+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusRequestEntityTooLarge && resp.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d", resp.StatusCode)
	}
}

// TestClients tells who asks, by limits that one has reached and the other has not.
func TestClients(t *testing.T) {
	c := localConfig(t)
	c.Access.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, tt := range []struct {
		name, one, other string // X-Forwarded-For
		same             bool
	}{
		{"two people", "192.0.2.1", "192.0.2.2", false},
		{"one who makes up others", "192.0.2.1", "198.51.100.9, 192.0.2.1", true},
		{"one with a port", "192.0.2.1", "192.0.2.1:4711", true},
		{"behind two proxies", "192.0.2.1", "192.0.2.1, 10.1.2.3", true},
		{"behind one that is not believed", "192.0.2.1", "192.0.2.1, 11.1.2.3", false},
		{"one household", "2001:db8:1:2::1", "[2001:db8:1:2:aaaa::]:80", true},
		{"two households", "2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"IPv4 in IPv6", "192.0.2.1", "::ffff:192.0.2.1", true},
		{"nonsense", "", "<script>", true},
	} {
		limits := limit.New()
		c.Limits = &limits
		s := serve(t, c)
		for range 16 {
			get(t, s, answerPath, "X-Forwarded-For: "+tt.one)
		}
		if r := get(t, s, answerPath, "X-Forwarded-For: "+tt.other); (r.status == 429) != tt.same {
			t.Errorf("%s: status %d", tt.name, r.status)
		}
	}
}

// TestConnections tells by its address who has a connection.
func TestConnections(t *testing.T) {
	a := web.Access{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	for end, want := range map[string]string{
		"192.0.2.1:80": "192.0.2.1", "[::ffff:192.0.2.1]:80": "192.0.2.1", "[2001:db8:1:2::9]:80": "2001:db8:1:2::/64",
		"127.0.0.1:80": "", "[::1]:80": "", "10.1.2.3:80": "", "[::ffff:10.1.2.3]:80": "",
	} {
		if got := a.Client(net.TCPAddrFromAddrPort(netip.MustParseAddrPort(end))); got != want {
			t.Errorf("at %s is %q, want %q", end, got, want)
		}
	}
}
