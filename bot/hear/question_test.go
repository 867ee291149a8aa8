package hear

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuestionsIn(t *testing.T) {
	long := strings.Repeat("Something happened then. ", 20)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"blank":             {" \n ", nil},
		"no mark":           {"who heads the delegation", []string{"who heads the delegation"}},
		"one":               {"Who heads it?", []string{"Who heads it?"}},
		"one with words":    {"They sent a delegation. Who heads it?", []string{"They sent a delegation. Who heads it?"}},
		"one in a long one": {long + "Who heads it? " + long, []string{"Who heads it?"}},
		"two":               {"Who heads it? When did it leave?", []string{"Who heads it?", "When did it leave?"}},
		"two among others":  {"Hello! Who heads it? I wonder. When did it leave? Thanks.", []string{"Who heads it?", "When did it leave?"}},
		"lines":             {"Who heads it?\nWhen did it leave?", []string{"Who heads it?", "When did it leave?"}},
		"quoted":            {"“Who heads it?” “When?”", []string{"“Who heads it?”", "“When?”"}},
		"marks alone":       {"???", []string{"???"}},
		"other scripts":     {"誰ですか？ いつですか？", []string{"誰ですか？", "いつですか？"}},
		"interrobang":       {"Who?! Since when?", []string{"Who?!", "Since when?"}},
		"talk":              {"Who heads it? Ok? Really?", []string{"Who heads it? Ok? Really?"}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, questionsIn(c.text)); d != "" {
				t.Errorf("questions (-want +got):\n%s", d)
			}
		})
	}
}

func FuzzQuestionsIn(f *testing.F) {
	f.Add("Who? When? “Why?” ok")
	f.Fuzz(func(t *testing.T, s string) {
		got := questionsIn(s)
		if (len(got) == 0) != (strings.TrimSpace(s) == "") {
			t.Errorf("%q holds %d questions", s, len(got))
		}
		for _, q := range got {
			if q == "" || !strings.Contains(s, q) {
				t.Errorf("%q does not stand in %q", q, s)
			}
		}
	})
}

func TestWithoutMention(t *testing.T) {
	for in, want := range map[string]string{
		"<@1> who?":               "who?",
		"<@!1> who?":              "who?",
		"who <@1>?":               "who ?",
		"<@11> and <@1> and <#1>": "<@11> and  and <#1>",
		"<@1>":                    "",
	} {
		if got := WithoutMention(in, "1"); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
