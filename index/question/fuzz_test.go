package question

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzClean wants valid text that is not changed again and holds no more than the message.
func FuzzClean(f *testing.F) {
	for _, c := range typed {
		f.Add(c.message)
	}
	f.Add("**a** *b* __c d__ ||e|| ~~f~~ `g` ```h``` [i](https://j.example) <@1> :k: <:l:1>")
	f.Add("hey hey hey hi so so ok but thanks, thanks, thanks")
	f.Fuzz(func(t *testing.T, message string) {
		got := Clean(message)
		if utf8.ValidString(message) && !utf8.ValidString(got) {
			t.Errorf("%q became %q, which is not valid", message, got)
		}
		if again := Clean(got); again != got {
			t.Errorf("%q became %q and then %q", message, got, again)
		}
		if worded(message) && !worded(got) {
			t.Errorf("%q became %q without a word", message, got)
		}
		if len(got) > 4*len(message)+16 {
			t.Errorf("%q grew to %q", message, got)
		}
	})
}

// TestLongMessages cleans what is as long as Discord lets it be, and much longer, in
// forms that are slow to read for a program that looks at everything from everywhere.
func TestLongMessages(t *testing.T) {
	for _, size := range []int{4000, 1 << 20} {
		for _, unit := range []string{
			"hey ", "so ", "thanks, ", "*", "**a", "_a b", "||", "`", "```", "[", "[a](", "<@1", "<:a:", ":a:", ":a: ", "a ", "a. ", "? ", "!", ".",
			"👍", "http://a.b ", "can someone ", "does anyone ", "sorry if this was asked before ", "why? ", "it broke. why? ",
			"\n", "> ", "a\n", "[12:00:01 ERROR]: x failed\n", "あ", "すみません、", "\x00", "\xff",
		} {
			message := strings.Repeat(unit, size/len(unit)) + " where are backups stored?"
			got := Clean(message)
			if len(got) > longest+64 {
				t.Errorf("%d times %q: %d bytes are left", size/len(unit), unit, len(got))
			}
		}
	}
}
