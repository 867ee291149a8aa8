package act

import "testing"

func TestCalls(t *testing.T) {
	for message, want := range map[string]bool{
		"@bob can you come to voice later?": true,
		"hey @bob, are you there?":          true,
		"where is it, @anna.b?":             true,
		"Bob, can you come later?":          true,
		"bob: are you coming?":              true,
		"Anna, kannst du das machen?":       true,
		"Marie, peux-tu venir ?":            false, // one word in French
		"Windows, how do I install it?":     false,
		"So, can you install it?":           false,
		"How do I install @angular/core?":   false,
		"write to bob@example.org please":   false,
		"who built it?":                     false,
	} {
		if got := Calls(message); got != want {
			t.Errorf("%q calls somebody: %t, want %t", message, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("hi, can you answer this? `a ? b : c` 誰ですか")
	f.Add("@bob: thanks <@1> https://x.org/?v=1")
	f.Fuzz(func(t *testing.T, s string) {
		if r := Of(s); r != Of(s) || r.Act < Nothing || r.Act > Ask {
			t.Errorf("%q is read as %v", s, r)
		}
		Calls(s)
	})
}
