package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// An Encoding says what vectors were made with. The zero encoding stands for none.
type Encoding struct {
	Identity  [16]byte // of the encoder: vectors of another are no neighbours
	Dimension int      // numbers of a vector
}

var (
	// ErrFilling means that somebody else gives the passages their vectors.
	ErrFilling = errors.New("the vectors are being made already")
	// ErrReplaced means that the generation is not the newest any more.
	ErrReplaced = errors.New("there is a newer index")
)

// A Filler gives the passages of one generation their vectors. There is one at a time;
// it is not safe for concurrent use.
type Filler interface {
	// Next returns passages without a vector, at most that many and at least one, in
	// an order that stays the same; none when it has returned all of them. It returns
	// [ErrReplaced] once there is a newer generation.
	Next(ctx context.Context, most int) ([]Blank, error)
	// Add gives passages that Next returned their vectors, which questions find soon
	// after. What was added stays when the process ends.
	Add(ctx context.Context, passages []Blank, vectors [][]float32) error
	// Counts returns how many of the wanted passages have a vector, and how many
	// there are.
	Counts() (have, want int)
	// Release makes room for the next filler.
	Release() error
}

// A Blank is a passage without a vector.
type Blank struct {
	Place string // of the passage
	Text  string // what is encoded
}

// Encoded is what is encoded of a passage: the article's title, the last two of the headings
// above it, and its text, one a line and nothing twice.
func Encoded(title string, headings []string, text string) string {
	var parts []string
	if title != "" {
		parts = append(parts, title)
	}
	for _, h := range headings[max(0, len(headings)-2):] {
		if !slices.Contains(parts, h) {
			parts = append(parts, h)
		}
	}
	return strings.Join(append(parts, text), "\n")
}

// Encoded is what is encoded of a passage of the document.
func (d *Document) Encoded(passage int) string {
	p, a := &d.Passages[passage], &d.Article
	return Encoded(a.Title, p.Headings, a.Text[p.Start:p.End])
}
