"""Trains the reader: from the base model and ../shared to a checkpoint; see README.md.

train.py all DIR                               all three phases, then the weights file and the vectors
train.py first OUT.pt                          the first phase: from the base model, no question of an evaluation set
train.py second FIRST.pt OUT.pt [--fold A|B]   the second phase; --fold: leaves out the articles of that fold
"""
import argparse
import os
import random
import time

import torch
import torch.nn.functional as F

import data
import export
import model as m
from encode import collate, encode, pieces

SPAN_WEIGHT = 0.45
SEED = 7
FIRST_STEPS = 400  # the first phase ends here, its rate still high: the second goes on from there
SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[".."] * 4, "shared")


def span_tokens(encoded, sentence, span):
    """Returns the first and last token (within the sentence) of a span in characters, or None when it was cut off."""
    hit = [j for j, (a, b) in enumerate(encoded.offsets[sentence]) if a < span[1] and b > span[0]]
    return (hit[0], hit[-1]) if hit and encoded.first[sentence] >= 0 else None


def span_loss(token, encoded, sentence, span):
    """Returns the cross-entropy of a gold sentence's span among its own tokens, or None without a span."""
    where = span_tokens(encoded, sentence, span) if span else None
    if where is None:
        return None
    p, n = encoded.first[sentence], len(encoded.offsets[sentence])
    return sum(F.cross_entropy(token[p:p + n, side][None], torch.tensor([where[side]])) for side in (0, 1))


def group_loss(logits, gold):
    """Returns -log of the share of the gold sentences (of "none" where there is no gold) and whether the choice is right."""
    every = torch.cat([logits, torch.zeros(1)])
    right = gold or [len(logits)]
    loss = torch.logsumexp(every, 0) - torch.logsumexp(every[right], 0)
    return loss, int(every.argmax()) in right


def batch_loss(reader, groups):
    """Returns the mean loss over groups, and how many of them were read rightly."""
    windows = [encode(g.question, w) for g in groups for w in g.windows]
    batch = collate(windows)
    logits, token = reader(batch)
    cut = torch.tensor([p < 0 for w in windows for p in w.first])
    logits = logits.masked_fill(cut, m.MASKED)
    choice, spans, right, w0 = [], [], 0, 0
    for g in groups:
        w1 = w0 + len(g.windows)
        gold = [batch.first[w0 + w] + k - batch.first[w0] for w, k, _ in g.gold if windows[w0 + w].first[k] >= 0]
        loss, ok = group_loss(logits[batch.first[w0]:batch.first[w1]], gold)
        choice.append(loss)
        right += ok
        for w, k, span in g.gold:
            loss = span_loss(token[batch.starts[w0 + w]:], windows[w0 + w], k, span)
            spans += [] if loss is None else [loss]
        w0 = w1
    loss = torch.stack(choice).mean()
    return (loss + SPAN_WEIGHT * torch.stack(spans).mean() if spans else loss), right


def optimiser(reader, rate):
    """Returns AdamW with a greater rate for the fresh heads and no decay of biases and norms."""
    parts = {}
    for name, p in reader.named_parameters():
        if p.requires_grad:
            head = name.startswith(("sentence", "span", "embeddings.marker"))
            parts.setdefault((rate * 5 if head else rate, 0.01 if p.dim() > 1 else 0.0), []).append(p)
    return torch.optim.AdamW([{"params": p, "lr": lr, "weight_decay": decay} for (lr, decay), p in parts.items()])


def train(reader, groups, out, rate, batch, warmup=60, stop=None):
    """Trains over the groups once, or until a step, with a linear warm-up and decay of the rate; saves now and then and at the end."""
    opt, steps = optimiser(reader, rate), len(groups) // batch
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / warmup, max(0.02, (steps - i) / max(1, steps - warmup))))
    begun, sums, right, read = time.time(), 0.0, 0, 0
    reader.train()
    for step in range(stop or steps):
        part = groups[step * batch:(step + 1) * batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, ok = batch_loss(reader, part)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        opt.step()
        schedule.step()
        sums, right = sums + loss.item(), right + ok
        read += sum(len(pieces(s)[0]) for g in part for w in g.windows for s in w.sentences)
        if step % 20 == 19:
            spent = time.time() - begun
            print(f"{step + 1}/{steps} loss {sums / 20:.3f} right {right / 20 / batch:.3f} {spent:.0f} s {read / spent:.0f} sentence tokens/s "
                  f"left {spent / (step + 1) * (steps - step - 1) / 60:.0f} min", flush=True)
            sums = right = 0
        if step % 100 == 99:
            torch.save(reader.state_dict(), out)
    torch.save(reader.state_dict(), out)


def first(shared, out):
    """Trains the first phase and saves it."""
    torch.manual_seed(SEED)
    groups = data.first_phase(shared, random.Random(SEED))
    train(m.from_base(), groups, out, 1e-4, batch=20, stop=FIRST_STEPS)


def second(shared, begin, out, fold=None):
    """Trains the second phase from a checkpoint of the first one, without the articles of a fold, and saves it."""
    torch.manual_seed(SEED)
    reader = m.Reader()
    reader.load_state_dict(torch.load(begin))
    train(reader, data.second_phase(shared, random.Random(SEED), fold), out, 8e-5, batch=16)


def third(shared, begin, out):
    """Trains the third phase from a checkpoint of the second one and saves it."""
    torch.manual_seed(SEED)
    reader = m.Reader()
    reader.load_state_dict(torch.load(begin))
    fresh = data.first_phase(shared, random.Random(SEED))[FIRST_STEPS * 20:]
    train(reader, data.third_phase(shared, random.Random(SEED + 1), fresh), out, 5e-5, batch=16)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("phase", choices=("all", "first", "second"))
    ap.add_argument("paths", nargs="+", help="[checkpoint of the first phase] and where to save")
    ap.add_argument("--fold", choices=("A", "B"), help="leave out the articles of this fold")
    ap.add_argument("--shared", default=SHARED)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    if a.phase == "first":
        first(a.shared, a.paths[0])
    elif a.phase == "second":
        second(a.shared, a.paths[0], a.paths[1], a.fold)
    else:
        os.makedirs(a.paths[0], exist_ok=True)
        one, two, three, weights, vectors = (os.path.join(a.paths[0], n) for n in ("first.pt", "second.pt", "third.pt", "weights.bin", "vectors.json"))
        first(a.shared, one)
        second(a.shared, one, two)
        third(a.shared, two, three)
        export.export(three, weights, vectors)


if __name__ == "__main__":
    main()
