package act

import (
	"fmt"
	"strings"
	"testing"
)

var names = [...]string{"nothing", "acknowledge", "greet", "help", "point", "state", "thank", "doubt", "complain", "ask"}

func (a Act) String() string { return names[a] }

// TestOf reads messages in the languages that the bot speaks, and in none.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		act      Act
		messages string // one a line
	}{
		{Nothing, `
			🎈
			<:party:123456789012345678>
			https://www.youtube.com/watch?v=dQw4w9WgXcQ
			<https://example.org/?a=b>
			<@12345678> <#23456789>
			:tada: :tada:
			...
			???`},
		{Acknowledge, `
			ok
			Okay!
			k
			lol
			Looool
			hahaha
			jajajaja
			kkkkk
			rsrs
			xD
			👍
			nice
			that was cool
			perfect answer
			not bad
			works like a charm
			good job bot
			oh wow, great
			yes
			no
			nope
			got it
			makes sense
			fair enough
			never mind
			wtf?
			what?
			really?
			no problem :)
			it works now!
			this is so funny lmao
			can you come to voice later?
			anyone up for a round tonight?
			who's in for the raid?
			kommst du heute Abend in den Sprachkanal?
			on joue ce soir ?
			¿vienes al canal de voz?
			bora jogar hoje?
			ти прийдеш увечері?
			今夜遊ばない？
			ja genau
			alles klar
			passt schon
			hat funktioniert
			d'accord
			ah ok je vois
			mdr
			trop bien
			vale
			ya veo
			jaja qué gracioso
			entendi
			beleza
			kkkk muito bom
			зрозуміло
			ага ясно
			працює!
			了解です
			なるほど
			草
			www
			すごい！
			fixed it, was a missing semicolon
			never mind, I forgot to wind the clock
			ok solved, the tower was locked
			hat sich erledigt, die Tür war zu
			good night`},
		{Greet, `
			hi
			Hello there
			heyyy everyone
			good morning all!
			how are you?
			what's up guys
			Guten Morgen zusammen alle
			wie geht's?
			bonjour à tous
			salut, ça va ?
			hola, ¿qué tal?
			buenos días
			bom dia pessoal
			oi, tudo bem?
			привіт усім
			доброго ранку
			こんにちは
			おはようございます！`},
		{Help, `
			help
			HELP!!!
			help me please
			what can you do?
			what can you actually do
			so what exactly do you do here?
			who are you
			are you a bot?
			how do you work?
			how do I use this bot?
			can you help me?
			hey, can anyone help?
			commands
			Hilfe
			was kannst du?
			was kannst du denn so alles?
			wer bist du
			kannst du mir helfen?
			aide-moi stp
			qui es-tu ?
			que peux-tu faire ?
			ayuda
			¿qué puedes hacer?
			¿quién eres?
			ajuda por favor
			o que você faz?
			quem é você?
			допоможи
			що ти вмієш?
			хто ти?
			ヘルプ
			何ができますか？
			あなたは誰？
			使い方を教えて`},
		{Point, `
			can you answer this?
			please answer that question
			do you know this one?
			do you happen to know this?
			can you help this person?
			what about this?
			any idea?
			^ this
			answer him
			can you help him with this?
			could you answer Bob's question please?
			what is the answer to this?
			thoughts?
			your turn
			kannst du das beantworten?
			weißt du das?
			was sagst du dazu?
			tu peux répondre à ça ?
			une idée ?
			tu sais ?
			¿puedes responder esto?
			¿sabes?
			responde a esta pregunta
			você pode responder isso?
			sabe a resposta?
			можеш відповісти на це?
			ти знаєш?
			これに答えて
			これわかりますか？`},
		{Thank, `
			thanks!
			Thank you so much
			ty
			thx a lot mate
			ok thanks
			thaaanks
			thanks for the quick answer
			thank you, that worked
			thanks, bob's port was blocked
			cheers
			nice bot, good bot
			you saved me
			🙏
			danke
			vielen dank euch allen
			danke für die schnelle Antwort
			merci beaucoup
			merci pour ton aide
			muchas gracias
			gracias por la ayuda
			obrigado!
			valeu mano
			дуже дякую
			дякую за допомогу
			ありがとうございます
			助かりました`},
		{Doubt, `
			source?
			Source please
			where is that from?
			where did you get this?
			are you sure?
			says who?
			is that true?
			got a link?
			Quelle?
			woher weißt du das?
			bist du sicher?
			t'es sûr ?
			tu as une source ?
			¿de dónde sacaste eso?
			¿fuente?
			fonte?
			tem certeza?
			джерело?
			звідки це?
			ソースは？
			本当ですか？`},
		{Complain, `
			no, that is wrong
			wrong
			that's not right
			incorrect!
			this is not what I asked
			that doesn't work
			it doesn't work on Windows
			that didn't help at all
			this answer is outdated
			you're wrong, it is 8080 since version 2
			bad bot
			useless
			👎
			nope that's false
			that's not the right answer
			I don't think that's correct
			das ist leider nicht richtig
			nein, falsche Uhr
			c'est pas la bonne réponse
			esa no es la respuesta correcta
			isso não está correto
			ні, це неправильна відповідь
			das stimmt nicht
			falsch
			das ist falsch, es sind zwei
			hilft mir nicht
			c'est faux
			ce n'est pas ce que j'ai demandé
			ça ne marche pas
			eso no es correcto
			está mal
			no funciona
			isso está errado
			não é isso que
			não funcionou
			це неправильно
			не працює
			違います
			それは間違っています
			it's 8080 not 8081
			it's not 24 hours, it's 48
			no, we moved it to the other pier
			actually it's the second door
			that's not for the tower
			nein, es sind 12 Stunden, nicht 24
			c'est 48 h et pas 24 h
			son 48 horas, no 24
			são 48 horas, não 24
			48 годин, а не 24
			puerto equivocado`},
		{State, `
			the builder
			the clock stopped again
			I have moved the files to another disk
			look at my new keyboard https://example.org/?v=1
			open ? close : wait
			x > 3 ? "yes" : "no"
			foo?.bar is the clock
			let clock: Int? = nil
			version 3 of the clock shows 24 hours but not the date
			` + "`SELECT * FROM t WHERE a = ?`" + `
			my clock doesn't run
			deploy at 10:30
			wir treffen uns im Sprachkanal
			on se retrouve en vocal
			nos vemos en el canal de voz mañana por el torneo
			o servidor caiu ontem
			сервер упав учора
			サーバーが落ちました`},
		{Ask, `
			Who built the harbour clock?
			who built the harbour clock
			how do I wind it up
			how long was it broken
			does the clock run on Sundays
			how do I join the voice channel?
			how do I check the bot's ping?
			who sings I wanna dance
			what problem does it solve in the kitchen?
			神聖ローマと同盟を締結したのは誰か
			who can come to the harbour at night?
			can I bring a dog
			thanks, and how do I uninstall it?
			hi! where is the config file?
			when?
			who is he?
			and on Windows?
			tell me about the pier
			I need to know the opening hours
			does anyone know the port
			how about the bell
			that's wrong, how does the bell work on Linux?
			is there a museum?
			Wer hat die Uhr gebaut?
			wie lange war sie kaputt
			gibt es ein Museum
			weiß jemand wo die Datei liegt
			Qui a construit l'horloge ?
			comment installer le module
			est-ce que le musée est ouvert
			¿Quién construyó el reloj?
			cómo se instala el módulo
			alguien sabe el puerto
			Quem construiu o relógio?
			como instalar o módulo
			Хто збудував годинник?
			як встановити модуль
			чи відкритий музей
			時計を作ったのは誰ですか？
			港の時計はいつ作られた
			インストール方法を教えてください
			What does "lol" mean in the docs?`},
	} {
		for line := range strings.Lines(c.messages) {
			m := strings.TrimSpace(line)
			if m == "" {
				continue
			}
			if got := Of(m); got.Act != c.act {
				t.Errorf("%q is read as %v, want %v: %v", m, got.Act, c.act, explain(m))
			}
		}
	}
}

// explain shows how the words of a message are known.
func explain(m string) (out []string) {
	for _, s := range sentences(plain(m)) {
		for _, c := range s.clauses {
			out = append(out, fmt.Sprint(words(c), kinds(c), s.asks))
		}
	}
	return out
}

func TestNeeds(t *testing.T) {
	for message, want := range map[string]bool{
		"I get an error when I open the door":       true,
		"my clock doesn't work":                     true,
		"can't connect to the server since tuesday": true,
		"die Uhr ist kaputt":                        true,
		"je n'arrive pas à ouvrir la porte":         true,
		"el reloj no funciona":                      true,
		"não consigo abrir a porta":                 true,
		"годинник не працює":                        true,
		"時計が動かない":                                   true,
		"the clock doesn't start after the update":  true,
		"die Uhr startet nach dem Umbau nicht":      true,
		"bell not ringing":                          true,
		"I'll be back in ten minutes":               false,
		"see you at the meeting":                    false,
		"new patch is out":                          false,
		"wir sehen uns am Montag":                   false,
	} {
		if got := Of(message).Needs; got != want {
			t.Errorf("%q tells of trouble: %t, want %t", message, got, want)
		}
	}
}

func TestCasual(t *testing.T) {
	for message, want := range map[string]bool{
		"did you wind the clock?":                       true,
		"tea or coffee?":                                true,
		"clock broken?":                                 false,
		"hast du die Uhr gesehen?":                      true,
		"tu peux m'envoyer la clé ?":                    true,
		"ти бачив годинник?":                            true,
		"are you up? and where is the key?":             false,
		"how do you wind the clock?":                    false,
		"can you wind it by hand?":                      false,
		"do you have to pay for the tower?":             false,
		"who built the clock?":                          false,
		"kuinka vanha sataman kello oikeastaan onkaan?": false, // in a language that is not known
	} {
		if got := Of(message); got.Act != Ask || got.Casual != want {
			t.Errorf("%q is read as %v, casual %t, want %t", message, got.Act, got.Casual, want)
		}
	}
}

func TestAfter(t *testing.T) {
	for message, want := range map[string]bool{
		"what does that mean?": true,
		"was heißt das?":       true,
		"¿qué significa eso?":  true,
		"що це означає?":       true,
		"can you answer this?": false,
		"what do you think?":   false,
		"any idea?":            false,
	} {
		if got := Of(message); got.Act != Point || got.After != want {
			t.Errorf("%q is read as %v, asking further %t, want %t", message, got.Act, got.After, want)
		}
	}
}

func TestQuoteIsAbout(t *testing.T) {
	for message, want := range map[string]bool{
		"> set the port to 8080\nhow do I do that?": true,
		"how do I do that?":                         false,
	} {
		if got := Of(message); got.Act != Ask || got.About != want {
			t.Errorf("%q is read as %v, about something %t, want %t", message, got.Act, got.About, want)
		}
	}
}
