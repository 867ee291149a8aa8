"""Trains a large teacher and then the reader by what the teacher says, on an accelerator.

distil.py --train TRAIN.npz --teacher FOLDER --begin WEIGHTS.bin --out FOLDER [--check NAME.npz …] [--teach SECONDS] [--learn SECONDS]

Sets are those of arrays.py. FOLDER of the teacher holds teacher0.npz and teacher1.npz (see teacher.py). OUT gets stored.pt, for export.py, and before that float.pt.
"""
import argparse
import math
import os
import time
from collections import namedtuple

import numpy as np
import torch
import torch.nn.functional as F
import torch.nn.utils.parametrize as parametrize

import export
import model as m
import teacher as t
from encode import laid_out
from quantise import quantise

LENGTHS = 48, 80, 112, 144, 192  # windows are padded to one of these
GROUPS = 64  # a step
SPAN, EARLY, HARD = 0.6, 0.2, 0.3  # weight of the span's loss and of the early choice's; share of the labels beside the teacher

# Set is many groups. texts: the token ids of every text once, one after the other; ends: where each ends. windows: for each window its title's text, then the texts of its
# sentences, one after the other; window_ends. questions: the text of each group's question; group_ends: how many windows there are up to its last. gold: rows of (group, window
# of the group, sentence of the window, first and last token of the span or -1, how right: 1, or 0.5 where only the section is).
Set = namedtuple("Set", "texts ends windows window_ends questions group_ends gold")
# A Batch for model.py, with what the losses need: of[s] the group of sentence s, slot[s] its place in the group, right [groups, most sentences + 1] (the last column: none), spans: rows
# of (first token in the batch, tokens, first and last of the span).
Batch = namedtuple("Batch", "ids types positions owner runs masks sentences of slot right spans readable")
Run = namedtuple("Run", "start windows length")


def load(path):
    """Returns a Set of arrays."""
    with np.load(path) as f:
        return Set(**{k: f[k] for k in Set._fields})


class Maker:
    """Makes batches of a set's groups."""

    def __init__(self, data):
        self.d = data
        self.gold_at = np.searchsorted(data.gold[:, 0], np.arange(len(data.questions) + 1))

    def text(self, n):
        return self.d.texts[self.d.ends[n - 1] if n else 0:self.d.ends[n]]

    def window(self, question, w):
        """Returns a window's ids, types and owners as arrays, and the place of each sentence's first token (-1: cut off)."""
        low = self.d.window_ends[w - 1] if w else 0
        title, *sentences = (self.text(n).tolist() for n in self.d.windows[low:self.d.window_ends[w]])
        ids, types, owner, first = laid_out(self.text(question).tolist(), title or None, sentences)
        return np.array(ids), np.array(types), np.array(owner), first

    def batch(self, groups):
        """Returns the batch of some groups."""
        windows, of, slot, group_first = [], [], [], []
        for g, n in enumerate(groups):
            low, count = (self.d.group_ends[n - 1] if n else 0), 0
            group_first.append(len(windows))
            for w in range(low, self.d.group_ends[n]):
                windows.append(self.window(self.d.questions[n], w))
                k = len(windows[-1][3])
                of += [g] * k
                slot += range(count, count + k)
                count += k
        size = [next(l for l in LENGTHS if l >= len(w[0])) for w in windows]
        order = sorted(range(len(windows)), key=lambda i: size[i])
        total, sentence_first = sum(size), np.cumsum([0] + [len(w[3]) for w in windows])
        ids, types, positions, owner = np.full(total, m.PAD), np.zeros(total, np.int64), np.zeros(total, np.int64), np.full(total, -1)
        start, runs, at = [0] * len(windows), [], 0
        for i in order:
            x, kinds, own, _ = windows[i]
            ids[at:at + len(x)], types[at:at + len(x)] = x, kinds
            owner[at:at + len(x)] = np.where(own >= 0, own + sentence_first[i], -1)
            positions[at:at + size[i]] = np.arange(size[i])
            if runs and runs[-1].length == size[i]:
                runs[-1] = runs[-1]._replace(windows=runs[-1].windows + 1)
            else:
                runs.append(Run(at, 1, size[i]))
            start[i] = at
            at += size[i]
        readable = np.array([p >= 0 for w in windows for p in w[3]])
        right, spans = np.zeros((len(groups), max(slot) + 2), np.float32), []
        for g, n in enumerate(groups):
            for _, w, k, a, b, share in self.d.gold[self.gold_at[n]:self.gold_at[n + 1]]:
                i = group_first[g] + int(w)
                s = sentence_first[i] + int(k)
                if readable[s]:
                    right[g, slot[s]] = share
                    p = windows[i][3][int(k)]
                    length = int((windows[i][2] == int(k)).sum()) - 1
                    if 0 <= a <= b < length:
                        spans.append((start[i] + p, length, int(a), int(b)))
            right[g, -1] = not right[g].any()
        tensor = torch.from_numpy
        masks = [tensor((ids[r.start:r.start + r.windows * r.length] != m.PAD).reshape(r.windows, 1, 1, r.length)) for r in runs]
        return Batch(tensor(ids), tensor(types), tensor(positions), tensor(owner), runs, masks, int(sentence_first[-1]), torch.tensor(of), torch.tensor(slot),
                     tensor(right), torch.tensor(spans, dtype=torch.long).reshape(-1, 4), tensor(readable))


def onto(batch, device):
    """Returns a batch on the device, its masks as numbers to be added."""
    move = lambda x: x.to(device, non_blocking=True)
    masks = [torch.where(move(x), 0.0, m.MASKED).bfloat16() for x in batch.masks]
    return Batch(*[masks if f == "masks" else move(x) if torch.is_tensor(x) else x for f, x in zip(Batch._fields, batch)])


class Batches(torch.utils.data.IterableDataset):
    """Batches of a set without end, each worker its own."""

    def __init__(self, data, groups, seed):
        self.data, self.groups, self.seed = data, groups, seed

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        rng, maker = np.random.default_rng((self.seed, info.id)), Maker(self.data)
        while True:
            order = rng.permutation(len(self.data.questions))[info.id::info.num_workers]
            for low in range(0, len(order) - self.groups, self.groups):
                yield maker.batch(order[low:low + self.groups])


def stream(data, workers, seed):
    return iter(torch.utils.data.DataLoader(Batches(data, GROUPS, seed), batch_size=None, num_workers=workers, prefetch_factor=6, pin_memory=True))


def table(logits, b):
    """Returns the logarithm of each sentence's share of its group, none last [groups, most sentences + 1]."""
    out = torch.full(b.right.shape, -1e9, device=logits.device)
    out[b.of, b.slot] = logits.float().masked_fill(~b.readable, -1e9)
    out[:, -1] = 0
    return F.log_softmax(out, 1)


def span_table(token, b):
    """Returns the logarithm of each token's share of a gold sentence's starts and ends [spans, most tokens, 2]."""
    n = int(b.spans[:, 1].max())
    inside = torch.arange(n, device=token.device)
    at = (b.spans[:, :1] + inside).clamp(max=len(token) - 1)
    return F.log_softmax(token[at].float().masked_fill((inside >= b.spans[:, 1:2])[..., None], -1e9), 1)


def label_loss(share, b):
    """Returns the mean of -log of the share of what is right."""
    return -torch.logsumexp(share.masked_fill(b.right == 0, -1e9), 1).mean()


def span_loss(spans, b):
    rows = torch.arange(len(b.spans), device=spans.device)
    return -(spans[rows, b.spans[:, 2], 0] + spans[rows, b.spans[:, 3], 1]).mean()


def towards(share, said):
    """Returns the cross-entropy of what is said and what the teacher said."""
    return -(said.exp() * share).sum(1).mean()


def teacher_loss(model, b):
    logits, token = model(b)
    loss = label_loss(table(logits, b), b)
    return loss + (SPAN * span_loss(span_table(token, b), b) if len(b.spans) else 0)


def reader_loss(model, b, master):
    """Returns the reader's loss: the teacher's word, the labels, the spans, and the early choice."""
    with torch.no_grad():
        said, said_token = master(b)
        said = table(said, b)
    logits, token, early = model.both(b)
    share = table(logits, b)
    loss = (1 - HARD) * towards(share, said) + HARD * label_loss(share, b) + EARLY * towards(table(early, b), said)
    if len(b.spans):
        spans, told = span_table(token, b), span_table(said_token, b)
        loss = loss + SPAN * ((1 - HARD) * -(told.exp() * spans).sum((1, 2)).mean() + HARD * span_loss(spans, b))
    return loss


def groups_of(model, rate, heads):
    """Returns AdamW's groups: a greater rate for fresh heads, no decay of biases and norms."""
    parts = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            key = rate * 5 if name.startswith(heads) else rate, 0.01 if p.dim() > 1 else 0.0
            parts.setdefault(key, []).append(p)
    return [{"params": ps, "lr": r, "top": r, "weight_decay": d} for (r, d), ps in parts.items()]


def fit(model, loss_of, batches, seconds, rate, heads, device, name, at=()):
    """Trains for so long, the rate rising for a twentieth of the time and then falling to zero as a cosine; at: (share of the time, what to do then) in order."""
    opt = torch.optim.AdamW(groups_of(model, rate, heads), fused=True)
    begun, step, told, at = time.time(), 0, [], list(at)
    model.train()
    while (done := (time.time() - begun) / seconds) < 1:
        while at and done >= at[0][0]:
            at.pop(0)[1]()
        b = onto(next(batches), device)
        for part in opt.param_groups:
            part["lr"] = part["top"] * min(done / 0.05 + 0.01, 0.5 + 0.5 * math.cos(math.pi * done))
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = loss_of(model, b)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        told.append(loss.detach())
        step += 1
        if step % 200 == 0:
            print(f"{name} {step} loss {torch.stack(told).mean().item():.4f} {time.time() - begun:.0f} s", flush=True)
            told = []
    for _, act in at:
        act()


def check(model, name, data, device):
    """Prints how often a right sentence comes first, and the area under the curve of having an answer."""
    maker, rows = Maker(data), []
    model.eval()
    for low in range(0, len(data.questions), GROUPS):
        b = onto(maker.batch(range(low, min(low + GROUPS, len(data.questions)))), device)
        with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
            share = table(model(b)[0], b)
        share = share[:, :-1]
        best = share.argmax(1)
        right = b.right[:, :-1]
        # beside none's share, so that groups can be compared
        sure = (share.max(1).values - torch.log1p(-share.exp().sum(1).clamp(max=1 - 1e-7)))
        rows.append(torch.stack([b.right[:, -1], right.gather(1, best[:, None])[:, 0], right.max(1).values, sure], 1).cpu())
    model.train()
    none, got, could, sure = torch.cat(rows).T
    yes, no = sure[none == 0], sure[none == 1]
    auroc = ((yes[:, None] > no).float().mean().item() if len(no) else float("nan"))
    got, could = got[none == 0], could[none == 0]
    print(f"  {name}: sentence {(got == 1).float().mean():.3f} section {(got > 0).float().mean():.3f} of at most {(could > 0).float().mean():.3f}, {len(got)} + {len(no)}, AUROC {auroc:.3f}", flush=True)


class OnGrid(torch.autograd.Function):
    """Rounds onto a grid on the way forward and does nothing on the way back (Bengio, Léonard and Courville 2013, straight-through estimator)."""

    @staticmethod
    def forward(ctx, value, scales, bits, group):
        top = 2 ** (bits - 1)
        return (torch.round(value.view(-1, group) / scales).clamp(-top, top - 1) * scales).view_as(value)

    @staticmethod
    def backward(ctx, grad):
        return grad, None, None, None


class Gridded(torch.nn.Module):
    """A parametrisation that keeps a matrix on the grid that it will be stored on."""

    def __init__(self, value):
        super().__init__()
        _, scales = quantise(value.float(), *m.LAYER_STORAGE)
        self.register_buffer("scales", torch.where(scales == 0, 1, scales).view(-1, 1))

    def forward(self, value):
        return OnGrid.apply(value, self.scales, *m.LAYER_STORAGE)


def onto_grid(model):
    """Makes the layers' matrices train as they will be stored."""
    for module in model.encoder.modules():
        if isinstance(module, torch.nn.Linear):
            parametrize.register_parametrization(module, "weight", Gridded(module.weight.detach()), unsafe=True)
    print("on the grid", flush=True)


def stored(model):
    """Returns the reader's state without its words, which stay as they were; of its layers' matrices the whole numbers and the scales."""
    inside, state = ".parametrizations.weight.", {}
    for name, value in model.state_dict().items():
        if name.endswith(inside + "0.scales"):
            matrix = name.removesuffix(inside + "0.scales")
            weight = model.get_submodule(matrix).weight.detach()
            state[matrix + ".weight"] = torch.round(weight.view(-1, m.LAYER_STORAGE[1]) / value).to(torch.int8).view_as(weight).cpu()
            state[matrix + ".weight.scales"] = value.bfloat16().cpu()
        elif inside not in name and name != export.WORDS:
            state[name] = value.cpu()
    return state


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--train", required=True)
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--begin", required=True, help="the weights file that the reader begins with")
    ap.add_argument("--out", required=True)
    ap.add_argument("--check", nargs="*", default=[])
    ap.add_argument("--teach", type=float, default=420)
    ap.add_argument("--learn", type=float, default=900)
    ap.add_argument("--workers", type=int, default=14)
    ap.add_argument("--device", default="cuda")
    a = ap.parse_args()
    torch.manual_seed(7)
    os.makedirs(a.out, exist_ok=True)
    torch.backends.cuda.matmul.allow_tf32 = True
    sets = {os.path.basename(p).removesuffix(".npz"): load(p) for p in a.check}
    checks = lambda model, name: (print(name, flush=True), [check(model, n, d, a.device) for n, d in sets.items()])
    data = load(a.train)
    batches = stream(data, a.workers, 7)
    reader = export.load(a.begin)[0].to(a.device)
    checks(reader, "before")
    master = os.path.join(a.out, "teacher.pt")
    large = t.load(a.teacher).to(a.device)
    if os.path.exists(master):
        large.load_state_dict(torch.load(master))
    else:
        fit(large, teacher_loss, batches, a.teach, 4e-5, t.HEADS, a.device, "teacher", [(0.4, lambda: checks(large, "teacher"))])
        torch.save(large.state_dict(), master)
    checks(large, "teacher")
    large.eval()
    checkpoint = lambda: torch.save({k: v.bfloat16() for k, v in reader.state_dict().items() if k != export.WORDS}, os.path.join(a.out, "float.pt"))
    fit(reader, lambda r, b: reader_loss(r, b, large), batches, a.learn, 2e-4, ("sentence", "span", "early"), a.device, "reader",
        [(0.35, lambda: checks(reader, "reader")), (0.7, lambda: (checks(reader, "reader"), checkpoint(), onto_grid(reader)))])
    checks(reader, "reader as stored")
    torch.save(stored(reader), os.path.join(a.out, "stored.pt"))


if __name__ == "__main__":
    main()
