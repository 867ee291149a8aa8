package web

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"verbatim/bot/text"
	"verbatim/index"
)

//go:embed assets
var assets embed.FS

// quotesShown is how many answers a page holds: the best, and the next ones.
const quotesShown = 5

// assetAge is for how long a browser keeps scripts and styles.
const assetAge = "max-age=300"

// types are the content types of what lies in assets, by its extension.
var types = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// A page shows questions and answers in the language of whoever asks.
type page struct {
	site     *Site
	template *template.Template
	codes    []string // of languages, as the catalogue names them
	matcher  language.Matcher
}

// routePage adds the page, and what it is made of.
func (s *Site) routePage(mux *http.ServeMux) error {
	t, err := template.New("page.html").ParseFS(assets, "assets/page.html")
	if err != nil {
		return fmt.Errorf("read the page: %w", err)
	}
	p := page{site: s, template: t, codes: []string{text.English}}
	for _, code := range s.catalogue.Codes() {
		if code != text.English {
			p.codes = append(p.codes, code)
		}
	}
	var tags []language.Tag
	for _, code := range p.codes {
		tags = append(tags, language.Make(code))
	}
	p.matcher = language.NewMatcher(tags)
	mux.Handle("GET /{$}", p)
	return routeAssets(mux)
}

// routeAssets adds the files beside the page.
func routeAssets(mux *http.ServeMux) error {
	files, err := assets.ReadDir("assets")
	if err != nil {
		return fmt.Errorf("list what the page is made of: %w", err)
	}
	for _, f := range files {
		kind, ok := types[path.Ext(f.Name())]
		if !ok {
			continue
		}
		data, err := assets.ReadFile("assets/" + f.Name())
		if err != nil {
			return fmt.Errorf("read what the page is made of: %w", err)
		}
		mux.HandleFunc("GET /"+f.Name(), func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Cache-Control", assetAge)
			if f.Name() == "widget.js" {
				w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
			}
			_, _ = w.Write(data) // whoever asked may have gone
		})
	}
	return nil
}

// ServeHTTP shows the page, with the answer where something is asked.
func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t := p.texts(r)
	v := view{Texts: t, Lang: t.Code, Question: clean(r.FormValue("q")), Embedded: r.FormValue("embed") != "", Max: maxQuestion}
	status := http.StatusOK
	if v.Question != "" {
		if f := p.answer(&v, r); f != nil {
			f.retryAfter(w.Header())
			status = f.status
		}
	}
	if all, err := p.site.articles.Of(p.site.config.View()); err == nil {
		v.Articles = text.Fill(t.About.Sources, "n", len(all))
	}
	var out bytes.Buffer
	if err := p.template.Execute(&out, v); err != nil {
		p.site.config.Logger.Error("the page cannot be made", "error", err)
		writeText(w, http.StatusInternalServerError, t.Errors.Failed)
		return
	}
	w.Header().Add("Vary", "Accept-Language")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", t.Code)
	w.WriteHeader(status)
	_, _ = out.WriteTo(w) // whoever asked may have gone
}

// texts returns the words in the language that a browser prefers.
func (p page) texts(r *http.Request) *text.Texts {
	_, i := language.MatchStrings(p.matcher, r.Header.Get("Accept-Language"))
	return p.site.catalogue.For(p.codes[i])
}

// answer answers the question of a view, or says why not.
func (p page) answer(v *view, r *http.Request) *failure {
	if utf8.RuneCountInString(v.Question) > maxQuestion {
		v.Trouble = text.Fill(v.Texts.Page.TooLong, "n", maxQuestion)
		return &failure{status: http.StatusUnprocessableEntity}
	}
	a, err := p.site.ask(r.Context(), visitOf(r.Context()).on(onPage), index.Query{Text: v.Question, Top: quotesShown})
	if err != nil {
		var f *failure
		if !errors.As(err, &f) {
			f = failureOf(err)
		}
		v.Trouble = trouble(v.Texts, f)
		return f
	}
	v.show(a, p.site.config.Library.Context)
	return nil
}

// trouble says in a language why there is no answer.
func trouble(t *text.Texts, f *failure) string {
	switch {
	case f.status == http.StatusTooManyRequests:
		return text.Fill(t.Limits.User, "seconds", f.seconds())
	case errors.Is(f.cause, index.ErrAway):
		return t.Errors.Away
	case errors.Is(f.cause, index.ErrNoIndex), errors.Is(f.cause, index.ErrDamaged), errors.Is(f.cause, index.ErrFormat):
		return t.Errors.NoIndex
	case f.status == http.StatusServiceUnavailable:
		return t.Errors.Slow
	}
	return t.Errors.Failed
}

// title is what the window is called.
func title(question string) string {
	const most = 80
	if utf8.RuneCountInString(question) > most {
		question = string([]rune(question)[:most-1]) + "…"
	}
	return strings.TrimPrefix(question+" – Verbatim", " – ")
}
