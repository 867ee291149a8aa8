package index

import "testing"

func TestQuoted(t *testing.T) {
	for question, want := range map[string]int{
		`who said "root causes" first`: 1, `who said “root causes”`: 1, `"one" word`: 0,
		`"never closed phrase`: 0, `„auf dem Land“ und «dans la rue»`: 2, ``: 0, `""`: 0,
	} {
		if got := len(quoted(question)); got != want {
			t.Errorf("%s: %d phrases, want %d", question, got, want)
		}
	}
}
