"""sumy's published summarisers on sentences already split, for `evaluate` to compare with. Needs the dev extra."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nltk.tokenize import TreebankWordTokenizer  # type: ignore[import-untyped]
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-untyped]
from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped]
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped]
from sumy.summarizers.lsa import LsaSummarizer  # type: ignore[import-untyped]
from sumy.summarizers.luhn import LuhnSummarizer  # type: ignore[import-untyped]
from sumy.summarizers.text_rank import TextRankSummarizer  # type: ignore[import-untyped]
from sumy.utils import get_stop_words  # type: ignore[import-untyped]

from model.lexical import terms

SUMY: dict[str, Any] = {
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "lexrank": LexRankSummarizer,
    "textrank": TextRankSummarizer,
}
LANGUAGES = {"en": "english", "es": "spanish", "zh": "chinese", "de": "german", "fr": "french"}
MOST_SENTENCES = (
    600  # above this LexRank and TextRank, quadratic in plain Python, choose among the first ones
)

_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['-])*$")  # sumy's own rule for what a word is


class _Words:
    """sumy's word splitting without NLTK's downloads; for Chinese, which it leaves to jieba, our character pairs."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._treebank = TreebankWordTokenizer()

    def to_words(self, sentence: str) -> tuple[str, ...]:
        if self._language in ("zh", "ja"):
            return tuple(term for term in terms(sentence, self._language) if term)
        return tuple(word for word in self._treebank.tokenize(sentence) if _WORD.match(word))


def sumy_choice(name: str, sentences: Sequence[str], language: str, size: int) -> list[int]:
    """Indices that sumy's summariser `name` chooses, ascending."""
    words = _Words(language)
    spoken = LANGUAGES.get(language, "english")
    stemmer = str.lower if language in ("zh", "ja") else Stemmer(spoken)
    summarizer = SUMY[name](stemmer)
    summarizer.stop_words = get_stop_words(spoken)
    items = [Sentence(sentence, words) for sentence in sentences[:MOST_SENTENCES]]
    chosen = {id(item) for item in summarizer(ObjectDocumentModel([Paragraph(items)]), size)}
    return [i for i, item in enumerate(items) if id(item) in chosen]
