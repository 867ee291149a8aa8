package question

import "strings"

// shorthand are words as people type them in chat, only where no other word is meant.
var shorthand = map[string]string{
	"u": "you", "ur": "your", "pls": "", "plz": "", "plss": "", "thx": "", "r": "are", "bcuz": "because", "cuz": "because",
	"wanna": "want to", "gonna": "going to", "dont": "don't", "doesnt": "doesn't", "cant": "can't", "whats": "what's", "hows": "how's", "wheres": "where's",
	"abt": "about", "smth": "something", "sth": "something", "ppl": "people", "idk": "", "lol": "",
}

// spellOut writes shorthand out. It is for messages that show in other ways that they
// were typed in chat: "u" may be the name of what is asked about.
func spellOut(s string) string {
	list := strings.Fields(s)
	out := list[:0]
	for i, w := range list {
		body := strings.TrimRight(w, "?!.,")
		long, ok := shorthand[body]
		if !ok || body == "r" && (i == 0 || !beforeAre(list[i-1])) {
			out = append(out, w)
			continue
		}
		if long += w[len(body):]; worded(long) {
			out = append(out, long)
		} else if len(out) > 0 && long == "?" {
			out[len(out)-1] = strings.TrimRight(out[len(out)-1], "?") + "?"
		}
	}
	return strings.Join(out, " ")
}

// beforeAre reports whether "r" behind a word means "are".
func beforeAre(w string) bool {
	switch strings.ToLower(w) {
	case "what", "where", "how", "who", "why", "you", "u", "they", "we", "there", "these", "those":
		return true
	}
	return false
}
