"""Groups as arrays of whole numbers, small enough to be sent to a machine with an accelerator.

arrays.py FOLDER        # FOLDER/train.npz, and the questions of docs-in, docs-out, nq, squad and real to check what was learnt
"""
import argparse
import os
import random

import numpy as np

import data
import documentation
import evaluate
import projects
import users
from distil import Set
from encode import pieces
from train import SHARED


class Texts:
    """Numbers texts and keeps the tokens of each once."""

    def __init__(self):
        self.number, self.ids, self.ends = {}, [], []

    def add(self, text):
        if text not in self.number:
            self.number[text] = len(self.number)
            self.ids.append(np.array(pieces(text)[0], np.uint16))
            self.ends.append(len(self.ids[-1]) + (self.ends[-1] if self.ends else 0))
        return self.number[text]


def span_of(sentence, span):
    """Returns the first and last token of a span in characters, or -1 twice."""
    hit = [j for j, (a, b) in enumerate(pieces(sentence)[1]) if a < span[1] and b > span[0]] if span else []
    return (hit[0], hit[-1]) if hit else (-1, -1)


def pack(groups):
    """Returns groups as a Set."""
    texts, windows, window_ends, questions, group_ends, gold = Texts(), [], [], [], [], []
    for n, g in enumerate(groups):
        questions.append(texts.add(g.question))
        for w in g.windows:
            windows += [texts.add(w.title)] + [texts.add(s) for s in w.sentences]
            window_ends.append(len(windows))
        group_ends.append(len(window_ends))
        for row in g.gold:
            w, k, span = row[:3]
            gold.append((n, w, k, *span_of(g.windows[w].sentences[k], span), row[3] if len(row) > 3 else 1))
    whole = lambda x: np.array(x, np.int32)
    return Set(np.concatenate(texts.ids), whole(texts.ends), whole(windows), whole(window_ends), whole(questions), whole(group_ends), np.array(gold, np.float32).reshape(-1, 6))


def lessons(shared):
    """Returns all groups that the reader learns from, once: those of all phases, and seven passes as wide as what the program reads."""
    out = data.main_phase(shared, 7) + data.hard_phase(shared, random.Random(1)) + data.hard_phase(shared, random.Random(2))
    for seed in (1, 2):
        out += users.one_pass(shared, random.Random(seed))
    for seed in range(1, 8):
        out += users.one_pass(shared, random.Random(seed), wide=True)
    return out


def documented(projects_, wording):
    """Returns the questions of documentation, each with what words find: a sentence of the right section that is not the right sentence is half right."""
    for project in projects_:
        here = projects.Asking(project, wording, projects.LINES["near"])
        for t in project.topics:
            found = here.windows(t.question)
            gold = [(w, i, None, 1 if (n, k) == t.gold or not t.gold else 0.5)
                    for w, (n, inside, _, _) in enumerate(found) for i, k in enumerate(inside) if n in t.passages]
            if found and (gold or not t.passages):
                yield data.Group(t.question, [w for *_, w in found], gold)


def asked(corpus, questions):
    """Returns questions with what words find; those whose answer is not among it are left out."""
    for q in questions:
        places, gold = evaluate.windows_of(corpus, corpus.scores(q.question)), {g[:2]: g[2] for g in q.gold}
        rows = [(w, i, gold[p, k]) for w, (p, ks) in enumerate(places) for i, k in enumerate(ks) if (p, k) in gold]
        if places and (rows or not q.gold):
            yield data.Group(q.question, [data.Window(corpus.paragraphs[p].title, [corpus.paragraphs[p].sentences[k] for k in ks]) for p, ks in places], rows)


def checks(shared):
    """Returns groups of questions that nothing is trained on, by name: for choosing, not for figures to be told."""
    some = lambda questions: random.Random(1).sample(questions, min(400, len(questions)))
    faq = list(documentation.faq_projects(shared, (1,)).values())
    yield "docs-in", documented(faq, lambda t: t.question)
    yield "docs-out", documented(faq, lambda t: None)
    corpus, questions = data.load_set(os.path.join(shared, "eval", "nq-tune"))
    yield "nq", asked(corpus, [q for q in questions if data.held_out(q.article)])
    corpus, questions = data.load_set(os.path.join(shared, "eval", "squad-tune"), ("questions.jsonl", "questions_extra.jsonl"))
    yield "squad", asked(corpus, some([q for q in questions if data.held_out(q.article) and q.article in corpus.codes]))
    articles = [a for name in users.REAL for a in data.read_lines(users.more(shared, name))]
    corpus = data.Corpus(articles)
    yield "real", asked(corpus, some(data.asked_of(corpus, users.labelled([a for a in articles if data.bucket(users.name_of(a), 10) == 1]))))


def write(path, groups):
    np.savez_compressed(path, **pack(groups)._asdict())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder")
    ap.add_argument("--shared", default=SHARED)
    a = ap.parse_args()
    os.makedirs(a.folder, exist_ok=True)
    write(os.path.join(a.folder, "train.npz"), lessons(a.shared))
    for name, groups in checks(a.shared):
        write(os.path.join(a.folder, name + ".npz"), groups)


if __name__ == "__main__":
    main()
