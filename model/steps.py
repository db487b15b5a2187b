"""The steps of a reading, each by itself: from a text to its windows, their states, and the sentences scored.

One text goes through `plan` (split, tokenise, cut into windows), `encode` for each batch of windows, `doubtful` (which
sentences are to be read once more, by themselves), `encode` for those, and `finish` (blend and rank). Only `encode`
runs a network; the others are safe in any thread. Reached through `engine`, which takes them in turn, and `serve`,
which runs them for many people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model import lexical, spoken
from model.choose import rank
from model.encoder import OVERLAP_TOKENS, Encoder
from model.encoder.windows import For, Window, plan_windows
from model.focus.meaning import unit_rows
from model.kinds.bare import unlabelled
from model.kinds.sorter import alone
from model.language import detect_language, main_code
from model.plan import Plan
from model.ranker import Ranker
from model.reading import ModelError, Reading, ScoredSentence
from model.scoring import doubtful, scored
from model.sentences import Layout, Span, count_words, split

UNREAD_SHARE = 0.2  # a text of which the checkpoint's vocabulary misses more is scored by its words alone


class Steps:
    """An encoder and what was trained for it, asked one step after another."""

    def __init__(self, encoder: Encoder, ranker: Ranker | None = None) -> None:
        self._encoder, self._ranker = encoder, ranker

    @property
    def name(self) -> str:
        """The checkpoint's name, for people."""
        return self._encoder.name

    @property
    def device(self) -> str:
        """The torch device it runs on: "cpu", "cuda", …"""
        return str(self._encoder.device)

    @property
    def space(self) -> str:
        """The name of the vector space of what it can read."""
        return self._encoder.space

    @property
    def spaces(self) -> Mapping[str, For]:
        """The vector spaces in which it can `embed`, and what is read for each."""
        return self._encoder.spaces

    @property
    def meaning_space(self) -> str:
        """The space that `meanings` brings the vectors of `space` into; `space` itself where nothing tells meanings."""
        head = self._ranker.meaning if self._ranker else None
        return head.space if head else self.space

    def plan(self, text: str, focus: str | None = None, language: str | None = None) -> Plan:
        """Splits, tokenises and cuts into windows. Runs no network; safe in any thread."""
        language = language or detect_language(text)
        return self._planned(text, language, split(text, main_code(language)), focus)

    def plan_split(
        self, sentences: Sequence[str], focus: str | None = None, layouts: Sequence[Layout] = ()
    ) -> Plan:
        """As `plan`, for sentences already split: one a line, whatever they hold. Without `layouts` all are prose."""
        ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
        spans = [
            Span(end - 1 - len(s), end - 1, layout)
            for s, end, layout in zip(
                sentences, ends.tolist(), layouts or [Layout.PROSE] * len(sentences), strict=True
            )
        ]
        text = "\n".join(sentences)
        return self._planned(text, detect_language(text), spans, focus)

    def _planned(self, text: str, language: str, spans: list[Span], focus: str | None) -> Plan:
        sentences = [text[span.start : span.end] for span in spans]
        focus = focus.strip() if focus and any(map(str.isalnum, focus)) else None  # “?” asks nothing
        tokens = self._encoder.tokenize(sentences)
        counts = np.array([len(ids) for ids in tokens])
        unread = self._encoder.unread(tokens)  # (S,)
        read_for = For.MEANING if For.MEANING in self._encoder.networks else For.CHOICE
        of_text: list[Window] = []
        of_meaning: list[Window] = []
        of_focus: list[Window] = []
        of_talk: list[Window] = []
        if counts.sum() and float(unread @ counts) <= UNREAD_SHARE * counts.sum():
            of_text = self._windows(tokens, self._encoder.question(focus) if self._ranker else ())
        if of_text and focus:
            of_focus = self._windows(self._encoder.tokenize([focus]), read_for=read_for)
            if read_for is For.MEANING:
                of_meaning = self._windows(tokens, read_for=read_for)
        elif of_text and self._hears and spoken.talks(sentences, main_code(language)):
            of_talk = self._windows(spoken.separated(tokens, self._encoder.separator), read_for=For.SPOKEN)
        width = self._encoder.width
        sums, focus_sum = np.zeros((len(spans), width), np.float32), np.zeros(width, np.float32)
        readable = unread <= UNREAD_SHARE
        return Plan(
            text,
            main_code(language),
            language,
            spans,
            sentences,
            focus,
            [*of_text, *of_meaning, *of_focus, *of_talk],
            len(of_text),
            len(of_meaning),
            counts,
            readable,
            bool(of_text) and (self._ranker is None or self._ranker.judges(language)),
            sums,
            np.zeros_like(sums) if of_meaning else sums,
            focus_sum,
            np.zeros_like(sums) if of_talk else None,
        )

    @property
    def _hears(self) -> bool:
        """Whether a talk can be read by a network of its own."""
        has_head = self._ranker is not None and self._ranker.spoken is not None
        return has_head and For.SPOKEN in self._encoder.networks

    def plan_vectors(self, texts: Sequence[str], space: str) -> tuple[list[Window], list[int]]:
        """The texts' windows, and for each the index of its text. Raises ModelError for a foreign space."""
        if space not in self.spaces:
            raise ModelError(f"This model has no vectors of the kind “{space}”.")
        read_for = self.spaces[space]
        of_text = [self._windows([ids], read_for=read_for) for ids in self._encoder.tokenize(texts)]
        owners = [i for i, windows in enumerate(of_text) for _ in windows]
        return [window for windows in of_text for window in windows], owners

    def pool_vectors(
        self, found: Mapping[int, NDArray[np.float32]], owners: Sequence[int], total: int
    ) -> NDArray[np.float32]:
        """(total, H) vectors from what `encode` made of each of `plan_vectors`' windows."""
        sums = np.zeros((total, self._encoder.width), np.float32)
        for i, owner in enumerate(owners):
            sums[owner] += found[i].sum(axis=0)
        return unit_rows(sums)

    def _windows(
        self,
        tokens: Sequence[Sequence[int]],
        question: tuple[int, ...] = (),
        read_for: For = For.CHOICE,
    ) -> list[Window]:
        return plan_windows(tokens, self._encoder.window_tokens, OVERLAP_TOKENS, question, read_for)

    @property
    def batch_tokens(self) -> int:
        """How many tokens, padding included, one batch may hold."""
        return self._encoder.batch_tokens

    def batches(self, windows: Sequence[Window]) -> list[list[int]]:
        """Which windows to run together."""
        return self._encoder.batches(windows)

    def encode(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """Runs the network on one batch: for each window the sums (window.sentences, H). The only step that does."""
        return self._encoder.encode(windows)

    def doubtful(self, plan: Plan) -> list[Window]:
        """Once the text's windows are read: those of single sentences that may be a definition or an action, for
        `plan.add_again`. Runs no network; safe in any thread."""
        numbers = doubtful(plan, self._ranker) if plan.sentences else None
        if numbers is None:
            return []
        tokens = self._encoder.tokenize([unlabelled(plan.sentences[i]) for i in numbers])
        plan.again = [alone(i, ids) for i, ids in zip(numbers, tokens, strict=True)]
        plan.again_sums = np.zeros((len(numbers), self._encoder.width), np.float32)
        return plan.again

    def finish(self, plan: Plan) -> Reading:
        """Blends, ranks and gives reasons. Runs no network; safe in any thread."""
        if not plan.sentences:
            nothing = np.zeros((0, self._encoder.width), np.float16)
            return Reading(plan.text, plan.said_language, (), nothing, self.space, self.name)
        if plan.text_windows:
            vectors, space = unit_rows(plan.sums), self.space
        else:
            vectors, space = lexical.hashed_vectors(plan.sentences), lexical.CHARS_SPACE
        found = scored(plan, vectors, self._ranker if plan.is_judged else None)
        ranks = rank(found.key.tolist(), plan.sentences, all_along=plan.focus is None)
        sentences = tuple(
            ScoredSentence(
                span.start,
                span.end,
                float(found.scores[i]),
                ranks[i],
                count_words(sentence),
                found.kinds[i],
                found.reasons[i],
            )
            for i, (span, sentence) in enumerate(zip(plan.spans, plan.sentences, strict=True))
        )
        return Reading(plan.text, plan.said_language, sentences, vectors.astype(np.float16), space, self.name)
