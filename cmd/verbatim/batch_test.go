package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadLine reads past lines that are too long to be a question, wherever they
// stand, and holds none of them.
func TestReadLine(t *testing.T) {
	long := strings.Repeat("x", maxQuestion+1)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"nothing", "", []string{""}},
		{"no line feed at the end", "a\nb", []string{"a", "b"}},
		{"CRLF and white space", " a \r\n\r\nb\r\n", []string{"a", "", "b", ""}},
		{"as long as may be", long[:maxQuestion-1] + "\nb", []string{long[:maxQuestion-1], "b"}},
		{"long in the middle", "a\n" + long + "\nb\n", []string{"a", "too long", "b", ""}},
		{"long at the end", "a\n" + long, []string{"a", "too long", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := bufio.NewReader(strings.NewReader(tt.in))
			var got []string
			for {
				line, err := readLine(in)
				if errors.Is(err, errLongQuestion) {
					got = append(got, "too long")
					continue
				}
				got = append(got, string(line))
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%.2000s", diff)
			}
		})
	}
}

// TestBatchInterrupted shows that each question is answered before the next one is
// asked, and that an interrupt ends the program while standard input says nothing.
func TestBatchInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	stdin, questions := io.Pipe()
	answers, stdout := io.Pipe()
	var stderr bytes.Buffer
	status := make(chan int)
	go func() {
		status <- run(ctx, []string{"ask", "--batch", "--no-reader"}, []string{"VERBATIM_DATA=" + t.TempDir()}, stdin, stdout, &stderr)
	}()
	if _, err := io.WriteString(questions, `{"id":"1","question":"who heads the delegation?"}`+"\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(answers).ReadString('\n'); err != nil || !strings.HasPrefix(line, `{"id":"1"`) {
		t.Errorf("answered %q, %v", line, err)
	}
	interrupt()
	if got := <-status; got != exitError || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("ended with status %d: %s", got, &stderr)
	}
}
