"""Writes the format that format.go describes."""

import hashlib

import numpy as np

BLOCK = 16
MAGIC = "okbot words 1\n"


def write(path, words, hubs, vectors, about):
    """words in the order of their bytes, a row of hubs and vectors each."""
    blocks, text, last = [], bytearray(), b""
    for i, word in enumerate(w.encode() for w in words):
        shared = 0
        if i % BLOCK == 0:
            blocks.append(len(text))
        else:
            while shared < min(len(word), len(last)) and word[shared] == last[shared]:
                shared += 1
        text += bytes((shared, len(word) - shared)) + word[shared:]
        last = word
    body = np.array(blocks, "<u4").tobytes() + bytes(text) + hubs.tobytes() + vectors.tobytes()
    header = {**about, "dimensions": vectors.shape[1], "words": len(words), "blocks": len(blocks), "text": len(text),
              "sha256": hashlib.sha256(body).hexdigest()}
    with open(path, "wb") as f:
        f.write((MAGIC + "".join(f"{k}: {v}\n" for k, v in header.items()) + "\n").encode() + body)
