"""Made-up news: who said what, who does what, in other words than the question's; and questions of the kind "what is X".

Names are drawn at random, so that nothing can be learned but how sentences say things.
"""
import re

import augment
from text import STOP

FIRST = "Anna Omar Lena Victor Maria Joseph Chen Amara Paul Ingrid Tomas Leila Peter Sofia Ivan Grace Hugo Nadia Karl Mei Samuel Elena David Ruth Ahmed Clara Igor Julia".split()
LAST = """Novak Haddad Berg Okafor Martin Silva Weber Tanaka Kowalski Rossi Petrov Lindqvist Moreau Khan Jensen Castillo Murphy Popescu Yilmaz Eriksen Brandt Costa
Ferrari Nguyen Horvat Dubois Schmidt Mbeki""".split()
OFFICE = ["President", "Prime Minister", "Foreign Minister", "Senator", "spokeswoman", "spokesman", "Mayor", "Chancellor", "General", "Professor", "chief executive", "press secretary"]
PLACE = "Norland Vestria Kalinda Ostmark Zubara Meridia Calvia Tarsis Belmora Ruthen Ardania Sorvia".split()
BODY = ["harbour authority", "negotiating team", "delegation", "football federation", "central bank", "election commission", "rescue service", "space agency", "teachers' union",
        "broadcasting company", "opposition party", "health ministry", "border guard", "film festival", "trade council", "research institute"]
SAID = ["{who} said that {what}.", "{who} said {what}.", "“{What},” {who} said.", "“{What},” {who} told reporters on {day}.", "{who} stated, “{What}.”", "According to {who}, {what}.",
        "{who} remarked that {what}.", "In a statement on {day}, {who} declared: “{What}.”", "{who} argued that {what}.", "{who} warned that {what}.", "{who} noted that {what}.",
        "Speaking on {day}, {who} claimed that {what}.", "{who} indicated that {what}.", "{who} expressed hope, asserting that {what}.", "{who} commented that “{what}.”"]
MORE = ["{he} added that {what}.", "“{What},” {he} added.", "{He} further said that {what}.", "{He} also noted that {what}."]
ASK_SAID = ["What did {who} say?", "what did {who} say about {topic}", "What does {who} think about {topic}?", "what was {who}'s view on {topic}", "{who} on {topic}", "What did {who} claim?",
            "how did {who} comment on {topic}", "{who} statement about {topic}", "what has {who} said about {topic}?", "What did {who} tell about {topic}?"]
ASK_WHO = ["Who said that {what}?", "who talked about {topic}", "who claims {what}", "Who commented on {topic}?", "who spoke of {topic}"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# Each relation: what a sentence may say of a person (or thing) {a} and a body or place {b}, and how one may ask for {a}.
RELATIONS = [
    (["{a}, the head of the {b},", "{a}, who leads the {b},", "{a}, leader of the {b},", "the {b}'s chief, {a},", "the head of the {b}, {a},", "{a}, who is in charge of the {b},", "{a}, chair of the {b},"],
     ["Who heads the {b}?", "who is the head of the {b}", "who leads the {b}?", "leader of the {b}", "Who is in charge of the {b}?", "who is the boss of the {b}", "Who runs the {b}?", "who is the {b} chief"]),
    (["{a}, who founded the {b},", "the {b}'s founder, {a},", "{a}, who set up the {b},", "{a}, founder of the {b},"],
     ["Who founded the {b}?", "who started the {b}", "who set up the {b}", "Who created the {b}?", "founder of the {b}"]),
    (["{a}, a lawyer for the {b},", "{a}, who represents the {b} in court,", "the {b}'s lawyer {a}"],
     ["Who is the lawyer of the {b}?", "who represents the {b} in court", "attorney for the {b}", "who speaks for the {b} in court?"]),
    (["{a}, who resigned from the {b},", "{a}, who stepped down from the {b},", "the {b}'s former head {a}, who quit,"],
     ["Who left the {b}?", "who resigned from the {b}", "Who stepped down from the {b}?", "who quit the {b}"]),
]
DOES = ["{s} arrived in {p} on {day}.", "{s} will visit {p} next week.", "On {day}, {s} met journalists in {p}.", "{s} declined an invitation to {p}.", "Talks were held with {s} in {p}.",
        "More details would come from {s}, officials in {p} noted."]


def person(rng, taken=()):
    """Returns a name that is not taken."""
    while (name := rng.choice(FIRST) + " " + rng.choice(LAST)).split()[1] in {t.split()[1] for t in taken}:
        pass
    return name


def people(rng, count):
    out = []
    for _ in range(count):
        out.append(person(rng, out))
    return out


def claim(sentence):
    """Returns a sentence as what somebody may have said, without its full stop."""
    return sentence.rstrip(" .")


def lower_first(text):
    """Returns the text with a small first letter where the first word is no name."""
    return text[0].lower() + text[1:] if text.split()[0].lower() in STOP or text.startswith(("It ", "He ", "She ", "Most ", "Some ", "Many ", "Several ")) else text


def topic_of(sentence, rng):
    """Returns one of the longer words of a sentence."""
    words = [w for w in re.findall(r"[A-Za-z]{5,}", sentence) if w.lower() not in STOP]
    return rng.choice(words) if words else "it"


def reported(pattern, who, what, rng):
    """Returns a sentence in which somebody says something."""
    what = claim(what)
    line = pattern.format(who=who, he=rng.choice(("he", "she")), He=rng.choice(("He", "She")), what=lower_first(what), What=what, day=rng.choice(DAYS))
    return line[0].upper() + line[1:]


def speech(statements, rng):
    """Returns (question, sentences, {gold sentence: what answers}): some people say things, often about each other; one is asked about."""
    names = people(rng, rng.randrange(2, 5))
    lines, gold, topics, answer = [], [], [], ""
    asked = rng.randrange(len(names))
    said = rng.sample(statements, len(names) + 1)
    for n, name in enumerate(names):
        what = said[n]
        if rng.random() < 0.5:
            other = names[asked] if n != asked else rng.choice(names)
            what = rng.choice(("{} was right that ", "{} should know that ", "President {} must answer why ", "nobody told {} that ")).format(other.split()[1]) + lower_first(what)
        title = rng.choice(OFFICE) + " " if rng.random() < 0.4 else ""
        gold += [len(lines)] if n == asked else []
        topics.append(topic_of(said[n], rng))
        speaker = title + (name if rng.random() < 0.6 else name.split()[1])
        answer = (speaker, claim(what)) if n == asked else answer
        lines.append(reported(rng.choice(SAID), speaker, what, rng))
        if rng.random() < 0.3:
            lines.append(reported(rng.choice(MORE), name, said[-1] if n == asked else rng.choice(statements), rng))
    who = names[asked] if rng.random() < 0.4 else names[asked].split()[1]
    if rng.random() < 0.25:
        return rng.choice(ASK_WHO).format(what=lower_first(claim(said[asked])), topic=topics[asked]), lines, {k: answer[0] for k in gold}
    question = rng.choice(ASK_SAID).format(who=who, topic=topics[asked])
    if rng.random() < 0.2:
        lines = [line for k, line in enumerate(lines) if k not in gold]
        gold = []
    return question, lines, {k: answer[1] for k in gold}


def role(rng):
    """Returns (question, sentences, {gold sentence: what answers}): people who lead, found or leave some bodies; one body is asked about."""
    (says, asks), place = rng.choice(RELATIONS), rng.choice(PLACE)
    others = [r for r in RELATIONS if r[0] is not says]
    bodies = rng.sample(BODY, 3)
    names = people(rng, 4)
    told = [(says, bodies[0]), (says, bodies[1]), (rng.choice(others)[0], bodies[0]), (says, bodies[2])]
    lines = []
    for (patterns, body), name in zip(told, names):
        subject = rng.choice(patterns).format(a=name, b=body if rng.random() < 0.6 else f"{place} {body}")
        line = rng.choice(DOES).format(s=subject, p=place, day=rng.choice(DAYS)).replace(",.", ".").replace(",,", ",")
        lines.append(line[0].upper() + line[1:])
    question, asked = rng.choice(asks).format(b=bodies[0]), lines[0]
    if rng.random() < 0.25:
        lines, asked = lines[1:], None
    rng.shuffle(lines)
    return question, lines, {lines.index(asked): names[0]} if asked else {}


def definition(title, sentences, rng):
    """Returns a question "what is X" where the first sentence says it, and the answer's span in that sentence; or None."""
    subject = re.sub(r"\s*\(.*\)$", "", title)
    found = re.match(r"(?:The |An? )?" + re.escape(subject) + r"\b.{0,80}?\b(?:is|was|are|were) ((?:an?|the|one|any|some)\b[^,;]{12,}?)(?=[,;.])", sentences[0]) if subject else None
    if not found:
        return None
    human = re.search(r"\bborn\b|[12]\d{3}\s*–", sentences[0][:120])
    question = rng.choice(("who is {}", "who was {}?") if human else ("what is {}", "What is {}?", "what is a {}", "define {}", "what does {} mean", "{}")).format(subject)
    return augment.as_typed(question, rng), found.span(1)
