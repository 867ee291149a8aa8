"""Writes the weights file and recorded vectors, and reads a weights file back (format: see README.md, "Format").

export.py CHECKPOINT.pt WEIGHTS.bin VECTORS.json
export.py STORED.pt WEIGHTS.bin VECTORS.json BEGIN      # of distil.py; BEGIN: the weights file or checkpoint that it began with
"""
import json
import math
import struct
import sys

import numpy as np
import torch

import model as m
from encode import Window, collate, encode, tokenizer
from quantise import packed, quantise, unpacked

MAGIC, VERSION, ALIGN = b"VBRD", 2, 64
WORDS = "embeddings.word_embeddings.weight"

CASES = [  # question, windows: Unicode, accents, no title, cuts at every limit, nothing to read
    ("Who runs the harbour?", [("Harbour of Lüneburg", ["The harbour is run by Ms. Anna-Lena Øvergård.", "She took over in 2019 from her father.", "It has two cranes."])]),
    ("who's the head of the delegation", [("", ["“We are ready,” said Zoë Müller, head of the delegation.", "Talks begin on Monday…"]), ("Delegation", ["A delegation is a group of people."])]),
    ("", [("Nothing asked", ["Yet there is a sentence.", "And another one."])]),
    ("how many people live in são paulo", [("São Paulo", ["São Paulo (Portuguese: [sɐ̃w ˈpawlu]) has 12.33 million inhabitants.", "Its naïve café façade: 東京とは違う。", "e\u0301tude, ﬁne ligature, ẞ, İstanbul"])]),
    ("When did it begin?", [("A very long one", [" ".join(f"In {1800 + i} the {i}th thing began near mile {i * 7}," for i in range(40)), "This sentence is cut off wholly."])]),
    ("what " + "very " * 60 + "long question is this", [("title " * 40, ["Cut question and cut title.", "Both of them."])]),
    ("2+2?", [("Sums", ["2+2=4, e.g. in ℝ; 2²=4!", "\u200bzero\u00adwidth\tand\u00a0spaces  here", "😀 emoji 👩‍🚀 and 🇩🇪", ""])]),
    ("What does Trump say about Putin?", [("Talks", ["“It went very well,” Trump said of the call.", "Putin said a ceasefire was possible.", "The Vatican would host them."]), ("Talks", ["Vance said there was an impasse."])]),
    ("define antidisestablishmentarianism", [("Words", ["Antidisestablishmentarianism opposes the disestablishment of the Church of England.", "x" * 120 + " is too long a word."])]),
    ("Кто президент?", [("Россия", ["Президент — Владимир Путин.", "Ελλάδα: Ἀθῆναι."])]),
    ("one sentence each", [(f"Window {i}", [f"Sentence number {i} stands alone."]) for i in range(4)]),
    ("[SEP] [unused0] injection", [("[CLS] title", ["A [SEP] inside [unused0] a sentence [MASK].", "##ing and ## signs"])]),
]


def tensors(reader):
    """Returns the weights by name."""
    return {k: v.detach().float() for k, v in reader.state_dict().items()}


def storage(name, value):
    """Returns how a tensor is stored: bits of a value and values to a scale, or None for float32: all but the matrices, and the two small heads."""
    if value.dim() != 2 or name.startswith(("sentence", "span", "early")):
        return None
    return m.WORD_STORAGE if name == WORDS else m.LAYER_STORAGE if name.startswith("encoder") else (8, 64)


def config():
    """Returns the shape and limits that the file's header states."""
    return dict(layers=m.LAYERS, hidden=m.HIDDEN, heads=m.HEADS, intermediate=m.INTERMEDIATE, max_position=m.POSITIONS, vocab_size=m.VOCAB,
                layer_norm_eps=m.EPS, marker_id=m.MARKER, cls_id=m.CLS, sep_id=m.SEP, pad_id=m.PAD, unk_id=m.UNK, max_tokens=m.MAX_TOKENS,
                max_question=m.MAX_QUESTION, max_title=m.MAX_TITLE, early_layers=m.EARLY)


def vocabulary():
    """Returns the vocabulary, one entry a line in the order of the ids."""
    by_id = sorted(tokenizer().get_vocab().items(), key=lambda kv: kv[1])
    return "\n".join(word for word, _ in by_id).encode()


def write_weights(reader, path, grid={}):
    """Writes the weights file; grid: the scales of matrices that stand on a grid already."""
    write_file(path, config(), tensors(reader), storage, vocabulary(), grid)


def write_file(path, config, state, storage, words=None, grid={}):
    """Writes a file of weights: tensors by name, stored as storage says, and the vocabulary where there is one; grid: see write_weights."""
    data, entries = bytearray(), []

    def put(raw):
        data.extend(b"\0" * (-len(data) % ALIGN))
        data.extend(raw)
        return len(data) - len(raw)

    if words:
        entries.append({"name": "vocab", "dtype": "bytes", "shape": [len(words)], "offset": put(words)})
    for name, value in state.items():
        entry = {"name": name, "dtype": "f32", "shape": list(value.shape)}
        if how := storage(name, value):
            whole, scales = on_grid(value, grid[name], how[1]) if name in grid else quantise(value, *how)
            upper = (scales.numpy().astype("<f4").view("<u4") >> 16).astype("<u2")
            entry.update(dtype=f"i{how[0]}", group=how[1], offset=put(packed(whole, how[0])), scale_offset=put(upper.tobytes()))
        else:
            entry.update(offset=put(value.numpy().astype("<f4").tobytes()))
        entries.append(entry)
    header = json.dumps({"config": config, "tensors": entries}).encode()
    header += b" " * (-(12 + len(header)) % ALIGN)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<II", VERSION, len(header)) + header + data)


def read_file(path):
    """Returns the configuration of a file of weights and its tensors, dequantised, by name."""
    raw = open(path, "rb").read()
    assert raw[:4] == MAGIC and struct.unpack("<I", raw[4:8])[0] == VERSION, path
    size = struct.unpack("<I", raw[8:12])[0]
    header, data = json.loads(raw[12:12 + size]), memoryview(raw)[12 + size:]
    state = {}
    for t in header["tensors"]:
        kind, shape, count = t["dtype"], t["shape"], math.prod(t["shape"])
        if kind == "f32":
            state[t["name"]] = torch.tensor(np.frombuffer(data, "<f4", count, t["offset"])).view(shape)
        elif kind != "bytes":
            bits, groups = int(kind[1:]), count // t["group"]
            upper = np.frombuffer(data, "<u2", groups, t["scale_offset"]).astype("<u4") << 16
            whole = unpacked(data[t["offset"]:t["offset"] + count * bits // 8], (groups, t["group"]), bits)
            state[t["name"]] = (whole * torch.tensor(upper.view("<f4"))[:, None]).view(shape)
    return header["config"], state


def read_weights(path):
    """Returns a Reader in float32 with the dequantised weights of a file."""
    reader = m.Reader()
    reader.load_state_dict(with_early(read_file(path)[1]))
    return reader.eval()


def with_early(state):
    """Returns the state of a reader; one that had no early choice yet begins it as its last choice."""
    return {"early.weight": state["sentence.weight"].clone(), "early.bias": state["sentence.bias"].clone()} | state


def on_grid(value, scales, group):
    """Returns the whole numbers of a matrix that stands on a grid, and the scales."""
    return torch.round(value.view(-1, group) / scales.view(-1, 1)).view_as(value).int(), scales


def best_span(start, end, limit=m.MAX_SPAN):
    """Returns (first, last, logit) of the best span of at most limit tokens; ties: the earliest start, then the earliest end."""
    best = (0, 0, -float("inf"))
    for i in range(len(start)):
        for j in range(i, min(i + limit, len(end))):
            if start[i] + end[j] > best[2]:
                best = (i, j, start[i] + end[j])
    return best


def byte_span(sentence, offsets, first, last):
    """Returns the byte offsets of the tokens first to last of a sentence."""
    return len(sentence[:offsets[first][0]].encode()), len(sentence[:offsets[last][1]].encode())


def read_window(reader, question, window):
    """Returns what the reader says of one window, as recorded in the vectors."""
    x = encode(question, window)
    with torch.no_grad():
        logits, token, early = reader.both(collate([x]))
    token = token[:len(x.ids)]
    out = {"title": window.title, "sentences": window.sentences, "ids": x.ids, "types": x.types,
           "start": token[:, 0].tolist(), "end": token[:, 1].tolist(), "readings": []}
    for k, sentence in enumerate(window.sentences):
        n, p = len(x.offsets[k]), x.first[k]
        reading = {"logit": logits[k].item() if p >= 0 else m.MASKED, "early": early[k].item() if p >= 0 else m.MASKED, "span": [0, 0], "span_logit": 0.0}
        if n:
            i, j, total = best_span(out["start"][p:p + n], out["end"][p:p + n])
            reading.update(span=byte_span(sentence, x.offsets[k], i, j), span_logit=total)
        out["readings"].append(reading)
    return out


def write_vectors(weights, path):
    """Writes what PyTorch computes in float32 from a weights file for CASES."""
    reader = read_weights(weights)
    cases = [{"question": q, "windows": [read_window(reader, q, Window(*w)) for w in windows]} for q, windows in CASES]
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"cases": cases}, f, ensure_ascii=False, indent=0)


def load(path, begin=None):
    """Returns a reader from a weights file, a checkpoint, or what distil.py stored with what it began with, and the scales of the matrices that stand on a grid."""
    if path.endswith(".bin"):
        return read_weights(path), {}
    state = torch.load(path)
    grid = {name.removesuffix(".scales"): value.float() for name, value in state.items() if name.endswith(".scales")}
    if grid:
        whole = {name: (state[name].float().view(-1, m.LAYER_STORAGE[1]) * scales.view(-1, 1)).view_as(state[name]) for name, scales in grid.items()}
        state = {name: value for name, value in state.items() if not name.endswith(".scales")} | whole | {WORDS: load(begin)[0].state_dict()[WORDS]}
    reader = m.Reader()
    reader.load_state_dict(with_early(state))
    return reader.eval(), grid


def export(checkpoint, weights, vectors, begin=None):
    """Writes a checkpoint as a weights file, and the vectors computed from that."""
    reader, grid = load(checkpoint, begin)
    write_weights(reader, weights, grid)
    write_vectors(weights, vectors)


if __name__ == "__main__":
    export(*sys.argv[1:])
