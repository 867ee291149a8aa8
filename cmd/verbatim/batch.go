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
func (a *app) runBatch(ctx context.Context, x *index.Index, q index.Query) error {
	out := bufio.NewWriter(a.stdout)
	defer out.Flush()
	in := bufio.NewReaderSize(a.stdin, 1<<16)
	failed := 0
	for n := 1; ; n++ {
		line, err := readLine(in)
		last := errors.Is(err, io.EOF)
		if err == nil || last {
			err = answerLine(ctx, x, q, line, out)
		} else if !errors.Is(err, errLongQuestion) {
			return fmt.Errorf("read standard input: %w", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			a.fail(fmt.Errorf("standard input, line %d: %w", n, err))
		}
		if last {
			break
		}
		if in.Buffered() == 0 {
			out.Flush() // somebody may wait for this answer before asking on
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if failed > 0 {
		return fmt.Errorf("%d of the questions could not be answered", failed)
	}
	return nil
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
func answerLine(ctx context.Context, x *index.Index, q index.Query, line []byte, w io.Writer) error {
	if len(line) == 0 {
		return nil
	}
	id, question, err := parseQuestion(line)
	if err != nil {
		return err
	}
	q.Text = question
	answer, err := x.Answer(ctx, q)
	if err != nil {
		return err
	}
	return eval.WriteLines(w, []eval.Line{eval.NewLine(id, answer)})
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
