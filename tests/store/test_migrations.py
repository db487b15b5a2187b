"""The migrations bring a filled store up to date, one step after the other."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from bot.store import engine, migrating
from bot.store.tables import Table
from bot.texts.folding import fold
from model.traditional import pairs


@pytest.fixture(autouse=True)
def loop_never_blocks() -> None:
    """Lifts the guard: the steps are taken before anybody is served, and to read them all takes a moment each time."""


def test_the_files_are_numbered_in_the_order_of_their_steps() -> None:
    steps = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations")).walk_revisions()
    assert [step.revision for step in steps][::-1] == migrating.revisions()


async def test_no_step_of_the_migrations_loses_a_row(tmp_path: Path) -> None:
    """Every table gets a row of ones as soon as it is there: a one fits most types, and names the one row elsewhere."""
    path = tmp_path / "pith.sqlite3"
    filled: set[str] = set()

    def asked(query: str) -> list[Any]:
        with closing(sqlite3.connect(path)) as database, database:
            return [row[0] for row in database.execute(query)]

    def fill() -> None:
        tables = set(
            asked("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        )
        for table in tables - filled - {"alembic_version"}:
            columns = asked(f"SELECT '\"' || name || '\"' FROM pragma_table_info('{table}')")
            types = asked(f"SELECT type FROM pragma_table_info('{table}')")
            row = ["'[[0, 1], [0, 1]]'" if each == "JSON" else "1" for each in types]
            asked(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(row)}) RETURNING 1")
            filled.add(table)

    store = engine.sqlite_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, writes=True)
    for revision in migrating.revisions():
        await migrating.migrate(store, revision)
        await asyncio.to_thread(fill)
    await store.dispose()
    assert filled == set(Table.metadata.tables)
    assert {table for table in filled if asked(f"SELECT count(*) FROM {table}") != [1]} == set()
    never_again = {
        table.name for table in Table.metadata.tables.values() if table.kwargs.get("sqlite_autoincrement")
    }
    assert set(asked("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")) == never_again


async def test_which_notes_had_a_title_is_told_by_their_texts_and_others_see_no_other(tmp_path: Path) -> None:
    kept = [
        ("Cells", None, "# Cells\n\nCells divide. They grow.", True),
        ("RE: Trip", None, "From: Ann\nSubject: RE: Trip\n\nBring a book.", True),
        ("What I call it", None, "Cells divide. They grow.", True),
        ("Cells divide.", "cells.txt", "Cells divide. They grow.", True),
        ("Cells divide.", None, "Cells\ndivide. They grow.", False),
        ("Cells divide, and then they…", None, "Hello all,\n\nCells divide, and then they grow.", False),
    ]
    path = tmp_path / "pith.sqlite3"

    def asked(query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(path)) as database, database:
            return database.execute(query, values).fetchall()

    def fill() -> None:
        for note_id, (title, file_name, text, _) in enumerate(kept, 1):
            for table, own in (
                ("notes", {"id": note_id, "title": title, "file_name": file_name}),
                ("note_bodies", {"note_id": note_id, "text": text}),
                ("highlights", {"id": note_id, "note_id": note_id}),
                ("shares", {"id": note_id, "post_id": note_id, "highlight_id": note_id}),
                ("group_messages", {"id": note_id, "post_id": note_id}),
                ("group_showings", {"message_id": note_id, "share_id": note_id}),
                ("group_rounds", {"id": note_id, "note_id": note_id}),
                ("round_messages", {"round_id": note_id}),
            ):
                columns = [row[0] for row in asked(f"SELECT name FROM pragma_table_info('{table}')")]
                values = [own.get(name, 1) for name in columns]
                asked(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", *values)

    store = engine.sqlite_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, writes=True)
    await migrating.migrate(store, "0035")
    await asyncio.to_thread(fill)
    await migrating.migrate(store, "0036")
    await store.dispose()
    titled = [has_title for *_, has_title in kept]
    assert [bool(row[0]) for row in asked("SELECT is_titled FROM notes ORDER BY id")] == titled
    for table, note_id in (("group_messages", "post_id"), ("round_messages", "round_id")):
        shown_as_is = [row[0] == 1 for row in asked(f"SELECT changes FROM {table} ORDER BY {note_id}")]
        assert shown_as_is == titled, table


async def test_kept_texts_are_found_as_what_is_searched_for_is_folded(tmp_path: Path) -> None:
    said = ["供給與需求", "供给与需求", "supply", "".join(pairs())]
    path = tmp_path / "pith.sqlite3"

    def asked(query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(path)) as database, database:
            return database.execute(query, values).fetchall()

    def fill() -> None:
        for row_id, text in enumerate(said, 1):
            for table, key in (("notes", "id"), ("note_bodies", "note_id"), ("shares", "id")):
                columns = [row[0] for row in asked(f"SELECT name FROM pragma_table_info('{table}')")]
                own = {
                    key: row_id,
                    "note_id": row_id,
                    "post_id": row_id,
                    "highlight_id": row_id,
                    "folded": text,
                }
                asked(
                    f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})",
                    *(own.get(name, 1) for name in columns),
                )

    store = engine.sqlite_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, writes=True)
    await migrating.migrate(store, "0036")
    await asyncio.to_thread(fill)
    await migrating.migrate(store, "0037")
    await store.dispose()
    for table in ("note_bodies", "shares"):
        assert [row[0] for row in asked(f"SELECT folded FROM {table} ORDER BY 1")] == sorted(map(fold, said))


async def test_a_tag_with_commas_becomes_those_between_them(tmp_path: Path) -> None:
    path = tmp_path / "pith.sqlite3"

    def asked(query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(path)) as database, database:
            return database.execute(query, values).fetchall()

    kept = [(1, "exam, bio"), (1, "bio"), (2, "甲、#乙，丙"), (2, "plain"), (3, ","), (4, "plain")]

    def fill() -> None:
        for table, ids in (("people", [1]), ("notes", [1, 2, 3, 4])):
            columns = [row[0] for row in asked(f"SELECT name FROM pragma_table_info('{table}')")]
            for row_id in ids:
                values = [row_id if name == "id" else 1 for name in columns]
                asked(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", *values)
        for row in kept:
            asked("INSERT INTO tags (note_id, name, person_id) VALUES (?, ?, 1)", *row)

    store = engine.sqlite_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, writes=True)
    await migrating.migrate(store, "0037")
    await asyncio.to_thread(fill)
    await migrating.migrate(store, "0038")
    await store.dispose()
    now = await asyncio.to_thread(asked, "SELECT note_id, name FROM tags WHERE person_id = 1")
    assert sorted(now) == sorted(
        [(1, "bio"), (1, "exam"), (2, "plain"), (2, "甲"), (2, "乙"), (2, "丙"), (4, "plain")]
    )
