"""The groups of the last phase: real questions about documentation and encyclopedias, and some of every other kind, so that nothing is forgotten."""
import os

import augment
import documentation
from data import Asked, Corpus, GroupMaker, asked_of, bucket, held_out, load_set, read_lines

REAL = "nq-oracle", "tydi-en", "multispan"
PASSES = 2  # each makes its groups anew: other windows, other words
# Other sets, and how many groups of each a pass.
OTHERS = {"selqa": 400, "covid": 250, "timeqa": 280, "omos-en": 250, "quoref": 150}
WRITTEN, SHIFTED = 550, 450  # groups of squad-tune and SQuADShifts
ASKED, DOCUMENTED, STRANGE = 5_400, 4_600, 220  # groups of real questions, of documentation, of questions that no text answers
CHATTY = 0.06  # share of questions with a greeting or thanks


def name_of(article):
    """Returns what an article is kept out by: its title in small letters, or its id where it has none."""
    return (article["title"] or article["id"]).lower()


def kept_out(shared):
    """Returns the names of the articles that are held out of training, of all sets."""
    tuned = [a for name in ("nq-tune", "squad-tune") for a in read_lines(os.path.join(shared, "eval", name, "articles.jsonl"))]
    real = [a for name in REAL for a in read_lines(more(shared, name))]
    return {name_of(a) for a in tuned if held_out(a["id"])} | {name_of(a) for a in real if bucket(name_of(a), 10) < 2}


def more(shared, name):
    return os.path.join(shared, "train", "more", name + ".jsonl.gz")


def labelled(articles):
    """Returns the questions of articles that carry them, those of uncertain labels left out."""
    return [dict(q, article=a["id"]) for a in articles for q in a["questions"] if not (q.get("ambiguous") or q.get("weak"))]


def other_set(shared, name, barred):
    """Returns a set's corpus and its questions, without barred articles."""
    articles = [a for a in read_lines(more(shared, name)) if name_of(a) not in barred]
    corpus = Corpus(articles)
    return corpus, asked_of(corpus, labelled(articles))


def real_set(shared, barred):
    """Returns the articles of all sets of real questions as one corpus, and the questions."""
    tuned = os.path.join(shared, "eval", "nq-tune")
    articles = [a for name in REAL for a in read_lines(more(shared, name))]
    questions = labelled(articles) + read_lines(os.path.join(tuned, "questions.jsonl"))
    articles = [a for a in articles + read_lines(os.path.join(tuned, "articles.jsonl")) if name_of(a) not in barred]
    kept = {a["id"] for a in articles}
    corpus = Corpus(articles)
    return corpus, asked_of(corpus, [q for q in questions if q["article"] in kept])


def real_groups(shared, barred, rng, wide=False):
    """Returns groups of real questions: each with its answer, among near windows of all pages, and now and then without it too; wide: among many."""
    corpus, asked = real_set(shared, barred)
    lines = [corpus.text(u) for u in rng.sample(corpus.units, 4000)]
    corpus.pools = dict.fromkeys(corpus.of_article, augment.names_by_shape(lines))  # most pages are one paragraph: no names to swap
    maker, out = GroupMaker(corpus, rng, whole=0.7, lead=0.5), []
    for q in asked:
        if q.gold:
            out.append(maker.group(q, q.question, rng.choice((0, 1, 1, 2)), rng.choice((6, 8, 10) if wide else (2, 3, 3, 4)), copy=0.15, apart=True))
        if not q.gold or rng.random() < 0.25:
            out.append(maker.unanswered(q, (3, 5) if wide else (1, 2)))
    strange = rng.sample(documentation.elsewhere_questions(shared), STRANGE)
    return some(out, ASKED, rng) + [maker.group(Asked("", "", s, []), s, 0, rng.choice((3, 4)), gold=False) for s in strange]


def replayed(corpus, asked, count, rng):
    """Returns so many groups of a set: seven in ten with the answer in them."""
    maker = GroupMaker(corpus, rng, whole=0.5, lead=0.3)
    answerable, out = [q for q in asked if q.gold], []
    for q in rng.sample(answerable, min(len(answerable), count)):
        out.append(maker.answered(q, (1, 2, 2)) if rng.random() < 0.75 else maker.unanswered(q, (1, 1, 2)))
    unanswerable = [q for q in asked if not q.gold and q.article in corpus.codes]
    out += [maker.group(q, q.question, 2, 1, gold=False) for q in rng.sample(unanswerable, min(len(unanswerable), count // 8))]
    return some(out, count, rng)


def some(groups, count, rng):
    """Returns at most so many of the groups that there are."""
    groups = [g for g in groups if g]
    return rng.sample(groups, min(len(groups), count))


def groups(shared, rng):
    """Returns the groups of the phase, one pass after the other."""
    return [g for _ in range(PASSES) for g in one_pass(shared, rng)]


def one_pass(shared, rng, wide=False):
    """Returns the groups of one pass; wide: with about as many windows as the program reads, where there are."""
    barred = kept_out(shared)
    out = real_groups(shared, barred, rng, wide) + some(documentation.groups(shared, rng, wide), DOCUMENTED, rng)
    for name, count in OTHERS.items():
        out += replayed(*other_set(shared, name, barred), count, rng)
    corpus, asked = load_set(os.path.join(shared, "eval", "squad-tune"), ("questions.jsonl", "questions_extra.jsonl"))
    out += replayed(corpus, [q for q in asked if not held_out(q.article)], WRITTEN, rng)
    out += replayed(*load_set(os.path.join(shared, "train", "squadshifts")), SHIFTED, rng)
    rng.shuffle(out)
    return [g._replace(question=augment.in_chat(g.question, rng)) if rng.random() < CHATTY else g for g in out]
