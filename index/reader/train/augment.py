"""Questions as people type them, questions that a text no longer answers, and sentences about somebody else."""
import re

from text import STOP

NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]*(?: (?:(?:of|the|de|von|van|and) )?[A-Z][\w’'-]*)*")
NUMBER = re.compile(r"\b\d[\d,.]*\b")
WH = frozenset("who what when where why how which whose whom".split())
PAIRS = """first last; north south; northern southern; east west; eastern western; before after; highest lowest; largest smallest; most least;
more fewer; oldest youngest; won lost; win lose; increase decrease; increased decreased; began ended; begin end; started stopped; male female;
men women; father mother; husband wife; son daughter; king queen; opened closed; allowed banned; accepted rejected; early late; bought sold;
buy sell; above below; upper lower; rural urban; public private; old new; good bad; hot cold; summer winter; teacher student; import export;
attack defend; enemy ally; maximum minimum; major minor; strong weak; built destroyed; founded dissolved; joined left; supported opposed;
agreed refused; positive negative; advantage disadvantage; modern ancient; earlier later; day night; always never; internal external;
rich poor; hired fired; elected defeated; longest shortest; best worst; top bottom; born died"""
OPPOSITE = {a: b for pair in PAIRS.split(";") for a, b in (pair.split(), pair.split()[::-1])}
POLITE = ("tell me ", "do you know ", "hey, ", "so ", "ok, ", "can you tell me ", "please: ", "quick question: ", "i want to know ", "anyone know ")
GREETING = ("hey, quick question: ", "hi all, ", "hello! ", "hi, i'm new here. ", "sorry if this was asked before, but ", "hey guys, ", "Good morning everyone, ",
            "i have been trying to get this to work for two hours now and i am a bit lost. ", "not sure if this is the right channel, ", "so my friend and i were wondering, ")
THANKS = (" thanks in advance", " thanks!", " thx", " pls", " please help", " any help appreciated", " i looked everywhere but could not find it", " :)", " cheers")
# How a question may be put otherwise: its beginning, and what can stand there instead.
OTHERWISE = (
    (re.compile(r"(?i)^how (?:(?:do|can|should|would|could) (?:i|you|we|one)|to) "), ("how to ", "How do I ", "how can i ", "How can one ", "", "what is the way to ", "Steps to ", "i want to ")),
    (re.compile(r"(?i)^(?:can|could|may) (?:i|you|we|one) "), ("Is it possible to ", "am i able to ", "Is there a way to ", "can i ", "can you ", "possible to ", "am i allowed to ")),
    (re.compile(r"(?i)^is (?:it possible|there (?:a|any) way) to "), ("can i ", "Can you ", "how to ", "How do I ")),
    (re.compile(r"(?i)^what (?:is|are|does|do) "), ("about ", "", "tell me what is ", "what's ", "explain ", "meaning of ")),
    (re.compile(r"(?i)^why (?:is|are|does|do|did|am|can't|doesn't|don't) "), ("", "reason ", "what is the reason that ", "how come ", "why ")),
    (re.compile(r"(?i)^where (?:can i find|do i find|is|are|can i get) "), ("", "location of ", "how do i find ", "looking for ", "where is ")),
    (re.compile(r"(?i)^(?:do i need to|must i|should i|do i have to) "), ("is it necessary to ", "need to ", "", "have to ")),
    (re.compile(r"^(?=[A-Z][a-z]+ing )"), ("help with ", "question about ", "about ", "how does this work: ")),
)
CURLY = str.maketrans({"'": "’"})


def typo(word, rng):
    """Returns the word with one letter swapped, left out, doubled or replaced."""
    i = rng.randrange(1, len(word) - 1)
    return rng.choice((word[:i] + word[i + 1] + word[i] + word[i + 2:], word[:i] + word[i + 1:], word[:i] + word[i] + word[i:],
                       word[:i] + rng.choice("aeinorst") + word[i + 1:]))


def keywords(question, rng):
    """Returns the question without its function words, as typed into a search box."""
    kept = [w for w in re.findall(r"[\w'’.-]+", question) if w.lower() not in STOP or (w.lower() in WH and rng.random() < 0.5)]
    return " ".join(kept) if len(kept) >= 2 else question


def misspelt(question, rng):
    """Returns the question with a typo in one or two of its longer words."""
    words = question.split(" ")
    longer = [i for i, w in enumerate(words) if len(w) > 3 and w.isalpha() and w.lower() not in WH]
    for i in rng.sample(longer, min(len(longer), rng.choice((1, 1, 2)))):
        words[i] = typo(words[i], rng)
    return " ".join(words)


def as_typed(question, rng):
    """Returns the question as somebody might type it."""
    if rng.random() < 0.12:
        question = keywords(question, rng)
    elif rng.random() < 0.10:
        question = re.sub(r"(?i)^(who|what|where|when|how) (is|are|did)\b", lambda x: x[1] + {"is": "'s", "are": " r", "did": "'d"}[x[2].lower()], question)
    elif rng.random() < 0.06:
        question = rng.choice(POLITE) + question
    if rng.random() < 0.5:
        question = question.rstrip(" ?.")
    return misspelt(question, rng) if rng.random() < 0.10 else question


def in_chat(question, rng):
    """Returns the question with a greeting, thanks, or both."""
    dice = rng.random()
    return (rng.choice(GREETING) if dice < 0.65 else "") + question + (rng.choice(THANKS) if dice > 0.45 else "")


def fewer_words(question, rng):
    """Returns the question without one or two of its words."""
    words = question.split(" ")
    for _ in range(rng.choice((1, 1, 2))):
        if len(words) > 3:
            words.pop(rng.randrange(len(words)))
    return " ".join(words)


def reworded(question, rng):
    """Returns the question in other words: begun otherwise, as keywords, or with words left out."""
    ways = [(found, others) for found, others in OTHERWISE if found.search(question)]
    if ways and rng.random() < 0.6:
        found, others = rng.choice(ways)
        question = found.sub(rng.choice(others), question, count=1)
        return question if rng.random() < 0.5 else question[0].upper() + question[1:].rstrip("?")
    return rng.choice((keywords, fewer_words))(question, rng)


def curly(text):
    """Returns the text with typographic quotation marks; its length does not change."""
    return re.sub(r'"([^"]*)"', "“\\1”", text).translate(CURLY)


def shape(name):
    """Returns what kind of name or number a string is: replaced only by its like."""
    if name[0].isdigit():
        return "year" if re.fullmatch(r"1\d{3}|20\d\d", name) else "number"
    return "word" if " " not in name else "words"


def names(text):
    """Returns the names and numbers of a text: those that do not begin it."""
    return [x.group() for x in NAME.finditer(text)] + [x.group().rstrip(".,") for x in NUMBER.finditer(text)]


def names_by_shape(texts):
    """Returns the names and numbers of some texts by shape."""
    out = {}
    for text in texts:
        for name in names(text):
            out.setdefault(shape(name), set()).add(name)
    return {k: sorted(v) for k, v in out.items()}


def another(name, pool, text, rng):
    """Returns a name of the same shape from the pool that does not stand in the text, or None."""
    like = [n for n in pool.get(shape(name), ()) if n not in text and name not in n]
    return rng.choice(like) if like else None


def swapped(question, pool, text, rng):
    """Returns the question asked of another name, number or opposite, so that the text no longer answers it, or None."""
    years = re.findall(r"\b(?:1\d{3}|20\d\d)\b", question)
    if years and rng.random() < 0.3:
        year = rng.choice(years)
        return question.replace(year, str(int(year) + rng.choice((-20, -10, -3, -2, -1, 1, 2, 3, 10, 20))))
    words = [w for w in re.findall(r"\w+", question) if w.lower() in OPPOSITE and OPPOSITE[w.lower()] not in text.lower()]
    if words and rng.random() < 0.4:
        word = rng.choice(words)
        return re.sub(rf"\b{word}\b", OPPOSITE[word.lower()], question, count=1)
    found = [n for n in names(question) if n in question]
    if not found:
        return None
    name = rng.choice(found)
    other = another(name, pool, text, rng)
    return question.replace(name, other, 1) if other else None


def about_another(sentence, question, answer, pool, rng):
    """Returns the sentence with a name that the question asks about replaced (the answer kept), or None."""
    shared = [n for n in names(question) if n in sentence and n not in answer and answer not in n]
    if not shared:
        return None
    name = rng.choice(shared)
    other = another(name, pool, sentence + " " + question, rng)
    return sentence.replace(name, other) if other else None


def retitled(question, title, other):
    """Returns a question about the article's subject asked of another article's subject, or None where the title is not in it."""
    subject, another_subject = (re.sub(r"\s*\(.*\)$", "", t).lower() for t in (title, other))
    at = question.lower().find(subject)
    if at < 0 or len(subject) < 3 or subject == another_subject:
        return None
    return question[:at] + another_subject + question[at + len(subject):]
