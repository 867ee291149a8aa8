package engine

// A Tally is what an engine counts of a generation while it is changed, and keeps with it.
type Tally struct {
	Totals    Totals         `json:"totals"`
	Languages map[string]int `json:"languages"` // articles by language
	Dead      int            `json:"dead"`      // passages that the engine still keeps and no article has any more
}

// Count counts an article in, with sign 1, or out, with sign -1.
func (t *Tally) Count(a *Article, sign int) {
	t.Totals.Add(a, sign)
	if t.Languages == nil {
		t.Languages = map[string]int{}
	}
	t.Languages[a.Language] += sign
	if t.Languages[a.Language] == 0 {
		delete(t.Languages, a.Language)
	}
	if sign < 0 {
		t.Dead += a.Passages
	}
}

// Worn reports whether more is dead than alive, or nothing is alive.
func (t *Tally) Worn() bool { return t.Dead > t.Totals.Passages || t.Totals.Passages == 0 }
