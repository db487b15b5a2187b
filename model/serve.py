"""The extractor for many people at once: a bounded queue, merged batches, one worker thread. Imports no torch.

Text work (splitting, tokenising, word statistics) runs in a few threads, the network in one. The worker goes
round the waiting requests and takes one window from each in turn until a batch is full, so a short note passes a
book. Nothing here blocks the event loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

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
    from model.encoder.windows import Window
    from model.engine import Extractor
    from model.words import WordWeight

MAX_WAITING = 64
TEXT_THREADS = 4

T = TypeVar("T")


class _Job:
    """One request's windows, and the future that its reader waits on."""

    def __init__(
        self,
        windows: Sequence[Window],
        add: Callable[[int, NDArray[np.float32]], None],
        on_stage: OnStage | None,
    ) -> None:
        self.loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self.loop.create_future()
        self.windows, self.add, self.on_stage = windows, add, on_stage
        self.taken = 0
        self.finished = 0

    def answer(self, error: BaseException | None = None) -> None:
        """Wakes the reader; from any thread."""
        self.loop.call_soon_threadsafe(self._settle, error)

    def _settle(self, error: BaseException | None) -> None:
        if not self.done.done():
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)


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
        self._closing = False
        self._explaining = asyncio.Lock()
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._texts: ThreadPoolExecutor | None = None
        self._worker: threading.Thread | None = None

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
        self._worker = threading.Thread(target=self._work, name="pith-model")
        self._worker.start()
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
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        assert self._worker is not None
        assert self._texts is not None
        self._worker.join()
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
            await self._run(plan.windows, plan.add, told_of_reading(on_stage))
            again = await self._in_thread(self._extractor.doubtful, plan)
            await self._run(again, plan.add_again, told_of_reading_again(on_stage))
            return await self._in_thread(self._extractor.finish, plan)

    async def embed(self, texts: Sequence[str], space: str) -> NDArray[np.float32]:
        """As `Extractor.embed`. Raises ModelBusy when too many wait, ModelError when Pith is closing."""
        with _Place(self):
            if space not in self._extractor.spaces:
                return await self._in_thread(self._extractor.embed, texts, space)
            windows, owners = await self._in_thread(self._extractor.plan_vectors, texts, space)
            found: dict[int, NDArray[np.float32]] = {}
            await self._run(windows, found.__setitem__, None)
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
                await self._run(plan.windows, plan.add, None)
                vectors = (await self._in_thread(self._extractor.finish, plan)).vectors
            found = []
            for start, end in places:
                async with self._explaining:
                    found.append(await self._in_thread(self._extractor.explain, plan, start, end, vectors))
            return found

    async def _in_thread(self, function: Callable[..., T], *values: Any) -> T:
        assert self._texts is not None, "use `async with`"
        if self._closing:
            raise _closing()
        return await asyncio.get_running_loop().run_in_executor(self._texts, function, *values)

    async def _run(
        self,
        windows: Sequence[Window],
        add: Callable[[int, NDArray[np.float32]], None],
        on_stage: OnStage | None,
    ) -> None:
        if not windows:
            return
        job = _Job(windows, add, on_stage)
        with self._changed:
            if self._closing:
                raise _closing()
            self._jobs.append(job)
            self._changed.notify_all()
        try:
            await job.done
        finally:
            with self._changed:
                if job in self._jobs:
                    self._jobs.remove(job)

    # --- the worker ---

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._jobs)
                if self._closing:
                    waiting = list(self._jobs)
                    self._jobs.clear()
                    break
                taken = self._take()
            self._run_round(taken)
        for job in waiting:
            job.answer(_closing())

    def _take(self) -> list[tuple[_Job, int]]:
        """One round's windows: one from each request in turn, until there are tokens enough."""
        taken: list[tuple[_Job, int]] = []
        tokens = 0
        while tokens < self._extractor.batch_tokens and any(
            job.taken < len(job.windows) for job in self._jobs
        ):
            job = self._jobs[0]
            self._jobs.rotate(-1)
            if job.taken < len(job.windows):
                taken.append((job, job.taken))
                tokens += len(job.windows[job.taken].ids)
                job.taken += 1
        return taken

    def _run_round(self, taken: list[tuple[_Job, int]]) -> None:
        windows = [job.windows[i] for job, i in taken]
        for batch in self._extractor.batches(windows):
            try:
                results = self._extractor.encode([windows[k] for k in batch])
            except Exception as error:
                for k in batch:
                    self._leave(taken[k][0], error)
                continue
            for k, sums in zip(batch, results, strict=True):
                self._deliver(*taken[k], sums)

    def _deliver(self, job: _Job, i: int, sums: NDArray[np.float32]) -> None:
        try:
            job.add(i, sums)
            job.finished += 1
            if job.on_stage:
                job.on_stage(Stage.SCORING, job.finished, len(job.windows))
        except Exception as error:
            self._leave(job, error)
        if job.finished == len(job.windows):
            self._leave(job, None)

    def _leave(self, job: _Job, error: BaseException | None) -> None:
        with self._changed:
            if job in self._jobs:
                self._jobs.remove(job)
        job.answer(error)


class _Place:
    """A place among the requests, held for a request's whole life."""

    def __init__(self, extractor: AsyncExtractor) -> None:
        self._extractor = extractor

    def __enter__(self) -> None:
        if self._extractor._closing:
            raise _closing()
        if self._extractor._waiting >= self._extractor._max_waiting:
            raise ModelBusy("The model is busy. Try again in a moment.")
        self._extractor._waiting += 1

    def __exit__(self, *_: object) -> None:
        self._extractor._waiting -= 1


def _closing() -> ModelError:
    return ModelError("Pith is closing. Send this again once it is back.")
