package extent

import (
	"regexp"
	"slices"
)

var english = lexicon{
	thing: "the following ",
	curt: phrases(`yes|no|nope|yep|yeah|sure|correct|absolutely|of course|certainly|definitely|exactly|indeed|never|sometimes|always|
		usually|maybe|perhaps|probably|possibly|not yet|not really|not quite|not exactly|not necessarily|not at all|
		not anymore|not any more|not currently|not at the moment|not directly|it depends|that depends|depends|
		unfortunately not|unfortunately, no|unfortunately no|sadly, no|sadly not|probably not|of course not|absolutely not|
		true|false|sort of|kind of|good question|we do|we don't|you can|you can't|you cannot|it does|it doesn't|it is|
		it isn't|it's not|they are|they aren't|it can|it can't|short answer: yes|short answer: no`),
	yes: 4,
	stands: phrases(`it|it's|its|this|that|that's|these|those|they|they're|them|their|he|he's|his|him|she|she's|her|such|both|the former|
		the latter|the same|all of these|all of those|all of this|all of them|all these|each of those|some of those|
		none of those|most of these|some of these|some of them|many of these|one of these|one of them|each of these|
		none of these|neither of these|either of these|another one|the others|this one|that one`),
	joins: phrases(`either way|in addition|additionally|however|also|therefore|then|thus|hence|so|but|and|or|nor|otherwise|furthermore|
		moreover|instead|alternatively|similarly|likewise|nevertheless|nonetheless|consequently|accordingly|as a result|
		as a consequence|as such|for example|for instance|for this|for that|for these|in this|in that|in these|in those|
		in such|in both|in contrast|in turn|in other words|in fact|on the other hand|on the contrary|conversely|
		because of this|because of that|due to this|doing so|to do so|after doing|once done|if so|if not|meanwhile|besides,|
		still,|yet|next,|finally,|lastly,|second,|secondly|third,|thirdly|rather,|indeed,|even so|even then|even though it|
		though,|that said|that is,|i.e.|e.g.|at this point|at that point|from there|from here|to this end|here,|again,|which|
		whereas|on top of that|on top of this|since then|others|if that doesn't|if that does|if that does not|if that fails|
		if that is|if that isn't|if that works|if that happens|if none of|when that happens|once that is|the second|the third|
		the fourth|the other`),
	opens: phrases(`say|let's say|suppose|imagine|assume`),
	asks: phrases(`who|whose|whom|what|what's|when|where|why|which|how|is|are|am|was|were|do|does|did|can|could|will|would|shall|should|
		may|might|must|has|have|had|isn't|aren't|don't|doesn't|didn't|can't|won't|so|and|but|or|if|in|on|at|to|for|from|with|q:`),
	clauses: phrases(`if|when|because|unless|whether|while|as|since|where|after|before|until|although`),
	before:  []string{"please note that ", "note that ", "keep in mind that ", "be aware that ", "remember that ", "please note ", "note: ", "note "},
	except: slices.Concat(phrases(`in addition to|instead of|such as|so that|rather than|then again|and/or|next to|alternatively to|those who|those of|
		those that|those with|those without|those in|that being|it turns out|it depends|it appears|it seems|both of the|
		so far|or else|for example of|in this way|also known as`),
		crossed("it is|it's|it is not|it's not|it isn't|it is also|it is always|it is usually|it is often|it is generally|"+
			"it is highly|it is strongly|it is very|it was|it is currently|it is still|it is only|it is now",
			`possible impossible common likely unlikely recommended important necessary easy easier hard harder difficult best better worth
			advised advisable useful helpful required true clear safe essential crucial expected assumed known normal typical customary
			allowed permitted forbidden illegal legal fine okay ok good bad up unclear unnecessary suggested preferable sufficient enough time believed said`),
		crossed("it may be|it might be|it may also be|it can be|it will be|it could be|it would be|it should be|it must be|it has been",
			`possible necessary required helpful useful hard difficult easier tempting that noted`),
	),
	follows: phrases(`following|follows|below|like this|like so|these steps|this command|these commands|as shown`),
	inside: regexp.MustCompile(`^(?:as |if |when |once |while |because |since |until |unless |although |` +
		`even if |to \w+ |by \w+ing |after |after \w+ing |before \w+ing |\w+ing |for |with |without |using |from |in |on |of |` +
		`(?:all|most|many|some|one|each|none|either|neither|any|two|both) of |` +
		`(?:if |when |once )?(?:you|we) (?:can |could |should |must |may |will |need to |have to |want to |also |don't |do not |\w+ ){0,2}|` +
		`(?:see|use|run|set|do|try|add|put|change|copy|open|enable|disable|click|select|save|call|keep|leave|consider|repeat) )` +
		`(?:that )?(?:all )?(?:this|these|those|it|them|they|such)\b(?: |,|\.|$)|` +
		`^\w+ (?:it|them) |` +
		`^(?:in|at|on|during|by) (?:the |a )?\w+ (?:it|they|he|she|this) |` +
		`^(?:for|in|on|at|with|by|usually|generally|typically|normally|currently|unfortunately|luckily|often|sometimes)\b[^,.]{0,30}, (?:this|these|those|that|it|they|such) |` +
		`^(?:an?|one|the|another) (?:\w+ ){0,2}(?:way|method|option|solution|workaround|reason|exception|alternative|fix|cause|advantage|downside|benefit)s? (?:\w+ )?(?:of|to|for|is|with) (?:\w+ )?(?:this|that|it|so)\b|` +
		`\b(?:way|means?|point) around (?:it|this|that)\b|` +
		`^(?:the )?(?:above|aforementioned|preceding|previous) |^each subsequent |` +
		`, (?:however|therefore|though|then|too|instead)[,.]|\bthe above (?:command|code|example|steps?)|\b(?:from|see|described|mentioned|listed|shown|explained|noted|as) above\b|\b(?:afterwards?|beforehand)\.$`),
	reports: regexp.MustCompile(`^(?:he|she|they|it|both) (?:also |further |then |later |again |repeatedly )?(?:said|says|noted|notes|added|adds|` +
		`stated|states|stressed|explained|confirmed|announced|claimed|argued|mentioned|emphasi[sz]ed|insisted|warned|reported|` +
		`indicated|pointed out|remarked|acknowledged|suggested|declared|told (?:\w+ ){1,3})(?: on \w+)? that `),
	guide: regexp.MustCompile(`^it (?:costs|takes|took|(?:will|can|may|might|would) take|(?:will|can|may|might|would) cost)\b[^.]* to |` +
		`^(?:although |though |while |because |since |as )?it (?:was|is) [\w' -]{1,40} (?:who|that|which)\b|` +
		`^both [\w' -]{1,40} and |` +
		`^(?:in |on |throughout )?this (?:is (?:a|an|the) )?(?:\w+ ){0,2}(?:page|guide|section|document|documentation|chapter|article|tutorial|` +
		`repository|repo|project|faq|manual|book|site|website|release|version|handbook|wiki|readme|post|example|series|glossary|list|overview)\b`),
	announces: regexp.MustCompile(`^(?:in this (?:guide|section|tutorial|page|document|chapter|article|part|post|step),? )?` +
		`(?:we(?:'re| are) (?:now )?going to|we(?:'ll| will) (?:now )?(?:use|see|look|show|explain|learn|cover|walk|start|create|set|go|take|need|describe|be)\b|` +
		`let's|let us|(?:now )?you(?:'ll| will) (?:learn|see how)\b|here(?:'s| is| are) (?:how|what|the|an?|some)\b)|` +
		`^this (?:guide|section|page|document|faq|article|tutorial|chapter|post|list|part) (?:\w+ )?(?:describes|explains|shows|covers|lists|` +
		`provides|contains|outlines|will|answers|is (?:about|intended|meant|for)|walks|aims|details|discusses|documents|gives|collects)\b|` +
		`^(?:below|the following) (?:is|are|section|sections|page|pages|steps|instructions)\b`),
	upward: regexp.MustCompile(`\b(?:see|from|described|mentioned|listed|shown|explained|noted|demonstrated|discussed|seen|defined|given|stated|outlined|as) above\b|` +
		`\b(?:described|mentioned|shown|explained|noted|discussed|as) (?:earlier|before)\b|\bthe (?:section )?above\b|` +
		`\bthe (?:previous|preceding|aforementioned|earlier) (?:steps?|commands?|sections?|instructions?|examples?|questions?|answers?|paragraphs?|` +
		`points?|procedures?|solutions?|suggestions?|tables?|lists?|chapters?)\b|` +
		`\b(?:skip|repeat|redo|complete|after|in|of|before|finish|perform) (?:this|these|those) (?:steps?|sections?)\b`),
}
