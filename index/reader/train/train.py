"""Trains the reader: from the base model and ../shared to a checkpoint; see README.md.

train.py all DIR                          all phases, then the weights file and the vectors
train.py main OUT.pt                      the main phase: from the base model
train.py hard MAIN.pt OUT.pt              the hardest windows
train.py users HARD.pt|WEIGHTS.bin OUT.pt what people ask, documentation above all
train.py mean HARD.pt|WEIGHTS.bin USERS.pt OUT.pt  the mean of the last two

A phase that was stopped goes on from OUT.pt and OUT.pt.state where they are.
"""
import argparse
import os
import random
import tempfile
import time
from collections import namedtuple

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F

import data
import export
import model as m
import users
from encode import collate, encode, pieces

SPAN_WEIGHT = 0.6
SHARE = 0.7  # of the last phase in the mean
SEED = 7
# A Plan is how a phase trains: its highest rate, after how many steps it is reached, the share of it that it ends with, groups a step (shared by the workers), how many windows without gold
# it keeps of each group, the hardest (None: all), how many of the first layers (the embeddings with them) stay as they are, and the minutes after which
# the rate has fallen, whatever groups are left (None: it reads them all).
Plan = namedtuple("Plan", "rate warmup end batch hard frozen minutes")
MAIN, HARD, USERS = Plan(1e-4, 60, 0.1, 32, None, 0, None), Plan(4e-5, 60, 0, 32, 3, 0, None), Plan(6e-5, 25, 0, 16, None, 5, None)
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
            head = name.startswith(("sentence", "span", "early", "embeddings.marker"))
            parts.setdefault((rate * 5 if head else rate, 0.01 if p.dim() > 1 else 0.0), []).append(p)
    return torch.optim.AdamW([{"params": p, "lr": lr, "top": lr, "weight_decay": decay} for (lr, decay), p in parts.items()])


def share_gradients(reader, workers):
    """Gives every worker the mean of all workers' gradients."""
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in reader.parameters() if p.requires_grad]
    flat = torch.cat([g.view(-1) for g in grads])
    dist.all_reduce(flat)
    flat /= workers
    for p, part in zip((p for p in reader.parameters() if p.requires_grad), flat.split([g.numel() for g in grads])):
        p.grad = part.view_as(p)


def share_left(step, steps, warmup, spent, minutes):
    """Returns how much of a phase is left, of its steps or of its time, whichever is less; more than all of it while the rate still rises."""
    left = (steps - step) / max(1, steps - warmup)
    if not minutes:
        return left
    longest = torch.tensor(spent)
    dist.all_reduce(longest, dist.ReduceOp.MAX)  # the workers stop together
    return min(left, 1 - longest.item() / 60 / minutes)


def save(out, reader, opt, step, spent):
    """Saves the weights, and beside them what it takes to go on from here."""
    for path, value in ((out, reader.state_dict()), (out + ".state", {"opt": opt.state_dict(), "step": step, "spent": spent})):
        torch.save(value, path + ".new")
        os.replace(path + ".new", path)


def resume(out, reader, opt):
    """Takes up what was saved, if anything; returns the steps done and the seconds spent."""
    if not os.path.exists(out + ".state"):
        return 0, 0.0
    state = torch.load(out + ".state")
    reader.load_state_dict(torch.load(out))
    opt.load_state_dict(state["opt"])
    return state["step"], state["spent"]


def step_once(reader, opt, part, plan, workers):
    """Moves the weights along the gradient of some groups; returns the loss, how many were read rightly and how many tokens they hold."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        part = hardest(reader, part, plan.hard) if plan.hard else part
        loss, right = batch_loss(reader, part)
    opt.zero_grad()
    loss.backward()
    share_gradients(reader, workers)
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    opt.step()
    return loss.item(), right, sum(len(pieces(s)[0]) for g in part for w in g.windows for s in w.sentences)


def train(reader, groups, out, plan, worker, workers):
    """Trains over the groups once, the rate rising at first and falling to a share of it at the end; saves now and then and at the end."""
    opt, steps, mine = optimiser(reader, plan.rate), len(groups) // plan.batch, plan.batch // workers
    done, before = resume(out, reader, opt)
    begun, told = time.time(), []
    reader.train()
    for step in range(done, steps):
        spent = before + time.time() - begun
        left = share_left(step, steps, plan.warmup, spent, plan.minutes)
        if left <= 0:
            break
        for part in opt.param_groups:
            part["lr"] = part["top"] * min((step + 1) / plan.warmup, plan.end + (1 - plan.end) * left)
        told.append(step_once(reader, opt, groups[step * plan.batch + worker * mine:][:mine], plan, workers))
        done = step + 1
        if worker == 0 and done % 20 == 0:
            loss, right, read = (sum(x) / len(told) for x in zip(*told))
            print(f"{done}/{steps} loss {loss:.3f} right {right / mine:.3f} {spent:.0f} s, {read * workers * len(told) / (time.time() - begun):.0f} sentence tokens/s, "
                  f"left {left:.3f}", flush=True)
            told, begun, before = [], time.time(), before + time.time() - begun
        if worker == 0 and done % 50 == 0:
            save(out, reader, opt, done, before + time.time() - begun)
    if worker == 0:
        save(out, reader, opt, done, before + time.time() - begun)


def load(path):
    """Returns a reader from a checkpoint or a weights file, to be trained; None: the base model."""
    return m.from_base() if path is None else export.load(path)[0]


def freeze(reader, layers):
    """Keeps the embeddings and so many of the first layers as they are: nothing is computed backwards through them."""
    if layers:
        for part in (reader.embeddings, *reader.encoder["layer"][:layers]):
            part.requires_grad_(False)
    return reader


def work(worker, workers, meeting, groups, begin, out, plan):
    """Trains as one of some processes of one thread each: unlike threads they wait for each other only once a step."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    dist.init_process_group("gloo", init_method="file://" + meeting, rank=worker, world_size=workers)
    train(freeze(load(begin), plan.frozen), groups, out, plan, worker, workers)
    dist.destroy_process_group()


def phase(groups, begin, out, workers, plan):
    """Trains from a checkpoint (None: the base model) over the groups and saves the result."""
    with tempfile.TemporaryDirectory() as folder:
        mp.spawn(work, (workers, os.path.join(folder, "meeting"), groups, begin, out, plan), nprocs=workers)


def main_phase(shared, out, workers):
    """Trains the main phase and saves it."""
    phase(data.main_phase(shared, SEED), None, out, workers, MAIN)


def hard_phase(shared, begin, out, workers):
    """Trains the last phase from a checkpoint of the main one and saves it."""
    phase(data.hard_phase(shared, random.Random(SEED)), begin, out, workers, HARD)


def users_phase(shared, begin, out, workers, minutes):
    """Trains the phase of real questions and documentation from a checkpoint or a weights file and saves it."""
    phase(users.groups(shared, random.Random(SEED)), begin, out, workers, USERS._replace(minutes=minutes))


def mean(before, after, out):
    """Saves the mean of the weights before and after a phase, in which those after it count for SHARE: what it taught, with less of what it took."""
    before, after = (load(path).state_dict() for path in (before, after))
    torch.save({name: torch.lerp(before[name], after[name], SHARE) for name in after}, out)


def every(shared, folder, workers):
    """Trains all phases and writes the weights file and the vectors."""
    os.makedirs(folder, exist_ok=True)
    at = lambda name: os.path.join(folder, name)
    main_phase(shared, at("main.pt"), workers)
    hard_phase(shared, at("main.pt"), at("hard.pt"), workers)
    users_phase(shared, at("hard.pt"), at("users.pt"), workers, None)
    mean(at("hard.pt"), at("users.pt"), at("mean.pt"))
    export.export(at("mean.pt"), at("weights.bin"), at("vectors.json"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("phase", choices=("all", "main", "hard", "users", "mean"))
    ap.add_argument("paths", nargs="+", help="[checkpoint of the phase before] and where to save")
    ap.add_argument("--shared", default=SHARED)
    ap.add_argument("--workers", type=int, default=2, help="processes of one thread each (default 2)")
    ap.add_argument("--minutes", type=float, help="the users phase ends after so long")
    a = ap.parse_args()
    if a.phase == "all":
        every(a.shared, a.paths[0], a.workers)
    elif a.phase == "main":
        main_phase(a.shared, a.paths[0], a.workers)
    elif a.phase == "mean":
        mean(*a.paths)
    elif a.phase == "users":
        users_phase(a.shared, a.paths[0], a.paths[1], a.workers, a.minutes)
    else:
        hard_phase(a.shared, a.paths[0], a.paths[1], a.workers)


if __name__ == "__main__":
    main()
