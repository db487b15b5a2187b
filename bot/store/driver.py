"""aiosqlite, with one trip to a connection's thread for each statement, and none to begin a transaction.

Each call of aiosqlite is a trip of its own, and SQLAlchemy makes four for a SELECT: for the cursor, to execute, to
fetch and to close, and as many to begin. A trip costs more than most of Pith's statements do.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import aiosqlite

AHEAD_ROWS = 256  # come back with their statement; the rest of a longer result is fetched on demand

T = TypeVar("T")


async def connect(database: str, *, writes: bool, **options: Any) -> Connection:
    """A connection to the SQLite file `database`, to read from it or to write; `options` are those of
    `sqlite3.connect`."""
    connection = Connection(lambda: sqlite3.connect(database, isolation_level=None, **options), writes)
    connection._thread.daemon = True  # as SQLAlchemy has it: one left open doesn't keep the process alive
    await connection
    return connection


class Connection(aiosqlite.Connection):
    """A transaction begins on the trip of its first statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], writes: bool) -> None:
        super().__init__(connector, iter_chunk_size=AHEAD_ROWS)
        self._writes = writes
        self.unfinished: set[sqlite3.Cursor] = set()  # known in the connection's thread alone

    def in_a_transaction(self) -> sqlite3.Connection:
        """What a statement runs on, in the connection's thread."""
        if not self._conn.in_transaction:
            self._conn.execute("BEGIN IMMEDIATE" if self._writes else "BEGIN")
        return self._conn

    def _let_go(self) -> None:
        """A result that was left halfway keeps what it reads, and all that its transaction locks, also beyond the end
        of its connection: until nobody knows it any more, as the error does that ended it."""
        while self.unfinished:
            self.unfinished.pop().close()

    async def rollback(self) -> None:
        await self._execute(self._roll_back)  # type: ignore[no-untyped-call]

    def _roll_back(self) -> None:
        self._let_go()
        self._conn.rollback()

    async def close(self) -> None:
        self._tx.put_nowait((None, self._let_go))
        await super().close()

    def stop(self) -> asyncio.Future[Any] | None:
        self._tx.put_nowait((None, self._let_go))
        return super().stop()

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy enters it before its first statement
        return Cursor(self)


class Cursor(aiosqlite.Cursor):
    """Fetches the first rows on the trip of the statement, and closes where those were all.

    Who awaits a trip may be cancelled; the trip goes on. What must come after it makes a trip of its own.
    """

    _conn: Connection
    _cursor: sqlite3.Cursor | None  # type: ignore[assignment]

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, None)  # type: ignore[arg-type]  # its statement brings the driver's own
        self._ahead: list[Any] = []
        self._more = False  # rows than those ahead; also where that is not known yet

    async def __aenter__(self) -> Cursor:
        return self

    async def _trip(self, function: Callable[..., T], *values: Any) -> T:
        return cast(T, await self._conn._execute(function, *values))  # type: ignore[no-untyped-call]

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Cursor:
        return await self._begin(sqlite3.Connection.execute, sql, parameters or ())

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Cursor:
        return await self._begin(sqlite3.Connection.executemany, sql, parameters)

    async def _begin(self, how: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> Cursor:
        self._more = True
        self._ahead, self._more = await self._trip(self._run, how, sql, parameters)
        return self

    def _run(self, how: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> tuple[list[Any], bool]:
        """In the connection's thread, all that a short result needs: the first rows, and whether there are more."""
        self._cursor = how(self._conn.in_a_transaction(), sql, parameters)
        rows = self._cursor.fetchmany(AHEAD_ROWS) if self._cursor.description else []
        more = len(rows) == AHEAD_ROWS
        if more:
            self._conn.unfinished.add(self._cursor)
        else:
            self._cursor.close()
        return rows, more

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        size = size or AHEAD_ROWS
        if len(self._ahead) < size and self._more and self._cursor:
            self._ahead += await self._trip(self._cursor.fetchmany, size - len(self._ahead))
        rows, self._ahead = self._ahead[:size], self._ahead[size:]
        return rows

    async def fetchall(self) -> list[Any]:
        rows, self._ahead = self._ahead, []
        if self._more and self._cursor:
            rows += await self._trip(self._cursor.fetchall)
        return rows

    async def close(self) -> None:
        if self._more:
            self._more = False
            await self._trip(self._close)

    def _close(self) -> None:
        if self._cursor:
            self._conn.unfinished.discard(self._cursor)
            self._cursor.close()
