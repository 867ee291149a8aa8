package main

import (
	"bufio"
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
