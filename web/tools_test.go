package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"verbatim/bot/limit"
	"verbatim/index"
	"verbatim/index/prediction"
	"verbatim/web"
)

// assistant connects the official client to a site, with headers.
func assistant(t *testing.T, url string, header http.Header) *mcp.ClientSession {
	t.Helper()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &mcp.StreamableClientTransport{
		Endpoint: url + "/mcp", HTTPClient: &http.Client{Transport: sending{header}}, MaxRetries: -1,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// sending adds headers to requests.
type sending struct{ header http.Header }

func (s sending) RoundTrip(r *http.Request) (*http.Response, error) {
	for name, values := range s.header {
		r.Header[name] = values
	}
	return http.DefaultTransport.RoundTrip(r)
}

// call uses a tool; it returns what it says and its structured content as JSON.
func call(t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any) (said, content string, failed bool) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Content {
		if words, ok := c.(*mcp.TextContent); ok {
			said += words.Text
		}
	}
	b, err := json.Marshal(r.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	return said, string(b), r.IsError
}

func TestTools(t *testing.T) {
	s := assistant(t, serve(t, localConfig(t)).URL, nil)
	var names []string
	for tool, err := range s.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if names = append(names, tool.Name); !tool.Annotations.ReadOnlyHint || tool.OutputSchema == nil {
			t.Errorf("%s is described as %+v", tool.Name, tool)
		}
	}
	if d := cmp.Diff([]string{"ask", "search"}, names); d != "" {
		t.Error(d)
	}
	if !strings.Contains(s.InitializeResult().Instructions, "byte for byte") {
		t.Errorf("instructions: %s", s.InitializeResult().Instructions)
	}

	const question = "who built the harbour clock?"
	said, content, failed := call(t, s, "ask", map[string]any{"question": question, "top": 2})
	want, err := lib(t).Answer(t.Context(), index.Query{Text: question, Top: 2, Sections: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(prediction.Of(want), decode[prediction.Answer](t, content)); d != "" || failed {
		t.Errorf("-ask --json +tool:\n%s", d)
	}
	if !strings.Contains(said, "> The harbour clock of Lindesund was built by Marta Ekholm in 1887.\n— The harbour clock of Lindesund · https://example.org/lindesund/") {
		t.Errorf("it says\n%s", said)
	}
	said, content, failed = call(t, s, "ask", map[string]any{"question": "unanswerable: who built the harbour clock?"})
	if a := decode[prediction.Answer](t, content); failed || !a.Abstained || !strings.HasPrefix(said, "The corpus does not answer this. These sentences come closest, and are not the answer:") {
		t.Errorf("it says\n%s\n%s", said, content)
	}
	if said, _, failed = call(t, s, "search", map[string]any{"words": "storm"}); failed || !strings.Contains(said, "> The clock stopped during the storm of 1921") {
		t.Errorf("it finds\n%s", said)
	}
}

func TestToolsRefuse(t *testing.T) {
	s := assistant(t, serve(t, localConfig(t)).URL, nil)
	for name, arguments := range map[string]map[string]any{
		"nothing":      {},
		"too many":     {"question": "who?", "top": 21},
		"too few":      {"question": "who?", "top": -1},
		"too long":     {"question": strings.Repeat("a", 2001)},
		"not a string": {"question": 7},
		"unknown":      {"question": "who?", "level": "eager"},
	} {
		r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "ask", Arguments: arguments})
		if err == nil && !r.IsError {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestToolsFail has the library panic: that is told, and nothing else ends.
func TestToolsFail(t *testing.T) {
	c := localConfig(t)
	c.Library = failing{Library: c.Library}
	s := assistant(t, serve(t, c).URL, nil)
	for range 2 {
		said, _, failed := call(t, s, "ask", map[string]any{"question": "who built the clock?"})
		if !failed || !strings.Contains(said, "Something went wrong") || strings.Contains(said, "panic") {
			t.Errorf("it says %s", said)
		}
	}
}

// TestToolsAreGuarded wants the limits of clients, their view, and the token, as everywhere else.
func TestToolsAreGuarded(t *testing.T) {
	c := localConfig(t)
	limits := limit.New()
	c.Limits, c.View = &limits, func() index.Filter { return index.Filter{Within: []string{"public/"}} }
	c.Access = web.Access{Local: true, Token: "hush"}
	s := serve(t, c)
	if r := send(t, s, "POST", "/mcp"); r.status != 401 {
		t.Errorf("without the token: %d", r.status)
	}
	one := assistant(t, s.URL, http.Header{"Authorization": {"Bearer hush"}, "X-Forwarded-For": {"192.0.2.1"}})
	if said, _, _ := call(t, one, "search", map[string]any{"words": "brewery kettle"}); said != "No passage holds these words." {
		t.Errorf("it finds what is not to be seen:\n%s", said)
	}
	for range 14 {
		if said, _, failed := call(t, one, "ask", map[string]any{"question": "who built the clock?"}); failed {
			t.Fatal(said)
		}
	}
	if said, _, failed := call(t, one, "ask", map[string]any{"question": "who built the clock?"}); !failed || !strings.Contains(said, "Please wait") {
		t.Errorf("one too many: %s", said)
	}
	other := assistant(t, s.URL, http.Header{"Authorization": {"Bearer hush"}, "X-Forwarded-For": {"192.0.2.2"}})
	if said, _, failed := call(t, other, "ask", map[string]any{"question": "who built the clock?"}); failed {
		t.Errorf("somebody else: %s", said)
	}
}

// TestToolsOverPipes connects the client in the process, as on standard input and output.
func TestToolsOverPipes(t *testing.T) {
	c := localConfig(t)
	c.Paths = true
	here, there := mcp.NewInMemoryTransports()
	if _, err := web.NewTools(c).Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 20 { // no limits hold back the user of this machine
		said, _, failed := call(t, s, "ask", map[string]any{"question": "when does the brewery open?"})
		if failed || !strings.Contains(said, "secret/plans.txt") {
			t.Fatalf("it says\n%s", said)
		}
	}
}
