package eval

import (
	"cmp"
	"slices"
)

// A row is one question as the abstention figures see it.
type row struct {
	confidence float64
	answered   bool // false: silent, confidence means nothing
	right      bool // the first prediction is right
	rank       int  // of the first right prediction among ten, from 1; 0: none
	answerable bool
}

func newRow(l Line, q Question, rank int) row {
	c, ok := l.confidence()
	return row{confidence: c, answered: ok, right: rank == 1, rank: rank, answerable: len(q.Answers) > 0}
}

// A curve is the risk–coverage curve: the state after answering every question
// with at least a certain confidence, for each confidence that occurs.
type curve struct {
	points []point
	silent point // the questions never answered: done, right and answerable among them
	total  int
}

// A point is one threshold of the curve; counts are of questions at or above it.
type point struct {
	threshold               float64
	done, right, answerable int
}

func newCurve(rows []row) curve {
	c := curve{total: len(rows)}
	answered := make([]row, 0, len(rows))
	for _, r := range rows {
		if r.answered {
			answered = append(answered, r)
		} else {
			c.silent.add(r)
		}
	}
	slices.SortFunc(answered, func(a, b row) int { return cmp.Compare(b.confidence, a.confidence) })
	var at point
	for i, r := range answered {
		at.add(r)
		at.threshold = r.confidence
		if i+1 == len(answered) || answered[i+1].confidence != r.confidence {
			c.points = append(c.points, at)
		}
	}
	return c
}

func (p *point) add(r row) {
	p.done++
	if r.right {
		p.right++
	}
	if r.answerable {
		p.answerable++
	}
}

// last returns the state when everything that can be answered is.
func (c curve) last() point {
	if len(c.points) == 0 {
		return point{}
	}
	return c.points[len(c.points)-1]
}

// abstention returns the figures over all questions, answerable of them answerable.
func (c curve) abstention(answerable int) Abstention {
	var a Abstention
	if c.total == 0 {
		return a
	}
	n := float64(c.total)
	a.AnsweredAtAll = float64(c.last().done) / n
	a.AURC, a.AURCFloor = c.area()/n, c.floor()/n
	for _, p := range c.points {
		if 10*p.right >= 9*p.done {
			a.CovP90, a.TP90 = float64(p.done)/n, &p.threshold
			a.RecallCovP90 = share(p.right, answerable)
		}
	}
	a.BestF1Correct, a.TF1Correct = c.best(func(p point) float64 {
		return share(2*p.right, p.done+answerable)
	})
	return a
}

// area sums the risk after each question in the order of confidence. Inside a tie
// the expected risk counts; questions never answered come last, as wrong.
func (c curve) area() float64 {
	var sum float64
	var before point
	for _, p := range c.points {
		group := p.done - before.done
		for m := 1; m <= group; m++ {
			right := float64(before.right) + float64(p.right-before.right)*float64(m)/float64(group)
			sum += 1 - right/float64(before.done+m)
		}
		before = p
	}
	for m := 1; m <= c.silent.done; m++ {
		sum += 1 - float64(before.right)/float64(before.done+m)
	}
	return sum
}

// floor is the area with every right answer before every wrong one.
func (c curve) floor() float64 {
	var sum float64
	for m := 1; m <= c.total; m++ {
		sum += 1 - float64(min(c.last().right, m))/float64(m)
	}
	return sum
}

// best returns the largest value of f and its threshold, nil without points.
func (c curve) best(f func(point) float64) (value float64, threshold *float64) {
	for _, p := range c.points {
		if v := f(p); threshold == nil || v > value {
			value, threshold = v, &p.threshold
		}
	}
	return value, threshold
}

// separation returns the figures of the decision "answerable" by confidence.
func (c curve) separation(answerable, unanswerable int) *Separation {
	s := Separation{F1AnswerAll: share(2*answerable, c.total+answerable)}
	var before point
	var wins float64 // pairs of an answerable and an unanswerable question in the right order
	for _, p := range c.points {
		pos := p.answerable - before.answerable
		neg := (p.done - before.done) - pos
		lower := unanswerable - (p.done - p.answerable)
		wins += float64(pos*lower) + 0.5*float64(pos*neg)
		before = p
	}
	wins += 0.5 * float64(c.silent.answerable*(c.silent.done-c.silent.answerable))
	s.AUROC = wins / (float64(answerable) * float64(unanswerable))
	s.BestF1Answerable, s.TF1Answerable = c.best(func(p point) float64 {
		return share(2*p.answerable, p.done+answerable)
	})
	return &s
}

// share returns k/n, 0 for n = 0.
func share(k, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(k) / float64(n)
}
