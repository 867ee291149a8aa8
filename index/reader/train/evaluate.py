"""Asks a question set through BM25 and the reader, as the program does, and prints the figures of ../shared/eval/score.py.

evaluate.py WEIGHTS.bin|CHECKPOINT.pt SET [--questions N] [--weight LAMBDA …] [--save FEATURES.json]
"""
import argparse
import importlib.util
import json
import os
import random

import numpy as np
import torch

import data
import export
from encode import Window, collate, encode, pieces
from train import SHARED

CANDIDATES, WINDOW_TOKENS, BUDGET, SPAN_SHARE = 24, 128, 800, 0.1


def windows_of(corpus, scores):
    """Returns paragraphs with sentence numbers, best first: the best sentences with their neighbours, within the token budget."""
    taken, out, spent = set(), [], 0
    for i in np.argsort(-scores)[:CANDIDATES]:
        unit = corpus.units[i]
        if unit in taken:
            continue
        lines = corpus.paragraphs[unit.paragraph].sentences
        sizes = [len(pieces(s)[0]) + 1 for s in lines]
        low, high, size = unit.sentence, unit.sentence + 1, sizes[unit.sentence]
        while low > 0 or high < len(lines):
            grow = [k for k in (low - 1, high) if 0 <= k < len(lines) and data.Unit(unit.paragraph, k) not in taken and size + sizes[k] <= WINDOW_TOKENS]
            if not grow:
                break
            k = min(grow, key=lambda k: abs(k - unit.sentence))
            low, high, size = min(low, k), max(high, k + 1), size + sizes[k]
        if out and spent + size > BUDGET:
            break
        spent += size
        taken |= {data.Unit(unit.paragraph, k) for k in range(low, high)}
        out.append((unit.paragraph, range(low, high)))
    return out


def read(reader, corpus, question, scores):
    """Returns the read sentences: (unit, reader logit, BM25 score, span in characters or None, span logit)."""
    places = windows_of(corpus, scores)
    if not places:
        return []
    windows = [Window(corpus.paragraphs[p].title, [corpus.paragraphs[p].sentences[k] for k in ks]) for p, ks in places]
    encoded = [encode(question, w) for w in windows]
    batch = collate(encoded)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
        logits, token = reader(batch)
    out = []
    for w, ((p, ks), e) in enumerate(zip(places, encoded)):
        for n, k in enumerate(ks):
            unit, start, size = data.Unit(p, k), batch.starts[w] + e.first[n], len(e.offsets[n])
            if e.first[n] < 0 or not size:
                continue
            i, j, span = export.best_span(token[start:start + size, 0].tolist(), token[start:start + size, 1].tolist())
            out.append((unit, logits[batch.first[w] + n].item(), scores[corpus.at[unit]], (e.offsets[n][i][0], e.offsets[n][j][1]), span))
    return out


FAST = True  # bfloat16 where the figures need not be exact to the last digit


def ask(reader, folder, questions, limit, seed=1):
    """Returns the corpus, the questions asked and what was read for each."""
    corpus = data.Corpus(data.read_lines(os.path.join(folder, "articles.jsonl")) if os.path.exists(os.path.join(folder, "articles.jsonl")) else seed_article(folder))
    if limit and limit < len(questions):
        questions = random.Random(seed).sample(questions, limit)
    return corpus, questions, [read(reader, corpus, q["question"], corpus.scores(q["question"])) for q in questions]


def seed_article(folder):
    """Returns the shipped article as a corpus of one."""
    path = os.path.join(folder, "..", "..", "article", "ceasefire-talks.txt")
    return [{"id": "seed", "title": "Ceasefire talks", "text": open(path, encoding="utf-8").read()}]


def standing(read, weight):
    """Returns the order of the sentences read: logit + weight × BM25 scaled to 1 + 0.1 × span logit."""
    top = max((r[2] for r in read), default=1) or 1
    return lambda r: r[1] + weight * r[2] / top + SPAN_SHARE * r[4]


def prediction(corpus, q, read, weight):
    """Returns a line for score.py."""
    ranked = sorted(read, key=standing(read, weight), reverse=True)[:10]
    out = []
    for unit, logit, lexical, _, _ in ranked:
        p = corpus.paragraphs[unit.paragraph]
        a, b = p.spans[unit.sentence]
        text = corpus.texts[p.article]
        out.append({"article": p.article, "bstart": len(text[:a].encode()), "bend": len(text[:b].encode()), "score": logit})
    return {"id": q["id"], "predictions": out, "score": confidence(read) if out else None}


def confidence(read):
    """Returns the log odds that some sentence answers: log of the sum of exp(logit) over those read."""
    return float(np.logaddexp.reduce([r[1] for r in read]))


def span_f1(corpus, questions, reads, weight):
    """Returns the mean F1 over tokens of the span where the best sentence holds the answer."""
    scores = []
    for q, read in zip(questions, reads):
        if not read or not q["answers"] or q.get("sentence_gold"):
            continue
        unit, _, _, (x, y), _ = max(read, key=standing(read, weight))
        p = corpus.paragraphs[unit.paragraph]
        a, b = p.spans[unit.sentence]
        best = [f1(p.sentences[unit.sentence][x:y], w["text"]) for w in q["answers"] if p.article == q["article"] and a <= w["start"] and w["end"] <= b]
        scores += [max(best)] if best else []
    return sum(scores) / len(scores) if scores else float("nan")


def f1(got, gold):
    """Returns the F1 over word counts of two strings."""
    got, gold = (list(filter(None, "".join(c if c.isalnum() else " " for c in s.lower()).split())) for s in (got, gold))
    common = sum(min(got.count(t), gold.count(t)) for t in set(got))
    return 2 * common / (len(got) + len(gold)) if got or gold else 0.0


def scorer(shared):
    """Returns ../shared/eval/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", os.path.join(shared, "eval", "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(shared, corpus, questions, reads, weight):
    """Returns the figures of a set for one weight of BM25."""
    predictions = {q["id"]: prediction(corpus, q, r, weight) for q, r in zip(questions, reads)}
    raw = {k: v.encode() for k, v in corpus.texts.items()}
    out, wrong = scorer(shared).evaluate(questions, raw, predictions)
    return dict(out, span_F1=span_f1(corpus, questions, reads, weight)), wrong


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights")
    ap.add_argument("set")
    ap.add_argument("--questions", type=int, default=0, help="ask only so many, drawn at random")
    ap.add_argument("--held-out", action="store_true", help="ask only of the articles that are kept out of training")
    ap.add_argument("--weight", type=float, nargs="+", default=[2])
    ap.add_argument("--bad", type=int, default=0, help="show so many wrong answers")
    ap.add_argument("--exact", action="store_true", help="float32 in place of bfloat16")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--save", help="write what was read, as JSON lines")
    ap.add_argument("--shared", default=SHARED)
    a = ap.parse_args()
    global FAST
    FAST = not a.exact
    torch.set_num_threads(a.threads)
    folder = os.path.join(a.shared, "eval", a.set)
    questions = [q for q in data.read_lines(os.path.join(folder, "questions.jsonl")) if not a.held_out or data.held_out(q["article"])]
    corpus, questions, reads = ask(export.load(a.weights)[0], folder, questions, a.questions)
    for weight in a.weight:
        out, wrong = figures(a.shared, corpus, questions, reads, weight)
        print(a.set, f"λ {weight:g}", " ".join(f"{k} {out[k]:.3f}" for k in ("P@1", "Success@5", "MRR@10", "AURC", "cov@P90", "AUROC", "span_F1") if k in out),
              f"of {out['answerable']} + {out['unanswerable']}", flush=True)
    for q, got, first in wrong[:a.bad]:
        raw = corpus.texts[got[0]["article"]].encode()[got[0]["bstart"]:got[0]["bend"]].decode() if got else None
        print("\nQ:", q["question"], "\n  gold:", [x["text"][:300] for x in q["answers"]], "\n  got :", raw, f"\n  rank of the right one: {first or '-'}")
    if a.save:
        with open(a.save, "w", encoding="utf-8") as f:
            for q, r in zip(questions, reads):
                f.write(json.dumps({"id": q["id"], "answerable": bool(q["answers"]), "read": [[corpus.paragraphs[u.paragraph].article, u.paragraph, u.sentence, l, s, x, t] for u, l, s, x, t in r]}) + "\n")


if __name__ == "__main__":
    main()
