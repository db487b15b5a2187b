"""The extractor: a checkpoint and a text in, a reading out. Synchronous, batched, on the CPU or CUDA.

One text goes through `plan` (split, tokenise, cut into windows: no network), `encode` for each batch of windows,
`doubtful` (which sentences are to be read once more, by themselves: no network), `encode` for those, and `finish`
(blend and rank: no network). `serve.AsyncExtractor` runs the same steps for many people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from model import lexical, spoken
from model.checkpoint import load_trained
from model.choose import Budget, rank
from model.encoder import OVERLAP_TOKENS, Encoder, fastest_dtype
from model.encoder.windows import For, Window, plan_windows
from model.explain import Explainer
from model.kinds.bare import unlabelled
from model.kinds.sorter import alone
from model.language import detect_language, main_code
from model.meaning import unit_rows
from model.plan import Plan
from model.ranker import Ranker
from model.reading import (
    KeySentence,
    ModelError,
    OnStage,
    Reading,
    ScoredSentence,
    Stage,
    told_of_reading,
    told_of_reading_again,
)
from model.scoring import doubtful, scored
from model.sentences import Layout, Span, count_words, split
from model.words import WordWeight

UNREAD_SHARE = 0.2  # a text of which the checkpoint's vocabulary misses more is scored by its words alone


class Extractor:
    """Scores sentences by what the encoder and the words say. Use from one thread at a time.

    With a `ranker` (trained weights) a focus question stands before every window, so that all of the text is read
    with it in mind; without one the encoder's vectors are blended with what the words say.
    """

    def __init__(self, encoder: Encoder, ranker: Ranker | None = None) -> None:
        self._encoder, self._ranker = encoder, ranker
        self._explainer: Explainer | None = None

    @classmethod
    def from_checkpoint(cls, checkpoint: str | Path | None = None, device: str = "auto") -> Extractor:
        """As `model.load`, in the number format that is fastest on `device` and chooses as fp32 does;
        the model card's “Smaller and faster” has what was measured."""
        encoder, ranker = load_trained(checkpoint)
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            return cls(encoder.to(device, fastest_dtype(device)), ranker)
        except (RuntimeError, AssertionError) as error:
            raise ModelError(f"The model can't run on “{device}”: {error}") from error

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

    # --- whole texts ---

    def read(
        self,
        text: str,
        *,
        focus: str | None = None,
        language: str | None = None,
        on_stage: OnStage | None = None,
    ) -> Reading:
        """Every sentence of `text` with score, rank and reasons, drawn towards `focus`; empty for an empty text."""
        plan = self.plan(text, focus, language)
        self.read_plans([plan], on_stage)
        return self.finish(plan)

    def extract(
        self, text: str, *, budget: Budget, focus: str | None = None, language: str | None = None
    ) -> list[KeySentence]:
        """The key sentences of `text` within `budget`, in source order."""
        return self.read(text, focus=focus, language=language).cut(budget)

    def score(
        self, documents: Sequence[Sequence[str]], focus: Sequence[str | None] = ()
    ) -> list[list[float]]:
        """For sentences already split one score (0..1) each, higher is more important, comparable in a document."""
        return [[s.score for s in reading.sentences] for reading in self.read_split(documents, focus)]

    def read_split(
        self,
        documents: Sequence[Sequence[str]],
        focus: Sequence[str | None] = (),
        layouts: Sequence[Sequence[Layout]] = (),
    ) -> list[Reading]:
        """As `read`, for documents of sentences already split; one focus question each, or none at all. `layouts`
        are as `plan_split` takes them."""
        questions, known = focus or [None] * len(documents), layouts or [()] * len(documents)
        plans = [
            self.plan_split(list(d), f, of) for d, f, of in zip(documents, questions, known, strict=True)
        ]
        self.read_plans(plans)
        return [self.finish(plan) for plan in plans]

    def read_plans(self, plans: Sequence[Plan], on_stage: OnStage | None = None) -> None:
        """Runs the networks for the plans: over all their windows, then over what is doubtful in them."""
        self.read_once(plans, told_of_reading(on_stage))
        again = [(plan.add_again, i, w) for plan in plans for i, w in enumerate(self.doubtful(plan))]
        self._run(again, told_of_reading_again(on_stage))

    def read_once(self, plans: Sequence[Plan], on_stage: OnStage | None = None) -> None:
        """As `read_plans`, without reading again what is doubtful."""
        self._run(
            [(plan.add, i, window) for plan in plans for i, window in enumerate(plan.windows)], on_stage
        )

    def _run(
        self,
        work: Sequence[tuple[Callable[[int, NDArray[np.float32]], None], int, Window]],
        on_stage: OnStage | None = None,
    ) -> None:
        windows = [window for *_, window in work]
        done = 0
        for batch in self.batches(windows):
            if on_stage:
                on_stage(Stage.SCORING, done, len(work))
            for k, sums in zip(batch, self.encode([windows[k] for k in batch]), strict=True):
                add, i, _ = work[k]
                add(i, sums)
            done += len(batch)
        if on_stage:
            on_stage(Stage.SCORING, done, len(work))

    def embed(self, texts: Sequence[str], space: str) -> NDArray[np.float32]:
        """(N, H) vectors of the texts in `space`, rows of length 1. Raises ModelError for a foreign space."""
        if space == lexical.CHARS_SPACE:
            return lexical.hashed_vectors(texts)
        windows, owners = self.plan_vectors(texts, space)
        found: dict[int, NDArray[np.float32]] = {}
        for batch in self.batches(windows):
            found.update(zip(batch, self.encode([windows[i] for i in batch]), strict=True))
        return self.pool_vectors(found, owners, len(texts))

    def meanings(self, vectors: NDArray[np.floating], space: str) -> tuple[NDArray[np.float32], str]:
        """The vectors (S, H) of a reading's sentences as vectors of what they mean, rows of length 1, and the space of
        those; the same where nothing tells it. Runs no network; safe in any thread."""
        head = self._ranker.meaning if self._ranker and space == self.space else None
        if head is None:
            return np.asarray(vectors, np.float32), space
        return head.meanings(vectors), head.space

    def explain(
        self, plan: Plan, start: int, end: int, vectors: NDArray[np.floating]
    ) -> tuple[WordWeight, ...]:
        """What each word of a sentence, `plan.text[start:end]`, did for its score.

        `vectors` (S, H) are the plan's sentences', as `Reading` keeps them. Runs a network of its own: safe beside
        `encode`, but not beside itself.
        """
        return self.explainer.explain(plan, start, end, vectors)

    @property
    def explainer(self) -> Explainer:
        """What explains, made when it is first asked for: it needs a copy of the network."""
        if self._explainer is None:
            self._explainer = Explainer(self._encoder, self._ranker)
        return self._explainer

    # --- steps ---

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
