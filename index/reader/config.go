package reader

import "fmt"

// config is the shape and the limits of a model, as the header of its weights
// file states them.
type config struct {
	Layers       int     `json:"layers"`
	Hidden       int     `json:"hidden"`       // width of a hidden state
	Heads        int     `json:"heads"`        // attention heads of a layer
	Intermediate int     `json:"intermediate"` // width inside the feed-forward part
	MaxPosition  int     `json:"max_position"`
	VocabSize    int     `json:"vocab_size"`
	Epsilon      float64 `json:"layer_norm_eps"`
	Marker       int     `json:"marker_id"` // stands before each sentence
	Cls          int     `json:"cls_id"`
	Sep          int     `json:"sep_id"`
	Unknown      int     `json:"unk_id"`
	MaxTokens    int     `json:"max_tokens"`   // of a window
	MaxQuestion  int     `json:"max_question"` // tokens kept of a question
	MaxTitle     int     `json:"max_title"`    // tokens kept of a title
	Early        int     `json:"early_layers"` // after so many layers there is an early choice; 0: there is none
	Instruction  string  `json:"instruction"`  // stands before a question, for the encoder alone
}

// laneWidth is what hidden, intermediate and head widths are multiples of, so that
// no kernel needs a path for the odd columns.
const laneWidth = 32

// frameTokens counts [CLS], the first [SEP], the colon after the title, one marker,
// one token and the last [SEP]: what a window needs besides question and title.
const frameTokens = 6

// headWidth returns the width of one attention head.
func (c *config) headWidth() int { return c.Hidden / c.Heads }

// validate tells what makes the configuration one that this package cannot run.
func (c *config) validate() error {
	for _, n := range []struct {
		name        string
		value       int
		least, most int
	}{
		{"layers", c.Layers, 1, 48},
		{"hidden", c.Hidden, laneWidth, 4096},
		{"heads", c.Heads, 1, 128},
		{"intermediate", c.Intermediate, laneWidth, 16384},
		{"vocab_size", c.VocabSize, 1, 1 << 20},
		{"early_layers", c.Early, 0, c.Layers - 1},
		{"max_tokens", c.MaxTokens, c.MaxQuestion + c.MaxTitle + frameTokens, 1024},
		{"max_position", c.MaxPosition, c.MaxTokens, 8192},
		{"marker_id", c.Marker, 0, c.VocabSize - 1},
		{"cls_id", c.Cls, 0, c.VocabSize - 1},
		{"sep_id", c.Sep, 0, c.VocabSize - 1},
		{"unk_id", c.Unknown, 0, c.VocabSize - 1},
	} {
		if n.value < n.least || n.value > n.most {
			return fmt.Errorf("config: %s is %d, want %d to %d", n.name, n.value, n.least, n.most)
		}
	}
	if c.Hidden%c.Heads != 0 || c.headWidth()%laneWidth != 0 || c.Intermediate%laneWidth != 0 {
		return fmt.Errorf("config: hidden %d over heads %d and intermediate %d must be multiples of %d", c.Hidden, c.Heads, c.Intermediate, laneWidth)
	}
	if !(c.Epsilon > 0 && c.Epsilon < 1) {
		return fmt.Errorf("config: layer_norm_eps is %g, want a small positive number", c.Epsilon)
	}
	return nil
}

// validateReader tells what makes it one that a reader of windows cannot have.
func (c *config) validateReader() error {
	if min(c.MaxQuestion, c.MaxTitle) < 1 || max(c.MaxQuestion, c.MaxTitle) > 512 {
		return fmt.Errorf("config: max_question is %d and max_title %d, want 1 to 512", c.MaxQuestion, c.MaxTitle)
	}
	return nil
}
