"""Documentation: questions that are the headings of real projects' pages, their sections, and groups of them.

The pages are read as the program reads them: whole passages, each under its headings.
"""
import os
import re
from collections import namedtuple

import augment
from data import Group, bucket, read_lines
from encode import Window
from text import BM25, around, split_paragraphs, split_sentences, terms, title_line

# A Passage of a page: its sentences and their offsets in bytes, under which title and headings they stand.
Passage = namedtuple("Passage", "article title headings sentences spans")
# A Topic is a question with the numbers of the passages of the section that answers it (none: nothing does), how many headings stand above the section, and
# the place of the sentence that a rule takes for the answer: (passage, sentence) or None.
Topic = namedtuple("Topic", "id question passages depth gold")

YES_NO = re.compile(r"(?i)(can|could|is|are|does|do|did|will|would|should|may|has|have|am)\b")
LEAD_IN = re.compile(r"[:：?]\s*$|^\S+://\S+$")
TOKENS, WINDOWS = 420, 6  # of a group: estimated tokens of its sentences, and its windows
WIDE_TOKENS, WIDE_WINDOWS = 1300, 14  # of a wide group, about as much as the program reads
MODES = ("given", "verbatim", "reworded")  # the question as its section's heading: absent, as it is, in other words


class Project:
    """A project's pages in passages, with BM25 over them, and its topics."""

    def __init__(self, articles, questions):
        self.passages = [p for a in articles for p in passages_of(a)]
        self.of_article, self.around = {}, [[] for _ in self.passages]
        for n, p in enumerate(self.passages):
            self.of_article.setdefault(p.article, []).append(n)
        self.topics = [self.topic(q) for q in questions]
        self.answered = [t for t in self.topics if t.passages]
        for t in sorted(self.answered, key=lambda t: len(t.passages)):
            for n in t.passages:
                self.around[n].append(t)
        self.bm25 = self.index(lambda topic: None)

    def index(self, wording):
        """Returns BM25 over the passages with their headings, the topics' own headings worded so."""
        return BM25([terms(" . ".join([p.title, *self.headings(n, wording), *p.sentences])) for n, p in enumerate(self.passages)])

    def topic(self, q):
        """Returns a question's topic."""
        inside = [n for n in self.of_article.get(q["article"], ()) if q["answerable"]
                  and q["answer_start"] <= self.passages[n].spans[0][0] and self.passages[n].spans[-1][1] <= q["answer_end"]]
        gold = [(n, k) for n in inside for k, span in enumerate(self.passages[n].spans) if list(span) == q.get("gold_sentence") and not lead_in(self.passages[n].sentences[k])]
        return Topic(q["id"], q["question"], inside, len(self.passages[inside[0]].headings) if inside else 0, gold[0] if gold else None)

    def headings(self, number, wording):
        """Returns a passage's headings with those of the topics around it; wording: what stands as a topic's heading, None for nothing."""
        out = list(self.passages[number].headings)
        for topic in self.around[number]:
            if text := wording(topic):
                out.insert(min(topic.depth, len(out)), text)
        return out

    def window(self, number, at, wording):
        """Returns the window around a sentence of a passage and the number of its first sentence."""
        p = self.passages[number]
        inside = around(p.sentences, at)
        return Window(title_line(p.title, self.headings(number, wording)), [p.sentences[k] for k in inside]), inside[0]

    def golden(self, topic):
        """Returns the sentences of a topic's section that may answer: those that are no lead-ins, where there are any."""
        every = [(n, k) for n in topic.passages for k in range(len(self.passages[n].sentences))]
        return [(n, k) for n, k in every if not lead_in(self.passages[n].sentences[k])] or every


def lead_in(sentence):
    """Reports whether a sentence can hardly answer: it announces, it asks, or it is an address."""
    return bool(LEAD_IN.search(sentence))


def passages_of(article):
    """Returns the passages of a page that hold sentences."""
    raw, out = article["text"].encode(), []
    for start, end, _, headings in article["passages"]:
        spans = [(a, b) for a, b in article["sentences"] if start <= a and b <= end]
        if spans:
            out.append(Passage(article["id"], article["title"], headings, [raw[a:b].decode() for a, b in spans], spans))
    return out


def marked(article):
    """Returns a page of plain text with its sentences and passages in bytes: a short line alone without a full stop is a heading, a question is left out."""
    text, asked = article["text"], {q["question"] for q in article["questions"]}
    sentences, passages, headings = [], [], []
    byte = lambda at: len(text[:at].encode())
    for start, end in split_paragraphs(text):
        line = text[start:end]
        if line in asked or (len(line) < 60 and line[-1] not in ".:!?,;" and text[end:end + 2] == "\n\n"):
            headings = [] if line in asked else [line]
            continue
        sentences += [(byte(start + a), byte(start + b)) for a, b in split_sentences(line)]
        passages.append((byte(start), byte(end), "paragraph", headings))
    questions = [dict(q, article=article["id"], answer_start=byte(q["section"][0]), answer_end=byte(q["section"][1])) for q in article["questions"]]
    return dict(article, sentences=sentences, passages=passages, questions=questions)


def faq_projects(shared, buckets):
    """Returns the projects of the FAQ set whose bucket of five is one of those given, by name."""
    folder = os.path.join(shared, "train", "faq")
    articles, questions = (read_lines(os.path.join(folder, name + ".jsonl.gz")) for name in ("articles", "questions"))
    names = sorted({a["repo"] for a in articles if bucket(a["repo"], 5) in buckets})
    return {n: Project([a for a in articles if a["repo"] == n], [q for q in questions if q["repo"] == n]) for n in names}


def loose_projects(shared):
    """Returns the projects of docs-faq, whose headings are guessed and whose answers are whole sections."""
    articles = [marked(a) for a in read_lines(os.path.join(shared, "train", "more", "docs-faq.jsonl.gz"))]
    names = sorted({a["source"].split(":")[0] for a in articles})
    of = {n: [a for a in articles if a["source"].split(":")[0] == n] for n in names}
    return {n: Project(of[n], [q for a in of[n] for q in a["questions"]]) for n in names}


class DocumentationMaker:
    """Makes groups of a project's topics; wide: with as many windows as the program reads."""

    def __init__(self, project, rng, wide=False):
        self.project, self.rng = project, rng
        self.tokens, self.windows, self.pool = (WIDE_TOKENS, WIDE_WINDOWS, 40) if wide else (TOKENS, WINDOWS, 24)

    def wording(self, asked, mode):
        """Returns how the topics' headings are worded where one of them is asked for."""
        own = {"given": None, "verbatim": asked.question, "reworded": augment.reworded(asked.question, self.rng)}[mode]
        others = mode != "given" or self.rng.random() < 0.5
        return lambda t: own if t is asked else t.question if others else None

    def near(self, question, article, skip, own, other):
        """Returns numbers of lexically near passages: of a page and of the whole project."""
        scores, picked = self.project.bm25.score(question), []
        for count, where in ((own, self.project.of_article.get(article, ())), (other, range(len(self.project.passages)))):
            where = [n for n in where if n not in skip and n not in picked]
            best = sorted(where, key=lambda n: (-scores[n], self.rng.random()))[:self.pool]
            while best and count > 0:
                picked.append(best.pop(self.rng.choices(range(len(best)), [1 / (1 + i) for i in range(len(best))])[0]))
                count -= 1
        return picked

    def nearest(self, number, question):
        """Returns the sentence of a passage that shares most terms with the question."""
        asked = set(terms(question))
        return max(range(len(self.project.passages[number].sentences)), key=lambda k: (len(asked & set(terms(self.project.passages[number].sentences[k]))), self.rng.random()))

    def gold(self, topic):
        """Returns the sentences that answer a topic: mostly the one that a rule takes, otherwise any of two passages of its section."""
        if topic.gold and self.rng.random() < 0.65:
            return [topic.gold]
        every = self.project.golden(topic)
        some = sorted({n for n, _ in every})[:3]
        some = set(self.rng.sample(some, min(2, len(some))))
        return [(n, k) for n, k in every if n in some]

    def answered(self, topic, mode):
        """Returns a group with a topic's answer in it, near passages and, where there is one, the passage that begins the section."""
        gold, wording = self.gold(topic), self.wording(topic, mode)
        places = {n: k for n, k in reversed(gold)}
        if len(gold) == 1 and topic.passages[0] not in places:
            places[topic.passages[0]] = 0
        return self.group(topic, topic.question, places, wording, gold)

    def unanswered(self, topic, elsewhere):
        """Returns a group without an answer: the section taken out, its answer asked of something else, or a question of elsewhere."""
        dice, wording = self.rng.random(), self.wording(topic, self.rng.choice(MODES))
        if dice < 0.2 and topic.passages:
            lines = [s for n in topic.passages for s in self.project.passages[n].sentences]
            pool = augment.names_by_shape([s for p in self.project.passages[:400] for s in p.sentences])
            if question := augment.swapped(topic.question, pool, " ".join(lines), self.rng):
                return self.group(topic, question, {topic.passages[0]: 0}, self.wording(topic, "given"), [])
        return self.group(topic, topic.question if dice < 0.65 or not topic.passages else self.rng.choice(elsewhere), {}, wording, [])

    def group(self, topic, question, places, wording, gold):
        """Returns a group: windows at some places and at lexically near ones outside a topic's section, within a budget of tokens."""
        rng, project = self.rng, self.project
        article = project.passages[topic.passages[0]].article if topic.passages else None
        near = self.near(question, article, set(topic.passages), rng.choice((1, 1, 2, 2)), self.windows + 2)
        parts = list(places.items()) + [(n, self.nearest(n, question)) for n in near]
        windows, found, spent = [], [], 0
        for n, at in parts:
            window, low = project.window(n, at, wording)
            spent += sum(len(s.encode()) // 4 + 2 for s in window.sentences)
            if n not in places and (spent > self.tokens or len(windows) >= self.windows):
                break
            windows.append((window, [k - low for m, k in gold if m == n and 0 <= k - low < len(window.sentences)]))
        rng.shuffle(windows)
        windows = self.disturbed(topic.question, windows)
        found = [(w, k, None) for w, (_, ks) in enumerate(windows) for k in ks]
        return Group(self.asked(question), [w for w, _ in windows], found) if windows and bool(found) == bool(gold) else None

    def asked(self, question):
        """Returns the question as somebody might ask it."""
        if self.rng.random() < 0.25:
            question = augment.reworded(question, self.rng)
        return augment.as_typed(question, self.rng)

    def disturbed(self, question, windows):
        """Returns the windows with, now and then, the question standing among the sentences, or as the heading of what does not answer it."""
        rng, dice, w = self.rng, self.rng.random(), self.rng.randrange(len(windows))
        window, gold = windows[w]
        if dice < 0.12:
            text = question if rng.random() < 0.5 else augment.reworded(question, rng)
            at = rng.randrange(len(window.sentences) + 1)
            window = Window(window.title, window.sentences[:at] + [text] + window.sentences[at:])
            windows[w] = window, [k + (k >= at) for k in gold]
        elif dice < 0.18 and not gold:
            windows[w] = Window(title_line(window.title, [augment.reworded(question, rng)]), window.sentences), gold
        return windows


def elsewhere_questions(shared):
    """Returns real questions that no text here answers."""
    (article,) = read_lines(os.path.join(shared, "train", "more", "efficientqa-questions.jsonl.gz"))
    return [q["question"] for q in article["questions"]]


def groups(shared, rng, wide=False):
    """Returns the groups of all training projects: each answered question once a mode, and others without an answer; wide: see DocumentationMaker."""
    projects = list(faq_projects(shared, (2, 3, 4)).values()) + list(loose_projects(shared).values())
    strange, out = elsewhere_questions(shared), []
    for project in projects:
        maker = DocumentationMaker(project, rng, wide)
        other = [t.question for p in projects if p is not project for t in rng.sample(p.topics, min(4, len(p.topics)))]
        for topic in project.topics:
            if topic.passages:
                out += [maker.answered(topic, mode) for mode in MODES]
            chance = 1.0 if not topic.passages else 1.0 if YES_NO.match(topic.question) else 0.55
            out += [maker.unanswered(topic, rng.choice((other, strange)))] if rng.random() < chance else []
    return [g for g in out if g]
