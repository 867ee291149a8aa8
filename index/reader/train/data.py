"""Training groups: a question, windows to look for its answer in, and which sentences answer it."""
import gzip
import hashlib
import json
import os
import random
import re
from collections import namedtuple

import numpy as np

import augment
import synthetic
from encode import Window, pieces
from text import BM25, around, split_paragraphs, split_sentences, terms

# A Group's gold is a list of (window, sentence, answer span in characters or None); empty: none of the sentences answers.
Group = namedtuple("Group", "question windows gold")
# A Unit is one sentence of a corpus: number of its paragraph and of the sentence therein.
Unit = namedtuple("Unit", "paragraph sentence")
Paragraph = namedtuple("Paragraph", "article title sentences spans")
# An Asked question: where its answers stand: list of (paragraph, sentence, span in characters or None).
Asked = namedtuple("Asked", "id article question gold")

LENGTHS = (1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8)  # sentences of a window
WINDOW_TOKENS = 140  # question left out
GENERAL = 15_000  # groups of the general kinds that the main phase begins with


class Corpus:
    """A set's articles in paragraphs and sentences, with BM25 over the sentences and their paragraphs."""

    def __init__(self, articles):
        self.paragraphs, self.units, self.of_article = [], [], {}
        self.texts = {a["id"]: a["text"] for a in articles}
        for article in articles:
            for start, end in split_paragraphs(article["text"]):
                line = article["text"][start:end]
                spans = [(start + a, start + b) for a, b in split_sentences(line)]
                self.of_article.setdefault(article["id"], []).append(len(self.paragraphs))
                self.units += [Unit(len(self.paragraphs), k) for k in range(len(spans))]
                self.paragraphs.append(Paragraph(article["id"], article["title"], [article["text"][a:b] for a, b in spans], spans))
        self.paragraph_of = np.array([u.paragraph for u in self.units])
        codes = {a: i for i, a in enumerate(self.of_article)}
        self.article_of = np.array([codes[self.paragraphs[u.paragraph].article] for u in self.units])
        self.codes = codes
        self.at = {u: i for i, u in enumerate(self.units)}
        self.by_sentence = BM25([terms(self.paragraphs[u.paragraph].title + " . " + self.text(u)) for u in self.units])
        self.by_paragraph = BM25([terms(p.title + " . " + " ".join(p.sentences)) for p in self.paragraphs])
        self.pools = {}

    def text(self, unit):
        return self.paragraphs[unit.paragraph].sentences[unit.sentence]

    def scores(self, question):
        """Returns the lexical score of every unit: sentence + 0.3 × paragraph."""
        return self.by_sentence.score(question) + 0.3 * self.by_paragraph.score(question)[self.paragraph_of]

    def pool(self, article):
        """Returns the names and numbers of an article by shape."""
        if article not in self.pools:
            lines = [s for p in self.of_article[article] for s in self.paragraphs[p].sentences]
            self.pools[article] = augment.names_by_shape(lines)
        return self.pools[article]


def read_lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def load_set(folder, files=("questions.jsonl",)):
    """Returns a set's corpus and its questions."""
    corpus = Corpus(read_lines(os.path.join(folder, "articles.jsonl")))
    return corpus, asked_of(corpus, (q for name in files for q in read_lines(os.path.join(folder, name))))


def asked_of(corpus, questions):
    """Returns where the answers of questions stand; a question whose answer crosses the crude sentences is left out."""
    asked = []
    for q in questions:
        gold = {}
        for p in corpus.of_article.get(q["article"], []):
            for k, (a, b) in enumerate(corpus.paragraphs[p].spans):
                for answer in q["answers"]:
                    if a <= answer["start"] and answer["end"] <= b:
                        gold.setdefault((p, k), None if q.get("sentence_gold") else (answer["start"] - a, answer["end"] - a))
        if gold or not q["answerable"]:
            asked.append(Asked(q["id"], q["article"], q["question"], [(*g, span) for g, span in gold.items()]))
    return asked


class GroupMaker:
    """Makes groups from a corpus of passages.

    whole: the share of windows that are cut as the program cuts them; lead: how often the answer's paragraph begins another window.
    """

    def __init__(self, corpus, rng, whole=0.0, lead=0.0):
        self.corpus, self.rng, self.whole, self.lead = corpus, rng, whole, lead

    def cut(self, paragraph, sentence, longest=None):
        """Returns the numbers of consecutive sentences around one, at random."""
        lines = self.corpus.paragraphs[paragraph].sentences
        if self.whole and self.rng.random() < self.whole:
            return list(around(lines, sentence))
        want, low, high = longest or self.rng.choice(LENGTHS), sentence, sentence + 1
        room = WINDOW_TOKENS - len(pieces(lines[sentence])[0])
        while high - low < want and (low > 0 or high < len(lines)):
            left = low > 0 and (high == len(lines) or self.rng.random() < 0.5)
            new = low - 1 if left else high
            room -= len(pieces(lines[new])[0]) + 1
            if room < 0:
                break
            low, high = (new, high) if left else (low, new + 1)
        return list(range(low, high))

    def near(self, asked, question, own, other, skip=()):
        """Returns numbers of lexically near units: of the article itself and of others, at most one a paragraph."""
        corpus, scores = self.corpus, self.corpus.scores(question) + 1e-6 * self.rng.random()
        mine = corpus.article_of == corpus.codes.get(asked.article, -1)
        picked = []
        for count, where in ((own, mine), (other, ~mine)):
            ranked, seen = np.argsort(-np.where(where, scores, -1))[:60], set(skip)
            best = []
            for i in ranked:
                p = corpus.units[i].paragraph
                if where[i] and scores[i] > 0 and p not in seen:
                    seen.add(p)
                    best.append(corpus.units[i])
            weights = [1 / (1 + n) for n in range(len(best))]
            while best and count > 0:
                n = self.rng.choices(range(len(best)), weights)[0]
                picked.append(best.pop(n))
                weights.pop(n)
                count -= 1
        return picked

    def group(self, asked, question, own, other, gold=True, drop_gold=False, copy=0.0, skip_gold=False, apart=False):
        """Returns a group: the gold window (with or without its gold sentence) and near windows; apart: none that holds the answer's words too."""
        corpus, rng = self.corpus, self.rng
        parts = []  # paragraph, sentence numbers
        golds = {(p, k): span for p, k, span in asked.gold}
        if asked.gold and not skip_gold:
            p, k, _ = rng.choice(asked.gold)
            parts.append((p, self.cut(p, k)))
            if self.lead and parts[0][1][0] > 0 and rng.random() < self.lead:
                parts.append((p, list(range(min(2, parts[0][1][0])))))
        skip = {p for p, _, _ in asked.gold}
        parts += [(u.paragraph, self.cut(u.paragraph, u.sentence)) for u in self.near(asked, question, own, other, skip)]
        if apart:
            told = [corpus.paragraphs[p].sentences[k][span[0]:span[1]].lower() for (p, k), span in golds.items() if span]
            parts = [(p, ks) for p, ks in parts if p in skip or not any(t in corpus.paragraphs[p].sentences[k].lower() for k in ks for t in told)]
        rng.shuffle(parts)
        titled, quotes = rng.random() < 0.85, rng.random() < 0.2
        windows, found = [], []
        for p, numbers in parts:
            if drop_gold:
                numbers = [k for k in numbers if (p, k) not in golds]
            if not numbers:
                continue
            lines = [corpus.paragraphs[p].sentences[k] for k in numbers]
            for at, k in enumerate(numbers):
                if gold and (p, k) in golds:
                    found.append((len(windows), at, golds[p, k]))
            windows.append(Window(corpus.paragraphs[p].title if titled else "", lines))
        if found and rng.random() < copy:
            self.add_copy(asked, question, windows, found)
        if quotes:
            windows = [Window(augment.curly(w.title), [augment.curly(s) for s in w.sentences]) for w in windows]
        return Group(augment.as_typed(question, rng), windows, found if gold else []) if windows else None

    def add_copy(self, asked, question, windows, found):
        """Adds the gold sentence told of somebody else, as a sentence that does not answer."""
        w, at, span = found[0]
        line = windows[w].sentences[at]
        other = augment.about_another(line, question, line[span[0]:span[1]] if span else line, self.corpus.pool(asked.article), self.rng)
        if not other or len(found) > 1:
            return
        to = self.rng.randrange(len(windows))
        lines = list(windows[to].sentences)
        place = self.rng.randrange(len(lines) + 1)
        lines.insert(place, other)
        windows[to] = Window(windows[to].title, lines)
        if to == w and place <= at:
            found[0] = (w, at + 1, span)

    def answered(self, asked, own=(1, 1, 2, 3)):
        """Returns a group whose question has its answer in it, and so many other windows of the article."""
        rng = self.rng
        return self.group(asked, asked.question, rng.choice(own), rng.choice((0, 1, 1, 2)), copy=0.2)

    def unanswered(self, asked, near=(0, 1)):
        """Returns a group that does not answer the question: its answer taken out, or something else asked; near: how many other windows."""
        rng, dice = self.rng, self.rng.random()
        if asked.gold and dice < 0.45:
            text = " ".join(self.corpus.paragraphs[asked.gold[0][0]].sentences)
            question = augment.swapped(asked.question, self.corpus.pool(asked.article), text, rng) or augment.retitled(
                asked.question, self.corpus.paragraphs[asked.gold[0][0]].title, rng.choice(self.corpus.paragraphs).title)
            if question:
                return self.group(asked, question, rng.choice(near), rng.choice(near), gold=False)
        if asked.gold and dice < 0.8:
            return self.group(asked, asked.question, 1 + rng.choice(near), rng.choice(near), gold=False, drop_gold=True)
        own = 0 if dice > 0.95 else 1 + rng.choice(near)
        return self.group(asked, asked.question, own, 1 + rng.choice(near), gold=False, skip_gold=True)


def detokenised(text):
    """Returns a tokenised sentence (NQG) as ordinary text, as far as the uncased vocabulary can tell the difference."""
    for a, b in ((" n't", "n't"), (" '", "'"), ("-lrb- ", "("), (" -rrb-", ")"), ("`` ", '"'), (" ''", '"'), (" ,", ","), (" .", "."), (" ?", "?"), (" ;", ";")):
        text = text.replace(a, b)
    return text


def letters(text):
    """Returns the letters and digits of a text, to compare sentences across tokenisations."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def pair_groups(rows, count, rng):
    """Returns groups from question–sentence pairs: the gold sentence among lexically near ones of other questions."""
    texts = list(dict.fromkeys(r["sentence"] for r in rows))
    bm25, out = BM25([terms(t) for t in texts]), []
    pool = augment.names_by_shape(rng.sample(texts, min(len(texts), 3000)))
    for row in rng.sample(rows, min(len(rows), 2 * count)):
        answer, question = row.get("answer", ""), row["question"]
        at = row["sentence"].find(answer) if answer else -1
        near = [texts[i] for i in np.argsort(-bm25.score(question))[:16]]
        near = [t for t in near if t != row["sentence"] and not (len(answer) > 3 and answer in t)]
        none = rng.random() < 0.3
        if none and rng.random() < 0.5:
            question = augment.swapped(question, pool, row["sentence"], rng)
        elif none:
            row = dict(row, sentence="")
        if not question or len(near) < 6:
            continue
        out.append(pair_group(augment.as_typed(question, rng), row["sentence"], (at, at + len(answer)) if at >= 0 else None, near, none, rng))
        if len(out) == count:
            break
    return out


def pair_group(question, sentence, span, near, none, rng):
    """Returns one group of two or three windows without titles: sentence (if any) and near ones in random places."""
    lines = rng.sample(near[:10], min(len(near), rng.randrange(3, 7)))
    if sentence:
        lines.insert(rng.randrange(len(lines) + 1), sentence)
    windows, found = [], []
    while lines:
        n = rng.choice((1, 2, 2, 3, 4))
        windows.append(Window("", lines[:n]))
        if sentence in lines[:n] and not none:
            found.append((len(windows) - 1, lines.index(sentence), span))
        lines = lines[n:]
    return Group(question, windows, found)


def held_out(article):
    """Reports whether an article of nq-tune or squad-tune is kept out of all training: a fifth of them, by hash."""
    return hashlib.sha256(article.encode()).digest()[0] % 5 == 0


def bucket(name, buckets):
    """Returns the number of a name's bucket: of a project or title, 0 is held out for good, 1 for fitting, the others are for training."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % buckets


def pairs(shared, rng, qamr, nqg):
    """Returns groups of so many question–sentence pairs of QAMR and of NQG, none of the latter with a sentence of squad-tune."""
    rows = read_lines(os.path.join(shared, "train", "sentences.jsonl.gz"))
    tune, _ = load_set(os.path.join(shared, "eval", "squad-tune"))
    known = {letters(tune.text(u)) for u in tune.units}
    detokenise = lambda r: dict(r, sentence=detokenised(r["sentence"]), question=detokenised(r["question"]))
    others = [detokenise(r) for r in rows if r["from"] == "nqg"]
    others = [r for r in others if letters(r["sentence"]) not in known]
    return pair_groups([r for r in rows if r["from"] == "qamr"], qamr, rng) + pair_groups(others, nqg, rng)


def main_phase(shared, seed):
    """Returns the groups of the main phase: general ones first, then those that hold real questions too."""
    return general(shared, random.Random(seed))[:GENERAL] + mixed(shared, random.Random(seed))


def general(shared, rng):
    """Returns groups of SQuADShifts, QAMR and NQG: no question of any evaluation set."""
    corpus, asked = load_set(os.path.join(shared, "train", "squadshifts"))
    maker = GroupMaker(corpus, rng)
    groups = [maker.answered(q, (0, 1, 1, 2)) for q in asked] + [maker.unanswered(q) for q in rng.sample(asked, len(asked) // 2)]
    groups += pairs(shared, rng, 12000, 11000)
    groups = [g for g in groups if g]
    rng.shuffle(groups)
    return groups


def mixed(shared, rng, passes=2):
    """Returns groups of the articles of nq-tune and squad-tune that are not held out, and more of the general kinds."""
    groups = []
    nq_corpus, nq = load_set(os.path.join(shared, "eval", "nq-tune"))
    nq = [q for q in nq if not held_out(q.article)]
    squad_corpus, squad = load_set(os.path.join(shared, "eval", "squad-tune"), ("questions.jsonl", "questions_extra.jsonl"))
    squad = [q for q in squad if not held_out(q.article)]
    shifts_corpus, shifts = load_set(os.path.join(shared, "train", "squadshifts"))
    real, written, shifted = (GroupMaker(c, rng) for c in (nq_corpus, squad_corpus, shifts_corpus))
    for _ in range(passes):
        groups += real_groups(real, nq, rng) + definition_groups(real, nq, rng)
        groups += written_groups(written, squad, nq, rng)
        groups += made_up_groups(shifts_corpus, 700, rng)
        some = rng.sample(shifts, 3500)
        groups += [shifted.answered(q) for q in some] + [shifted.unanswered(q) for q in some[:1000]]
    groups += pairs(shared, rng, 3000, 3000)
    groups = [g for g in groups if g]
    rng.shuffle(groups)
    return groups


def hard_phase(shared, rng):
    """Returns the groups of the last phase: many near windows each, of which training keeps those that the reader finds hardest."""
    groups, near = [], (3, 4)
    for name, files in (("nq-tune", ("questions.jsonl",)), ("squad-tune", ("questions.jsonl", "questions_extra.jsonl")), ("squadshifts", ("questions.jsonl",))):
        corpus, asked = load_set(os.path.join(shared, "train" if name == "squadshifts" else "eval", name), files)
        asked = [q for q in asked if q.article in corpus.codes and not held_out(q.article)]
        asked = rng.sample(asked, min(len(asked), 3500)) + (2 * asked if name == "nq-tune" else [])
        maker = GroupMaker(corpus, rng)
        for q in asked:
            if not q.gold or rng.random() < 0.75:
                groups.append(maker.group(q, q.question, rng.choice(near), rng.choice(near), gold=bool(q.gold), copy=0.15, apart=True))
            else:
                groups.append(maker.unanswered(q, near))
        if name == "squadshifts":
            groups += made_up_groups(corpus, 1200, rng)
    groups = [g for g in groups if g]
    rng.shuffle(groups)
    return groups


def made_up_groups(corpus, count, rng):
    """Returns groups of made-up news whose reported statements are sentences of a corpus."""
    statements = [t for t in (corpus.text(u) for u in corpus.units) if 30 < len(t) < 110 and t[0].isupper() and '"' not in t and t.endswith(".")]
    groups = []
    for n in range(count):
        question, lines, gold = synthetic.speech(statements, rng) if n % 3 else synthetic.role(rng)
        cut = rng.randrange(1, len(lines)) if len(lines) > 2 and rng.random() < 0.4 else len(lines)
        windows = [Window(rng.choice(("", "News", rng.choice(synthetic.PLACE))), part) for part in (lines[:cut], lines[cut:]) if part]
        golds = [(int(k >= cut), k - cut if k >= cut else k, place(answer, lines[k])) for k, answer in gold.items()]
        groups.append(Group(augment.as_typed(question, rng), windows, golds))
    return groups


def place(answer, line):
    """Returns where an answer stands in a line whatever its case, or None."""
    at = line.lower().find(answer.lower())
    return (at, at + len(answer)) if at >= 0 else None


def definition_groups(maker, asked, rng):
    """Returns groups that ask what an article's subject is, for the articles of the questions given."""
    groups, corpus = [], maker.corpus
    for article in {q.article: 0 for q in asked}:
        p = corpus.of_article.get(article, [None])[0]
        found = synthetic.definition(corpus.paragraphs[p].title, corpus.paragraphs[p].sentences, rng) if p is not None else None
        if found:
            groups.append(maker.group(Asked("", article, found[0], [(p, 0, found[1])]), found[0], 1, rng.choice((1, 2))))
    return groups


def real_groups(maker, asked, rng):
    """Returns groups of real questions: each answered twice where it can be, and one in three unanswered."""
    groups = []
    for q in asked:
        if q.gold:
            groups += [maker.group(q, q.question, rng.choice((0, 1, 1)), rng.choice((1, 2, 3))) for _ in range(2)]
            groups += [maker.unanswered(q)] if rng.random() < 0.6 else []
        else:
            groups += [maker.group(q, q.question, rng.choice((1, 2)), rng.choice((1, 2)), gold=False) for _ in range(3)]
    return groups


def written_groups(maker, asked, elsewhere, rng):
    """Returns groups of squad-tune: answered, written to be unanswerable, made unanswerable, and questions from elsewhere.

    Its questions that are not about the articles come from WikiQA, which is for evaluation only: questions of elsewhere stand in for them.
    """
    answerable = [q for q in asked if q.gold]
    adversarial = [q for q in asked if not q.gold and q.article in maker.corpus.codes]
    groups = [maker.answered(q) for q in answerable]
    groups += [maker.unanswered(q) for q in rng.sample(answerable, len(answerable) // 3)]
    groups += [maker.group(q, q.question, rng.choice((1, 2, 3)), rng.choice((0, 1)), gold=False) for q in adversarial * 2]
    away = rng.sample(elsewhere, len(elsewhere) // 4)
    groups += [maker.group(q._replace(article="", gold=[]), q.question, 0, rng.choice((2, 3)), gold=False) for q in away]
    return groups
