package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"verbatim/index"
	"verbatim/index/prediction"
)

const apiDescription = `Asks a corpus. An answer is one unbroken passage of a source, quoted byte for byte, or the
plain statement that the sources do not answer the question; then the closest sentences are given as what they are.`

// routeAPI adds the operations, and the document that describes them, which is made from their
// types.
func (s *Site) routeAPI(mux *http.ServeMux) {
	c := huma.DefaultConfig("Verbatim", s.config.Version)
	c.Info.Description = apiDescription
	c.DocsPath, c.SchemasPath = "", ""
	c.CreateHooks = nil // no links to schemas in answers
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{naming}
	if !s.config.Access.open("/v1/") {
		c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
		c.Security = []map[string][]string{{"token": {}}}
	}
	api := humago.New(mux, c)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		if name, ok := blank(ctx); ok {
			_ = huma.WriteErr(api, ctx, http.StatusUnprocessableEntity, "validation failed", // whoever asked may have gone
				&huma.ErrorDetail{Location: "query." + name, Message: "expected a value", Value: ""})
			return
		}
		next(ctx)
	})
	huma.Register(api, s.operation("answer", "Answer a question", true), s.onAnswer)
	huma.Register(api, s.operation("search", "Find passages by their words", true), s.onSearch)
	huma.Register(api, s.operation("sources", "List the articles, by title", false), s.onSources)
}

// blank returns a parameter that is sent without a value where no text may stand: huma would take
// its default, and the document says otherwise.
func blank(ctx huma.Context) (name string, ok bool) {
	u := ctx.URL()
	sent := u.Query()
	for _, p := range ctx.Operation().Parameters {
		free := p.Schema.Type == huma.TypeString && len(p.Schema.Enum) == 0
		if sent.Has(p.Name) && sent.Get(p.Name) == "" && !free {
			return p.Name, true
		}
	}
	return "", false
}

// operation describes one, and how it can fail; asks: it waits for its turn.
func (s *Site) operation(name, summary string, asks bool) huma.Operation {
	o := huma.Operation{
		OperationID: name, Method: http.MethodGet, Path: "/v1/" + name, Summary: summary,
		Errors: []int{http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable},
	}
	if asks {
		o.Errors = append(o.Errors, http.StatusTooManyRequests)
	}
	if len(s.config.Access.Token) > 0 {
		o.Errors = append(o.Errors, http.StatusUnauthorized)
	}
	return o
}

// naming puts the request's id into problems.
func naming(ctx huma.Context, _ string, v any) (any, error) {
	if p, ok := v.(*huma.ErrorModel); ok {
		p.Instance = instance(visitOf(ctx.Context()).id)
	}
	return v, nil
}

type answerInput struct {
	Question string `query:"question" required:"true" minLength:"1" maxLength:"2000" doc:"What to answer, in words" example:"who heads the delegation?"`
	Top      int    `query:"top" minimum:"1" maximum:"20" default:"1" doc:"How many answers at most, best first, each from another section"`
	Level    string `query:"level" enum:"cautious,balanced,eager" doc:"How sure the answer must be; what the site chose where it is left out"`
	Article  string `query:"article" maxLength:"4096" doc:"Id of the only article to answer from"`
}

type answerOutput struct{ Body prediction.Answer }

func (s *Site) onAnswer(ctx context.Context, in *answerInput) (*answerOutput, error) {
	a, err := s.ask(ctx, visitOf(ctx).on(onAPI), index.Query{Text: in.Question, Top: in.Top, Level: index.Level(in.Level), Article: in.Article})
	if err != nil {
		return nil, problem(err)
	}
	return &answerOutput{s.told(a)}, nil
}

type searchInput struct {
	Words string `query:"words" required:"true" minLength:"1" maxLength:"2000" doc:"What to look up"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10" doc:"How many passages at most, best first"`
}

type searchOutput struct{ Body found }

func (s *Site) onSearch(ctx context.Context, in *searchInput) (*searchOutput, error) {
	hits, err := s.search(ctx, visitOf(ctx).on(onAPI), in.Words, in.Limit)
	if err != nil {
		return nil, problem(err)
	}
	return &searchOutput{s.foundOf(hits)}, nil
}

type sourcesInput struct {
	Offset int `query:"offset" minimum:"0" default:"0" doc:"How many to leave out"`
	Limit  int `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"How many to list at most"`
}

type sourcesOutput struct{ Body sources }

func (s *Site) onSources(ctx context.Context, in *sourcesInput) (*sourcesOutput, error) {
	all, err := s.articles.Of(s.config.View())
	if err != nil {
		return nil, problem(s.failed(visitOf(ctx).on(onAPI), err))
	}
	return &sourcesOutput{s.sourcesOf(all, in.Offset, in.Limit)}, nil
}
