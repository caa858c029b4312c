"""The words of a table: Open Korean Text's dictionaries and SCOWL.

A word is (surface, term, weight): what the encoder is given, the term under
which the table has its vector, and how much this surface counts among those
of one term.
"""

import gzip
import io
import pathlib
import re
import subprocess
import tarfile
import zipfile

OKT = "org/openkoreantext/processor/util/"

# The files of Open Korean Text that hold everyday words and the names of
# places, companies and people. Members of parliament, singers, Pokémon, slang
# and the titles of Wikipedia stay out: leaving them in changed no figure.
NOUNS = ("noun/nouns", "noun/entities", "noun/foreign", "noun/geolocations", "noun/company_names", "noun/brand",
         "noun/names", "noun/neologism", "noun/twitter", "auxiliary/determiner", "auxiliary/conjunctions",
         "substantives/modifier", "substantives/given_names", "adverb/adverb")
VERBS = ("verb/verb", "adjective/adjective")
FREQUENT = "freq/entity-freq.txt.gz"

# SCOWL's sizes: 10 is the thousand most common words, 55 what most
# dictionaries have.
SIZES = (10, 20, 35, 40, 50, 55)
KINDS = ("words", "upper", "proper-names", "abbreviations")
NAME_SIZES = (60, 70, 80, 95)  # of which only what the encoder has whole

HANGUL = re.compile("[가-힣]{1,8}")
LATIN = re.compile("[A-Za-z]{2,}")


def korean(jar):
    """Yield (surface, term, weight, source) of Open Korean Text's words."""
    with zipfile.ZipFile(jar) as z:
        for name in NOUNS:
            for word in lines(z.read(f"{OKT}{name}.txt").decode()):
                if HANGUL.fullmatch(word):
                    yield word, word, 1.0, "dictionary"
        for name in VERBS:
            for stem in lines(z.read(f"{OKT}{name}.txt").decode()):
                if HANGUL.fullmatch(stem):
                    yield stem + "다", verb_term(stem), 0.0, "dictionary"
        for line in lines(gzip.decompress(z.read(OKT + FREQUENT)).decode()):
            word = line.split("\t")[0]
            if HANGUL.fullmatch(word):
                yield word, word, 1.0, "frequent"


def verb_term(stem):
    """The analyzer takes 하 and 되 for endings where a noun stands before them."""
    return stem[:-1] if len(stem) > 2 and stem[-1] in "하되" else stem


def english(scowl, whole):
    """Yield (surface, weight) of SCOWL's words; whole has the encoder's own."""
    files = scowl_files(scowl)
    for rank, size in enumerate(SIZES):
        for kind in KINDS:
            for variety in ("english", "american"):
                for word in files.get(f"{variety}-{kind}.{size}", ()):
                    if LATIN.fullmatch(word):
                        yield word, 0.5 ** rank
    for size in NAME_SIZES:
        for kind in KINDS[1:]:
            for variety in ("english", "american", "british", "canadian", "australian"):
                for word in files.get(f"{variety}-{kind}.{size}", ()):
                    if LATIN.fullmatch(word) and word in whole:
                        yield word, 0.5 ** len(SIZES)


def scowl_files(deb):
    """The lists in Debian's package, by the name of their file."""
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], check=True, capture_output=True).stdout
    out = {}
    with tarfile.open(fileobj=io.BytesIO(tar)) as t:
        for member in t:
            if member.isfile() and "/scowl/" in member.name:
                out[pathlib.PurePath(member.name).name] = lines(t.extractfile(member).read().decode("latin-1"))
    return out


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def analyzed(surfaces):
    """The term of each surface, or "" where the analyzer makes none or several."""
    root = pathlib.Path(__file__).resolve().parents[3]
    out = subprocess.run(["go", "run", "./index/words/make/terms"], cwd=root, check=True, text=True,
                         input="".join(s + "\n" for s in surfaces), capture_output=True).stdout
    return ["" if " " in term else term for term in out.split("\n")[:len(surfaces)]]
