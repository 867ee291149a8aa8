"""Fits what stands after the reader on what the stages said of questions that nothing was trained on: the order of index/read.go and
the confidence of index/decide.go.

    verbatim eval SET --details DIR/NAME.jsonl        # once for each set, with --by project for documentation
    python fit.py order DIR/*.jsonl
    python fit.py confidence DIR/*.jsonl
    python fit.py confidence --words DIR/*.jsonl      # of answers by words alone: eval --no-reader

Every set counts alike. Of documentation whose labels are weak a first sentence counts as half right where it stands in the section that answers
but is not the labelled sentence.
"""
import argparse
import itertools
import json
import math
import os

import numpy as np

READER = ("bias", "share", "ahead", "coverage", "lexical", "vectors", "nearest", "distance", "misses", "unknown")
WORDS = ("bias", "coverage", "rarest", "unknown", "margin", "terms", "misses")
ORDER = {"words": (0, 2, 3, 4, 5), "distance": (0, 5, 10, 15, 20, 25, 30, 40), "span": (0, 0.1, 0.2), "floor": (-2, -4)}


def load(paths, keep):
    """Returns the details of each set whose first candidate keep accepts, by name."""
    sets = {}
    for path in paths:
        with open(path, encoding="utf-8") as f:
            details = [json.loads(line) for line in f]
        sets[os.path.basename(path).removesuffix(".jsonl")] = [d for d in details if d["candidates"] and keep(d["candidates"][0])]
    return sets


def columns(d):
    """Returns what was said of the sentences that were read, an array for each figure."""
    read = [c for c in d["candidates"] if c["read"]]
    return {k: np.array([c[k] for c in read]) for k in ("right", "logit", "span", "words", "distance", "glanced")}


def standing(c, p):
    """Returns the scores that the sentences that were read are ordered by, as index/read.go has it."""
    score = np.logaddexp(c["logit"], p["floor"]) + p["span"] * c["span"] + p["words"] * c["words"] - p["distance"] * c["distance"]
    return np.where(c["glanced"], np.minimum(score, score[~c["glanced"]].max() - 1e-6), score)


def order(sets):
    """Prints which parameters put the right sentence first most often, in the mean of the sets."""
    asked = {name: [columns(d) for d in details if d["answerable"]] for name, details in sets.items()}
    asked = {name: list_ for name, list_ in asked.items() if list_}
    print("read at all:", " ".join(f"{name} {np.mean([c['right'].any() for c in list_]):.3f}" for name, list_ in asked.items()))
    tried = []
    for values in itertools.product(*ORDER.values()):
        p = dict(zip(ORDER, values))
        each = [np.mean([c["right"][np.argmax(standing(c, p))] for c in list_]) for list_ in asked.values()]
        tried.append((np.mean(each), p, each))
    for mean, p, each in sorted(tried, key=lambda t: -t[0])[:15]:
        print(f"{mean:.4f}", p, " ".join(f"{x:.3f}" for x in each))


def rows(details, features):
    """Returns what the confidence rests on, how right the first sentence is, and whether there is an answer."""
    x = np.array([[d["features"].get(f, 0) for f in features] for d in details], float)
    first = [d["candidates"][0] for d in details]
    y = np.array([d["answerable"] * (1 if c["right"] else 0.5 * c["section"]) for d, c in zip(details, first)])
    return x, y, np.array([d["answerable"] for d in details])


def logistic(x, y, k):
    """Returns the coefficients of a logistic regression with a little ridge, by Newton's method; k weighs the rows."""
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (k * p * (1 - p))[:, None]).T @ x + 3e-4 * np.eye(len(w)), x.T @ (k * (y - p)) - 3e-4 * w)
    return w


def fit(sets):
    """Returns the coefficients for sets of rows, each set weighted alike."""
    return logistic(*(np.concatenate(part) for part in zip(*((x, y, np.full(len(y), 1 / len(y))) for x, y, _ in sets))))


def confidence(sets, features):
    """Prints the coefficients, and what five-fold cross-validation says of the confidence on each set."""
    known = {name: rows(details, features) for name, details in sets.items() if details}
    for name, value in zip(features, fit(list(known.values()))):
        print(f'\t\t{{"{name}", {value:.3f}}},')
    for name, (x, y, answerable) in known.items():
        p = np.zeros(len(y))
        for fold in range(5):
            out = np.arange(len(y)) % 5 == fold
            others = [r for other, r in known.items() if other != name]
            w = fit(others + [(x[~out], y[~out], answerable[~out])])
            p[out] = 1 / (1 + np.exp(-x[out] @ w))
        tell(name, p, y, answerable)


def tell(name, p, right, answerable):
    """Prints how well a confidence tells what is right, and at some thresholds what is right of the shown, shown, and shown though unanswerable."""
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(abs(p[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(p)
    loss = -np.mean(right * np.log(p + 1e-9) + (1 - right) * np.log(1 - p + 1e-9))
    yes, no = p[answerable], p[~answerable]
    auroc = np.mean((yes[:, None] > no) + 0.5 * (yes[:, None] == no)) if len(yes) and len(no) else math.nan
    print(f"{name:10} n={len(p)} right {right.mean():.3f} AUROC {auroc:.3f} ECE {ece:.3f} loss {loss:.3f}")
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        shown = p >= t
        print(f"    {t:.1f}: {right[shown].mean() if shown.any() else 0:.2f} of {shown.mean():.2f}, unanswerable {(no >= t).mean() if len(no) else 0:.2f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("order", "confidence"))
    ap.add_argument("details", nargs="+")
    ap.add_argument("--words", action="store_true", help="the confidence of answers that nothing was read for")
    a = ap.parse_args()
    sets = load(a.details, lambda first: first["read"] != a.words)
    if a.what == "order":
        order(sets)
    else:
        confidence(sets, WORDS if a.words else READER)


if __name__ == "__main__":
    main()
