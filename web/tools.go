package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"verbatim/index"
	"verbatim/index/prediction"
)

const toolsInstructions = `Verbatim quotes a corpus byte for byte and says plainly when the corpus does not answer. Ask it whole
questions with "ask", and pass its quotes on as they are, with their source. Where it abstains, say that the sources do not answer;
the closest sentences are not the answer. "search" finds passages by their words.`

type askInput struct {
	Question string `json:"question" jsonschema:"one whole question, in words"`
	Top      int    `json:"top,omitempty" jsonschema:"how many answers at most, each from another section; 1 to 20, 1 if left out"`
}

type lookUpInput struct {
	Words string `json:"words" jsonschema:"the words to look up"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many passages at most; 1 to 50, 10 if left out"`
}

// NewTools makes the tools of an assistant: ask and search. They can be used over any transport;
// c.Access and c.Watch do not matter.
func NewTools(c Config) *mcp.Server { return newDesk(c).tools() }

// routeTools adds the tools over streamable HTTP: every request by itself, so that nothing is kept
// of an assistant.
func (s *Site) routeTools(mux *http.ServeMux) {
	server := s.tools()
	h := mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, MaxRequestBodyBytes: maxBody, PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // hosts are looked at before (guard.go)
	})
	mux.Handle("/mcp", h)
}

func (d desk) tools() *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "verbatim", Title: "Verbatim", Version: d.config.Version}, &mcp.ServerOptions{
		Instructions: toolsInstructions, Capabilities: &mcp.ServerCapabilities{},
	})
	readOnly := func(title string) *mcp.ToolAnnotations {
		closed := false
		return &mcp.ToolAnnotations{Title: title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}
	}
	mcp.AddTool(s, &mcp.Tool{
		Name: "ask", Annotations: readOnly("Ask the corpus"),
		Description: "Answer a question with a passage of the corpus, quoted byte for byte with its source, or say that the corpus does not answer it.",
	}, d.onAsk)
	mcp.AddTool(s, &mcp.Tool{
		Name: "search", Annotations: readOnly("Search the corpus"),
		Description: "Find passages of the corpus by their words, best first.",
	}, d.onLookUp)
	return s
}

// assistant returns the visit of one: over HTTP its client was noted by the guard.
func assistant(ctx context.Context) visit { return visitOf(ctx).on(onTools) }

func (d desk) onAsk(ctx context.Context, _ *mcp.CallToolRequest, in askInput) (*mcp.CallToolResult, prediction.Answer, error) {
	if err := within(in.Question, in.Top, maxTop); err != nil {
		return nil, prediction.Answer{}, err
	}
	a, err := d.ask(ctx, assistant(ctx), index.Query{Text: in.Question, Top: max(in.Top, 1)})
	if err != nil {
		return nil, prediction.Answer{}, err
	}
	p := d.told(a)
	return said(inWords(p)), p, nil
}

func (d desk) onLookUp(ctx context.Context, _ *mcp.CallToolRequest, in lookUpInput) (*mcp.CallToolResult, found, error) {
	if err := within(in.Words, in.Limit, maxHits); err != nil {
		return nil, found{}, err
	}
	if in.Limit == 0 {
		in.Limit = 10
	}
	hits, err := d.search(ctx, assistant(ctx), in.Words, in.Limit)
	if err != nil {
		return nil, found{}, err
	}
	f := d.foundOf(hits)
	return said(passagesInWords(f)), f, nil
}

// within checks what an assistant sends.
func within(words string, n, most int) error {
	if len([]rune(words)) > maxQuestion {
		return fmt.Errorf("that is too long: %d characters at most", maxQuestion)
	}
	if n < 0 || n > most {
		return fmt.Errorf("%d is out of bounds: from 1 to %d", n, most)
	}
	return nil
}

func said(words string) *mcp.CallToolResult {
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: words}}}
}

// inWords writes an answer as a text.
func inWords(a prediction.Answer) string {
	var b strings.Builder
	switch {
	case len(a.Predictions) == 0:
		return "The corpus does not answer this: no sentence comes close enough."
	case a.Abstained:
		b.WriteString("The corpus does not answer this. These sentences come closest, and are not the answer:\n\n")
	default:
		fmt.Fprintf(&b, "%.0f %% sure:\n\n", 100**a.Score)
	}
	for _, q := range a.Predictions {
		if q.Before != nil {
			b.WriteString(quoted(q.Before.Text))
		}
		b.WriteString(quoted(q.Quote))
		b.WriteString(standsIn(first(q.Title, q.Article), q.Section, first(q.Link, q.Source)) + "\n\n")
	}
	return b.String()
}

func passagesInWords(f found) string {
	if len(f.Passages) == 0 {
		return "No passage holds these words."
	}
	var b strings.Builder
	for _, p := range f.Passages {
		b.WriteString(quoted(p.Text) + standsIn(first(p.Title, p.Article), p.Section, p.Source) + "\n\n")
	}
	return b.String()
}

// quoted writes a text as a quotation.
func quoted(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") + "\n" }

// standsIn tells where a text stands.
func standsIn(title string, section []string, address string) string {
	s := "— " + strings.Join(append([]string{title}, index.Trail(title, section)...), " › ")
	if address != "" {
		s += " · " + address
	}
	return s
}

// first returns the first that is not empty.
func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
