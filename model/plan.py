"""A text on its way through the model: what it was split into, and what the networks have made of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.encoder.windows import For, Window
from model.sentences import Layout, Span

if TYPE_CHECKING:
    from model.scoring import Look


@dataclass(slots=True)
class Plan:
    """A text on its way: what `finish` needs, and the sums that `add` fills in, from one thread at a time."""

    text: str
    language: str  # its main code
    said_language: str  # as whoever asked wrote it
    spans: list[Span]
    sentences: list[str]
    focus: str | None
    windows: list[Window]  # the text's; then, for what is asked, the text's and the question's, or a talk's
    text_windows: int
    meaning_windows: int
    tokens: NDArray[np.int64]  # (S,) how many each sentence has
    readable: NDArray[np.bool_]  # (S,)
    is_judged: bool  # by what the encoder reads in it; else by its words alone
    sums: NDArray[np.float32]  # (S, H)
    meaning_sums: NDArray[np.float32]  # (S, H), `sums` itself where one network reads for both
    focus_sum: NDArray[np.float32]  # (H,)
    spoken_sums: NDArray[np.float32] | None = None  # (S, H) of a talk of which nothing is asked
    look: Look | None = None  # what was made of `sums`
    again: list[Window] | None = None  # of sentences that are read once more; None: none may be
    again_sums: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))  # (A, H)

    @property
    def layouts(self) -> list[Layout]:
        """(S,) what each sentence stands in."""
        return [span.layout for span in self.spans]

    @property
    def again_tokens(self) -> NDArray[np.int64]:
        """(A,) how many tokens of each sentence are read once more, without what only labels it."""
        return np.array([len(window.ids) for window in self.again or ()], np.int64)

    def add(self, i: int, sums: NDArray[np.float32]) -> None:
        """Takes what `encode` made of `windows[i]`."""
        here = slice(self.windows[i].first, self.windows[i].first + len(sums))
        if self.windows[i].read_for is For.SPOKEN:
            assert self.spoken_sums is not None
            self.spoken_sums[here] += sums
        elif i < self.text_windows:
            self.sums[here] += sums
        elif i < self.text_windows + self.meaning_windows:
            self.meaning_sums[here] += sums
        else:
            self.focus_sum += sums.sum(axis=0)

    def add_again(self, i: int, sums: NDArray[np.float32]) -> None:
        """Takes what `encode` made of `again[i]`."""
        self.again_sums[i] = sums[0]
