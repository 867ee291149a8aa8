package library

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"time"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/index"
)

// articlesKeptFor is how long a list of the library's articles is used before it is
// asked for again. Autocompletion comes with every key pressed.
const articlesKeptFor = 5 * time.Second

// Articles are the library's articles, kept for a short while. They are safe for
// concurrent use.
type Articles struct {
	library Library
	now     func() time.Time

	mu   sync.Mutex
	at   time.Time
	list []index.Source
}

// NewArticles returns the articles of a library, by a clock.
func NewArticles(lib Library, now func() time.Time) *Articles {
	return &Articles{library: lib, now: now}
}

// Of returns the articles that a view lets through, in the order of their titles.
func (l *Articles) Of(view index.Filter) ([]index.Source, error) {
	all, err := l.all()
	if err != nil || view.Zero() {
		return all, err
	}
	var seen []index.Source
	for _, a := range all {
		if view.Lets(a.ID, a.Source) {
			seen = append(seen, a)
		}
	}
	return seen, nil
}

// Sees reports whether a view lets an article through, as it was when it was quoted and as it
// is now.
func (l *Articles) Sees(view index.Filter, quoted index.Source) (bool, error) {
	if view.Zero() || !view.Lets(quoted.ID, quoted.Source) {
		return view.Zero(), nil
	}
	all, err := l.all()
	i := slices.IndexFunc(all, func(a index.Source) bool { return a.ID == quoted.ID })
	return err == nil && (i < 0 || view.Lets(all[i].ID, all[i].Source)), err
}

// Begins reports whether an article's id or source begins with a prefix.
func Begins(a index.Source, prefix string) bool {
	return strings.HasPrefix(a.ID, prefix) || strings.HasPrefix(a.Source, prefix)
}

func (l *Articles) all() ([]index.Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.list != nil && now.Sub(l.at) < articlesKeptFor {
		return l.list, nil
	}
	list, err := l.library.Sources()
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	l.list, l.at = Sorted(list), now
	return l.list, nil
}

// Sorted returns articles in the order of their titles.
func Sorted(list []index.Source) []index.Source {
	list = slices.Clone(list)
	slices.SortStableFunc(list, Compare)
	return list
}

// Compare orders articles by their titles, whatever their case.
func Compare(a, b index.Source) int {
	return strings.Compare(strings.ToLower(Label(a)), strings.ToLower(Label(b)))
}

// Matching returns at most n articles for what was typed: first those whose title begins
// with it, then those with a word that does, then those that hold it anywhere.
func Matching(articles []index.Source, typed string, n int) []index.Source {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var ranked [3][]index.Source
	for _, a := range articles {
		title := strings.ToLower(a.Title)
		switch {
		case strings.HasPrefix(title, typed):
			ranked[0] = append(ranked[0], a)
		case strings.Contains(title, " "+typed):
			ranked[1] = append(ranked[1], a)
		case strings.Contains(title, typed) || strings.Contains(strings.ToLower(a.ID), typed) || strings.Contains(strings.ToLower(a.Source), typed):
			ranked[2] = append(ranked[2], a)
		}
	}
	all := slices.Concat(ranked[:]...)
	return all[:min(len(all), n)]
}

// Handle returns the value that stands for an article in a choice: its id, or a
// short form of an id that is too long for one.
func Handle(a index.Source) string {
	if markdown.Len(a.ID) <= message.MaxOptionText {
		return a.ID
	}
	return fmt.Sprintf("#%08x", crc32.ChecksumIEEE([]byte(a.ID)))
}

// Find returns the article that somebody means: its handle, its title, or the
// only one that matches what was typed, for Discord lets people send anything.
func Find(articles []index.Source, typed string) (index.Source, bool) {
	for _, a := range articles {
		if Handle(a) == typed || a.ID == typed {
			return a, true
		}
	}
	for _, a := range articles {
		if strings.EqualFold(strings.TrimSpace(typed), a.Title) {
			return a, true
		}
	}
	if found := Matching(articles, typed, 2); len(found) == 1 {
		return found[0], true
	}
	return index.Source{}, false
}

// Label returns an article's title, else its source, else its id, on one line.
func Label(s index.Source) string {
	for _, name := range []string{s.Title, s.Source, s.ID} {
		if name = markdown.OneLine(name); name != "" {
			return name
		}
	}
	return ""
}
