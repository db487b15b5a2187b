"""Scores without a network: what the words alone say. Works for every language; the bar the encoder must beat.

`tokens` makes terms of sentences, `scores` gives each sentence of a document its z-scores, `hashed` a vector space that
needs no model. Everything is deterministic, in any process, and linear in the document's length.
"""

from model.lexical.hashed import CHARS_SPACE, hashed_vectors
from model.lexical.scores import (
    SECTION_SENTENCES,
    Counted,
    Floats,
    centrality,
    count,
    features,
    features_of,
    sections_of,
    weighted,
    zscores,
)
from model.lexical.tokens import stem, stopwords, terms

__all__ = [
    "CHARS_SPACE",
    "SECTION_SENTENCES",
    "Counted",
    "Floats",
    "centrality",
    "count",
    "features",
    "features_of",
    "hashed_vectors",
    "sections_of",
    "stem",
    "stopwords",
    "terms",
    "weighted",
    "zscores",
]
