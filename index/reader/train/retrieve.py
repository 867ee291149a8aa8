"""How often the right passage is among the first: by words, by the encoder's vectors, and by both together (see README.md, "Finding by meaning").

retrieve.py WEIGHTS.bin ENCODER.bin [--exact] [--part 1] [--shared ../../../../shared]

On the FAQ projects whose hash has this remainder by 5 (0 is for final figures), one index a project; right is a passage inside the section that answers.
--exact takes the base model in float32 instead of the files, and does not round the vectors.
"""
import argparse
import gzip
import hashlib
import json
from collections import namedtuple

import numpy as np

import base
import export_encoder
from text import BM25, terms

# A Passage is one of an article of a project: start and end are byte offsets, text is what is encoded.
Passage = namedtuple("Passage", "repo article start end text")
CUTS = 1, 5, 10, 20, 50


def lines(path):
    """Yields the objects of a compressed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def part(repo):
    """Returns the remainder by 5 of a project's hash."""
    return int(hashlib.sha256(repo.encode()).hexdigest()[:8], 16) % 5


def encoded_text(title, headings, text):
    """Returns what is encoded of a passage: title, last two headings and text, each on its line, nothing twice."""
    parts = [title] if title else []
    for heading in headings[-2:]:
        if heading not in parts:
            parts.append(heading)
    return "\n".join(parts + [text])


def passages(articles):
    """Yields the passages of articles."""
    for a in articles:
        raw = a["text"].encode()
        for start, end, _, headings in a["passages"]:
            yield Passage(a["repo"], a["id"], start, end, encoded_text(a["title"], headings, raw[start:end].decode()))


def network(args):
    """Returns the encoder that is asked for."""
    out = export_encoder.read_encoder(args.weights, args.encoder)
    if args.exact:
        exact = base.weights() | export_encoder.state()
        out.load_state_dict({k: v for k, v in exact.items() if k in out.state_dict()}, strict=False)
    return out


def vectors(encoder, texts, question=False):
    """Returns the vectors of texts, computed once for equal ones."""
    each = sorted(set(texts))
    found = export_encoder.encode(encoder, [export_encoder.token_ids(t, question) for t in each]).numpy()
    number = {text: i for i, text in enumerate(each)}
    return found[[number[text] for text in texts]]


def stored(x):
    """Returns vectors as they are kept: in whole numbers to 127, one scale each."""
    scale = np.abs(x).max(1, keepdims=True) / 127
    return np.round(x / scale) * scale


def by_rank(constant, *scores):
    """Returns the sums of 1 / (constant + rank) over some scores of the same passages (Cormack et al. 2009); 0 by words is no rank."""
    total = np.zeros(len(scores[0]))
    for score in scores:
        rank = np.empty(len(score))
        rank[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1)
        total += np.where(score == 0, 0, 1 / (constant + rank))
    return total


def ways(words, cosines):
    """Returns the scores of a question's passages by each way of finding."""
    out = {"words": words, "vectors": cosines}
    for constant in (5, 10, 20, 60):
        out[f"ranks fused, {constant}"] = by_rank(constant, words, cosines)
    for share in (0.05, 0.1, 0.15, 0.2):
        out[f"cosine + {share} × words / best"] = cosines + share * words / max(words.max(), 1e-9)
    return out


def first_right(question, known, scores):
    """Returns the place of the first right passage, from 0, or None where no passage lies in the section."""
    right = np.array([p.article == question["article"] and question["answer_start"] <= p.start and p.end <= question["answer_end"] for p in known])
    return int(np.argmax(right[np.argsort(-scores, kind="stable")])) if right.any() else None


def places(args):
    """Returns the places of the first right passages by each way."""
    encoder, out = network(args), {}
    every = list(passages(a for a in lines(f"{args.shared}/train/faq/articles.jsonl.gz") if part(a["repo"]) == args.part))
    asked = [q for q in lines(f"{args.shared}/train/faq/questions.jsonl.gz") if q["answerable"] and part(q["repo"]) == args.part]
    for repo in sorted({q["repo"] for q in asked}):
        known, questions = [p for p in every if p.repo == repo], [q for q in asked if q["repo"] == repo]
        bm25, kept = BM25([terms(p.text) for p in known]), vectors(encoder, [p.text for p in known])
        cosines = vectors(encoder, [q["question"] for q in questions], question=True) @ (kept if args.exact else stored(kept)).T
        for question, cosine in zip(questions, cosines):
            for way, scores in ways(bm25.score(question["question"]), cosine).items():
                if (place := first_right(question, known, scores)) is not None:
                    out.setdefault(way, []).append(place)
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("weights")
    args.add_argument("encoder")
    args.add_argument("--exact", action="store_true")
    args.add_argument("--part", type=int, default=1)
    args.add_argument("--shared", default="../../../../shared")
    for way, found in places(args.parse_args()).items():
        print(f"{way:34} {len(found)} questions, among the first", *(f"{cut}: {np.mean(np.array(found) < cut):.3f}" for cut in CUTS))


if __name__ == "__main__":
    main()
