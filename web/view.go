package web

import (
	"strings"
	"time"
	"unicode/utf8"

	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index"
)

const (
	// around is how many bytes are shown before a quote and behind it.
	around = 700
	// Where confidence has a word for it, as in Discord.
	verySure, fairlySure = 0.85, 0.6
)

// A view is what the page shows.
type view struct {
	Texts    *text.Texts
	Lang     string
	Question string
	Embedded bool // inside another page
	Max      int  // characters of a question
	Articles string
	Trouble  string // why there is no answer, "" for none

	Answered bool
	Silence  string // that the sources do not answer, "" where they do
	Sure     string // how sure the answer is, in words
	Percent  int
	Hurried  string // that less was read than usual
	Quotes   []shown
}

// A shown quote is one as the page shows it.
type shown struct {
	Lang                 string
	Before               string // what has to be in sight above it
	Lead, Span, Tail     string // the quote, with the answer proper in it
	Context              bool   // whether there is more around it
	Earlier, Text, Later string // the quote in its surroundings
	Title, Link          string
	Section              string
	Day, Version, Old    string
	Also                 string
}

// Title is what the window is called.
func (v view) Title() string { return title(v.Question) }

// First is the answer proper.
func (v view) First() []shown { return v.Quotes[:min(1, len(v.Quotes))] }

// Next are the answers after it.
func (v view) Next() []shown { return v.Quotes[min(1, len(v.Quotes)):] }

// A placed quote is one with the words around it on the page.
type placed struct {
	Texts *text.Texts
	Quote shown
}

// In gives a quote the page's words.
func (v view) In(q shown) placed { return placed{v.Texts, q} }

// show fills a view with an answer. context gives the text around a quote.
func (v *view) show(a index.Answer, context func(index.Quote) (string, int, error)) {
	t := v.Texts
	v.Answered = !a.Abstained
	switch {
	case a.Reason == index.NoQuestion:
		v.Silence = t.Page.NoQuestion
	case a.Abstained:
		v.Silence = t.Silence.NotInSources
	}
	switch {
	case a.Haste >= 1:
		v.Hurried = t.Answer.Unread
	case a.Haste > 0:
		v.Hurried = t.Answer.Hurried
	}
	v.Sure, v.Percent = sureness(t, a.Confidence), int(a.Confidence*100+.5)
	for _, q := range a.Quotes {
		if a.Abstained {
			q.SpanEnd = q.SpanStart // no part of it is the answer
		}
		v.Quotes = append(v.Quotes, v.quote(q, context))
	}
}

// sureness says how sure an answer is.
func sureness(t *text.Texts, confidence float64) string {
	switch {
	case confidence >= verySure:
		return t.Answer.VerySure
	case confidence >= fairlySure:
		return t.Answer.FairlySure
	}
	return t.Answer.Unsure
}

// quote shows a quote.
func (v *view) quote(q index.Quote, context func(index.Quote) (string, int, error)) shown {
	t := v.Texts
	s := shown{Lang: q.Article.Language, Before: q.Before.Text, Text: q.Text, Title: label(q.Article), Section: strings.Join(index.Trail(q.Article.Title, q.Section), " › ")}
	s.Lead, s.Span, s.Tail = q.Text[:q.SpanStart-q.Start], q.Text[q.SpanStart-q.Start:q.SpanEnd-q.Start], q.Text[q.SpanEnd-q.Start:]
	if whole, start, err := context(q); err == nil {
		s.Earlier = lastOf(whole[:q.Start-start], around)
		s.Later = firstOf(whole[q.End-start:], around)
		s.Context = strings.TrimSpace(s.Earlier+s.Later) != ""
	}
	if s.Title == "" {
		s.Title = t.Answer.Untitled
	}
	s.Link = address(q)
	day := q.Date
	if day.IsZero() {
		day = q.Article.Published
	}
	s.Day = t.Day(day)
	if q.Version != "" {
		s.Version = text.Fill(t.Answer.Version, "version", q.Version)
	}
	if q.Old(time.Now()) {
		s.Old = text.Fill(t.Answer.Old, "year", q.Date.Year())
	}
	if also := labels(q.Also); also != "" {
		s.Also = text.Fill(t.Answer.AlsoIn, "articles", also)
	}
	return s
}

// address returns the link to a quote, as exact as it can be, "" where its source is not on the web.
func address(q index.Quote) string {
	exact := q.Link()
	q.Directive = ""
	for _, link := range []string{exact, q.Link(), q.Article.Source} {
		if to, ok := markdown.WebURL(link, ""); ok {
			return to
		}
	}
	return ""
}

// labels names some articles.
func labels(all []index.Source) string {
	const most = 3
	var names []string
	for _, a := range all[:min(most, len(all))] {
		names = append(names, label(a))
	}
	if len(all) > most {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// lastOf returns the end of a text, of so many bytes at most, cut between characters.
func lastOf(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = s[len(s)-most:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return "…" + s
}

// firstOf returns the beginning of a text in the same way.
func firstOf(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}
