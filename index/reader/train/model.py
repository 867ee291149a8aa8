"""The reader: a BERT encoder with a sentence head and a span head.

Parameter names are those of Hugging Face BERT, so that the base model's weights load as they are and the weights file carries
familiar names. No dropout: one pass over little data does not overfit, and CPU random numbers are slow.
"""
import torch
import torch.nn.functional as F
from torch import nn

import base
from quantise import rounded

LAYERS, HIDDEN, HEADS, INTERMEDIATE, POSITIONS, VOCAB, EPS = 12, 384, 12, 1536, 192, 30522, 1e-12
MARKER, CLS, SEP, PAD, UNK = 1, 101, 102, 0, 100
MAX_TOKENS, MAX_QUESTION, MAX_TITLE, MAX_SPAN = 192, 48, 40, 30
EARLY = 4  # layers before the early choice
MASKED = -1e4  # logit of what must not be chosen
WORD_STORAGE, LAYER_STORAGE = (4, 32), (6, 64)  # of the vocabulary and of the layers' matrices: bits of a value, values to a scale


class Embeddings(nn.Module):
    """Token, position and type embeddings. The vocabulary is frozen but for the sentence marker."""

    def __init__(self):
        super().__init__()
        self.word_embeddings = nn.Embedding(VOCAB, HIDDEN)
        self.position_embeddings = nn.Embedding(POSITIONS, HIDDEN)
        self.token_type_embeddings = nn.Embedding(2, HIDDEN)
        self.LayerNorm = nn.LayerNorm(HIDDEN, eps=EPS)
        self.word_embeddings.weight.requires_grad_(False)
        self.marker = nn.Parameter(torch.zeros(HIDDEN))

    def forward(self, batch):
        x = self.word_embeddings(batch.ids) + (batch.ids == MARKER)[:, None] * self.marker
        x = x + self.token_type_embeddings(batch.types) + self.position_embeddings(batch.positions)
        return self.LayerNorm(x)


class Layer(nn.Module):
    """One post-norm transformer layer, its parts named as in Hugging Face BERT."""

    def __init__(self):
        super().__init__()
        names = ("query", "key", "value")
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({n: nn.Linear(HIDDEN, HIDDEN) for n in names}),
            "output": nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=EPS)}),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, INTERMEDIATE)})
        self.output = nn.ModuleDict({"dense": nn.Linear(INTERMEDIATE, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=EPS)})

    def attend(self, x, batch):
        """Returns the attention's output, computed for each run of windows of one length."""
        q, k, v = (self.attention["self"][n](x) for n in ("query", "key", "value"))
        out = []
        for run, mask in zip(batch.runs, batch.masks):
            part = slice(run.start, run.start + run.windows * run.length)
            a, b, c = (y[part].view(run.windows, run.length, HEADS, -1).transpose(1, 2) for y in (q, k, v))
            mixed = F.scaled_dot_product_attention(a, b, c, attn_mask=mask.to(a.dtype))
            out.append(mixed.transpose(1, 2).reshape(-1, HIDDEN))
        return F.pad(torch.cat(out), (0, 0, 0, len(x) - sum(len(o) for o in out)))

    def forward(self, x, batch):
        out = self.attention["output"]
        x = out["LayerNorm"](x + out["dense"](self.attend(x, batch)))
        return self.output["LayerNorm"](x + self.output["dense"](F.gelu(self.intermediate["dense"](x))))


def of_sentences(h, batch):
    """Returns for each sentence what its marker says and the mean of its tokens, side by side [sentences, twice the width]."""
    h, inside = h.float(), batch.owner >= 0
    own, width = batch.owner[inside], h.shape[1]
    total = torch.zeros(batch.sentences, width, device=h.device).index_add(0, own, h[inside])
    count = torch.bincount(own, minlength=batch.sentences).clamp(min=1)[:, None]
    at = inside & (batch.ids == MARKER)
    marker = torch.zeros(batch.sentences, width, device=h.device).index_add(0, batch.owner[at], h[at])
    return torch.cat([marker, total / count], -1)


class Reader(nn.Module):
    """Scores the sentences of windows and the tokens that may start or end an answer; after its first layers it says already which windows are worth the others."""

    def __init__(self):
        super().__init__()
        self.embeddings = Embeddings()
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer() for _ in range(LAYERS))})
        self.sentence, self.span, self.early = nn.Linear(2 * HIDDEN, 1), nn.Linear(HIDDEN, 2), nn.Linear(2 * HIDDEN, 1)

    def forward(self, batch):
        """Returns sentence logits [sentences] and token logits [tokens, 2] of a batch (see encode.py)."""
        return self.both(batch)[:2]

    def both(self, batch):
        """Returns what forward does, and the sentence logits after the first EARLY layers."""
        x = self.embeddings(batch)
        for n, layer in enumerate(self.encoder["layer"], 1):
            x = layer(x, batch)
            if n == EARLY:
                first = of_sentences(x, batch)
        with torch.autocast(x.device.type, enabled=False):
            return self.sentence(of_sentences(x, batch)).squeeze(-1), self.span(x.float()), self.early(first).squeeze(-1)


def from_base():
    """Returns a Reader with the base model's weights and fresh heads; the marker starts as [SEP].

    The vocabulary is rounded to four bits at once: it is frozen, so the layers learn to do with what will be stored.
    """
    model, state = Reader(), base.weights()
    positions = "embeddings.position_embeddings.weight"
    state[positions] = state[positions][:POSITIONS]
    missing, unexpected = model.load_state_dict({k: v for k, v in state.items() if "position_ids" not in k}, strict=False)
    assert not unexpected and all(k.startswith(("sentence", "span", "early", "embeddings.marker")) for k in missing), (missing, unexpected)
    words = model.embeddings.word_embeddings.weight.data
    words[MARKER] = words[SEP]
    words.copy_(rounded(words, *WORD_STORAGE))
    for head in (model.sentence, model.span, model.early):
        nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(head.bias)
    return model
