"""Writes tokens.json: texts with the token ids and byte offsets that Hugging Face's tokenizer gives them.

Run as: python tokens.py BASE_MODEL_DIR/tokenizer.json > tokens.json
"""
import json
import sys

from tokenizers import Tokenizer

TEXTS = [
    "", " ", "Hello, World!", "The head of the delegation is Vladimir Ushakov.",
    "“Curly” ‘quotes’ — dashes – and… ellipsis", "don't U.S. e.g. 3.14 1,000 50% $5 #1 a_b x@y.z",
    "naïve café façade São Paulo Øvergård Łódź", "e\u0301tude cafe\u0301 s\u0250\u0303w", "İstanbul ẞ Straße ﬁne ŒUVRE ΑΣ ς",
    "東京とは違う。中文字 한국어 조선말", "\u2f800\uf900 compat", "👩‍🚀 🇩🇪 😀 ❤️ 👍🏽", "Кто президент? Ελλάδα: Ἀθῆναι ;\u037e",
    "tab\tnew\nline\r\nnbsp\u00a0ideographic\u3000line\u2028sep", "zero\u200bwidth soft\u00adhyphen bom\ufeff nul\u0000 bell\u0007 del\u007f nel\u0085x",
    "x" * 100, "x" * 101, "é" * 100, "antidisestablishmentarianism unaffable supercalifragilistic", "\U0001f600" * 3,
    "[CLS] [SEP] [MASK] [unused0] [PAD] ##ing ## #", "مرحبا بالعالم שָׁלוֹם हिन्दी ไทย", "²³½ ℝ ™ © ® ° ‰ € £ ¥", "a\ufffdb \ue000private",
    "\u0301leading accent, \u0301 alone.\u0301", "1st 2nd 3rd 2019-2020 10:30am", "CamelCase ALLCAPS mIxEd", "`~^|<>=+ ¬¦ «guillemets» ¿qué? ¡sí!",
]


def main():
    tokenizer = Tokenizer.from_file(sys.argv[1])
    tokenizer.encode_special_tokens = True
    tokenizer.no_padding()
    tokenizer.no_truncation()
    cases = []
    for text in TEXTS:
        x = tokenizer.encode(text, add_special_tokens=False)
        at = [len(text[:i].encode()) for i in range(len(text) + 1)]
        cases.append({"text": text, "ids": x.ids, "bytes": [[at[a], at[b]] for a, b in x.offsets]})
    print(json.dumps(cases))


main()
