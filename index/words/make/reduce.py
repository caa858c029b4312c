"""From vectors to the bytes of a table: centre, reduce, prune, round."""

import numpy as np

POWER = -0.25  # of the singular values: evens the dimensions out by half
NEAREST = 10  # words of the other language that a hub discount is the mean of
CUT = 0.65  # cosine at which a compound is what its parts say

LONGEST_PIECE = 8  # syllables, as in cut.go
SHORTEST_PIECE = 2


def reduced(vectors, dimensions):
    """Centre each language on its own mean and rotate both onto the first
    singular vectors of all; every row has length 1."""
    centred = np.vstack([v - v.mean(axis=0) for v in vectors]).astype(np.float64)
    values, axes = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:dimensions]
    axes = axes[:, order]
    # eigh leaves the sign of an axis open: its greatest component is positive
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    out = centred @ axes * np.sqrt(values[order]) ** POWER
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def prune(terms, stripped, vectors):
    """The indices of the terms that stay: not those that cut.go takes apart into
    others whose sum is about their vector. stripped has the terms without their
    particles."""
    at = {t: i for i, t in enumerate(terms)}
    stay = []
    for i, (term, stem) in enumerate(zip(terms, stripped)):
        pieces = [stem] if stem != term and stem in at else compound(term, at)
        if pieces:
            whole = vectors[[at[p] for p in pieces]].sum(axis=0)
            if whole @ vectors[i] > CUT * np.linalg.norm(whole):
                continue
        stay.append(i)
    return stay


def compound(term, known):
    """The words that a term of at least four syllables consists of, the longest
    first, or none where they leave something over."""
    pieces, at = [], 0
    while len(term) >= 2 * SHORTEST_PIECE and at < len(term):
        for end in range(min(len(term), at + LONGEST_PIECE), at + SHORTEST_PIECE - 1, -1):
            if term[at:end] in known and end - at < len(term):
                pieces.append(term[at:end])
                at = end
                break
        else:
            return []
    return pieces


def rounded(vectors):
    return np.rint(vectors * 127).astype(np.int8)


def hubs(vectors, others):
    """The mean cosine of each vector's nearest others, as bytes."""
    if len(others) < NEAREST:
        return np.zeros(len(vectors), np.uint8)
    a, b = vectors.astype(np.float32) / 127, others.astype(np.float32).T / 127
    out = np.empty(len(a), np.float32)
    for i in range(0, len(a), 1000):
        out[i:i + 1000] = np.partition(a[i:i + 1000] @ b, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    return np.rint(np.clip(out, 0, 1) * 255).astype(np.uint8)
