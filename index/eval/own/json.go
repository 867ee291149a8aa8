package own

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// An object is a question as JSON: one of ours, or one of a set of package eval.
type object struct {
	ID           any     `json:"id"`
	Question     string  `json:"question"`
	Expected     strs    `json:"expected"`
	Answer       strs    `json:"answer"`
	Answers      answers `json:"answers"`
	Article      strs    `json:"article"`
	Source       strs    `json:"source"`
	Unanswerable bool    `json:"unanswerable"`
	Text         *string `json:"text"` // of an article: then it is no question
}

// strs is one string or several.
type strs []string

func (s *strs) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*s = strs{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// answers are the right ones of a question of a set, in objects with their texts or alone. None
// say that there is none; null, as sets of gaps have it, that nobody knows.
type answers struct {
	given, known bool
	texts        []string
}

func (g *answers) UnmarshalJSON(b []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	g.given, g.known = true, list != nil
	for _, raw := range list {
		var gold struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(raw, &gold.Text) != nil {
			if err := json.Unmarshal(raw, &gold); err != nil {
				return err
			}
		}
		g.texts = append(g.texts, gold.Text)
	}
	return nil
}

// parseJSON reads objects that follow one another, or an array of them.
func parseJSON(text string) ([]Question, error) {
	d := json.NewDecoder(strings.NewReader(text))
	if strings.HasPrefix(text, "[") {
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	var all []Question
	for n := 1; d.More(); n++ {
		var o object
		if err := d.Decode(&o); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, fmt.Errorf("object %d: %w", n, err)
		}
		q, err := o.read(n)
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", n, err)
		}
		all = append(all, q)
	}
	return all, nil
}

// read returns the question that an object is.
func (o object) read(n int) (Question, error) {
	q := Question{ID: strconv.Itoa(n), Text: strings.TrimSpace(o.Question), Silence: o.Unanswerable}
	if o.ID != nil {
		q.ID = fmt.Sprint(o.ID)
	}
	switch {
	case q.Text == "" && o.Text != nil:
		return q, errors.New(`it is an article, not a question: a set with its own articles is asked with "verbatim eval SET"`)
	case q.Text == "":
		return q, errors.New(`it has no "question"`)
	case o.Answers.given: // of a set: its article is the one the question was written for
		q.Expected = nonEmpty(o.Answers.texts)
		q.Silence = o.Answers.known && len(o.Answers.texts) == 0
		return q, nil
	}
	for _, expected := range append(o.Expected, o.Answer...) {
		parts, silent := alternatives(expected)
		q.Expected, q.Silence = append(q.Expected, parts...), q.Silence || silent
	}
	q.Articles = nonEmpty(append(o.Article, o.Source...))
	return q, nil
}

func nonEmpty(all []string) (some []string) {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			some = append(some, s)
		}
	}
	return some
}
