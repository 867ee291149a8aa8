package eval

import (
	"cmp"
	"fmt"
	"slices"
)

// A Project is the part of a set that one project's users would have: its articles, and
// the questions asked of them.
type Project struct {
	Name string
	Set  Set
}

// Projects divides the set by project and sorts its questions that way, so that the runs
// of the projects joined are the run of the set. Projects that are asked nothing are left
// out, and their articles with them.
func (s *Set) Projects() ([]Project, error) {
	slices.SortStableFunc(s.Questions, func(a, b Question) int { return cmp.Compare(a.Project, b.Project) })
	articles := map[string][]Article{}
	for _, a := range s.Articles {
		articles[a.Project] = append(articles[a.Project], a)
	}
	s.Articles = nil
	var all []Project
	for i, q := range s.Questions {
		if q.Project == "" || len(articles[q.Project]) == 0 {
			return nil, fmt.Errorf("question %q names no project with articles, so it cannot be asked by project", q.ID)
		}
		if i == 0 || q.Project != s.Questions[i-1].Project {
			s.Articles = append(s.Articles, articles[q.Project]...)
			all = append(all, Project{Name: q.Project, Set: Set{Articles: articles[q.Project], Twins: s.Twins}})
		}
		last := &all[len(all)-1].Set
		last.Questions = append(last.Questions, q)
	}
	return all, nil
}

// Join appends what was said to the questions of another set.
func (r *Run) Join(other *Run) {
	r.Level = other.Level
	r.Lines = append(r.Lines, other.Lines...)
	r.Violations = append(r.Violations, other.Violations...)
	r.Details = append(r.Details, other.Details...)
	r.took = append(r.took, other.took...)
}
