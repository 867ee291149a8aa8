package question

func german() tongue {
	return tongue{
		greeting: `hallo+|hallöchen|halli hallo|moin(?: moin)?|servus|guten (?:morgen|tag|abend|mittag)|grüß (?:gott|dich|euch)|grüezi|tach|huhu|na`,
		audience: `zusammen|alle|leute|ihr|lieben|liebe|an|miteinander|allerseits|community|freunde|mal|erstmal|wieder|team|gemeinde|euch`,
		preface:  `(?:ich )?(?:hab(?:e|')?|hätte)?(?: ?(?:mal|da|noch|nur|auch))*(?: ?(?:eine?|ne|'ne|meine))?(?: ?(?:kurze|kleine|dumme|blöde|schnelle|allgemeine|einfache))+ fragen?(?: (?:an euch|dazu|zu|in die runde|am rande))?|ich (?:hab(?:e)?|hätte)(?: (?:mal|da|noch))* (?:eine?|ne) frage(?: an euch)?|(?:eine |meine )?frage(?: an euch)?:|meine frage (?:ist|wäre|lautet)|entschuldig(?:t|ung|en sie)(?: (?:die|meine|bitte|für|dumme|blöde|frage|störung|falls|das|schon|gefragt|wurde|mal))*|sorry(?: (?:falls|wenn|für|die|das|schon|mal|gefragt|wurde|dumme|frage|hier|falsch|bin))+|(?:ich )?bin (?:ganz |noch |relativ )*neu (?:hier|dabei|auf dem server)|also|ähm+|öhm|so|tja|und zwar|bitte|falls das schon (?:mal )?gefragt wurde`,
		lead: `(?:weiß|weiss|wisst|wüsste|wüßte)(?: (?:hier|da|denn|zufällig|vielleicht|eventuell|evtl|von euch))* (?:jemand|einer|wer|ihr|irgendwer|irgendjemand|man)(?: (?:hier|da|denn|zufällig|vielleicht|eventuell|evtl|von euch|was|etwas|bescheid))*
|hat(?: (?:hier|da|denn|zufällig|vielleicht))* (?:jemand|einer|wer|irgendwer)(?: (?:hier|da|denn|zufällig|vielleicht|von euch))* (?:eine |ne )?(?:ahnung|idee)
|(?:kann|könnte|könnt|können|kannst|könntest)(?: (?:mir|uns|ihr|sie|du|jemand|einer|wer|bitte|mal|vielleicht|hier|eventuell|kurz|irgendwer|irgendjemand))+ (?:sagen|erklären|verraten|helfen|weiterhelfen|zeigen|erläutern)(?: bitte)?
|ich (?:wollte|würde|möchte|will|hätte)(?: (?:gerne|gern|mal|nur|kurz|euch|einfach))* (?:fragen|wissen|gewusst|nachfragen)|ich frage mich|mich würde interessieren|(?:bitte )?(?:sagt|sag|erklärt) mir(?: bitte)?|ich brauche hilfe (?:bei|mit)`,
		inquiry: `weißt du|wissen sie|keine ahnung|ich weiß nicht|ich verstehe nicht`,
		joint:   `ob|dass|mal|bitte|bei|mit`,
		closing: `(?:vielen |besten |herzlichen |lieben |schon ?mal |und |schon |tausend )*(?:dank|danke|thx)(?: (?:im|voraus|schon ?mal|schon|mal|euch|sehr|schön|dir|ihnen|für|die|eure|jede|hilfe|antworten?|tipps?|vorab|mfg|lg|und|gruß|leute|allen))*|bitte(?: (?:um|hilfe|helft|mir|danke|schnell|antworten))*|(?:mfg|lg|vg|gr(?:u|ü)(?:ß|ss)e?|(?:liebe|viele|schöne|beste) gr(?:u|ü)(?:ß|ss)e)(?:,? \pL+)?|hilfe(?: bitte)?|(?:kann|könnte) (?:mir )?(?:jemand|wer|einer) (?:bitte )?helfen|weiß (?:das )?(?:jemand|wer|einer)(?: was)?|jemand (?:eine |ne )?(?:idee|ahnung)|würde mich (?:sehr )?freuen`,
		casual:  `danke|bitte|lg`,
		bare:    `danke im voraus|vielen dank(?: im voraus)?|danke schon ?mal|danke euch`,
		openers: `wie was wo wer wann warum wieso weshalb welche welcher welches wohin woher womit wofür worauf wem wen kann könnte muss darf gibt ist sind hat wird`,
	}
}

func french() tongue {
	return tongue{
		greeting: `bonjour+|bonsoir|salut+|coucou|slt|bjr|wesh|hello`,
		audience: `à|a|tous|toutes|tout|le monde|les gens|les gars|les amis|tlm|la team|la communauté|et|mesdames|messieurs|vous`,
		preface:  `(?:j['’]ai |j['’]aurais |juste |encore )*(?:une |ma )?(?:(?:petite|simple|rapide|toute petite) )+questions?(?: (?:rapide|bête|pour vous|à vous poser))*|(?:j['’]ai|j['’]aurais|juste) une question(?: (?:rapide|bête|pour vous|à vous poser))*|(?:ma |une )?question ?:|désolée?s?(?: (?:si|la|question|pour|ça|cela|c['’]est|a|déjà|été|posée?|bête|stupide|le|dérangement|mauvais|salon|de|vous|déranger|d['’]avance))*|excusez[- ]moi(?: (?:de|vous|déranger|si|pour|la|question))*|pardon(?: (?:si|pour|de|vous|déranger))*|je suis (?:tout |nouveau |nouvelle |débutant |ici |sur le serveur )*(?:nouveau|nouvelle|débutante?)(?: (?:ici|sur le serveur|sur discord))?|alors|euh+|bon|du coup|voilà|svp|s['’]il vous pla[iî]t`,
		lead: `(?:est[- ]ce qu(?:e |['’]))?(?:quelqu['’]un|qqn|qq1|l['’]un d['’]entre vous|l['’]un de vous)(?: (?:ici|parmi vous|d['’]entre vous))* (?:sait|saurait|connaît|connait|aurait une idée|a une idée)(?: me dire)?
|(?:est[- ]ce qu(?:e |['’]))?(?:quelqu['’]un|qqn|qq1)(?: (?:ici|parmi vous))* (?:peut|pourrait|peux)(?:[- ]il)? (?:me |m['’])?(?:dire|expliquer|aider(?: (?:à comprendre|avec))?|renseigner)
|(?:pouvez|pourriez)[- ]vous (?:me |m['’])?(?:dire|expliquer|aider|renseigner)|je (?:voulais|voudrais|aimerais|souhaite|souhaiterais)(?: (?:vous|bien|juste))* (?:savoir|demander)|je me demand(?:e|ais)|une idée (?:de|sur)|dites[- ]moi|j['’]ai besoin d['’]aide (?:pour|avec)`,
		inquiry: `(?:est[- ]ce que vous |vous |tu )?(?:savez|sauriez|sais)(?:[- ](?:vous|tu))?|je ne sais pas|je sais pas|je ne comprends pas|aucune idée`,
		joint:   `si|s['’]il vous pla[iî]t|svp|que`,
		closing: `(?:un grand |et |mille |grand )*merci+(?: (?:d['’]avance|beaucoup|bien|à|a|tous|toutes|vous|pour|votre|vos|l['’]aide|aide|réponses?|infiniment|par|avance|de|et|bonne|journée|soirée|cordialement))*|svp|stp|s['’]il (?:vous|te) pla[iî]t|cordialement|cdt|bonne (?:journée|soirée)(?: à tous)?|(?:des|une) idées?|(?:à l['’]aide|aidez[- ]moi)(?: (?:svp|stp))?|quelqu['’]un (?:peut m['’]aider|sait|a une idée)(?: svp)?`,
		casual:  `merci`,
		bare:    `svp|stp|merci d['’]avance|merci beaucoup|s['’]il vous pla[iî]t`,
		openers: `comment où ou pourquoi quand quel quelle quels quelles combien qui est-ce peut-on puis-je faut-il y-a-t-il qu'est-ce c'est-quoi quoi`,
	}
}

func spanish() tongue {
	return tongue{
		greeting: `hola+|buenas(?: (?:tardes|noches|días|dias))?|buenos (?:días|dias)|buen día|holi+|ey|saludos|qué tal|que tal`,
		audience: `a|todos|todas|tod@s|gente|amigos|amigas|chicos|comunidad|grupo|compañeros|qué|que|tal|cómo|como|están|estan|muy|buenas|buenos|días|tardes|noches`,
		preface:  `(?:tengo |solo |es |hago )?(?:una|mi|otra)(?: (?:pequeña|rápida|simple|gran))* (?:pregunta|duda|consulta)(?: (?:rápida|rapida|tonta|para ustedes|sobre esto|básica|simple))*|(?:pregunta|duda|consulta)(?: (?:rápida|rapida|tonta))? ?:|(?:perdón|perdon|perdonen|disculpen?|disculpa|lo siento)(?: (?:por|si|la|el|las|molestia|molestias|pregunta|ignorancia|ya|se|ha|preguntado|preguntaron|antes|esto|es|tonta|canal|equivocado|molestar|mi|español|no))*|(?:soy|estoy) (?:muy |un )?(?:nuevo|nueva|novato|principiante)(?: (?:aquí|aqui|en esto|por aquí|en el servidor))?|bueno|pues|oigan|una cosa|por favor|porfa`,
		lead: `¿?(?:alguien|alguno|alguna)(?: (?:de aquí|aquí|aqui|por aquí|de ustedes|de vosotros))* (?:sabe|sabrá|sabría|sabria|conoce)(?: (?:decirme|algo|de|sobre))*
|¿?(?:alguien|alguno|ustedes)?(?: ?(?:me|nos|aquí))* ?(?:puede|podría|podria|pueden|podrían|podrian|podéis|podríais)(?: (?:alguien|por favor|porfavor|porfa|ustedes|me))* (?:decir(?:me|nos)?|explicar(?:me|nos)?|ayudar(?:me|nos)?(?: (?:con|a entender|a saber))?|indicar(?:me)?|aclarar(?:me)?)
|¿?me (?:puede|podría|pueden|podrían|podéis|puedes)(?: (?:alguien|por favor|porfa))* (?:decir|explicar|ayudar(?: con)?|indicar)|(?:quisiera|quería|queria|me gustaría|me gustaria|necesito|quiero)(?: (?:saber|preguntar(?:les|os)?))+|me pregunt(?:o|aba)|alguna idea (?:de|sobre)`,
		inquiry: `¿?saben|¿?sabéis|¿?sabes|no sé|no entiendo|¿?ustedes saben`,
		joint:   `si|que|con`,
		closing: `(?:muchas |mil |y |muchísimas |de antemano |desde ya )*gracias(?: (?:de|antemano|por|su|la|tu|vuestra|ayuda|atención|respuesta|a|todos|todo|saludos|y|de verdad|totales|adelantadas))*|por favor|porfa(?:vor)?|porfis|xfa|plis|saludos(?: a todos)?|un saludo|ayuda(?: (?:por favor|porfa))?|alguien (?:sabe|me ayuda|puede ayudarme)|agradezco (?:cualquier|su|la) (?:ayuda|respuesta)|(?:se )?agradece(?:ría)?(?: la ayuda)?`,
		casual:  `gracias|saludos`,
		bare:    `porfa|xfa|plis|muchas gracias|gracias de antemano|por favor`,
		openers: `cómo como qué dónde donde cuándo cuando cuál cual cuáles cuales quién quien quiénes por-qué cuánto cuánta cuántos cuántas puedo puede hay existe`,
	}
}

func portuguese() tongue {
	return tongue{
		greeting: `olá+|ola|oi+e?|e aí|e ai|eai|bom dia|boa (?:tarde|noite)|opa+|salve`,
		audience: `a|todos|todas|pessoal|gente|galera|amigos|povo|turma|tudo|bem|bom|td|e|boa|tarde|noite|dia|com|vocês|vcs`,
		preface:  `(?:tenho |só |é |estou com )?(?:uma|outra|minha)(?: (?:pequena|rápida|simples))* (?:pergunta|dúvida|duvida)(?: (?:rápida|rapida|boba|simples|besta|básica))*|(?:pergunta|dúvida|duvida)(?: (?:rápida|rapida|boba))? ?:|(?:desculp(?:a|e|em)|perdão|perdao|foi mal)(?: (?:a|se|por|pela|o|incômodo|pergunta|ignorância|já|foi|perguntado|perguntaram|isso|antes|incomodar|canal|errado|boba|burra))*|sou (?:muito |um )?(?:novo|nova|novato|iniciante)(?: (?:aqui|nisso|no servidor|por aqui))?|então|entao|bom|tipo|por favor`,
		lead: `(?:alguém|alguem|vocês|vcs|algum de vocês)(?: (?:aqui|aí|ai|daqui|por acaso))* (?:sabe|sabem|saberia|saberiam|conhece)(?: (?:me|dizer|informar))*
|(?:alguém|alguem|vocês|vcs)(?: (?:me|aqui|por favor))* (?:pode|poderia|podem|poderiam|consegue)(?: (?:me|por favor))* (?:dizer|explicar|ajudar(?: (?:com|a entender))?|falar|informar|esclarecer)
|(?:pode|poderia|podem|poderiam)(?: (?:me|por favor|alguém))* (?:dizer|explicar|ajudar|informar)|(?:eu )?(?:gostaria|queria|quero|preciso)(?: de)? (?:saber|perguntar)|(?:me pergunto|fiquei na dúvida|estou na dúvida)|alguma ideia (?:de|sobre)`,
		joint:   `se|que|com`,
		closing: `(?:muito |muitíssimo |e |desde já |mto )*(?:obrigad[oa]|obg|brigad[oa]|valeu|vlw|agradeço|grato|grata)(?: (?:desde|já|pela|pelo|a|todos|ajuda|atenção|demais|antecipadamente|pessoal|galera|gente|por|qualquer|mesmo|muito|e|abraços?))*|por favor|pfv|pfvr|pf|abraços?|abs|att|me ajud(?:a|em)(?: por favor)?|ajuda(?: por favor| aí)?|alguém sabe|alguém me ajuda`,
		casual:  `obrigad[oa]|valeu`,
		bare:    `pfv|pfvr|por favor|obg|vlw|muito obrigad[oa]|obrigad[oa] desde já`,
		openers: `como qual quais onde quando quem quanto quanta quantos quantas porque por-que posso pode existe tem há`,
	}
}

func italian() tongue {
	return tongue{
		greeting: `ciao+|salve|buongiorno|buonasera|buon pomeriggio|buon giorno|buona sera`,
		audience: `a|tutti|tutte|ragazzi|gente|raga|community|e|buona|giornata`,
		preface:  `(?:ho |avrei |solo )?una(?: (?:piccola|semplice|veloce))* (?:domanda|curiosità)(?: (?:veloce|stupida|semplice|per voi))*|domanda(?: veloce)? ?:|scus(?:a|ate|i|atemi)(?: (?:il|disturbo|se|la|domanda|per|stupida|ma))*|sono nuov[oa](?: (?:qui|del server))?|allora`,
		lead:     `(?:qualcuno)(?: (?:qui|di voi|mi|ci))* (?:sa|saprebbe|conosce|può dirmi|puo dirmi|può spiegarmi|può aiutarmi(?: con)?|potrebbe dirmi|potrebbe spiegarmi|può dire|può spiegare|potrebbe dire|potrebbe spiegare)(?: dirmi)?|(?:mi )?(?:potete|potreste|puoi|potresti|sapete|sapreste) (?:dire|dirmi|spiegare|spiegarmi|aiutare|aiutarmi)|(?:vorrei|volevo) (?:sapere|chiedere|chiedervi)|mi chied(?:o|evo)`,
		joint:    `se|che|con`,
		closing:  `(?:mille |tante |e |molte )*grazie(?: (?:in|anticipo|mille|a|tutti|tante|per|l['’]aiuto|le|risposte|ancora))*|per favore|perfavore|aiuto|saluti`,
		bare:     `per favore|grazie in anticipo|grazie mille`,
		openers:  `come cosa dove quando perché quale quali chi quanto quanti quante posso c'è cos'è dov'è`,
	}
}

func dutch() tongue {
	return tongue{
		greeting: `hallo+|hoi+|goedemorgen|goedemiddag|goedenavond|goeiedag|dag`,
		audience: `allemaal|iedereen|mensen|jongens|daar|beste`,
		preface:  `(?:ik heb )?(?:een |nog een |even een )(?:(?:korte|kleine|snelle|domme|simpele) )*vraag(?:je)?(?: (?:aan jullie|voor jullie))?|(?:korte|snelle|domme) vraag|vraag(?:je)? ?:|sorry(?: (?:als|voor|dit|de|al|eens|gevraagd|is|domme|vraag))+|ik ben (?:nieuw|hier nieuw)(?: hier)?`,
		lead:     `weet(?: (?:er|hier|misschien|toevallig))* (?:iemand|jullie|een van jullie)(?: (?:hier|misschien|toevallig))*|(?:kan|kunnen|zou|kent)(?: (?:er|hier|misschien|mij|me))* (?:iemand|jullie)(?: (?:mij|me|misschien|even|ook))* (?:vertellen|uitleggen|helpen(?: met)?|zeggen)|ik (?:vroeg me af|vraag me af|wil graag weten|wilde vragen)`,
		joint:    `of|dat|met`,
		closing:  `(?:alvast |heel erg |en )*(?:bedankt|dank (?:je|u)(?: wel)?|dankjewel|dankuwel)(?: (?:alvast|voor|de|jullie|hulp|allemaal))*|alsjeblieft|alstublieft|aub|groetjes|groeten|gr`,
		bare:     `alvast bedankt|aub`,
		openers:  `hoe wat waar wanneer waarom welke wie hoeveel kan kun moet mag`,
	}
}

func turkish() tongue {
	return tongue{
		greeting: `merhaba(?:lar)?|selam(?:lar)?|selamün aleyküm|günaydın|iyi (?:günler|akşamlar|geceler)`,
		audience: `arkadaşlar|herkese|millet|hocam|dostlar|beyler`,
		preface:  `(?:küçük |hızlı |kısa )*bir (?:sorum|soru|şey soracağım)(?: (?:var|olacak|olacaktı))?|kusura bakmayın|pardon|soru ?:`,
		lead:     `(?:acaba|bilen var mı)`,
		closing:  `(?:şimdiden |çok )*(?:teşekkürler|teşekkür ederim|sağol(?:un)?|sağ olun|tşk|tşkler)|lütfen|bilen var mı|yardım(?:cı)? (?:olur musunuz|edebilir misiniz|edin|eder misiniz)|(?:bana )?(?:söyler|anlatır|açıklar) mısınız`,
		bare:     `lütfen|şimdiden teşekkürler`,
		openers:  `nasıl ne nerede neden niçin kim hangi kaç`,
	}
}
