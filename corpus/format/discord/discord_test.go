package discord

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

func TestDiscordGolden(t *testing.T) { corpustest.GoldenFiles(t, "discord", Read) }

func FuzzDiscord(f *testing.F) { corpustest.Fuzz(f, "discord", ".json", Read) }

// Marks of Discord's own read as what they show.
func TestChat(t *testing.T) {
	const export = `{"guild":{"id":"0"},"channel":{"id":"5","name":"help"},"messages":[{"id":"9","type":"Default","timestamp":"2024-05-06T10:00:00Z",
"author":{"id":"1","name":"ann","roles":[{"id":"3","name":"Keepers"}]},"mentions":[{"id":"77","name":"bob_s","nickname":"*Bob*"}],"content":%q}]}`
	for _, c := range []struct{ content, want string }{
		{"ask <@77> or <@!1> in <#5>", "0 ask @*Bob* or @ann in #help"},
		{"ask <@&3>, not <@&4>", "0 ask @Keepers, not _"},
		{"<a:wave:12> and <:coin:3> by </ring:44>", "0 :wave: and :coin: by /ring"},
		{"<t:1714982400> <t:1714982400:d> <t:1714982400:t> <t:99999999999999999999>", "0 2024-05-06 08:00 UTC 2024-05-06 08:00 UTC _"},
		{"see <https://x.example/a_b_c> [there](https://x.example)", "0 see https://x.example/a_b_c there"},
		{"> one\n> two\nthree", "3 one\ntwo|0 three"},
		{"said:\n>>> one\ntwo\n\nthree", "0 said:|3 one\ntwo|3 three"},
		{">no quote\n~~old~~ new ||secret||", "0 >no quote\nnew ||secret||"},
		{"5~10~15 ships, `a~b`", "0 5~10~15 ships, a~b"},
		{"-# small\n# Big\n```\n> code <@77>\n```\nend", "0 small|1 Big|5 > code <@77>|0 end"},
	} {
		articles, _ := corpustest.FromBytes(t, "x.json", fmt.Appendf(nil, export, c.content), Read)
		if len(articles) != 1 || articles[0].Source != "https://discord.com/channels/@me/5/9" {
			t.Fatalf("%q: %+v", c.content, articles)
		}
		var got []string
		for _, b := range articles[0].Blocks[1:] {
			got = append(got, string('0'+rune(b.Kind))+" "+strings.ReplaceAll(articles[0].Text[b.Start:b.End], string(corpus.Hole), "_"))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.content, strings.Join(got, "|"), c.want)
		}
	}
}
