package store

import (
	"crypto/rand"
	"errors"
	"slices"
	"time"
)

// A Lesson is an answer that the people of a server have taught: an article of that server
// alone.
type Lesson struct {
	ID       string    `json:"id"` // names the lesson within its server, for good
	Server   string    `json:"server"`
	Question string    `json:"question"`          // that it answers; "" once whoever asked it so has had it deleted
	Askers   []Person  `json:"askers,omitempty"`  // whose words the question has, as far as it was asked before
	Text     string    `json:"text"`              // in Discord's Markdown
	Link     string    `json:"link,omitempty"`    // to the message that the text stands in, "" when it was typed
	Name     string    `json:"name,omitempty"`    // of who wrote it, as people see it
	Author   Person    `json:"author,omitempty"`  // who wrote the message, "" when it was typed
	Teacher  Person    `json:"teacher,omitempty"` // who taught it
	Written  time.Time `json:"written"`           // the text
	At       time.Time `json:"at"`                // it was taught, or last changed
}

// MaxLessons is how many lessons a server can have: they are kept in memory.
const MaxLessons = 1000

// ErrManyLessons means that a server has [MaxLessons] lessons.
var ErrManyLessons = errors.New("this server has as many lessons as it may have")

// Teach keeps a lesson: a new one, which it gives an ID, or in the place of the one with the same.
// Its question, and the gap that is named unless that is "", leave the gaps. It returns
// [ErrManyLessons] when there is no room.
func (s *Store) Teach(l Lesson, gap string) (Lesson, error) {
	err := s.writeGaps(func(tx *transaction) error {
		if l.ID == "" {
			if n := countOf(tx, bucketLessons, l.Server); n >= MaxLessons {
				return ErrManyLessons
			}
			l.ID = rand.Text()
			if err := count(tx, l.Server, l.At, Tally{Taught: 1}, 1); err != nil {
				return err
			}
		}
		if err := l.adopt(tx); err != nil {
			return err
		}
		err := errors.Join(put(tx, bucketLessons, l.Server+"\x00"+l.ID, l), revise(tx, l.Server))
		for _, id := range []string{QuestionID(l.Question), gap} {
			err = errors.Join(err, remove(tx, bucketGaps, l.Server+"\x00"+id))
		}
		return errors.Join(err, soil(tx)) // a question, or the text before
	})
	return l, err
}

// adopt notes whose words the question has where it is a gap.
func (l *Lesson) adopt(tx *transaction) error {
	var g Gap
	ok, err := get(tx, bucketGaps, l.Server+"\x00"+QuestionID(l.Question), &g)
	if !ok || err != nil {
		return err
	}
	for _, p := range append(g.Lenders, g.By) {
		if p != "" && !slices.Contains(l.Askers, p) {
			l.Askers = append(l.Askers, p)
		}
	}
	return nil
}

// Lesson returns a server's lesson, and false when there is none with this ID.
func (s *Store) Lesson(server, id string) (l Lesson, ok bool, err error) {
	ok, err = s.read(bucketLessons, server+"\x00"+id, &l)
	return l, ok, err
}

// Lessons returns a server's lessons, the latest first.
func (s *Store) Lessons(server string) ([]Lesson, error) {
	all, err := ours[Lesson](s, bucketLessons, server)
	slices.SortStableFunc(all, func(a, b Lesson) int { return b.At.Compare(a.At) })
	return all, err
}

// AllLessons returns the lessons of all servers, in the order of the servers.
func (s *Store) AllLessons() ([]Lesson, error) { return all[Lesson](s, bucketLessons) }

// Retell changes the text of a lesson, if it exists.
func (s *Store) Retell(server, id, text string, at time.Time) error {
	return s.writer.write(func(tx *transaction) error {
		var l Lesson
		key := server + "\x00" + id
		if ok, err := get(tx, bucketLessons, key, &l); !ok || err != nil {
			return err
		}
		l.Text, l.At = text, at
		return errors.Join(put(tx, bucketLessons, key, l), revise(tx, server), soil(tx))
	})
}

// Unteach deletes a lesson, if it exists.
func (s *Store) Unteach(server, id string) error {
	return s.writer.write(func(tx *transaction) error {
		return errors.Join(remove(tx, bucketLessons, server+"\x00"+id), revise(tx, server), soil(tx))
	})
}

// concerns reports whether a person wrote the text or the question, or taught it.
func (l Lesson) concerns(p Person) bool {
	return l.Author == p || l.Teacher == p || slices.Contains(l.Askers, p)
}

// without takes a person out of the lesson under key: the words that are this person's, and
// what tells that this person taught it. What was typed to be taught stays, without a name.
func (l Lesson) without(tx *transaction, key string, p Person) error {
	if l.Author == p {
		return errors.Join(remove(tx, bucketLessons, key), revise(tx, l.Server))
	}
	if slices.Contains(l.Askers, p) {
		l.Question, l.Askers = "", nil
	}
	if l.Teacher == p {
		l.Teacher = ""
		if l.Link == "" {
			l.Name = ""
		}
	}
	return errors.Join(put(tx, bucketLessons, key, l), revise(tx, l.Server))
}
