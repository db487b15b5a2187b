"""What every feature is handed: the settings, the store, the model and the clock. `open_app` opens and closes them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import model
from bot.settings import Settings
from bot.store.engine import Sessions, open_store


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """The running program, without its faces. `clock()` is the only now(): an aware UTC datetime. After
    `wipe()` nothing that was deleted is on the disk any more; inside a transaction it would wait in vain. What no
    feature wipes `keep_wiped()` does, as a task of `__main__`."""

    settings: Settings
    read: Sessions
    write: Sessions
    wipe: Callable[[], Awaitable[None]]
    keep_wiped: Callable[[], Coroutine[Any, Any, None]]
    extractor: model.AsyncExtractor
    clock: Callable[[], datetime] = now
    job_added: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def open_app(
    settings: Settings, *, extractor: model.Extractor | None = None, clock: Callable[[], datetime] = now
) -> AsyncIterator[App]:
    """The store first (migrated), then the model; closed the other way round.

    `extractor` is one already loaded, so that tests load it once. Raises model.ModelError for a bad checkpoint.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with open_store(settings.database) as store:
        if extractor is None:
            extractor = await asyncio.to_thread(model.load, settings.model, settings.device)
        gc.freeze()  # what is loaded stays: looking through it again at every collection stops the loop for 0.2 s
        async with model.AsyncExtractor(extractor, max_waiting=settings.queue_size) as queue:
            yield App(settings, store.read, store.write, store.wipe, store.keep_wiped, queue, clock)
