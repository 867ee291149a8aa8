"""Asks what the last phase is judged by: questions of documentation, each of its own project, and real questions of encyclopedias.

projects.py WEIGHTS.bin|CHECKPOINT.pt [--bucket 1] [--questions N] [--real N] [--line title|near|far]
"""
import argparse
import random

import numpy as np
import torch

import data
import documentation
import evaluate
import export
import users
from encode import Window, collate, encode
from text import BM25, terms, title_line
from train import SHARED

WINDOWS = 16
# What the reader may be told of where a window stands.
LINES = {
    "near": title_line,
    "title": lambda title, headings: title or (headings[0] if headings else ""),
    "far": lambda title, headings: " : ".join(dict.fromkeys([title, *headings[-1:]])),
}


class Asking:
    """A project as its users have it: BM25 over passages with their headings and over sentences."""

    def __init__(self, project, wording, line):
        self.project, self.wording, self.line = project, wording, line
        self.by_passage = project.index(wording)
        self.of = np.array([n for n, p in enumerate(project.passages) for _ in p.sentences])
        self.first = np.searchsorted(self.of, np.arange(len(project.passages)))
        self.by_sentence = BM25([terms(s) for p in project.passages for s in p.sentences])

    def windows(self, question):
        """Returns the passages of the best sentences: (passage, sentence numbers, their scores, window)."""
        scores, out = self.by_sentence.score(question) + 0.3 * self.by_passage.score(question)[self.of], []
        for i in np.argsort(-scores, kind="stable"):
            n = self.of[i]
            if n in {o[0] for o in out}:
                continue
            p, inside = self.project.passages[n], documentation.around(self.project.passages[n].sentences, i - self.first[n])
            headings = self.project.headings(n, self.wording)
            out.append((n, inside, scores[self.first[n] + np.array(inside)], Window(self.line(p.title, headings), [p.sentences[k] for k in inside])))
            if len(out) == WINDOWS:
                break
        return out

    def read(self, reader, question):
        """Returns what was read: (passage, sentence, logit, score by words)."""
        places = self.windows(question)
        encoded = [encode(question, w) for *_, w in places]
        batch = collate(encoded)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            logits, _ = reader(batch)
        return [(n, k, logits[batch.first[w] + i].item(), scores[i])
                for w, (n, inside, scores, _) in enumerate(places) for i, k in enumerate(inside) if encoded[w].first[i] >= 0]


def auroc(right, wrong):
    """Returns how often a right one has the greater score."""
    right, wrong = np.array(right)[:, None], np.array(wrong)[None]
    return float(((right > wrong) + 0.5 * (right == wrong)).mean())


def documented(reader, projects, asked, put_back, line):
    """Prints how often the right section and the right sentence come first, by the reader alone and with the score by words."""
    wording = (lambda t: t.question) if put_back else (lambda t: None)
    tally, sure = {"reader": [], "words": [], "both": []}, {True: [], False: []}
    for project in projects:
        here = Asking(project, wording, line) if any(t.id in asked for t in project.topics) else None
        for t in project.topics:
            if t.id not in asked or not (read := here.read(reader, t.question)):
                continue
            sure[bool(t.passages)].append(max(r[2] for r in read))
            top = max(r[3] for r in read) or 1
            for name, score in (("reader", lambda r: r[2]), ("words", lambda r: r[3]), ("both", lambda r: np.logaddexp(r[2], -2) + 4 * r[3] / top)):
                ranked = sorted(read, key=score, reverse=True)
                if t.passages:
                    tally[name].append((ranked[0][0] in t.passages, any(r[0] in t.passages for r in ranked[:5]), ranked[0][:2] == t.gold if t.gold else None))
    for name, rows in tally.items():
        section, five, gold = ([r[i] for r in rows if r[i] is not None] for i in range(3))
        print(f"documentation, headings {'in' if put_back else 'out'}, {name}: section {np.mean(section):.3f}, among five {np.mean(five):.3f}, sentence {np.mean(gold):.3f}")
    print(f"  of {len(sure[True])} + {len(sure[False])}, AUROC {auroc(sure[True], sure[False]):.3f}", flush=True)


def real(reader, shared, bucket, count):
    """Prints how often the right sentence comes first for real questions of held-out articles, over all articles of their sets."""
    articles = [a for name in users.REAL for a in data.read_lines(users.more(shared, name))]
    corpus = data.Corpus(articles)
    held = [a for a in articles if data.bucket(users.name_of(a), 10) == bucket]
    questions = data.asked_of(corpus, users.labelled(held))
    right = {0: [], 4: []}
    for q in random.Random(1).sample(questions, min(count, len(questions))):
        read, gold = evaluate.read(reader, corpus, q.question, corpus.scores(q.question)), {g[:2] for g in q.gold}
        for weight, rows in right.items():
            best = max(read, key=evaluate.standing(read, weight), default=[None])[0]
            rows.append(best in gold)
    print(f"real questions, by words times 0 and 4: {np.mean(right[0]):.3f} {np.mean(right[4]):.3f} of {len(right[0])}", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights")
    ap.add_argument("--bucket", type=int, default=1, help="0: held out for good; 1: for fitting")
    ap.add_argument("--questions", type=int, default=10_000, help="so many of documentation")
    ap.add_argument("--real", type=int, default=0, help="so many real questions")
    ap.add_argument("--line", choices=LINES, default="near", help="what stands in the title's place")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--shared", default=SHARED)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    reader = export.load(a.weights)[0]
    projects = list(documentation.faq_projects(a.shared, (a.bucket,)).values())
    topics = [t.id for p in projects for t in p.topics]
    asked = set(random.Random(1).sample(topics, min(a.questions, len(topics))))
    for put_back in (False, True):
        documented(reader, projects, asked, put_back, LINES[a.line])
    if a.real:
        real(reader, a.shared, a.bucket, a.real)


if __name__ == "__main__":
    main()
