"""Brings the tables of a store up to the newest migration.

Alembic makes the changes. It takes half a second to import, and at most starts there is nothing to change: where a
store stands is read without it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import Invalid

MIGRATION_LOCK = 0x70697468  # any constant will do; "pith"

_MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def revisions() -> list[str]:
    """All of them, the first one first: each stands in a file that begins with its number."""
    return sorted(file.name.partition("_")[0] for file in _MIGRATIONS.glob("versions/[0-9]*_*.py"))


def newest_revision() -> str:
    """The revision this code expects."""
    return revisions()[-1]


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Brings the tables up to `revision`. Several processes may start at once: one migrates, the others wait.

    Raises Invalid for tables that a newer Pith has made.
    """

    async with engine.connect() as connection, _tables_may_be_made_anew(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        there = await connection.run_sync(_revision_of)
        if there == newest_revision():
            return
        if there is not None and there not in revisions():
            raise Invalid("This database was made by a newer Pith. Update Pith, or restore an earlier copy.")
        await asyncio.to_thread(import_module, "alembic.command")
        await connection.run_sync(_upgrade, revision)


def _revision_of(connection: Connection) -> str | None:
    """The one that a store's tables are at; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    orphans = _orphans(connection)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    if _orphans(connection) - orphans:
        raise Invalid("The update would have left rows without their owner. Nothing was changed.")


def _orphans(connection: Connection) -> Counter[str]:
    """How many rows of which SQLite tables name a row that is not there."""
    if connection.dialect.name != "sqlite":
        return Counter()
    return Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))


@asynccontextmanager
async def _tables_may_be_made_anew(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes a column by making its table anew; the old one, dropped with foreign keys on, would take all rows
    along that name one of its own. They can be switched outside a transaction only.

    See https://www.sqlite.org/lang_altertable.html ("Making Other Kinds Of Table Schema Changes").
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await driver.execute("PRAGMA foreign_keys=ON")
