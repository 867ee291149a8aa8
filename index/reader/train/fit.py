"""Fits what stands after the reader on what it said of questions about held-out articles: the order and the stop of index/read.go,
and the reader's confidence in index/decide.go.

    HELD_OUT=1 ALONE=1 SETS='nq-tune squad-tune' DUMP=/tmp/dump.jsonl go test -tags tune -run TestDump ./index
    python fit.py /tmp/dump.jsonl order
    python fit.py /tmp/dump.jsonl confidence
"""
import argparse
import itertools
import json
import math

import numpy as np

# The parameters of index/read.go.
READING = {"tokens": 1600, "batch": 240, "sure": 3, "near": 0.6, "lexical": 4, "span": 0.2, "floor": -2}
FEATURES = ("bias", "reader", "coverage", "lexical", "size")
# How much more the share counts than the logit: the logarithmic loss falls to 3 and beyond, AUROC rises the other way.
SHARE = 3


def load(path, answerable=True):
    """Returns the dumped questions by set; answerable: only those that have an answer."""
    sets = {}
    with open(path, encoding="utf-8") as f:
        for q in map(json.loads, f):
            if q["answerable"] or not answerable:
                sets.setdefault(q["set"], []).append(q)
    return sets


def windows_read(q, p):
    """Returns the windows that index/read.go would read, and their tokens."""
    left, read, spent, best = [w for w in q["windows"] or () if w["sentences"]], [], 0, -math.inf
    while left and spent < p["tokens"]:
        batch, size, room = [], 0, min(p["batch"], p["tokens"] - spent)
        while left and (not batch or size + left[0]["tokens"] <= room):
            size += left[0]["tokens"]
            batch.append(left.pop(0))
        read, spent = read + batch, spent + size
        best = max(best, max(s["logit"] for w in batch for s in w["sentences"]))
        if best >= p["sure"]:
            left = [w for w in left if max(s["lexical"] for s in w["sentences"]) >= p["near"] * q["most"]]
    return read, spent


def standing(s, q, p):
    """Returns the score that a sentence that was read is ordered by."""
    return math.log(math.exp(s["logit"]) + math.exp(p["floor"])) + p["span"] * s["span"] + p["lexical"] * s["lexical"] / max(q["most"], 1e-9)


def figures(questions, p):
    """Returns the shares of right first answers and of right ones among five, and the mean number of tokens."""
    first = five = tokens = 0
    for q in questions:
        read, spent = windows_read(q, p)
        ranked = sorted((s for w in read for s in w["sentences"]), key=lambda s: -standing(s, q, p))
        first += any(s["gold"] for s in ranked[:1])
        five += any(s["gold"] for s in ranked[:5])
        tokens += spent
    n = max(1, len(questions))
    return first / n, five / n, tokens / n


def show(sets, p):
    """Prints the figures of every set."""
    for name, questions in sets.items():
        a, b, t = figures(questions, p)
        print(f"  {name:12} n={len(questions)} P@1 {a:.3f} S@5 {b:.3f} {t:.0f} tokens")


def search(sets, chosen):
    """Prints what orders best, and what stopping early costs."""
    p, tried = dict(READING, sure=1e9, near=0), []
    for lexical, span, floor in itertools.product((0, 2, 3, 4, 5, 6, 7, 8, 10), (0, 0.1, 0.2), (-9, -4, -3, -2)):
        q = dict(p, lexical=lexical, span=span, floor=floor)
        tried.append((sum(figures(sets[s], q)[0] for s in chosen) / len(chosen), q))
    tried.sort(key=lambda x: -x[0])
    for score, q in tried[:20]:
        print(f"{score:.4f}", {k: q[k] for k in ("lexical", "span", "floor")})
    show(sets, READING)
    for tokens, sure, near in itertools.product((800, 1200, 1600, 2000), (1e9, 2, 3, 4, 5), (0.5, 0.6, 0.7, 0.8)):
        if sure < 1e9 or near == 0.5:
            q = dict(READING, tokens=tokens, sure=sure, near=near)
            print(tokens, sure, near, " ".join("{:.3f}/{:.3f}/{:.0f}".format(*figures(sets[s], q)) for s in chosen))


def features(q):
    """Returns what the confidence in the first sentence rests on, as index/decide.go has it, and whether that sentence is right; or None."""
    read = [s for w in windows_read(q, READING)[0] for s in w["sentences"]]
    if not read:
        return None
    first = max(read, key=lambda s: standing(s, q, READING))
    share = first["logit"] - np.logaddexp.reduce([0] + [s["logit"] for s in read])
    x = {"bias": 1, "reader": first["logit"] + SHARE * share, "coverage": first["coverage"],
         "lexical": first["lexical"] / max(q["most"], 1e-9), "size": math.log10(max(q["sentences"], 1))}
    return np.array([x[f] for f in FEATURES]), bool(q["answerable"] and first["gold"])


def logistic(rows, weights):
    """Returns the coefficients of a logistic regression with a little ridge, by Newton's method."""
    x, y, k = np.array([r[0] for r in rows]), np.array([r[1] for r in rows], float), np.array(weights)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (k * p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w)), x.T @ (k * (y - p)) - 1e-3 * w)
    return w


def confidence(sets, chosen):
    """Prints the coefficients that fit the chosen sets, each weighted alike, and what five-fold cross-validation says of them."""
    known = {s: [(r, q["answerable"]) for q in asked if (r := features(q))] for s, asked in sets.items()}
    rows = {s: [r for r, _ in pairs] for s, pairs in known.items()}
    every = [(r, 1 / len(rows[s])) for s in chosen for r in rows[s]]
    w = logistic(*zip(*every))
    for name, value in zip(FEATURES, w):
        print(f'\t\t{{"{name}", {value:.3f}}},')
    for s in sets:
        if s in chosen:
            p = np.zeros(len(rows[s]))
            for k in range(5):
                fold = [(r, 1 / len(rows[t])) for t in chosen for i, r in enumerate(rows[t]) if t != s or i % 5 != k]
                part = logistic(*zip(*fold))
                p[k::5] = [1 / (1 + np.exp(-r[0] @ part)) for r in rows[s][k::5]]
        else:
            p = np.array([1 / (1 + np.exp(-r[0] @ w)) for r in rows[s]])
        tell(s, p, np.array([r[1] for r in rows[s]]), np.array([a for _, a in known[s]]))


def tell(name, p, right, answerable):
    """Prints how well a confidence tells what is right, and the precision at some thresholds."""
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(abs(p[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(p)
    auroc = np.mean([(a > b) + 0.5 * (a == b) for a in p[answerable] for b in p[~answerable]]) if not answerable.all() else float("nan")
    line = " ".join(f"{t:.2f}: {right[p >= t].mean() if (p >= t).any() else 0:.2f} of {(p >= t).mean():.2f}" for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))
    print(f"{name:12} n={len(p)} right {right.mean():.3f} AUROC {auroc:.3f} ECE {ece:.3f} | precision {line}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump", nargs="+")
    ap.add_argument("what", choices=("order", "confidence"))
    ap.add_argument("--sets", nargs="+", default=["nq-tune", "squad-tune", "nq-tune-alone", "squad-tune-alone"], help="the sets to fit; the others are only shown")
    a = ap.parse_args()
    sets = {}
    for path in a.dump:
        sets.update(load(path, a.what == "order"))
    (search if a.what == "order" else confidence)(sets, a.sets)


if __name__ == "__main__":
    main()
