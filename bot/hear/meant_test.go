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
			I need the opening hours of the museum
			**how do I open the gate?**
			__how do i open the gate__
			quick question, is the gate open on sundays
			is it open
			comment ouvrir la porte
			як відкрити ворота
			hey, quick one: how much is the ticket?
			would you know the ticket price?
			how much is the ticket?? and is there a student discount?
			are you open on sundays?`},
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
			こんばんは
			hi there
			what are you
			what can u do
			ping
			introduce yourself
			need help
			who's your creator?
			hallo bot
			t'es qui toi
			tu fais quoi ?
			necesito ayuda
			quem te fez?
			що ти таке
			何ができるの？
			what's your purpose?
			what kind of questions can i ask
			list commands
			are you awake?
			was machst du hier?
			cómo te llamas?
			qual seu nome?
			自己紹介して`},
		{mention, Bow, false, false, `
			thanks a bunch!
			thank you for your help yesterday
			good bot
			danke dir
			merci pour l'info
			mil gracias
			muito obrigada
			щиро дякую
			ありがとう！
			good job, thank you`},
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
			了解
			😂
			are you dumb
			bye
			k
			you are stupid`},
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
			なるほど
			👀
			<a:dance:123456789012345678>
			that makes total sense
			i'll try that
			okay let me try
			aight bet
			hahahah what
			oh right, forgot about that
			huh, TIL
			exactly what i was looking for
			oh really
			ach so ok
			hat geklappt
			ich probiers mal
			na gut
			ok je teste
			ah oui c'est vrai
			trop fort ce bot
			voy a probar
			ahora sí
			vou tentar
			kkkkkk
			ок, спробую
			бомба
			やってみる
			さすがです
			neat
			right, makes sense
			haha nice
			copy that
			impressive!
			lemme try this real quick
			you again lol
			oha
			ok mach ich
			carrément
			buenísimo
			dahora
			了解しました`},
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
			助かりました
			thank you kindly, works now
			that did the trick, thanks
			tyvm <3
			super, danke dir
			vielen lieben dank
			mille fois merci
			mil gracias, funcionó
			brigadão
			дуже вдячний
			サンクス
			tysm!!
			many thanks for this
			danke fürs nachschauen
			obrigada, deu certo`},
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
			違います
			it's 8080 not 8081
			wrong port
			that's not what the docs say
			this info is old
			that's for the old version
			that has nothing to do with my question
			still doesn't work
			that ain't it
			thats a different question
			you got that wrong
			should be /etc/foo not /etc/bar
			stimmt nicht, es ist 8080
			so ein Quatsch
			funktioniert bei mir nicht
			non, c'est faux
			ça ne répond pas à ma question
			n'importe nawak
			eso está desactualizado
			no era mi pregunta
			tá desatualizado
			não foi o que perguntei
			не той порт
			я не про це питав
			まだ動きません
			no, the limit is 25 MB
			actually it's port 443
			that doesn't answer my question
			no thats not correct lol
			that command doesn't exist
			that is for v1
			die Antwort ist veraltet
			c'est 48h et pas 24h
			eso es mentira
			tá errado isso aí
			ти помилився
			いや、3日です
			non, 3 jours
			lol no
			nope, 3 days
			this isn't right, the port is 9000`},
		{toAnswer, Cite, false, false, `
			source?
			where does it say that?
			are you sure about that?
			Quelle bitte
			d'où ça vient ?
			¿quién dice eso?
			tem certeza?
			звідки це?
			出典は？
			u sure about this?
			where's this written?
			link?
			can i see where that's from?
			Quelle?
			wo steht das
			t'es sûr de toi ?
			c'est toujours vrai ?
			¿estás seguro de eso?
			tem certeza disso?
			isso ainda vale?
			де це написано?
			どこに書いてありますか？
			is this up to date?
			can you prove it?
			are you 100% sure?
			ist das noch aktuell?
			c'est fiable ?
			а джерело?`},
		{toAnswer, Answer, true, false, `
			when?
			who is she?
			and on Sundays?
			what about the tower
			is it free?
			und am Sonntag?
			et en hiver ?
			and on mac?
			since when?
			why not?
			what if it fails?
			is that the same on windows?
			who wrote it
			how long does that take
			thanks! and how do I undo it?
			until when
			mac?
			und auf dem Mac?
			seit wann?
			geht das auch mit Docker?
			et sur mac ?
			depuis quand ?
			et si ça échoue ?
			¿por qué?
			¿también los domingos?
			por quê?
			чому?
			Macでは？
			いつから？
			and on android?
			where exactly
			and the other way round?
			since which version?
			und bei Windows 11?
			wo genau?
			où exactement ?
			¿y si no funciona?
			а для гостей?
			具体的にどこ？`},
		{toAnswer, Answer, false, false, `
			o que isso quer dizer?
			how do i check that
			what does that mean?`},
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
			and how old is it?
			^
			can you help him?
			this
			help him pls
			any thoughts on this
			can you take this
			explain to him
			answer
			hilf ihm mal
			was meinst du
			réponds-lui
			respóndele porfa
			responde aí
			дивись вище
			上の質問に答えて
			can u answer
			same question
			i'd like to know too
			this question
			what they asked
			could you look into this
			kannst du da helfen?
			même question
			tienes la respuesta?
			те саме питання
			答えは？`},
		{dm, Answer, true, false, `
			how do I open the gate
			what is the fee?
			how do i open the gate
			whats the refund policy`},
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
			bonjour !
			hello there
			test
			start
			what do you know?
			moin
			buenas
			やあ
			hey there!
			who is your developer?`},
		{dm, Ignore, false, false, `
			ok
			lol
			bye
			cool`},
		{askHere, Answer, true, true, `
			who built it?
			how do I open the gate
			hi all! where is the museum?
			does anyone know the fee
			хтось знає, де ключ?
			weiß jemand wo der schlüssel ist
			how do I back up the database
			does it support ipv6?
			do you have to pay for it?
			*how* do i **enable** backups
			wie kann ich das Passwort ändern
			¿se puede cambiar la contraseña?
			パスワードは変更できますか？
			can you disable guest access?
			quelle est la limite
			wo liegen die logs`},
		{askHere, Answer, false, true, `
			I get an error at the gate
			mein Tor lässt sich nicht öffnen
			did you fix it yet?
			how old are you?
			can u send me the link?
			are we raiding or not?
			pizza or pasta?
			what did you have for lunch?
			did anyone watch the stream?
			hast du das gesehen?
			tu peux m'envoyer le lien ?
			¿qué versión tienes?
			qual versão você tem?
			яка в тебе версія?
			webhook not firing
			server startet nach dem update nicht
			le serveur ne démarre plus après la mise à jour
			更新後サーバーが起動しません
			getting a 403 when uploading
			could you paste the output?
			keep getting logged out
			メールが届きません
			листи не приходять
			os e-mails não chegam
			no llegan los correos
			les mails n'arrivent pas`},
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
			anyone here?
			anyone up for a raid?
			who's on tonight?
			lol what?
			who cares?
			right?
			how was your day?
			brb dinner
			good game everyone
			<https://store.example.org/app/10?l=en>
			SELECT * FROM users WHERE id = ?
			/ask who is it?
			?help
			yes or no?
			max, what do you think?
			does it work now?
			who was that?
			that's crazy, right?
			released v2.1!
			happy friday
			huh?
			how?
			ok solved, the server was down
			sorry for the error yesterday, it's fixed
			that's wrong
			hat wer Bock auf Valorant?
			bist du da?
			echt jetzt?
			bis morgen
			qui est là ?
			quoi ?
			¿quién anda por ahí?
			¿qué dices?
			alguém pra jogar?
			cê tá bem?
			хто грати?
			ти де?
			скоро буду
			今何してる？
			ちょっと離席`},
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
			who's in?? 😂 lol
			why?
			ok i'll try that`},
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
