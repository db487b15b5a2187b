"""Opens the store: one engine for reading and one for writing, so that SQLite's single writer is a queue, not an error.

Reached through `open_store`. Nothing here knows a table.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.util import LRUCache

from bot.errors import Invalid, reason_of
from bot.store import wiping
from bot.store.driver import connect
from bot.store.migrating import migrate

BUSY_TIMEOUT_MS = 10_000  # another process (`pith backup`, `pith condense`) may hold the write lock this long
POOL_TIMEOUT_S = 30

Sessions = Callable[[], AbstractAsyncContextManager[AsyncSession]]


@dataclass(frozen=True, slots=True)
class Store:
    """`read()` gives a session that can't write; `write()` one transaction, committed at its end. `wipe()` takes
    what was deleted off the disk at once, `keep_wiped()` goes on doing so every few seconds."""

    read: Sessions
    write: Sessions
    wipe: Callable[[], Awaitable[None]]
    keep_wiped: Callable[[], Coroutine[Any, Any, None]]


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """The store at `url`, brought up to the newest migration first, closed at the end."""
    if not _is_sqlite(url):
        try:
            engine = create_async_engine(
                url, pool_size=10, pool_pre_ping=True, pool_timeout=POOL_TIMEOUT_S, hide_parameters=True
            )
        except ModuleNotFoundError:
            raise Invalid("PostgreSQL needs its driver: pip install asyncpg.") from None
        try:
            await migrate(engine)
            reader = engine.execution_options(postgresql_readonly=True)
            yield Store(_sessions(reader), _sessions(engine), wipe=wiping.nothing, keep_wiped=wiping.nothing)
        finally:
            await engine.dispose()
        return
    database = make_url(url).database or ""
    if database:
        _make_private(Path(database))
    writer = sqlite_engine(url, pool_size=1, writes=True)
    reader = sqlite_engine(url, pool_size=5, writes=False)
    try:
        await migrate(writer)
        for engine in (writer, reader):
            _compile_once(engine.sync_engine)
        yield Store(
            _sessions(reader),
            _sessions(writer),
            wipe=partial(wiping.wipe, database),
            keep_wiped=partial(wiping.keep_wiped, database),
        )
    finally:
        await reader.dispose()
        await writer.dispose()


def _make_private(file: Path) -> None:
    """Makes `file` and its folder where they are missing, for their owner only: people's words go in there."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_engine(url: str, *, pool_size: int, writes: bool) -> AsyncEngine:
    """An engine to write with, or one that only reads. FULL: what was acknowledged survives a power cut.
    secure_delete: what was deleted is overwritten in the database file (for the log see `Store.wipe`). Errors come
    without values, which may be a person's text.

    See https://www.sqlite.org/pragma.html and https://docs.sqlalchemy.org/en/21/dialects/sqlite.html
    ("Serializable isolation / Savepoints / Transactional DDL") for why the driver's own BEGIN is switched off.
    """
    engine = create_async_engine(
        url,
        connect_args={"async_creator_fn": connect, "writes": writes},
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        hide_parameters=True,
    )
    settings = {
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "secure_delete": "ON",
        "busy_timeout": str(BUSY_TIMEOUT_MS),
        "query_only": "OFF" if writes else "ON",
    }

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        script = ";".join(f"PRAGMA {name}={value}" for name, value in settings.items())
        connection.run_async(lambda driver: driver.executescript(script))

    return engine


_compiled: LRUCache[Any, Any] = LRUCache(1_000)
_dialects: dict[str, Dialect] = {}


def _compile_once(engine: Engine) -> None:
    """What one engine of this process compiled, which it does on the loop, all know: SQLAlchemy keeps it by engine and
    dialect. `engine` has been connected: the dialect that all take from the first one is complete."""
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_compiled)


def _sessions(engine: AsyncEngine) -> Sessions:
    make = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def session() -> AsyncIterator[AsyncSession]:
        async with make() as s, s.begin():
            yield s

    return session


async def backup(url: str, target: Path) -> None:
    """A consistent copy of an SQLite store into the new file `target`, while others read and write.

    Raises Invalid for another kind of store (PostgreSQL brings pg_dump), for a target that is there already or can't
    be written, and for a store that is damaged or not there.
    """
    if not _is_sqlite(url):
        raise Invalid("Pith copies SQLite only. For PostgreSQL use pg_dump.")
    source = Path(make_url(url).database or "")

    def copy() -> None:
        part = target.with_name(target.name + ".part")
        try:
            if target.exists():
                raise Invalid("“{name}” is there already. Give a new name.", name=str(target))
            part.touch(mode=0o600)  # it holds what people wrote
        except OSError as error:
            raise Invalid(
                "“{name}” can't be written: {reason}.", name=str(target), reason=reason_of(error)
            ) from None
        try:
            with (
                closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as origin,
                closing(sqlite3.connect(part)) as copied,
            ):
                origin.backup(copied)
                verdict = copied.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            part.replace(target)
        except sqlite3.Error as error:
            raise Invalid("The database can't be copied: {reason}.", reason=str(error)) from error
        finally:
            part.unlink(missing_ok=True)

    await asyncio.to_thread(copy)
