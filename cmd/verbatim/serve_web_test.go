package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"verbatim/bot/discordtest"
	"verbatim/index/prediction"
)

// A diary is a log that tests read while it is written.
type diary struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (d *diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(p)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.String()
}

var listening = regexp.MustCompile(`msg=listening address=(\S+)`)

// serveHTTP runs serve until the test ends, and returns the address that it listens on, and its log.
func serveHTTP(t *testing.T, environ ...string) (address string, log *diary) {
	t.Helper()
	t.Chdir(t.TempDir())
	log, listens := startHTTP(t, "127.0.0.1:0", environ...)
	return listens(), log
}

// startHTTP runs serve until the test ends, and returns its log, and what waits until it listens and returns where.
func startHTTP(t *testing.T, at string, environ ...string) (log *diary, listens func() string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	log, done := new(diary), make(chan int)
	go func() {
		done <- run(ctx, []string{"serve", "--no-reader", "--listen", at}, environ, nil, io.Discard, log)
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-done; status != exitDone {
			t.Errorf("serve ends with status %d\n%s", status, log)
		}
	})
	return log, func() string {
		t.Helper()
		for range 600 {
			if m := listening.FindStringSubmatch(log.String()); m != nil {
				return "http://" + m[1]
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("it does not listen:\n%s", log)
		return ""
	}
}

// fetch returns what an address answers.
func fetch(t *testing.T, address string, headers ...string) (status int, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// TestServeWithoutDiscord runs page and API alone, and holds the API to ask --json.
func TestServeWithoutDiscord(t *testing.T) {
	data := "VERBATIM_DATA=" + t.TempDir()
	address, log := serveHTTP(t, data)
	const question = "who heads Moscow's delegation?"
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"ask", "--no-reader", "--json", question}, []string{data}, nil, &stdout, &stderr)
	_, body := fetch(t, address+"/v1/answer?question=who+heads+Moscow%27s+delegation%3F")
	var want, got prediction.Answer
	if err := json.Unmarshal(stdout.Bytes(), &want); err != nil {
		t.Fatalf("%v: %s%s", err, &stdout, &stderr)
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-ask --json +API:\n%s", d)
	}
	for path, want := range map[string]int{"/": 200, "/readyz": 200, "/healthz": 200, "/openapi.json": 200} {
		if status, body := fetch(t, address+path); status != want {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if strings.Contains(log.String(), "Moscow") {
		t.Errorf("the log tells what was asked:\n%s", log)
	}
}

// TestServeObeysConfinement: what direct messages may not see, the page may not, unless it is told.
func TestServeObeysConfinement(t *testing.T) {
	notes := t.TempDir()
	for name, text := range map[string]string{"open.txt": "The mill grinds barley.\n", "closed.txt": "The brewery hides nine kegs.\n"} {
		if err := os.WriteFile(notes+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data := "VERBATIM_DATA=" + t.TempDir()
	var out bytes.Buffer
	if status := run(t.Context(), []string{"reindex", "--no-vectors", notes}, []string{data}, nil, &out, &out); status != exitDone {
		t.Fatal(&out)
	}
	for confine, sees := range map[string]bool{
		"": true, "1=open": true, "direct=open": false, "*=open": false, "direct=open;web=*": true, "direct=*;web=open": false, "direct=*;*=open": true,
	} {
		t.Run(confine, func(t *testing.T) {
			address, _ := serveHTTP(t, data, "VERBATIM_CONFINE="+confine)
			_, sources := fetch(t, address+"/v1/sources")
			_, hits := fetch(t, address+"/v1/search?words=kegs")
			if strings.Contains(sources, "closed") != sees || strings.Contains(hits, "nine kegs") != sees {
				t.Errorf("it tells %s%s", sources, hits)
			}
		})
	}
}

// TestServeConfinesAnew: SIGHUP takes from page, API and tools what they may see no more.
func TestServeConfinesAnew(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no such signal")
	}
	data := t.TempDir()
	address, log := serveHTTP(t, "VERBATIM_DATA="+data)
	if _, body := fetch(t, address+"/v1/sources"); !strings.Contains(body, "ceasefire-talks") {
		t.Fatalf("it tells %s", body)
	}
	if err := os.WriteFile(dotenvFile, []byte("VERBATIM_CONFINE=web=nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(syscall.SIGHUP)
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 600 {
		if strings.Contains(log.String(), "read the configuration again") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, path := range []string{"/v1/sources", "/v1/search?words=negotiating+team", "/v1/answer?question=who+heads+Moscow%27s+delegation%3F", "/?q=who+heads+Moscow%27s+delegation%3F"} {
		if _, body := fetch(t, address+path); strings.Contains(body, "ceasefire") || strings.Contains(body, "Ushakov") {
			t.Errorf("%s still tells %s", path, body)
		}
	}
}

// TestServeCountsQuestions asks by page, API and tools, with an answer, without one and once too often:
// each counts once, by where it was asked. Looking words up is no question, nor is a form that lacks one.
func TestServeCountsQuestions(t *testing.T) {
	address, _ := serveHTTP(t, "VERBATIM_DATA="+t.TempDir(), "VERBATIM_LEVEL=eager")
	const answered, unanswered = "who heads Moscow's delegation?", "xyzzy plugh frotz?"
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: address + "/mcp", DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tool := func(name, argument, value string) {
		t.Helper()
		if _, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: name, Arguments: map[string]any{argument: value}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, question := range []string{answered, answered, unanswered} {
		fetch(t, address+"/?q="+url.QueryEscape(question))
		fetch(t, address+"/v1/answer?question="+url.QueryEscape(question))
		tool("ask", "question", question)
	}
	for _, path := range []string{"/", "/?q=", "/v1/answer", "/v1/answer?question=x&top=99", "/v1/sources", "/v1/search?words=team", "/?q=" + strings.Repeat("a", 2001)} {
		fetch(t, address+path)
	}
	tool("search", "words", "team")
	for range 5 { // with the 9 questions and 2 look-ups, one more than a client may
		fetch(t, address+"/v1/answer?question=x")
	}
	_, metrics := fetch(t, address+"/metrics")
	for _, line := range []string{
		`verbatim_questions_total{outcome="answered",reason="",surface="page"} 2`,
		`verbatim_questions_total{outcome="answered",reason="",surface="api"} 2`,
		`verbatim_questions_total{outcome="answered",reason="",surface="mcp"} 2`,
		`verbatim_questions_total{outcome="abstained",reason="nothing_close",surface="page"} 1`,
		`verbatim_questions_total{outcome="abstained",reason="nothing_close",surface="mcp"} 1`,
		`verbatim_questions_total{outcome="limited",reason="user",surface="api"} 1`,
		`verbatim_question_duration_seconds_count{surface="page"} 3`,
		`verbatim_question_duration_seconds_count{surface="api"} 8`,
		`verbatim_question_duration_seconds_count{surface="mcp"} 3`,
	} {
		if !strings.Contains(metrics, "\n"+line+"\n") {
			t.Errorf("there is no %s", line)
		}
	}
	if strings.Contains(metrics, `"other"`) || t.Failed() {
		t.Errorf("what was counted is\n%s", strings.Join(countedLines.FindAllString(metrics, -1), "\n"))
	}
}

var countedLines = regexp.MustCompile(`(?m)^verbatim_(question|cache).*[1-9]$`)

// TestServeWithDiscord runs the bot and HTTP side by side, and ends both.
func TestServeWithDiscord(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{})
	address, log := serveHTTP(t, "VERBATIM_DATA="+t.TempDir(), "DISCORD_TOKEN="+discordtest.Token, "VERBATIM_DISCORD_API="+discord.API())
	for range 600 {
		if status, _ := fetch(t, address+"/readyz"); status == http.StatusOK {
			if status, body := fetch(t, address+"/v1/sources"); status != http.StatusOK || !strings.Contains(body, "ceasefire-talks") {
				t.Errorf("beside the bot: %d %s", status, body)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the bot does not connect:\n%s", log)
}

func TestServeWantsItsToken(t *testing.T) {
	address, log := serveHTTP(t, "VERBATIM_DATA="+t.TempDir(), "VERBATIM_LISTEN_TOKEN=hush")
	if status, _ := fetch(t, address+"/"); status != http.StatusUnauthorized {
		t.Errorf("without the token: %d", status)
	}
	if status, _ := fetch(t, address+"/", "Authorization: Bearer hush"); status != http.StatusOK {
		t.Errorf("with it: %d", status)
	}
	if strings.Contains(log.String(), "hush") {
		t.Errorf("the log tells the token:\n%s", log)
	}
}

// TestMCP has the official client run the program, as an assistant does.
func TestMCP(t *testing.T) {
	program, err := os.Executable() // of the tests, which is the program under its name
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(program, dir+"/verbatim"); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(dir+"/verbatim", "mcp", "--no-reader")
	cmd.Env, cmd.Dir = append(os.Environ(), "VERBATIM_DATA="+dir+"/data"), dir
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "search", Arguments: map[string]any{"words": "negotiating team"}})
	if err != nil || r.IsError || len(r.Content) != 1 || !strings.Contains(r.Content[0].(*mcp.TextContent).Text, "Vladimir Ushakov") {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestMCPOfAScript asks and says no more, as "verbatim mcp < FILE" does: all is answered before the end.
func TestMCPOfAScript(t *testing.T) {
	asked := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"words":"negotiating team"}}}
{"jsonrpc":"2.0","id":"three","method":"nothing/known"}
`)
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"mcp", "--no-reader"}, []string{"VERBATIM_DATA=" + t.TempDir()}, asked, &stdout, &stderr)
	if status != exitDone || strings.Count(stdout.String(), "\n") != 3 || !strings.Contains(stdout.String(), "Vladimir Ushakov") || !strings.Contains(stdout.String(), `"three"`) {
		t.Errorf("status %d\n%s%s", status, &stdout, &stderr)
	}
}

func TestServeLargeHead(t *testing.T) {
	address, _ := serveHTTP(t, "VERBATIM_DATA="+t.TempDir())
	if status, _ := fetch(t, address+"/healthz", "X-Large: "+strings.Repeat("a", 40<<10)); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a large head: %d", status)
	}
	if status, body := fetch(t, address+"/v1/answer?question="+url.QueryEscape(strings.Repeat("\U0001F600", 2000))); status != http.StatusOK {
		t.Errorf("the longest question: %d %s", status, body)
	}
}
