package hear

import (
	"strings"
	"testing"
)

// A surface makes a message from its text, where it is said.
type surface struct {
	name     string
	message  func(text string) Message
	settings Settings
	history  History
}

var (
	withRole = Settings{Me: me, Role: "5"}
	answered = History{Spoken: true}

	mention  = surface{"mention", func(s string) Message { return in("10", "<@1> "+s, mentions(me)) }, plain, History{}}
	role     = surface{"role", func(s string) Message { return in("10", "<@&5> "+s, roles("5")) }, withRole, History{}}
	toAnswer = surface{"reply to an answer", func(s string) Message { return in("10", s, mentions(me), reply(me, "an answer")) }, plain, answered}
	toReply  = surface{"mention in reply to a question", func(s string) Message { return in("10", "<@1> "+s, mentions(me), reply("2", who)) }, plain, History{}}
	dm       = surface{"direct message", func(s string) Message { return in("dm", s) }, plain, History{}}
	askHere  = surface{"ask-channel", func(s string) Message { return in("10", s) }, listening.with("10", ""), History{}}
	askBlind = surface{"ask-channel without the intent", func(s string) Message { return in("10", s) }, plain.with("10", ""), History{}}
	askReply = surface{"reply to somebody in an ask-channel", func(s string) Message { return in("10", s, reply("2", "I think so")) }, listening.with("10", ""), History{}}
	askSelf  = surface{"reply to oneself in an ask-channel", func(s string) Message { return in("10", s, reply("7", "one more thing")) }, listening.with("10", ""), History{}}
	thread   = surface{"thread with the bot", func(s string) Message { return in("11", s) }, listening, History{Joined: true}}
	strange  = surface{"thread without the bot", func(s string) Message { return in("11", s) }, listening, History{}}
	channel  = surface{"channel", func(s string) Message { return in("10", s) }, listening, History{}}
	post     = surface{"post in an ask-forum", func(s string) Message { return in("21", s, opening) }, listening.with("20", ""), History{}}
	later    = surface{"later in a post", func(s string) Message { return in("21", s) }, listening.with("20", ""), History{Joined: true}}
)

func roles(ids ...string) func(*Message) { return func(m *Message) { m.Roles = ids } }

// TestMeant says what is right about some hundred messages, by where they are said.
func TestMeant(t *testing.T) {
	total := 0
	for _, c := range []struct {
		surface  surface
		do       Do
		asks     bool // it is noted without an answer
		silent   bool
		messages string // one a line
	}{
		{mention, Answer, true, false, `
			how do I open the gate
			Who built it?
			hey! where can I park, please?
			thanks in advance, is there a fee for dogs?
			**where is the harbour?**
			<:clock:123456789012345678> since when does it run?
			wo finde ich die Karte
			quelle est la hauteur de la tour ?
			¿cuánto cuesta la entrada?
			quanto custa a entrada
			скільки коштує вхід
			入場料はいくらですか
			I need the opening hours of the museum`},
		{mention, Answer, false, false, `
			opening hours museum
			the gate is stuck since yesterday
			can you answer this?
			I have a question`},
		{mention, Introduce, false, false, `
			hi!
			good evening bot
			help
			help me please
			what are you able to do?
			what can I ask you?
			who are you?
			are you human?
			was machst du so?
			tu sers à quoi, toi ?
			hola, ¿cómo estás?
			oi tudo bem
			як справи?
			こんばんは`},
		{mention, Bow, false, false, `
			thanks a bunch!
			thank you for your help yesterday
			good bot
			danke dir
			merci pour l'info
			mil gracias
			muito obrigada
			щиро дякую
			ありがとう！`},
		{mention, Ignore, false, false, `
			ok
			lmao
			nice one
			never mind, found it
			haha yes
			👍
			schon gut, passt
			c'est bon
			da igual
			tá bom
			ясно
			了解`},
		{role, Answer, true, false, `
			who built it?
			wann fährt die Fähre?`},
		{role, Introduce, false, false, `
			hello
			commands`},
		{toAnswer, Ignore, false, false, `
			ok
			lol
			cool cool
			oh I see
			that worked, perfect
			🎉🎉
			interesting...
			alles klar
			d'accord
			vale, entendido
			saquei
			зрозуміло
			なるほど`},
		{toAnswer, Bow, false, false, `
			thanks!
			ty, exactly what I needed
			nice bot
			you're the best
			dankeschön
			merci
			gracias
			valeu
			дякую
			助かりました`},
		{toAnswer, Complain, false, false, `
			no, that is wrong
			this isn't what I asked for
			that's outdated, we moved in May
			not helpful at all
			wrong version
			das ist falsch
			c'est n'importe quoi
			eso no es verdad
			isso não faz sentido
			це не те
			違います`},
		{toAnswer, Cite, false, false, `
			source?
			where does it say that?
			are you sure about that?
			Quelle bitte
			d'où ça vient ?
			¿quién dice eso?
			tem certeza?
			звідки це?
			出典は？`},
		{toAnswer, Answer, true, false, `
			when?
			who is she?
			and on Sundays?
			what about the tower
			is it free?
			und am Sonntag?
			et en hiver ?`},
		{toAnswer, Answer, false, true, `
			I have opened the gate already
			it says permission denied
			the blue one`},
		{toReply, Answer, true, false, `
			can you answer this?
			could you help them?
			do you know?
			your turn
			please
			?
			kannst du das beantworten?
			une idée ?
			¿sabes la respuesta?
			você sabe?
			можеш допомогти?
			これわかる？
			and how old is it?`},
		{dm, Answer, true, false, `
			how do I open the gate
			what is the fee?`},
		{dm, Answer, false, false, `
			ferry timetable
			it doesn't work on my phone`},
		{dm, Introduce, false, false, `
			hi
			help
			what can you do?
			yo, what's up?
			/start
			hilfe
			bonjour !`},
		{dm, Ignore, false, false, `
			ok
			lol
			bye`},
		{askHere, Answer, true, true, `
			who built it?
			how do I open the gate
			hi all! where is the museum?
			does anyone know the fee
			хтось знає, де ключ?
			weiß jemand wo der schlüssel ist`},
		{askHere, Answer, false, true, `
			I get an error at the gate
			mein Tor lässt sich nicht öffnen`},
		{askHere, Ignore, false, false, `
			@bob can you come to voice later?
			<@2> who built it?
			<@&8> where is the museum?
			Bob, are you there?
			wtf?
			https://www.youtube.com/watch?v=abc
			open ? close : wait
			x = a ? b : c
			lol what
			thanks everyone
			no that's wrong
			good morning
			can someone help?
			brb
			see you on Monday
			new trailer is out https://example.org/?id=4
			ok?
			really?
			anyone here?`},
		{askBlind, Ignore, false, false, `
			who built it?`},
		{askReply, Ignore, false, false, `
			who built it?
			are you sure?
			thanks!`},
		{askSelf, Answer, true, true, `
			who built it?`},
		{thread, Answer, false, true, `
			who built it?
			and where is the key?`},
		{thread, Ignore, false, false, `
			@bob can you come to voice later?
			bob: will you be there?
			the gate is stuck again
			wtf?
			nice
			thanks!
			https://example.org/watch?v=1
			a ? b : c
			who's in?? 😂 lol`},
		{strange, Ignore, false, false, `
			who built it?`},
		{channel, Ignore, false, false, `
			who built it?
			thanks
			hi`},
		{post, Answer, true, true, `
			please help, see the screenshot
			hi everybody :)
			Where is the key?`},
		{later, Ignore, false, false, `
			Where is the key?
			thanks!`},
	} {
		for line := range strings.Lines(c.messages) {
			text := strings.TrimSpace(line)
			if text == "" {
				continue
			}
			total++
			v := Decide(c.surface.message(text), scene(), c.surface.settings, c.surface.history)
			if v.Do != c.do || v.Do == Answer && (v.Asks != c.asks || v.Silent != c.silent) {
				t.Errorf("%s: %q: do %d (asks %t, silent %t), want %d (%t, %t)", c.surface.name, text, v.Do, v.Asks, v.Silent, c.do, c.asks, c.silent)
			}
		}
	}
	t.Logf("%d messages", total)
}
