package question

import "testing"

// typed are messages as people type them, each with its question.
var typed = []struct{ message, want string }{
	// plain questions stay
	{"How do I change the port?", "How do I change the port?"},
	{"how do i change the port", "how do i change the port"},
	{"  How do I\n change the port ?  ", "How do I change the port ?"},
	{"who played norm on cheers", "who played norm on cheers"},
	{"who sings please please please", "who sings please please please"},
	{"what is hello kitty", "what is hello kitty"},
	{"Hello World program does not compile", "Hello World program does not compile"},
	{"Hey Jude chords", "Hey Jude chords"},
	{"Does anyone live on the moon?", "Does anyone live on the moon?"},
	{"Can someone be banned for that?", "Can someone be banned for that?"},
	{"good morning vietnam cast", "good morning vietnam cast"},
	{"hi friend requests are broken", "hi friend requests are broken"},
	{"what is lol", "what is lol"},
	{"what does this mean: thx", "what does this mean: thx"},
	{"how to say thank you very much", "how to say thank you very much"},
	{"What does `/warp set` do?", "What does `/warp set` do?"},
	{"Who owns the trademark to I ❤ NY?", "Who owns the trademark to I ❤ NY?"},
	{"Why are X-Forwarded-* headers required?", "Why are X-Forwarded-* headers required?"},
	{"what is __init__.py for", "what is __init__.py for"},
	{"What does --force do?", "What does --force do?"},
	{"Is .NET Framework needed?", "Is .NET Framework needed?"},
	{"I'm new to Docker. Where should I start?", "I'm new to Docker. Where should I start?"},
	{"How can I run what I bought from https://shop.example/ ?", "How can I run what I bought from https://shop.example/ ?"},
	{"what do u give for 9 yr wedding anniversary", "what do u give for 9 yr wedding anniversary"},
	{"Wo steht die Konfiguration?", "Wo steht die Konfiguration?"},
	{"サーバーのポートは何番ですか？", "サーバーのポートは何番ですか？"},

	// marks
	{"How do I change the port???", "How do I change the port?"},
	{"it crashes!!!!! why??", "it crashes! why?"},

	// greetings
	{"hey, how do I change the port?", "how do I change the port?"},
	{"Hi! How do I change the port?", "How do I change the port?"},
	{"hello everyone how do i change the port", "how do i change the port"},
	{"yo guys, where are backups stored?", "where are backups stored?"},
	{"Good morning all 👋 where are backups stored?", "where are backups stored?"},
	{"Hey there!\n\nWhere are backups stored?", "Where are backups stored?"},
	{"hiiii :wave: where are backups stored", "where are backups stored"},
	{"hey guys, quick question: where are backups stored?", "where are backups stored?"},
	{"ok so where are backups stored", "where are backups stored"},
	{"hey guys my server crashes on start", "my server crashes on start"},
	{"Hope you're all doing well. Where are backups stored?", "Where are backups stored?"},
	{"Hello dear community, where are backups stored?", "where are backups stored?"},

	// lead-ins
	{"does anyone know how to change the port?", "how to change the port?"},
	{"Does anybody here happen to know where backups are stored?", "where backups are stored?"},
	{"anyone know where backups are stored", "where backups are stored"},
	{"can someone please tell me how to change the port?", "how to change the port?"},
	{"Could you tell me where backups are stored?", "where backups are stored?"},
	{"could anyone explain to me how the cache works", "how the cache works"},
	{"can somebody help me with the backup plugin?", "the backup plugin?"},
	{"i was wondering if the server supports mods", "the server supports mods"},
	{"I'm just curious how the cache works", "how the cache works"},
	{"I'd like to know when the next release is", "when the next release is"},
	{"i want to know who leads the project", "who leads the project"},
	{"do you know where backups are stored?", "where backups are stored?"},
	{"any idea why it says outdated client?", "why it says outdated client?"},
	{"idk how to change the port", "how to change the port"},
	{"Please tell me how to change the port", "how to change the port"},
	{"pls explain how the cache works", "how the cache works"},
	{"I have a question about the backup plugin: where does it store files?", "I have a question about the backup plugin: where does it store files?"},
	{"I have a question. Where does the backup plugin store files?", "Where does the backup plugin store files?"},
	{"My question is: where does the backup plugin store files?", "where does the backup plugin store files?"},
	{"stupid question, but where are backups stored?", "where are backups stored?"},
	{"May I ask where backups are stored?", "where backups are stored?"},

	// apologies and excuses
	{"sorry if this was asked before but where are backups stored?", "where are backups stored?"},
	{"Sorry if this has already been asked. Where are backups stored?", "Where are backups stored?"},
	{"sorry for the noob question, where are backups stored", "where are backups stored"},
	{"not sure if this is the right channel, but where are backups stored?", "where are backups stored?"},
	{"I'm new here. Where are backups stored?", "Where are backups stored?"},
	{"Excuse me, where are backups stored?", "where are backups stored?"},
	{"i googled already but couldn't find anything. where are backups stored?", "where are backups stored?"},
	{"Sry, first post here, where are backups stored?", "where are backups stored?"},
	{"could somebody clear this up for me please? where are backups stored?", "where are backups stored?"},
	{"where are backups stored? sorry for my bad english", "where are backups stored?"},

	// thanks and closings
	{"Where are backups stored? Thanks in advance!", "Where are backups stored?"},
	{"where are backups stored thx", "where are backups stored"},
	{"where are backups stored, please?", "where are backups stored?"},
	{"where are backups stored pls", "where are backups stored"},
	{"Where are backups stored? Any help would be greatly appreciated.", "Where are backups stored?"},
	{"where are backups stored?? ty :)", "where are backups stored?"},
	{"Where are backups stored? Thank you so much for your help, have a nice day", "Where are backups stored?"},
	{"where are backups stored? lmk", "where are backups stored?"},
	{"where are backups stored lol", "where are backups stored"},
	{"where are backups stored... anyone?", "where are backups stored..."},
	{"Where are backups stored? 🙏🙏", "Where are backups stored?"},
	{"Where are backups stored? Just curious", "Where are backups stored?"},
	{"where are backups stored? i'm so confused", "where are backups stored?"},

	// Discord's marks
	{"<@123456789012345678> where are backups stored?", "where are backups stored?"},
	{"<@!123456789012345678>, <@&42> where are backups stored?", "where are backups stored?"},
	{"@user where are backups stored?", "where are backups stored?"},
	{"@everyone where are backups stored?", "where are backups stored?"},
	{"where are backups stored? <:pepe:123456789012345678>", "where are backups stored?"},
	{"<a:wave:1234567890> hi, where are backups stored?", "where are backups stored?"},
	{"Asked in <#123456789012345678> already: where are backups stored?", "Asked in already: where are backups stored?"},
	{"where are backups stored since <t:1700000000:R>?", "where are backups stored since ?"},
	{"what does </config set:123456789012345678> do?", "what does /config set do?"},
	{"**Where are backups stored?**", "Where are backups stored?"},
	{"where are *backups* stored", "where are backups stored"},
	{"~~nvm~~ where are ||backups|| stored?", "nvm where are backups stored?"},
	{"__Where are the backups__ stored?", "Where are the backups stored?"},
	{"# Where are backups stored?", "Where are backups stored?"},
	{"> Backups are made daily\nWhere are they stored?", "Backups are made daily. Where are they stored?"},
	{"see [the docs](https://docs.example/backup) - where are backups stored?", "see the docs - where are backups stored?"},
	{"https://docs.example/backup where are backups stored?", "where are backups stored?"},
	{"where are backups stored? https://imgur.example/a.png", "where are backups stored?"},
	{"<https://docs.example/backup>\nwhere are backups stored?", "where are backups stored?"},

	// code and logs
	{"where are backups stored?\n```yaml\nbackup:\n  path: x\n```", "where are backups stored?"},
	{"```\n[12:00:01 INFO]: Starting\n[12:00:02 ERROR]: Could not bind to port 25565\n```\nhow do I fix this?", "how do I fix this? Could not bind to port 25565"},
	{"what does this mean ```Error: EADDRINUSE```", "what does this mean. Error: EADDRINUSE"},
	{"help pls\n```\nTraceback (most recent call last):\n  File \"a.py\", line 3, in <module>\nValueError: bad port\n```", "ValueError: bad port"},
	{"[12:00:01 INFO]: Starting\n[12:00:02 WARN]: Slow\nwhere are backups stored?", "where are backups stored?"},
	{"How do I set the port in the config file?\n```\nerror: no such file\nexit 1\n```", "How do I set the port in the config file?"},
	{"why does it say `Outdated client`? thanks!", "why does it say `Outdated client`?"},

	// a story
	{
		"Hi all! I bought a new PC yesterday and my brother helped me to set it up. Which operating systems does the launcher support?",
		"PC: Which operating systems does the launcher support?",
	},
	{
		"hey so i installed the backup plugin yesterday. how often does it run?",
		"so i installed the backup plugin yesterday. how often does it run?",
	},
	{
		"Hello! I run Paper 1.20.4 on Ubuntu. Which Java version does the server need? Thanks!",
		"Paper 1.20.4 Ubuntu: Which Java version does the server need?",
	},
	{
		"hi, my friend and me were arguing about it all day long. who heads the delegation of the foreign ministry in moscow?",
		"who heads the delegation of the foreign ministry in moscow?",
	},
	{
		"hey been trying to work this out since yesterday. how many prisoners will be swapped?",
		"how many prisoners will be swapped?",
	},
	{
		"hi! i use the backup plugin. how often are snapshots taken?",
		"i use the backup plugin. how often are snapshots taken?",
	},
	{
		"hello. the launcher shows a white screen. i reinstalled everything twice. why?",
		"the launcher shows a white screen. i reinstalled everything twice. why?",
	},
	{
		"I have been playing since last year and set it all up with my dad. It is super fun so far. Where do the snapshots of the world go?",
		"Where do the snapshots of the world go?",
	},
	{"Hey! The launcher shows a white screen since the update.", "The launcher shows a white screen since the update."},
	{"hi\nwhere are backups stored?\nand how do i restore one?\nthanks", "where are backups stored? and how do i restore one?"},

	// shorthand, in messages that show that they are typed to people
	{"hey do u know where ur backups are stored", "where your backups are stored"},
	{"yo what r the rules for trading? thx", "what are the rules for trading?"},
	{"hi plz how do i change the port", "how do i change the port"},

	// nothing else
	{"hi", "hi"},
	{"thanks!!", "thanks!"},
	{"👍", "👍"},
	{"<@123456789012345678>", "<@123456789012345678>"},
	{"???", "?"},
	{"", ""},

	// German
	{"Hallo zusammen, wo werden die Backups gespeichert?", "wo werden die Backups gespeichert?"},
	{"Moin, weiß hier jemand, wie man den Port ändert?", "wie man den Port ändert?"},
	{"Guten Tag, kann mir bitte jemand sagen, wo die Backups liegen? Danke im Voraus!", "wo die Backups liegen?"},
	{"Hi Leute, kurze Frage: wie ändert man den Port?", "wie ändert man den Port?"},
	{"Ich wollte mal fragen, ob der Server Mods unterstützt. LG", "der Server Mods unterstützt."},
	// French
	{"Bonjour à tous, comment changer le port ?", "comment changer le port ?"},
	{"Salut, est-ce que quelqu'un sait où sont les sauvegardes ? Merci d'avance", "où sont les sauvegardes ?"},
	{"bonsoir, petite question : comment changer le port svp", "comment changer le port"},
	{"Je voudrais savoir si le serveur accepte les mods, merci", "le serveur accepte les mods"},
	// Spanish
	{"¡Hola a todos! ¿Cómo cambio el puerto?", "¿Cómo cambio el puerto?"},
	{"hola, alguien sabe dónde se guardan las copias? gracias", "dónde se guardan las copias?"},
	{"Buenas tardes, ¿alguien me puede decir cómo cambio el puerto? Muchas gracias de antemano.", "cómo cambio el puerto?"},
	// Portuguese
	{"Olá pessoal, como mudo a porta?", "como mudo a porta?"},
	{"oi gente, alguém sabe onde ficam os backups? obrigado desde já", "onde ficam os backups?"},
	{"Bom dia! Alguém poderia me dizer como mudo a porta, por favor?", "como mudo a porta?"},
	// Ukrainian
	{"Привіт усім! Як змінити порт?", "Як змінити порт?"},
	{"Доброго дня, підкажіть, будь ласка, де зберігаються копії? Дякую", "де зберігаються копії?"},
	{"хтось знає, як змінити порт?", "як змінити порт?"},
	// Japanese
	{"こんにちは。ポートの変え方を教えてください。", "ポートの変え方"},
	{"すみません、質問です。バックアップはどこに保存されますか？よろしくお願いします。", "バックアップはどこに保存されますか？"},
	{"初心者ですが、ポートはどこで変更できますか？ありがとうございます", "ポートはどこで変更できますか？"},
	// others
	{"Привет всем, подскажите пожалуйста, как поменять порт? Заранее спасибо", "как поменять порт?"},
	{"Ciao a tutti, qualcuno sa dove sono i backup? Grazie mille", "dove sono i backup?"},
	{"Cześć wszystkim, czy ktoś wie, jak zmienić port? Z góry dzięki", "jak zmienić port?"},
	{"Hoi allemaal, weet iemand hoe ik de poort verander? Alvast bedankt", "hoe ik de poort verander?"},
	{"Merhaba arkadaşlar, portu nasıl değiştirebilirim? Şimdiden teşekkürler", "portu nasıl değiştirebilirim?"},
	{"大家好，请问怎么修改端口？谢谢", "怎么修改端口？"},
	{"안녕하세요. 포트를 어떻게 바꾸나요? 감사합니다", "포트를 어떻게 바꾸나요?"},
}

func TestTyped(t *testing.T) {
	for _, c := range typed {
		got := Clean(c.message)
		if got != c.want {
			t.Errorf("%q\n became %q\n wanted %q", c.message, got, c.want)
		}
		if again := Clean(got); again != got {
			t.Errorf("%q became %q and then %q", c.message, got, again)
		}
	}
	if len(typed) < 120 {
		t.Errorf("%d messages", len(typed))
	}
}
