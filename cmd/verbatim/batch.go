package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"verbatim/index"
	"verbatim/index/eval"
)

// runBatch answers each question on standard input with one line of predictions. A
// line that cannot be answered is reported, and the rest goes on.
func (a *app) runBatch(ctx context.Context, x *index.Index, q index.Query) error {
	out := bufio.NewWriter(a.stdout)
	defer out.Flush()
	in := bufio.NewReaderSize(a.stdin, 1<<16)
	failed := 0
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return fmt.Errorf("read standard input: %w", err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := answerLine(ctx, x, q, line, out); err != nil {
				failed++
				fmt.Fprintf(a.stderr, "verbatim: standard input, line %d: %v\n", n, err)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if last {
			break
		}
		if in.Buffered() == 0 {
			out.Flush() // somebody may wait for this answer before asking on
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of the questions could not be answered", failed)
	}
	return out.Flush()
}

// answerLine answers the question in one line of JSON.
func answerLine(ctx context.Context, x *index.Index, q index.Query, line []byte, w io.Writer) error {
	var in struct {
		ID       string  `json:"id"`
		Question *string `json:"question"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return fmt.Errorf(`not a line such as {"id":"1","question":"…"}: %w`, err)
	}
	if in.Question == nil {
		return errors.New(`"question" is missing`)
	}
	q.Text = *in.Question
	answer, err := x.Answer(ctx, q)
	if err != nil {
		return err
	}
	return eval.WriteLines(w, []eval.Line{eval.NewLine(in.ID, answer)})
}
