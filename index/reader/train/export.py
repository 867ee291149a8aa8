"""Writes the weights file and recorded vectors, and reads a weights file back (format: see README.md, "Format").

export.py CHECKPOINT.pt WEIGHTS.bin VECTORS.json
"""
import json
import struct
import sys

import torch

import model as m
from encode import Window, collate, encode, tokenizer

MAGIC, VERSION, ALIGN = b"VBRD", 1, 64

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
    """Returns the weights by name; the marker's learned part is added to the vocabulary row it belongs to."""
    state = {k: v.detach().float().clone() for k, v in reader.state_dict().items()}
    state["embeddings.word_embeddings.weight"][m.MARKER] += state.pop("embeddings.marker")
    return state


def is_quantised(name, value):
    """Tells whether a tensor is stored as int8: the matrices, not the two small heads."""
    return value.dim() == 2 and not name.startswith(("sentence", "span"))


def quantise(value):
    """Returns int8 values and one scale a row (symmetric: value = int8 × scale)."""
    scale = value.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(value / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def config():
    """Returns the shape and limits that the file's header states."""
    return dict(layers=m.LAYERS, hidden=m.HIDDEN, heads=m.HEADS, intermediate=m.INTERMEDIATE, max_position=m.POSITIONS, vocab_size=m.VOCAB,
                layer_norm_eps=m.EPS, marker_id=m.MARKER, cls_id=m.CLS, sep_id=m.SEP, pad_id=m.PAD, unk_id=m.UNK, max_tokens=m.MAX_TOKENS,
                max_question=m.MAX_QUESTION, max_title=m.MAX_TITLE)


def vocabulary():
    """Returns the vocabulary, one entry a line in the order of the ids."""
    by_id = sorted(tokenizer().get_vocab().items(), key=lambda kv: kv[1])
    return "\n".join(word for word, _ in by_id).encode()


def write_weights(reader, path):
    """Writes the weights file."""
    data, entries = bytearray(), []

    def put(raw):
        data.extend(b"\0" * (-len(data) % ALIGN))
        data.extend(raw)
        return len(data) - len(raw)

    words = vocabulary()
    entries.append({"name": "vocab", "dtype": "bytes", "shape": [len(words)], "offset": put(words)})
    for name, value in tensors(reader).items():
        entry = {"name": name, "dtype": "f32", "shape": list(value.shape)}
        if is_quantised(name, value):
            value, scale = quantise(value)
            entry.update(dtype="i8", offset=put(value.numpy().tobytes()), scale_offset=put(scale.numpy().astype("<f4").tobytes()))
        else:
            entry.update(offset=put(value.numpy().astype("<f4").tobytes()))
        entries.append(entry)
    header = json.dumps({"config": config(), "tensors": entries}).encode()
    header += b" " * (-(12 + len(header)) % ALIGN)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<II", VERSION, len(header)) + header + data)


def read_weights(path):
    """Returns a Reader in float32 with the dequantised weights of a file."""
    raw = open(path, "rb").read()
    assert raw[:4] == MAGIC and struct.unpack("<I", raw[4:8])[0] == VERSION, path
    size = struct.unpack("<I", raw[8:12])[0]
    header, base = json.loads(raw[12:12 + size]), 12 + size
    state = {"embeddings.marker": torch.zeros(m.HIDDEN)}
    for t in header["tensors"]:
        if t["dtype"] == "bytes":
            continue
        count, shape = 1, t["shape"]
        for n in shape:
            count *= n
        kind = torch.int8 if t["dtype"] == "i8" else torch.float32
        value = torch.frombuffer(bytearray(raw), dtype=kind, count=count, offset=base + t["offset"]).reshape(shape).float()
        if kind == torch.int8:
            value = value * torch.frombuffer(bytearray(raw), dtype=torch.float32, count=shape[0], offset=base + t["scale_offset"])[:, None]
        state[t["name"]] = value
    reader = m.Reader()
    reader.load_state_dict(state)
    return reader.eval()


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
        logits, token = reader(collate([x]))
    token = token[:len(x.ids)]
    out = {"title": window.title, "sentences": window.sentences, "ids": x.ids, "types": x.types,
           "start": token[:, 0].tolist(), "end": token[:, 1].tolist(), "readings": []}
    for k, sentence in enumerate(window.sentences):
        n, p = len(x.offsets[k]), x.first[k]
        reading = {"logit": logits[k].item() if p >= 0 else m.MASKED, "span": [0, 0], "span_logit": 0.0}
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


def export(checkpoint, weights, vectors):
    """Writes a checkpoint as a weights file, and the vectors computed from that."""
    reader = m.Reader()
    reader.load_state_dict(torch.load(checkpoint))
    write_weights(reader, weights)
    write_vectors(weights, vectors)


if __name__ == "__main__":
    export(*sys.argv[1:])
