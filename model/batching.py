"""Everyone's windows in shared batches: continuous batching by one worker thread. Imports no torch.

The worker goes round the waiting jobs and takes one window from each in turn until a batch is full, so a short note
passes a book. Reached through `serve`; only `close` may block, and is called from a thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.reading import ModelError, OnStage, Stage

if TYPE_CHECKING:
    from model.encoder.windows import Window
    from model.engine import Extractor


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


class Batching:
    """One worker thread that runs an extractor's network over the windows of many jobs."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._closing = False
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._worker = threading.Thread(target=self._work, name="pith-model")

    @property
    def is_closing(self) -> bool:
        """Whether no more is taken."""
        return self._closing

    def start(self) -> None:
        """Begins to work."""
        self._worker.start()

    def close(self) -> None:
        """Takes no more, waits for the batch that is running, and answers every job left with a ModelError."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._worker.join()

    async def run(
        self,
        windows: Sequence[Window],
        add: Callable[[int, NDArray[np.float32]], None],
        on_stage: OnStage | None,
    ) -> None:
        """Has the network read `windows` and hands what it makes of each to `add`, in the worker's thread.

        A cancelled job leaves the queue. Raises ModelError when Pith is closing, and what `add` or `on_stage` raise.
        """
        if not windows:
            return
        job = _Job(windows, add, on_stage)
        with self._changed:
            if self._closing:
                raise closing()
            self._jobs.append(job)
            self._changed.notify_all()
        try:
            await job.done
        finally:
            with self._changed:
                if job in self._jobs:
                    self._jobs.remove(job)

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
            job.answer(closing())

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


def closing() -> ModelError:
    """What whoever asks meanwhile is told."""
    return ModelError("Pith is closing. Send this again once it is back.")
