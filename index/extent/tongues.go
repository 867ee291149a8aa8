package extent

var german = lexicon{
	thing: "folgend",
	curt: phrases(`ja|nein|doch|vielleicht|natürlich|manchmal|meistens|leider nein|leider nicht|noch nicht|nicht direkt|
		es kommt darauf an|das kommt darauf an|kommt darauf an|jein`),
	yes: 3,
	stands: phrases(`er|sie|es|dies|dieser|diese|dieses|diesen|diesem|das|dass dies|jene|jener|jenes|dadurch|dabei|dafür|damit|danach|dann|
		daher|deshalb|deswegen|darum|davon|dazu|darin|darauf|daraus|somit|also|folglich|jedoch|allerdings|aber|doch|und|oder|
		sondern|außerdem|zudem|zusätzlich|ferner|stattdessen|andernfalls|sonst|ansonsten|alternativ|ebenso|ihre|ihr|sein|
		seine|ihm|ihn|ihnen|beide|solche|in diesem fall|in dem fall|zum beispiel|beispielsweise|anschließend|schließlich|
		trotzdem|dennoch|hierzu|hierfür|hierbei|letztere|erstere`),
	except: phrases(`es gibt|es ist möglich|es ist nicht möglich|es ist wichtig|es empfiehlt sich|es wird empfohlen|sie können|sie müssen|
		sie sollten|sie dürfen|sie finden|sie haben|sie brauchen|sie benötigen|diese seite|dieses dokument|diese anleitung|
		dieser abschnitt|dieser artikel|das heißt nicht|damit sie|damit der|damit die|damit das`),
	follows: phrases(`folgend|wie folgt|unten`),
}

var french = lexicon{
	thing: "suivant",
	curt:  phrases(`oui|non|si|peut-être|bien sûr|parfois|pas encore|malheureusement non|ça dépend|cela dépend`),
	yes:   3,
	stands: phrases(`il|elle|ils|elles|cela|ceci|ça|c'est|ce|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celles-ci|son|sa|ses|leur|leurs|lui|
		alors|donc|ainsi|cependant|toutefois|pourtant|néanmoins|mais|et|ou|or|puis|ensuite|enfin|de plus|en outre|
		par ailleurs|sinon|en revanche|par conséquent|par exemple|dans ce cas|à la place|de même|également|les deux|
		ce dernier|cette dernière`),
	except: phrases(`il est possible|il n'est pas possible|il est recommandé|il est important|il est nécessaire|il faut|il y a|il existe|
		il n'y a|il suffit|cette page|ce guide|ce document|cette section|cet article|ce tutoriel`),
	follows: phrases(`suivant|ci-dessous|comme suit`),
}

var spanish = lexicon{
	thing: "siguiente",
	curt:  phrases(`sí|no|quizás|quizá|tal vez|claro|por supuesto|a veces|todavía no|aún no|depende`),
	yes:   2,
	stands: phrases(`él|ella|ellos|ellas|ello|esto|eso|este|esta|estos|estas|ese|esa|esos|esas|su|sus|entonces|luego|después|además|
		también|sin embargo|no obstante|pero|y|e|o|por lo tanto|por tanto|así|así que|en cambio|en su lugar|de lo contrario|
		si no|por ejemplo|en este caso|en ese caso|por eso|por ello|finalmente|ambos|ambas|dicho|dicha|dichos|dichas|
		este último|esta última`),
	except:  phrases(`esta página|esta guía|este documento|esta sección|este artículo|este tutorial|este manual`),
	follows: phrases(`siguiente|a continuación|como sigue|abajo`),
}

var portuguese = lexicon{
	thing: "seguinte",
	curt:  phrases(`sim|não|talvez|claro|às vezes|ainda não|infelizmente não|depende`),
	yes:   2,
	stands: phrases(`ele|ela|eles|elas|isto|isso|este|esta|estes|estas|esse|essa|esses|essas|seu|sua|seus|suas|então|depois|além disso|
		também|no entanto|porém|contudo|mas|e|ou|portanto|assim|em vez disso|caso contrário|senão|por exemplo|neste caso|
		nesse caso|por isso|finalmente|ambos|ambas|este último|esta última`),
	except:  phrases(`esta página|este guia|este documento|esta seção|este artigo|este tutorial|este manual`),
	follows: phrases(`seguinte|a seguir|abaixo`),
}

var ukrainian = lexicon{
	thing: "наступн",
	curt:  phrases(`так|ні|можливо|звичайно|іноді|ще ні|поки що ні|на жаль, ні|залежить`),
	yes:   2,
	stands: phrases(`він|вона|воно|вони|це|цей|ця|ці|той|та|те|ті|його|її|їх|їхній|такий|така|таке|такі|тоді|потім|також|крім того|проте|
		однак|але|і|й|або|тому|отже|інакше|натомість|наприклад|у цьому разі|в цьому разі|у такому разі|в такому разі|
		у цьому випадку|в цьому випадку|обидва|обидві|нарешті|далі|завдяки цьому|через це|після цього|до цього`),
	except:  phrases(`ця сторінка|цей документ|цей розділ|цей посібник|ця стаття`),
	follows: phrases(`наступн|нижче|таким чином|такі`),
}

var russian = lexicon{
	thing: "следующ",
	curt:  phrases(`да|нет|возможно|конечно|иногда|пока нет|ещё нет|к сожалению, нет|зависит`),
	yes:   2,
	stands: phrases(`он|она|оно|они|это|этот|эта|эти|тот|та|те|его|её|ее|их|такой|такая|такое|такие|тогда|затем|потом|также|кроме того|
		однако|но|и|а|или|поэтому|следовательно|иначе|вместо этого|например|в этом случае|в таком случае|оба|обе|наконец|
		далее|благодаря этому|из-за этого|после этого|до этого`),
	except:  phrases(`эта страница|этот документ|этот раздел|это руководство|эта статья`),
	follows: phrases(`следующ|ниже|таким образом`),
}
