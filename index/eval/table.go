package eval

import (
	"maps"
	"slices"

	"verbatim/index"
)

// Tables are the figures of groups of questions.
type Tables struct {
	All     Group   `json:"all"`
	Project []Group `json:"project,omitempty"` // by name
	Kind    []Group `json:"kind"`              // by what is asked for
	Words   []Group `json:"words"`             // answerable questions by the share of asked words in the right sentence
}

// A Group is some questions with their figures. Shares are 0 to 1; those of right
// predictions are over answerable questions.
type Group struct {
	Name       string    `json:"name"`
	Questions  int       `json:"questions"`
	Answerable int       `json:"answerable"`
	P1         float64   `json:"P@1"`
	Success5   float64   `json:"Success@5"`
	Success10  float64   `json:"Success@10"`
	AUROC      *float64  `json:"AUROC"` // answerable or not; nil unless there are both
	ECE        float64   `json:"ece"`
	Levels     []AtLevel `json:"levels"`
}

// AtLevel is what would have come of answering at a level.
type AtLevel struct {
	Level index.Level `json:"level"`
	Decision
	UnfoundedShare float64 `json:"unanswerable_answered_share"` // of the unanswerable questions
}

// levels are those of [index], the most silent first.
var levels = []index.Level{index.Cautious, index.Balanced, index.Eager}

// wordShares are the groups by the share of the asked words that stand in the right
// sentence.
var wordShares = []string{"none", "less than a third", "a third to two thirds", "more than two thirds", "no sentence labelled"}

// Tables computes the figures of groups of the questions of s, which r was asked from.
func (r *Run) Tables(s *Set) Tables {
	rows := r.rows(s)
	articles := map[string]*Article{}
	for i := range s.Articles {
		articles[s.Articles[i].ID] = &s.Articles[i]
	}
	byKind, byProject, byWords := map[Kind][]row{}, map[string][]row{}, map[string][]row{}
	for i, q := range s.Questions {
		byProject[q.Project] = append(byProject[q.Project], rows[i])
		kind := KindOf(q.Text)
		byKind[kind] = append(byKind[kind], rows[i])
		if rows[i].answerable {
			share := wordShare(q, articles)
			byWords[share] = append(byWords[share], rows[i])
		}
	}
	delete(byProject, "") // of no project
	return Tables{
		All: newGroup("all", rows), Project: groups(slices.Sorted(maps.Keys(byProject)), byProject),
		Kind: groups(Kinds(), byKind), Words: groups(wordShares, byWords),
	}
}

// wordShare names the group of an answerable question by its asked words.
func wordShare(q Question, articles map[string]*Article) string {
	share, ok := found(q, articles)
	switch {
	case !ok:
		return wordShares[4]
	case share == 0:
		return wordShares[0]
	case share < 1./3:
		return wordShares[1]
	case share <= 2./3:
		return wordShares[2]
	}
	return wordShares[3]
}

// groups returns the groups that hold questions, in the order of their names.
func groups[N ~string](names []N, rows map[N][]row) []Group {
	var all []Group
	for _, name := range names {
		if len(rows[name]) > 0 {
			all = append(all, newGroup(string(name), rows[name]))
		}
	}
	return all
}

func newGroup(name string, rows []row) Group {
	g := Group{Name: name, Questions: len(rows), ECE: calibrate(rows).ECE}
	var first, five, ten int
	for _, r := range rows {
		if !r.answerable {
			continue
		}
		g.Answerable++
		if r.rank == 1 {
			first++
		}
		if 1 <= r.rank && r.rank <= 5 {
			five++
		}
		if r.rank >= 1 {
			ten++
		}
	}
	g.P1, g.Success5, g.Success10 = share(first, g.Answerable), share(five, g.Answerable), share(ten, g.Answerable)
	silent := g.Questions - g.Answerable
	if g.Answerable > 0 && silent > 0 {
		g.AUROC = &newCurve(rows).separation(g.Answerable, silent).AUROC
	}
	for _, l := range levels {
		d := decide(rows, func(i int) bool { return rows[i].answered && rows[i].confidence >= l.Needs() })
		g.Levels = append(g.Levels, AtLevel{Level: l, Decision: d, UnfoundedShare: share(d.Unfounded, silent)})
	}
	return g
}
