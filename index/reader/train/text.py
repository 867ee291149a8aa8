"""Text: sentences of paragraphs, terms of sentences, and BM25 over them."""
import re

import numpy as np
import scipy.sparse as sp
import Stemmer

STEM = Stemmer.Stemmer("english")
STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will "
    "with what who whom which when where why how did do does".split())
WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
# A sentence ends at . ! or ? with its closing quotes, before a space and what may begin a sentence.
END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])")
# … unless the full stop belongs to an abbreviation or an initial.
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Jr|Sr|vs|Prof|Rev|Capt|Mt|Ft|etc|ca|approx|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N|a\.m|p\.m|c|b|d)|(?<![A-Za-z])[A-Z])\.$")


def terms(text):
    """Returns the stemmed terms of a text, stop words left out."""
    return [STEM.stemWord(re.sub(r"['’]s$", "", t)) for t in WORD.findall(text.lower()) if t not in STOP]


def split_sentences(paragraph):
    """Returns the sentences of one paragraph as (start, end) character offsets, blanks at the ends left out."""
    out, start = [], 0
    for cut in [m.end() for m in END.finditer(paragraph)] + [len(paragraph)]:
        if cut < len(paragraph) and ABBREVIATION.search(paragraph[start:cut]):
            continue
        piece = paragraph[start:cut]
        begin = start + len(piece) - len(piece.lstrip())
        if piece.strip():
            out.append((begin, begin + len(piece.strip())))
        start = cut
    return out


def around(sentences, at, most=120):
    """Returns the numbers of the sentences that the program reads with one (span in index/windows.go): as many on both sides as fit."""
    cost = [len(s.encode()) // 4 + 2 for s in sentences]
    low, high, room, grown = at, at + 1, most - cost[at], True
    while grown:
        grown = False
        if low > 0 and cost[low - 1] <= room:
            low, room, grown = low - 1, room - cost[low - 1], True
        if high < len(sentences) and cost[high] <= room:
            high, room, grown = high + 1, room - cost[high], True
    return range(low, high)


def title_line(title, headings):
    """Returns what the reader is told of where a window stands (readerTitle in Go): the nearest heading, the title, the heading above, each once."""
    title, near = (title or "".join(headings[:1])).strip(), []
    for heading in map(str.strip, reversed(headings)):
        if heading and heading.lower() not in [h.lower() for h in (title, *near)]:
            near.append(heading)
    return " : ".join(filter(None, near[:1] + [title] + near[1:2]))


def split_paragraphs(text):
    """Returns the non-blank lines of a text as (start, end) character offsets."""
    return [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


class BM25:
    """BM25 over documents given as lists of terms (Robertson and Zaragoza 2009; k1 1.2, b 0.75)."""

    def __init__(self, documents, k1=1.2, b=0.75):
        self.vocabulary = {}
        rows, cols, tf = [], [], []
        length = np.array([len(d) for d in documents], float)
        for i, document in enumerate(documents):
            for term in set(document):
                rows.append(i)
                cols.append(self.vocabulary.setdefault(term, len(self.vocabulary)))
                tf.append(document.count(term))
        rows, cols, tf = np.array(rows), np.array(cols), np.array(tf, float)
        df = np.bincount(cols)
        idf = np.log(1 + (len(documents) - df + 0.5) / (df + 0.5))
        weight = idf[cols] * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length[rows] / length.mean()))
        self.matrix = sp.csr_matrix((weight, (cols, rows)), shape=(len(self.vocabulary), len(documents)))

    def score(self, question):
        """Returns the score of each document for the question."""
        known = [self.vocabulary[t] for t in terms(question) if t in self.vocabulary]
        return np.asarray(self.matrix[known].sum(0)).ravel() if known else np.zeros(self.matrix.shape[1])
