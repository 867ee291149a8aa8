"""Writes the encoder's weights file and recorded vectors (format: see README.md, "Format"), and computes with such a file.

export_encoder.py WEIGHTS.bin ENCODER.bin ENCODER.json

The encoder is the base model as it is, rounded; its words are those of the reader's WEIGHTS.bin.
"""
import json
import sys

import torch
import torch.nn.functional as F

import base
import export
import model as m
from encode import Encoded, collate, pieces

INSTRUCTION = "Represent this sentence for searching relevant passages: "  # of the base model's authors, before a question

CASES = [  # whether it is a question, and the text: Unicode, nothing, cut at the limit
    (True, "how do i change the port?"),
    (False, "Configuration\nChanging the port\nSet server-port in server.properties and restart the server."),
    (False, "Harbour of Lüneburg\nThe harbour is run by Ms. Anna-Lena Øvergård. “Naïve” 東京 😀"),
    (False, ""),
    (False, " ".join(f"In {1800 + i} the {i}th thing began near mile {i * 7}," for i in range(40))),
]


def state():
    """Returns the base model's tensors but for the words, with as many positions as are used."""
    out = {k: v for k, v in base.weights().items() if k != export.WORDS and "position_ids" not in k}
    positions = "embeddings.position_embeddings.weight"
    out[positions] = out[positions][:m.MAX_TOKENS]
    return out


def storage(name, value):
    """Returns how a tensor is stored: bits of a value and values to a scale, or None for float32."""
    if value.dim() != 2:
        return None
    if not name.startswith("encoder"):
        return 8, 64
    return (5, 64) if name.endswith("output.dense.weight") and "attention" not in name else (6, 64)


def config():
    """Returns the shape and limits that the file's header states."""
    return dict(layers=m.LAYERS, hidden=m.HIDDEN, heads=m.HEADS, intermediate=m.INTERMEDIATE, max_position=m.MAX_TOKENS, vocab_size=m.VOCAB,
                layer_norm_eps=m.EPS, cls_id=m.CLS, sep_id=m.SEP, unk_id=m.UNK, max_tokens=m.MAX_TOKENS, instruction=INSTRUCTION)


def read_encoder(weights, encoder):
    """Returns a network in float32 with a reader's words and the rest of an encoder's file."""
    network = export.read_weights(weights)
    network.embeddings.marker.data.zero_()
    missing, unexpected = network.load_state_dict(export.read_file(encoder)[1], strict=False)
    assert not unexpected and all(k == export.WORDS or k.startswith(("sentence", "span", "embeddings.marker")) for k in missing), (missing, unexpected)
    return network


def token_ids(text, question=False):
    """Returns the tokens of a text as the encoder sees it."""
    ids = (pieces(INSTRUCTION)[0] if question else []) + pieces(text)[0]
    return [m.CLS] + ids[:m.MAX_TOKENS - 2] + [m.SEP]


def encode(network, ids, batch=32):
    """Returns the vectors of texts given as tokens."""
    order, out = sorted(range(len(ids)), key=lambda i: len(ids[i])), torch.zeros(len(ids), m.HIDDEN)
    for at in range(0, len(ids), batch):
        part = order[at:at + batch]
        texts = collate([Encoded(ids[i], [0] * len(ids[i]), [-1] * len(ids[i]), [], []) for i in part])
        with torch.no_grad():
            x = network.embeddings(texts)
            for layer in network.encoder["layer"]:
                x = layer(x, texts)
        out[part] = F.normalize(x[texts.starts].float(), dim=-1)
    return out


def write_vectors(weights, encoder, path):
    """Writes what PyTorch computes in float32 from the files for CASES."""
    ids = [token_ids(text, question) for question, text in CASES]
    vectors = encode(read_encoder(weights, encoder), ids)
    cases = [{"question": question, "text": text, "ids": i, "vector": [round(x, 6) for x in v.tolist()]} for (question, text), i, v in zip(CASES, ids, vectors)]
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"cases": [\n' + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]}\n")


if __name__ == "__main__":
    export.write_file(sys.argv[2], config(), state(), storage)
    write_vectors(*sys.argv[1:])
