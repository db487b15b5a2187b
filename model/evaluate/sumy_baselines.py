"""sumy's published summarisers on sentences already split, for `peers`. Needs the dev extra."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from numpy.linalg import LinAlgError

from model.lexical import terms

SUMY = ("lsa", "luhn", "lexrank", "textrank")
LANGUAGES = {"en": "english", "es": "spanish", "zh": "chinese", "de": "german", "fr": "french"}

_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['-])*$")  # sumy's own rule for what a word is


class _Words:
    """sumy's word splitting without NLTK's downloads; for Chinese, which it leaves to jieba, our character pairs."""

    def __init__(self, language: str) -> None:
        from nltk.tokenize import TreebankWordTokenizer  # type: ignore[import-untyped]

        self._language = language
        self._treebank = TreebankWordTokenizer()

    def to_words(self, sentence: str) -> tuple[str, ...]:
        if self._language in ("zh", "ja"):
            return tuple(term for term in terms(sentence, self._language) if term)
        return tuple(word for word in self._treebank.tokenize(sentence) if _WORD.match(word))


def _summarizer(name: str, stemmer: Any) -> Any:
    """Imported when asked for: with NLTK it takes seconds."""
    from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped]
    from sumy.summarizers.lsa import LsaSummarizer  # type: ignore[import-untyped]
    from sumy.summarizers.luhn import LuhnSummarizer  # type: ignore[import-untyped]
    from sumy.summarizers.text_rank import TextRankSummarizer  # type: ignore[import-untyped]

    kinds = dict(
        zip(SUMY, (LsaSummarizer, LuhnSummarizer, LexRankSummarizer, TextRankSummarizer), strict=True)
    )
    return kinds[name](stemmer)


def sumy_scores(name: str, sentences: Sequence[str], language: str) -> list[float]:
    """How sumy's summariser `name` rates each sentence, (S,); its choice is the best of them, of equals the earlier.

    All alike where it finds no words, or where LSA's decomposition does not converge. LexRank and TextRank are
    quadratic in plain Python: 20 s for 2,000 sentences.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-untyped]
    from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped]
    from sumy.utils import get_stop_words  # type: ignore[import-untyped]

    words = _Words(language)
    spoken = LANGUAGES.get(language, "english")
    stemmer = str.lower if language in ("zh", "ja") else Stemmer(spoken)
    summarizer = _summarizer(name, stemmer)
    summarizer.stop_words = get_stop_words(spoken)
    document = ObjectDocumentModel([Paragraph([Sentence(sentence, words) for sentence in sentences])])
    rated = [0.0] * len(sentences)

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        """Stands where sumy takes a count, and sees every sentence with its rating."""
        for info in infos:
            rated[info.order] = float(info.rating)
        return infos

    with warnings.catch_warnings(), suppress(LinAlgError):
        warnings.simplefilter("ignore")  # LSA's, for texts with fewer words than sentences
        summarizer(document, keep)
    return [rating if math.isfinite(rating) else 0.0 for rating in rated]
