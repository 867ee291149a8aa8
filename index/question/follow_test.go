package question

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The turns of the tests.
var (
	built   = Turn{"Who built the bridge of Varn?", "The bridge of Varn was built by Johann Felder in 1743.", "Johann Felder"}
	stored  = Turn{"Where are backups stored?", "Backups are stored in the folder world-backups.", "in the folder world-backups"}
	install = Turn{"How do I install the launcher on Linux?", "To install the launcher on Linux, unpack the archive and run setup.", "unpack the archive and run setup"}
	port    = Turn{"What is the default port of the server?", "The default port of the server is 8080.", "8080"}
	town    = Turn{"Which town lies on the river Oster?", "The town on the river Oster is Varn.", "Varn"}
	leads   = Turn{"Who is the chair of the guild?", "Ada Holm is the chair of the guild since May.", "Ada Holm"}
	opening = Turn{"When does the harbour open on Sundays?", "On Sundays the harbour opens at seven.", "at seven"}
	bring   = Turn{"can I bring a friend?", "Yes, if the friend is older than sixteen.", "Yes"}
	wo      = Turn{"Wo werden die Backups gespeichert?", "Die Backups werden im Ordner world gespeichert.", "im Ordner world"}
	wer     = Turn{"Wer hat die Brücke gebaut?", "Die Brücke hat Johann Felder gebaut.", "Johann Felder"}
	sauve   = Turn{"Où sont les sauvegardes ?", "Les sauvegardes sont dans le dossier world.", "dans le dossier world"}
	copias  = Turn{"¿Dónde se guardan las copias?", "Las copias se guardan en la carpeta world.", "en la carpeta world"}
	kopii   = Turn{"Де зберігаються копії?", "Копії зберігаються в теці world.", "в теці world"}
	bakku   = Turn{"バックアップはどこに保存されますか？", "バックアップは world フォルダに保存されます。", "world フォルダ"}
)

// followUps leave something out that the turn before said.
var followUps = []struct {
	before        Turn
	message, want string
}{
	// another part of the question
	{install, "and on Windows?", "How do I install the launcher on Windows?"},
	{install, "on Windows?", "How do I install the launcher on Windows?"},
	{install, "what about Windows?", "How do I install the launcher on Windows?"},
	{install, "What about on macOS", "How do I install the launcher on macOS?"},
	{install, "Windows?", "How do I install the launcher on Windows?"},
	{install, "and how about the server?", "How do I install the server on Linux?"},
	{install, "and without root rights?", "How do I install the launcher on Linux without root rights?"},
	{install, "thanks! and on Windows 11?", "How do I install the launcher on Windows 11?"},
	{port, "and of the proxy?", "What is the default port of the proxy?"},
	{port, "what about the proxy?", "What is the default port of the proxy?"},
	{port, "in version 2?", "What is the default port of the server in version 2?"},
	{opening, "and on Mondays?", "When does the harbour open on Mondays?"},
	{opening, "and in winter?", "When does the harbour open on Sundays in winter?"},
	{built, "and the mill of Oster?", "Who built the mill of Oster?"},
	{opening, "and the museum?", "When does the museum open on Sundays?"},
	{install, "what about windows?", "How do I install the launcher on windows?"},
	{built, "when was that?", "When Johann Felder built the bridge of Varn?"},
	{install, "and if I have no root rights?", "How do I install the launcher on Linux if I have no root rights?"},
	{opening, "what if it rains?", "When does the harbour open on Sundays if it rains?"},
	{install, "macOS too?", "How do I install the launcher on macOS?"},
	{install, "also on Windows?", "How do I install the launcher on Windows?"},
	{install, "is it the same on Windows?", "How do I install the launcher on Windows?"},
	{bring, "why not?", "Why not: can I bring a friend?"},
	{stored, "and snapshots?", "snapshots: Where are backups stored?"},
	{bring, "and a dog?", "can I bring a dog?"},
	// another word that asks
	{built, "when?", "When Johann Felder built the bridge of Varn?"},
	{built, "and when?", "When Johann Felder built the bridge of Varn?"},
	{built, "why", "Why Johann Felder built the bridge of Varn?"},
	{stored, "how often?", "How often are backups stored?"},
	{stored, "since when?", "Since when are backups stored?"},
	{stored, "by whom?", "By whom are backups stored?"},
	{stored, "for how long?", "For how long are backups stored?"},
	{opening, "why?", "Why does the harbour open on Sundays?"},
	{opening, "ok, and where?", "Where does the harbour open on Sundays?"},
	{install, "where?", "Where do I install the launcher on Linux?"},
	{bring, "when?", "When can I bring a friend?"},
	{Turn{"bridge builder", built.Quote, ""}, "when?", "When: bridge builder?"},
	// pronouns
	{built, "who is he?", "who is Johann Felder?"},
	{built, "Where was he born?", "Where was Johann Felder born?"},
	{built, "what is his job?", "what is Johann Felder's job?"},
	{built, "how long is it?", "how long is the bridge of Varn?"},
	{built, "and how long is it?", "how long is the bridge of Varn?"},
	{leads, "who is she?", "who is Ada Holm?"},
	{leads, "how can I reach her?", "how can I reach Ada Holm?"},
	{leads, "where is her office?", "where is Ada Holm's office?"},
	{town, "how big is it?", "how big is Varn?"},
	{town, "who founded it?", "who founded Varn?"},
	{port, "can I change it?", "can I change the default port of the server?"},
	{port, "how do I change that?", "how do I change the default port of the server?"},
	{port, "why is that?", "Why is the default port of the server?"},
	{install, "how do I do that on Windows?", "How do I install the launcher on Windows?"},
	{built, "who was that?", "who was Johann Felder?"},
	{install, "what do I do with it?", "what do I do with the launcher?"},
	{built, "who is it?", "who is Johann Felder?"},
	{built, "who made it?", "who made the bridge of Varn?"},
	{built, "where can I find it?", "where can I find the bridge of Varn?"},
	{install, "does that work on windows?", "does the launcher work on windows?"},
	{opening, "is it free?", "is the harbour free?"},
	{Turn{"Who built the quincewood harbour clock?", "The harbour clock was built by Marta Ekholm.", "Marta Ekholm"}, "where does it stand?",
		"where does the quincewood harbour clock stand?"},
	{Turn{"Who built the harbour clock?", "Marta Ekholm built the clock.", "Marta Ekholm"}, "where does it stand?", "where does the harbour clock stand?"},
	{stored, "how do I restore them?", "how do I restore backups?"},
	{install, "does it work without root rights?", "does the launcher work without root rights?"},
	// other languages
	{wo, "wann?", "Wann werden die Backups gespeichert?"},
	{wo, "und wie oft?", "Wie oft werden die Backups gespeichert?"},
	{wer, "wer ist er?", "Johann Felder: wer ist er?"},
	{Turn{"Wie installiere ich das Spiel unter Linux?", "", ""}, "und unter Windows?", "Wie installiere ich das Spiel unter Windows?"},
	{sauve, "et quand ?", "Quand sont les sauvegardes?"},
	{copias, "¿y cuándo?", "Cuándo se guardan las copias?"},
	{kopii, "коли?", "Коли зберігаються копії?"},
	{bakku, "いつ？", "いつ：バックアップはどこに保存されますか？"},
}

// standAlone are messages in reply to an answer that are understood as they stand, or ask nothing.
var standAlone = []struct {
	before  Turn
	message string
}{
	{built, "Where are backups stored?"},
	{built, "and where are backups stored?"},
	{built, "How do I change the port?"},
	{built, "Who is the mayor of Varn and when was he elected?"},
	{built, "how often does the plugin save and where does it store the files?"},
	{built, "is it possible to change the port?"},
	{built, "is it safe to delete the cache?"},
	{built, "How long does it take to install the launcher?"},
	{built, "does it rain in Varn?"},
	{built, "If I delete the cache will it come back?"},
	{built, "Can my friend use his account here?"},
	{built, "is this server free for everybody?"},
	{built, "what does that button do?"},
	{built, "how do I do that?"},
	{built, "where do backups go and who makes them?"},
	{built, "Does this mean the old client is deprecated?"},
	{built, "Why was this change made?"},
	{built, "On Windows does it need a driver?"},
	{built, "who?"},
	{stored, "where"},
	{built, "thanks!"},
	{built, "thanks, and good night"},
	{built, "ok"},
	{built, "lol"},
	{built, "nice bot"},
	{built, "no, that is wrong"},
	{built, "that's not true"},
	{built, "it is great"},
	{built, "he is dead"},
	{built, "really?"},
	{built, "seriously?"},
	{built, "source?"},
	{built, "what?"},
	{built, "are you sure?"},
	{built, "is that true?"},
	{built, "and?"},
	{built, "so what?"},
	{built, "anything else?"},
	{built, "why are you like this?"},
	{built, "and who asked you?"},
	{built, "I think it was somebody else"},
	{built, "and I like it"},
	{built, "on my way"},
	{built, "in my opinion it is ugly"},
	{built, "my brother says he built one too"},
	{built, "what about you?"},
	{built, "and him?"},
	{built, "and this one?"},
	{built, "what about the other ones?"},
	{built, "the same?"},
	{built, "what does that mean?"},
	{built, "can you explain?"},
	{built, "if you say so"},
	{built, "and you?"},
	{built, "???"},
	{built, "👍"},
	{built, ""},
	{built, "https://example.org/"},
	{Turn{"", "", ""}, "when?"},
	{Turn{"hi", "", ""}, "who is he?"},
	{port, "who is he?"},
	{built, "und wo werden die Backups gespeichert?"},
	{built, "Wie ändere ich den Port?"},
	{built, "danke"},
	{built, "echt?"},
	{built, "ありがとう"},
	{install, strings.Repeat("and on Windows ", 10) + "?"},
	{install, "I did that. It does not work. And on Windows?"},
}

func TestFollowUp(t *testing.T) {
	for _, c := range followUps {
		if got, ok := FollowUp(c.before, c.message); got != c.want || !ok {
			t.Errorf("%q after %q is %q, %t; want %q", c.message, c.before.Question, got, ok, c.want)
		}
	}
	for _, c := range standAlone {
		if got, ok := FollowUp(c.before, c.message); ok || got != c.message {
			t.Errorf("%q after %q became %q", c.message, c.before.Question, got)
		}
	}
	t.Logf("%d follow-ups, %d others", len(followUps), len(standAlone))
}

// TestOwnQuestions asks questions that stand on their own in reply to an answer: none is changed.
func TestOwnQuestions(t *testing.T) {
	shared := sharedDir(t)
	n, bad := 0, 0
	for _, q := range questionsOf(t, shared+"/train/faq/questions.jsonl.gz") {
		n++
		if got, ok := FollowUp(built, q); ok {
			bad++
			if bad <= 40 {
				t.Logf("%q became %q", q, got)
			}
		}
	}
	t.Logf("%d questions, %d changed", n, bad)
	if bad*100 > n {
		t.Errorf("%d of %d questions that stand on their own were changed", bad, n)
	}
}

// FuzzFollowUp checks that nothing is invented: every word of what is understood stands in the
// turn or in the message.
func FuzzFollowUp(f *testing.F) {
	for _, c := range followUps {
		f.Add(c.before.Question, c.before.Quote, c.before.Span, c.message)
	}
	for _, c := range standAlone {
		f.Add(c.before.Question, c.before.Quote, c.before.Span, c.message)
	}
	f.Fuzz(func(t *testing.T, question, quote, span, message string) {
		got, ok := FollowUp(Turn{question, quote, span}, message)
		if !ok {
			if got != message {
				t.Errorf("%q became %q", message, got)
			}
			return
		}
		if !utf8.ValidString(question + quote + span + message) {
			return // what is no text need not stand there as it came
		}
		if !utf8.ValidString(got) {
			t.Errorf("%q is no text", got)
		}
		all := strings.ToLower(strings.Join([]string{question, quote, span, message, Clean(question), Clean(message)}, " "))
		for _, w := range words(got) {
			w = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(w), "'s"), ":")
			if !strings.Contains(all, w) && !spaceless(w) && !strings.Contains(w, "：") {
				t.Errorf("%q stands neither in the turn nor in the message: %q", w, got)
			}
		}
	})
}
