"""Takes what was deleted or written over out of SQLite's write-ahead log, which holds it until it is emptied.

Reached as `Store.wipe`, for what has to be gone when its person is told so, and as `Store.keep_wiped`, for all else.
The database file needs none of this: `secure_delete` overwrites there. Emptying waits for whoever reads
(https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

EMPTYING_TIMEOUT_S = 0.1  # meanwhile nobody can write
EMPTYING_TRIES = 20
BETWEEN_TRIES_S = 0.1
LOOK_EVERY_S = 5.0

log = logging.getLogger(__name__)


async def nothing() -> None:
    """PostgreSQL's files are its administrator's: vacuuming and the write-ahead log follow the server's settings."""


async def wipe(database: str) -> None:
    """Empties the log at once. Where somebody reads on for seconds it gives up, and `keep_wiped` goes on."""
    for _ in range(EMPTYING_TRIES):
        if await asyncio.to_thread(_emptied, database):
            return
        await asyncio.sleep(BETWEEN_TRIES_S)
    log.warning("the write-ahead log is in use: it keeps what was deleted until it can be emptied")


async def keep_wiped(database: str) -> None:
    """Empties the log within moments of whatever was written, also by other processes and before a crash, until
    cancelled."""
    while True:
        await asyncio.to_thread(_emptied, database)
        await asyncio.sleep(LOOK_EVERY_S)


def _emptied(database: str) -> bool:
    """False while somebody reads what stands in the log. What else is wrong is for the next look."""
    file = Path(f"{database}-wal")
    try:
        if not file.exists() or not file.stat().st_size:
            return True
        with closing(sqlite3.connect(database, timeout=EMPTYING_TIMEOUT_S)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    except (sqlite3.Error, OSError) as error:
        log.warning("the write-ahead log could not be emptied: %s", error)
        return True
