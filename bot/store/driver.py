"""aiosqlite, with one trip to a connection's thread for each statement, and at most one more for a transaction.

Each call of aiosqlite is a trip of its own, and SQLAlchemy makes four for a SELECT: for the cursor, to execute, to
fetch and to close; and three for a transaction: to begin, to commit, and to roll back what it can't know is done. A
trip costs more than most of Pith's statements do.
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
    """A transaction begins on the trip of its first statement. The end of one that only reads is not waited for:
    trips are made in turn, so that whatever comes next finds it ended."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], writes: bool) -> None:
        super().__init__(connector, iter_chunk_size=AHEAD_ROWS)
        self._writes = writes
        self._trips = 0
        self._ended = 0  # by this trip the last transaction was
        self.unfinished: set[sqlite3.Cursor] = set()  # known in the connection's thread alone

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        self._trips += 1
        return cast(T, await super()._execute(fn, *args, **kwargs))  # type: ignore[no-untyped-call]

    def in_a_transaction(self) -> sqlite3.Connection:
        """What a statement runs on, in the connection's thread."""
        if not self._conn.in_transaction:
            self._conn.execute("BEGIN IMMEDIATE" if self._writes else "BEGIN")
        return self._conn

    async def commit(self) -> None:
        await self._end(self._conn.commit)

    async def rollback(self) -> None:
        if self._ended != self._trips:
            await self._end(self._conn.rollback)

    async def _end(self, how: Callable[[], None]) -> None:
        trip = self._trips + 1
        if self._writes:
            await self._execute(how)
        else:
            self._trips = trip
            self._tx.put_nowait((None, self._end_reading))
        self._ended = trip  # where nobody waits, or the trip came back

    def _end_reading(self) -> None:
        self._let_go()
        self._conn.rollback()

    def _let_go(self) -> None:
        """A result that was left halfway keeps what it reads, and all that its transaction locks, also beyond the end
        of its connection: until nobody knows it any more, as the error does that ended it."""
        while self.unfinished:
            self.unfinished.pop().close()

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
        return await self._conn._execute(function, *values)

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
