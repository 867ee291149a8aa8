"""Trains the reader: from the base model and ../shared to a checkpoint; see README.md.

train.py all DIR              both phases, then the weights file and the vectors
train.py main OUT.pt          the main phase: from the base model
train.py hard MAIN.pt OUT.pt  the last phase: the hardest windows
"""
import argparse
import os
import random
import tempfile
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F

import data
import export
import model as m
from encode import collate, encode, pieces

SPAN_WEIGHT = 0.6
SEED = 7
BATCH = 32  # groups a step, shared by the workers
MAIN_RATE, HARD_RATE = 1e-4, 4e-5
MAIN_END = 0.1  # share of its rate that the main phase ends with
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


def hardest(reader, groups, others):
    """Returns the groups with the windows that hold gold and so many of the others: those that the reader most takes for an answer."""
    batch = collate([encode(g.question, w) for g in groups for w in g.windows])
    with torch.no_grad():
        logits, _ = reader(batch)
    out, w0 = [], 0
    for g in groups:
        best = [logits[batch.first[w0 + w]:batch.first[w0 + w + 1]].max().item() for w in range(len(g.windows))]
        gold = {w for w, _, _ in g.gold}
        kept = sorted(gold | set(sorted(set(range(len(best))) - gold, key=lambda w: -best[w])[:others]))
        out.append(data.Group(g.question, [g.windows[w] for w in kept], [(kept.index(w), k, span) for w, k, span in g.gold]))
        w0 += len(best)
    return out


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


def share_gradients(reader, workers):
    """Gives every worker the mean of all workers' gradients."""
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in reader.parameters() if p.requires_grad]
    flat = torch.cat([g.view(-1) for g in grads])
    dist.all_reduce(flat)
    flat /= workers
    for p, part in zip((p for p in reader.parameters() if p.requires_grad), flat.split([g.numel() for g in grads])):
        p.grad = part.view_as(p)


def train(reader, groups, out, rate, end, hard, worker, workers, warmup=60):
    """Trains over the groups once, the rate rising at first and falling to a share of it at the end; saves now and then and at the end.

    hard: how many windows without gold to keep of each group, the hardest; None: all.
    """
    opt, steps, mine = optimiser(reader, rate), len(groups) // BATCH, BATCH // workers
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / warmup, end + (1 - end) * (steps - i) / max(1, steps - warmup)))
    begun, sums, right, read = time.time(), 0.0, 0, 0
    reader.train()
    for step in range(steps):
        part = groups[step * BATCH + worker * mine:][:mine]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            part = hardest(reader, part, hard) if hard else part
            loss, ok = batch_loss(reader, part)
        opt.zero_grad()
        loss.backward()
        share_gradients(reader, workers)
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        opt.step()
        schedule.step()
        sums, right = sums + loss.item(), right + ok
        read += sum(len(pieces(s)[0]) for g in part for w in g.windows for s in w.sentences)
        if worker == 0 and step % 20 == 19:
            spent = time.time() - begun
            print(f"{step + 1}/{steps} loss {sums / 20:.3f} right {right / 20 / mine:.3f} {spent:.0f} s {read * workers / spent:.0f} sentence tokens/s "
                  f"left {spent / (step + 1) * (steps - step - 1) / 60:.0f} min", flush=True)
            sums = right = 0
        if worker == 0 and step % 100 == 99:
            torch.save(reader.state_dict(), out)
    if worker == 0:
        torch.save(reader.state_dict(), out)


def work(worker, workers, meeting, groups, begin, out, rate, end, hard):
    """Trains as one of some processes of one thread each: unlike threads they wait for each other only once a step."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    dist.init_process_group("gloo", init_method="file://" + meeting, rank=worker, world_size=workers)
    reader = m.Reader() if begin else m.from_base()
    if begin:
        reader.load_state_dict(torch.load(begin))
    train(reader, groups, out, rate, end, hard, worker, workers)
    dist.destroy_process_group()


def phase(groups, begin, out, rate, end, workers, hard=None):
    """Trains from a checkpoint (None: the base model) over the groups and saves the result."""
    with tempfile.TemporaryDirectory() as folder:
        mp.spawn(work, (workers, os.path.join(folder, "meeting"), groups, begin, out, rate, end, hard), nprocs=workers)


def main_phase(shared, out, workers):
    """Trains the main phase and saves it."""
    phase(data.main_phase(shared, SEED), None, out, MAIN_RATE, MAIN_END, workers)


def hard_phase(shared, begin, out, workers):
    """Trains the last phase from a checkpoint of the main one and saves it."""
    phase(data.hard_phase(shared, random.Random(SEED)), begin, out, HARD_RATE, 0, workers, hard=3)


def every(shared, folder, workers):
    """Trains both phases and writes the weights file and the vectors."""
    os.makedirs(folder, exist_ok=True)
    at = lambda name: os.path.join(folder, name)
    main_phase(shared, at("main.pt"), workers)
    hard_phase(shared, at("main.pt"), at("hard.pt"), workers)
    export.export(at("hard.pt"), at("weights.bin"), at("vectors.json"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("phase", choices=("all", "main", "hard"))
    ap.add_argument("paths", nargs="+", help="[checkpoint of the phase before] and where to save")
    ap.add_argument("--shared", default=SHARED)
    ap.add_argument("--workers", type=int, default=2, help="processes of one thread each (default 2)")
    a = ap.parse_args()
    if a.phase == "all":
        every(a.shared, a.paths[0], a.workers)
    elif a.phase == "main":
        main_phase(a.shared, a.paths[0], a.workers)
    else:
        hard_phase(a.shared, a.paths[0], a.paths[1], a.workers)


if __name__ == "__main__":
    main()
