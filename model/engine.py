"""The extractor: a checkpoint and a text in, a reading out. Synchronous, batched, on the CPU or CUDA.

It takes the `steps` of a reading one after another. `serve.AsyncExtractor` runs the same steps for many people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from model import lexical
from model.checkpoint import load_trained
from model.choose import Budget
from model.encoder import Encoder, fastest_dtype
from model.encoder.windows import Window
from model.explain import Explainer
from model.plan import Plan
from model.ranker import Ranker
from model.reading import (
    KeySentence,
    ModelError,
    OnStage,
    Reading,
    Stage,
    told_of_reading,
    told_of_reading_again,
)
from model.sentences import Layout
from model.steps import Steps
from model.words import WordWeight


class Extractor(Steps):
    """Scores sentences by what the encoder and the words say. Use from one thread at a time.

    With a `ranker` (trained weights) a focus question stands before every window, so that all of the text is read
    with it in mind; without one the encoder's vectors are blended with what the words say.
    """

    def __init__(self, encoder: Encoder, ranker: Ranker | None = None) -> None:
        super().__init__(encoder, ranker)
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
