"""The extractor for many people at once: a bounded number of requests, over one worker thread. Imports no torch.

Text work (splitting, tokenising, word statistics) runs in a few threads, the network in `batching`'s one. Nothing here
blocks the event loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.batching import Batching, closing
from model.reading import (
    ModelBusy,
    ModelError,
    OnStage,
    Reading,
    Stage,
    told_of_reading,
    told_of_reading_again,
)

if TYPE_CHECKING:
    from model.engine import Extractor
    from model.words import WordWeight

MAX_WAITING = 64
TEXT_THREADS = 4

T = TypeVar("T")


class AsyncExtractor:
    """`async with AsyncExtractor(extractor) as model: await model.read(text)`.

    At most `max_waiting` requests are inside at once, the ones being read included; one more is refused with
    ModelBusy at once. A cancelled request leaves the queue. On leaving the block the batch that is running
    ends, and every request still inside gets a ModelError.
    """

    def __init__(self, extractor: Extractor, max_waiting: int = MAX_WAITING) -> None:
        self._extractor = extractor
        self._max_waiting = max_waiting
        self._waiting = 0
        self._explaining = asyncio.Lock()
        self._batching = Batching(extractor)
        self._texts: ThreadPoolExecutor | None = None

    # --- what it is ---

    @property
    def name(self) -> str:
        """The checkpoint's name."""
        return self._extractor.name

    @property
    def device(self) -> str:
        """The torch device."""
        return self._extractor.device

    @property
    def space(self) -> str:
        """The vector space of what the checkpoint can read."""
        return self._extractor.space

    @property
    def meaning_space(self) -> str:
        """As `Extractor.meaning_space`."""
        return self._extractor.meaning_space

    @property
    def waiting(self) -> int:
        """How many requests are inside."""
        return self._waiting

    # --- its life ---

    async def __aenter__(self) -> Self:
        self._texts = ThreadPoolExecutor(TEXT_THREADS, thread_name_prefix="pith-text")
        self._batching.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        closed = asyncio.Event()
        closer = threading.Thread(
            target=self._close, args=(asyncio.get_running_loop(), closed), name="pith-model-closer"
        )
        closer.start()
        await closed.wait()
        closer.join()

    def _close(self, loop: asyncio.AbstractEventLoop, closed: asyncio.Event) -> None:
        assert self._texts is not None
        self._batching.close()
        self._texts.shutdown(wait=True)
        loop.call_soon_threadsafe(closed.set)

    # --- requests ---

    async def read(
        self,
        text: str,
        *,
        focus: str | None = None,
        language: str | None = None,
        on_stage: OnStage | None = None,
    ) -> Reading:
        """As `Extractor.read`. Raises ModelBusy when too many wait, ModelError when Pith is closing."""
        with _Place(self):
            if on_stage:
                on_stage(Stage.WAITING, 0, self._waiting)
            plan = await self._in_thread(self._extractor.plan, text, focus, language)
            await self._batching.run(plan.windows, plan.add, told_of_reading(on_stage))
            again = await self._in_thread(self._extractor.doubtful, plan)
            await self._batching.run(again, plan.add_again, told_of_reading_again(on_stage))
            return await self._in_thread(self._extractor.finish, plan)

    async def embed(self, texts: Sequence[str], space: str) -> NDArray[np.float32]:
        """As `Extractor.embed`. Raises ModelBusy when too many wait, ModelError when Pith is closing."""
        with _Place(self):
            if space not in self._extractor.spaces:
                return await self._in_thread(self._extractor.embed, texts, space)
            windows, owners = await self._in_thread(self._extractor.plan_vectors, texts, space)
            found: dict[int, NDArray[np.float32]] = {}
            await self._batching.run(windows, found.__setitem__, None)
            return await self._in_thread(self._extractor.pool_vectors, found, owners, len(texts))

    def meanings(self, vectors: NDArray[np.floating], space: str) -> tuple[NDArray[np.float32], str]:
        """As `Extractor.meanings`; in a thread where there may be many."""
        return self._extractor.meanings(vectors, space)

    async def explain(
        self,
        text: str,
        places: Sequence[tuple[int, int]],
        *,
        focus: str | None = None,
        language: str | None = None,
        vectors: NDArray[np.floating] | None = None,
    ) -> list[tuple[WordWeight, ...]]:
        """For each sentence that stands at one of `places` (start, end) of `text` what its words did for its score.

        `vectors` are those that a reading of the same text gave in this `space`; without them the text is read
        again first. One sentence is explained at a time, of everybody's. Raises ModelBusy when too many wait,
        ModelError when the text has no sentence, or Pith is closing.
        """
        with _Place(self):
            plan = await self._in_thread(self._extractor.plan, text, focus, language)
            if places and not plan.spans:
                raise ModelError("There is no sentence in this text.")
            if vectors is None or len(vectors) != len(plan.spans):
                await self._batching.run(plan.windows, plan.add, None)
                vectors = (await self._in_thread(self._extractor.finish, plan)).vectors
            found = []
            for start, end in places:
                async with self._explaining:
                    found.append(await self._in_thread(self._extractor.explain, plan, start, end, vectors))
            return found

    async def _in_thread(self, function: Callable[..., T], *values: Any) -> T:
        assert self._texts is not None, "use `async with`"
        if self._batching.is_closing:
            raise closing()
        return await asyncio.get_running_loop().run_in_executor(self._texts, function, *values)


class _Place:
    """A place among the requests, held for a request's whole life."""

    def __init__(self, extractor: AsyncExtractor) -> None:
        self._extractor = extractor

    def __enter__(self) -> None:
        if self._extractor._batching.is_closing:
            raise closing()
        if self._extractor._waiting >= self._extractor._max_waiting:
            raise ModelBusy("The model is busy. Try again in a moment.")
        self._extractor._waiting += 1

    def __exit__(self, *_: object) -> None:
        self._extractor._waiting -= 1
