"""Times PyTorch and the Go reader on the same windows, in turns: float32, two threads, the shipped weights.

bench.py [--rounds N]     prints each round's milliseconds and the medians' ratio; needs Go on the path
"""
import argparse
import os
import re
import statistics
import subprocess
import time

import torch

import export
from encode import Window, collate, encode

HERE = os.path.dirname(os.path.abspath(__file__))
QUESTION = "who will take part in the talks about a ceasefire in the city?"


def windows():
    """Returns the windows of BenchmarkRead800 in ../bench_test.go."""
    line = "On day {} the {}th delegation arrived at the harbour, said Ms. Øvergård."
    return [Window("Talks on a ceasefire: what both sides say", [line.format(i + 1, j + 3) for j in range(4)]) for i in range(7)]


def pytorch(reader):
    """Returns the milliseconds that PyTorch takes from text to logits, the mean over two seconds."""
    began, runs = time.perf_counter(), 0
    while time.perf_counter() - began < 2:
        with torch.no_grad():
            reader(collate([encode(QUESTION, w) for w in windows()]))
        runs += 1
    return (time.perf_counter() - began) * 1000 / runs


def go():
    """Returns the milliseconds that the Go reader takes, and its tokens."""
    out = subprocess.run(["go", "test", "-run", "^$", "-bench", "^BenchmarkRead800$/^avx512$/^cores=2$", "-benchtime", "2s", "."],
                         cwd=os.path.join(HERE, ".."), capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) ns/op.*?([\d.]+) tokens", out)
    return int(found[1]) / 1e6, float(found[2])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--rounds", type=int, default=5)
    rounds = ap.parse_args().rounds
    torch.set_num_threads(2)
    reader = export.read_weights(os.path.join(HERE, "..", "weights.bin"))
    print(sum(len(encode(QUESTION, w).ids) for w in windows()), "tokens in PyTorch")
    pytorch(reader), go()  # to warm up
    times = []
    for _ in range(rounds):
        times.append((pytorch(reader), *go()))
        print(f"PyTorch {times[-1][0]:.1f} ms, Go {times[-1][1]:.1f} ms for {times[-1][2]:.0f} tokens", flush=True)
    print(f"Go takes {statistics.median(t[1] for t in times) / statistics.median(t[0] for t in times):.2f} of PyTorch's time")


if __name__ == "__main__":
    main()
