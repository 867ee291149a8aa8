package shelf

import (
	"fmt"
	"path"
	"strings"
	"time"

	"verbatim/bot/library"
	"verbatim/bot/markdown"
	"verbatim/bot/memory"
	"verbatim/bot/store"
	"verbatim/corpus"
	"verbatim/corpus/format/discord"
	"verbatim/corpus/language"
	"verbatim/index"
	"verbatim/index/overlay"
)

// Shelves know what each server sees. They are safe for concurrent use.
type Shelves struct {
	store  *store.Store
	shared *Room
	rooms  *memory.Memory[*Room] // by server
	bare   chan fresh            // shelves whose vectors are to be made
}

// roomsKept is how many servers' rooms are kept ready.
const roomsKept = 1000

// New returns the shelves that a store describes, beside a library.
func New(shared library.Library, s *store.Store, now func() time.Time) *Shelves {
	return &Shelves{
		store: s, rooms: memory.New[*Room](roomsKept), bare: make(chan fresh, roomsKept),
		shared: &Room{Library: shared, shared: library.NewArticles(shared, now)},
	}
}

// A Room is what one server sees. It does not change.
type Room struct {
	library.Library
	Name   string   // whose it is and in which state, "" for what all share: no two rooms have one name
	Hidden []string // sentences that are not to be quoted

	shared  *library.Articles
	own     []index.Source            // in the order of their titles
	shelf   *overlay.Shelf            // nil when it has no articles of its own
	ids     map[string]bool           // of its own articles
	lessons map[string]store.Lesson   // by article
	taught  map[string][]store.Lesson // by the message that they were taught from
	aliases []store.Alias
}

// Of returns what a server sees at this moment; "" stands for direct messages.
func (s *Shelves) Of(server string) (*Room, error) {
	revision, err := s.store.Revision(server)
	if err != nil || revision == 0 || server == "" {
		return s.shared, err
	}
	name := fmt.Sprint(server, " ", revision)
	if r, ok := s.rooms.Get(server); ok && r.Name == name {
		return r, nil
	}
	r, err := s.furnish(server)
	if err != nil {
		return nil, fmt.Errorf("read what a server has taught: %w", err)
	}
	s.hand(server, r)
	r.Name = name // its revision was read before: what came meanwhile is looked at again
	s.rooms.Put(server, r)
	return r, nil
}

// furnish makes a room of a server's records.
func (s *Shelves) furnish(server string) (*Room, error) {
	r := *s.shared
	hidden, err := s.store.Hidden(server)
	if err != nil {
		return nil, err
	}
	for _, h := range hidden {
		r.Hidden = append(r.Hidden, h.Sentence)
	}
	if r.aliases, err = s.store.Aliases(server); err != nil {
		return nil, err
	}
	lessons, err := s.store.Lessons(server)
	if err != nil {
		return nil, err
	}
	posts, err := s.store.Posts(server)
	if err != nil || len(lessons)+len(posts) == 0 {
		return &r, err
	}
	r.fill(lessons, posts)
	return &r, nil
}

// fill puts lessons and posts on the room's shelf.
func (r *Room) fill(lessons []store.Lesson, posts []store.Post) {
	r.lessons, r.taught, r.ids = map[string]store.Lesson{}, map[string][]store.Lesson{}, map[string]bool{}
	var articles []corpus.Article
	for _, l := range lessons {
		if a, err := r.article(l); err == nil { // without a word it would not have been taught
			articles = append(articles, a)
			r.lessons[a.ID] = l
			message := path.Base(l.Link)
			r.taught[message] = append(r.taught[message], l)
		}
	}
	for _, p := range posts {
		if a, err := postArticle(p); err == nil { // it may be a picture alone
			articles = append(articles, a)
		}
	}
	r.shelf = overlay.NewShelf(articles)
	r.Library, r.own = r.Library.Beside(r.shelf), library.Sorted(index.Describe(r.shelf))
	for _, a := range r.own {
		r.ids[a.ID] = true
	}
}

const (
	prefix     = "taught:" // begins the ids of articles that are lessons
	prefixPost = "post:"   // of those that are posts
	maxTitle   = 80        // of the beginning of a text that stands for its question, in UTF-16 units
)

// ArticleID is the id of the article that a lesson is.
func ArticleID(l store.Lesson) string { return prefix + l.ID }

// article makes the article of a lesson without showing in its title what is hidden.
func (r *Room) article(l store.Lesson) (corpus.Article, error) {
	a, err := Article(l)
	if l.Question == "" && err == nil {
		shown, _, _ := r.Masked(a.Text, 0, 0)
		a.Title = opening(shown)
	}
	return a, err
}

// opening is the beginning of a text, as a title.
func opening(text string) string { return markdown.Cut(markdown.OneLine(text), maxTitle) }

// Article makes the article of a lesson. Its error says that there is not a word in it.
func Article(l store.Lesson) (corpus.Article, error) {
	title := l.Question
	if title == "" { // then it is called by how it begins
		title = opening(l.Text)
	}
	a, err := discord.Message(corpus.Article{ID: ArticleID(l), Title: title, Source: l.Link, Published: l.Written}, l.Text)
	a.Language = language.Detect(a.Text)
	return a, err
}

// postArticle makes the article of a post.
func postArticle(p store.Post) (corpus.Article, error) {
	a := corpus.Article{
		ID: prefixPost + p.ID, Title: "#" + p.Name + ", " + p.Written.Format(time.DateOnly), Published: p.Written,
		Source: fmt.Sprintf("https://discord.com/channels/%s/%s/%s", p.Server, p.Channel, p.ID),
	}
	if p.Thread {
		a.Title, a.Source = p.Name, fmt.Sprintf("https://discord.com/channels/%s/%s", p.Server, p.ID)
	}
	a, err := discord.Message(a, p.Text)
	a.Language = language.Detect(a.Text)
	return a, err
}

// Lesson returns the lesson that an article of the room is, and false when it is none.
func (r *Room) Lesson(article string) (store.Lesson, bool) {
	l, ok := r.lessons[article]
	return l, ok
}

// Taught returns the lessons that were taught from a message, by its id.
func (r *Room) Taught(message string) []store.Lesson { return r.taught[message] }

// Articles returns the shared articles that a view lets through, and all of the room's own, in the
// order of their titles.
func (r *Room) Articles(view index.Filter) ([]index.Source, error) {
	shared, err := r.shared.Of(view)
	if err != nil || len(r.own) == 0 {
		return r.called(shared), err
	}
	return r.called(merged(r.own, shared)), nil
}

// merged returns the articles of two lists in the order of their titles, in which they are.
func merged(own, shared []index.Source) []index.Source {
	all := make([]index.Source, 0, len(own)+len(shared))
	for _, a := range shared {
		for len(own) > 0 && library.Compare(own[0], a) <= 0 {
			all, own = append(all, own[0]), own[1:]
		}
		all = append(all, a)
	}
	return append(all, own...)
}

// Sees reports whether an article may be quoted from: a lesson or a post as long as it is one,
// another as long as a view lets it through (see [library.Articles.Sees]).
func (r *Room) Sees(view index.Filter, quoted index.Source) (bool, error) {
	if strings.HasPrefix(quoted.ID, prefix) || strings.HasPrefix(quoted.ID, prefixPost) {
		return r.ids[quoted.ID], nil
	}
	return r.shared.Sees(view, quoted)
}
