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

// maxQuestion is the longest line in bytes that is read as a question.
const maxQuestion = 1 << 20

// errLongQuestion stands for a line that is passed over.
var errLongQuestion = fmt.Errorf("longer than %d bytes, which is no question", maxQuestion)

// runBatch answers each question on standard input with one line of predictions. A
// line that cannot be answered is reported, and the rest goes on.
func (a *app) runBatch(ctx context.Context, x *library, q index.Query) error {
	lines := readLines(ctx, a.stdin)
	failed := 0
	for n, last := 1, false; !last; n++ {
		line, err := next(ctx, lines)
		last = errors.Is(err, io.EOF)
		var answers []eval.Line
		switch {
		case err == nil || last:
			answers, err = answerLine(ctx, x, q, line)
		case !errors.Is(err, errLongQuestion):
			return fmt.Errorf("read standard input: %w", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			a.fail(fmt.Errorf("standard input, line %d: %w", n, err))
		}
		if err := eval.WriteJSONL(a.stdout, answers); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of the questions could not be answered", failed)
	}
	return nil
}

// An inputLine is a line without white space around it, or why there is none. With
// io.EOF it is the last one.
type inputLine struct {
	text []byte
	err  error
}

// readLines sends the lines of r until its end, an error, or the end of ctx.
func readLines(ctx context.Context, r io.Reader) <-chan inputLine {
	lines := make(chan inputLine)
	go func() {
		in := bufio.NewReaderSize(r, 1<<16)
		for {
			text, err := readLine(in)
			select {
			case lines <- inputLine{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, errLongQuestion) {
				return
			}
		}
	}()
	return lines
}

// next returns the next line, or the error of ctx when that ends first: standard input
// may say nothing for long.
func next(ctx context.Context, lines <-chan inputLine) ([]byte, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case line := <-lines:
		return line.text, line.err
	}
}

// readLine returns the next line of in without white space around it, io.EOF with the
// last one, and errLongQuestion for one that it passed over.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		long = long || len(line)+len(part) > maxQuestion
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongQuestion // at the end, the line after it is empty
		}
		return bytes.TrimSpace(line), err
	}
}

// answerLine answers the question in one line of JSON; an empty line asks nothing.
func answerLine(ctx context.Context, x *library, q index.Query, line []byte) ([]eval.Line, error) {
	if len(line) == 0 {
		return nil, nil
	}
	id, question, err := parseQuestion(line)
	if err != nil {
		return nil, err
	}
	q.Text = question
	answer, err := x.Answer(ctx, q)
	if err != nil {
		return nil, err
	}
	return []eval.Line{eval.NewLine(id, answer)}, nil
}

// parseQuestion reads {"id","question"}. Both must be strings.
func parseQuestion(line []byte) (id, question string, err error) {
	var in struct {
		ID       *string `json:"id"`
		Question *string `json:"question"`
	}
	err = json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &in)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return "", "", fmt.Errorf("%q is a %s and must be a string", wrong.Field, wrong.Value)
	case errors.As(err, &wrong):
		return "", "", fmt.Errorf(`a JSON %s, not an object such as {"id":"1","question":"…"}`, wrong.Value)
	case err != nil:
		return "", "", fmt.Errorf(`not a line such as {"id":"1","question":"…"}: %w`, err)
	case in.ID == nil:
		return "", "", errors.New(`"id" is missing`)
	case in.Question == nil:
		return "", "", errors.New(`"question" is missing`)
	}
	return *in.ID, *in.Question, nil
}
