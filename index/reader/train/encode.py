"""Windows to token ids and back: the input format of the reader (see README.md, "Format")."""
from collections import namedtuple
from functools import lru_cache

import torch

import base
from model import CLS, MARKER, MASKED, MAX_QUESTION, MAX_TITLE, MAX_TOKENS, PAD, SEP

COLON = 1024  # ":" in the vocabulary

# A Window is some consecutive sentences of one article with its title.
Window = namedtuple("Window", "title sentences")
# An Encoded window: ids and types of its tokens; owner: the number of the sentence a token belongs to, else -1; first: for each
# sentence the position of its first token after the marker (-1 where it was cut off wholly); offsets: for each sentence the
# character offsets of its tokens.
Encoded = namedtuple("Encoded", "ids types owner first offsets")
# A Run is some windows of the same padded length that follow each other in a batch.
Run = namedtuple("Run", "start windows length")
# A Batch is some windows as flat tensors; starts: where each window begins; first: the number of its first sentence in the batch.
Batch = namedtuple("Batch", "ids types positions owner runs masks starts first sentences")
STEP, BLOCK = 16, 512


@lru_cache(1)
def tokenizer():
    """Returns the base model's WordPiece tokenizer; "[SEP]" and the like in a text are plain text to it."""
    tok = base.tokenizer()
    tok.encode_special_tokens = True
    tok.no_truncation()
    tok.no_padding()
    return tok


@lru_cache(400_000)
def pieces(text):
    """Returns the token ids of a text and their character offsets, no special tokens added."""
    x = tokenizer().encode(text, add_special_tokens=False)
    return x.ids, x.offsets


def laid_out(question, title, sentences):
    """Returns what the reader sees of a window: ids, types, owner and first of an Encoded. All are lists of tokens; title: None where there is none."""
    ids = [CLS, *question[:MAX_QUESTION], SEP]
    types = [0] * len(ids)
    if title is not None:
        ids += [*title[:MAX_TITLE], COLON]
    owner, first = [-1] * len(ids), []
    for k, tokens in enumerate(sentences):
        room = MAX_TOKENS - 1 - len(ids) - 1
        first.append(len(ids) + 1 if room > 0 else -1)
        if room > 0:
            ids += [MARKER, *tokens[:room]]
            owner += [k] * (len(ids) - len(owner))
    ids.append(SEP)
    owner.append(-1)
    return ids, types + [1] * (len(ids) - len(types)), owner, first


def encode(question, window):
    """Returns the window as the reader sees it."""
    said = [pieces(s) for s in window.sentences]
    title = pieces(window.title)[0] if window.title else None
    ids, types, owner, first = laid_out(pieces(question)[0], title, [tokens for tokens, _ in said])
    offsets = [where[:owner.count(k) - 1] if first[k] >= 0 else [] for k, (_, where) in enumerate(said)]
    return Encoded(ids, types, owner, first, offsets)


def collate(windows):
    """Returns the windows as one batch.

    Windows follow each other in a flat sequence, shortest first, each padded to a multiple of 16 tokens and the whole to a multiple of
    512: few shapes of matrices, for which the kernels are made once, and hardly any padding.
    """
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    lengths = [-(-len(windows[i].ids) // STEP) * STEP for i in order]
    size = -(-sum(lengths) // BLOCK) * BLOCK
    ids, types, positions, owner = (torch.full((size,), fill) for fill in (PAD, 0, 0, -1))
    starts, runs, first, at = [0] * len(windows), [], [0], 0
    for w in windows:
        first.append(first[-1] + len(w.first))
    for i, length in zip(order, lengths):
        w, n = windows[i], len(windows[i].ids)
        ids[at:at + n], types[at:at + n] = torch.tensor(w.ids), torch.tensor(w.types)
        owner[at:at + n] = torch.tensor([o + first[i] if o >= 0 else -1 for o in w.owner])
        positions[at:at + length] = torch.arange(length)
        if runs and runs[-1].length == length:
            runs[-1] = Run(runs[-1].start, runs[-1].windows + 1, length)
        else:
            runs.append(Run(at, 1, length))
        starts[i] = at
        at += length
    masks = [torch.where(ids[r.start:r.start + r.windows * r.length].view(r.windows, 1, 1, r.length) == PAD, MASKED, 0.0).bfloat16() for r in runs]
    return Batch(ids, types, positions, owner, runs, masks, starts, first, first[-1])
