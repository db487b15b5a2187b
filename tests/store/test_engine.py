"""The store: nothing acknowledged is lost, nothing overwritten unseen, and the migrations make the tables."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.app import App
from bot.errors import Invalid
from bot.features.people import Person
from bot.settings import Settings
from bot.store.engine import Sessions, backup, open_store
from bot.store.tables import PersonRow, Table, TokenRow

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999) SELECT i FROM n"


async def test_no_update_is_lost(app: App, ada: Person) -> None:
    async def add_one() -> None:
        async with app.write() as s:
            epoch = await s.scalar(select(PersonRow.session_epoch).where(PersonRow.id == ada.id))
            await asyncio.sleep(0)
            await s.execute(
                update(PersonRow).where(PersonRow.id == ada.id).values(session_epoch=(epoch or 0) + 1)
            )

    await asyncio.gather(*(add_one() for _ in range(50)))
    async with app.read() as s:
        assert await s.scalar(select(PersonRow.session_epoch).where(PersonRow.id == ada.id)) == 50


async def test_reading_cannot_write(app: App, ada: Person) -> None:
    async with app.read() as s:
        with pytest.raises(OperationalError, match="readonly"):
            await s.execute(update(PersonRow).values(session_epoch=9))


async def test_the_settings_that_keep_data_safe_are_on(app: App) -> None:
    async with app.write() as s:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        assert {name: await s.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


async def test_a_failed_transaction_leaves_nothing(app: App, ada: Person) -> None:
    async def fail() -> None:
        async with app.write() as s:
            await s.execute(update(PersonRow).values(session_epoch=9))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with app.read() as s:
        assert await s.scalar(select(PersonRow.session_epoch)) == 0


async def test_cancelled_at_any_moment_a_transaction_leaves_nothing_behind(app: App, ada: Person) -> None:
    async def use(sessions: Sessions) -> None:
        async with sessions() as s:
            await s.execute(select(PersonRow.id).limit(1))
            await s.execute(update(PersonRow).values(session_epoch=9))
            raise InterruptedError

    for sessions in (app.write, app.read):
        for steps in range(0, 120, 2):
            task = asyncio.create_task(use(sessions))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            with suppress(asyncio.CancelledError, InterruptedError, OperationalError):
                await task
            async with asyncio.timeout(5), app.write() as s:
                assert await s.scalar(select(PersonRow.session_epoch)) == 0
                await s.execute(update(PersonRow).values(session_epoch=0))


async def test_a_long_result_comes_whole_and_can_be_left_halfway(app: App) -> None:
    async with app.read() as s:
        assert (await s.scalars(text(NUMBERS))).all() == list(range(1000))
        stream = await s.stream_scalars(text(NUMBERS))
        assert [await anext(stream) for _ in range(300)] == list(range(300))
        await stream.close()
        assert await s.scalar(text("SELECT 7")) == 7


async def test_a_stream_that_nobody_closes_ends_with_its_session(app: App, ada: Person) -> None:
    many = text(f"{NUMBERS} WHERE (SELECT count(*) FROM people) > 0")
    async with app.read() as s:
        stream = await s.stream_scalars(many)
        assert await anext(stream) == 0
    async with app.write() as s:
        await s.execute(update(PersonRow).values(session_epoch=7))
    async with app.read() as s:
        assert await s.scalar(select(PersonRow.session_epoch)) == 7
    assert checkpointed(app)
    del stream


def checkpointed(app: App) -> bool:
    """Whether nobody reads an old state, nor writes."""
    with closing(sqlite3.connect(app.settings.sqlite_path)) as beside:
        return bool(beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0))


async def test_a_long_result_that_is_broken_off_holds_no_lock(app: App, ada: Person) -> None:
    slow = text(NUMBERS.replace("999", "900000") + " WHERE i > 899000 AND (SELECT count(*) FROM people) > 0")

    async def use(sessions: Sessions) -> None:
        async with sessions() as s:
            if sessions is app.write:
                await s.execute(update(PersonRow).values(session_epoch=8))
            (await s.execute(slow)).all()

    for sessions in (app.write, app.read):
        task = asyncio.create_task(use(sessions))  # and what it knows stays known
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
        async with asyncio.timeout(5), app.write() as s:
            await s.execute(update(PersonRow).values(session_epoch=9))
        assert checkpointed(app)


async def test_the_migrations_make_exactly_the_tables(app: App) -> None:
    def differences() -> list[object]:
        engine = create_engine(make_url(app.settings.database).set(drivername="sqlite"))
        with engine.connect() as connection:
            found = compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True}), Table.metadata
            )
        engine.dispose()
        return found

    assert await asyncio.to_thread(differences) == []


async def test_a_backup_is_whole_while_people_write(app: App, ada: Person, tmp_path: Path) -> None:
    async def write_on() -> None:
        for epoch in range(1, 30):
            async with app.write() as s:
                await s.execute(update(PersonRow).values(session_epoch=epoch))

    target = tmp_path / "copy.sqlite3"
    await asyncio.gather(write_on(), backup(app.settings.database, target))
    async with open_store(f"sqlite+aiosqlite:///{target}") as store, store.read() as s:
        assert (await s.get_one(PersonRow, ada.id)).id == ada.id
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(Invalid):
        await backup(app.settings.database, target)


async def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        await backup(f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3", tmp_path / "copy.sqlite3")


async def test_a_backup_of_something_else_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "noise.sqlite3").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(Invalid):
        await backup(f"sqlite+aiosqlite:///{tmp_path}/noise.sqlite3", tmp_path / "copy.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == ["noise.sqlite3"]


async def test_any_folder_may_hold_the_database(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "50%41 of it? #1")
    async with open_store(settings.database):
        assert settings.sqlite_path.is_file()
    await backup(settings.database, tmp_path / "copy.sqlite3")


async def test_only_its_owner_reads_the_database(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with open_store(f"sqlite+aiosqlite:///{data}/pith.sqlite3"):
        assert {path.name: path.stat().st_mode & 0o077 for path in (data, *data.iterdir())} == dict.fromkeys(
            ("data", "pith.sqlite3", "pith.sqlite3-wal", "pith.sqlite3-shm"), 0
        )


async def test_a_newer_piths_database_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/pith.sqlite3"
    async with open_store(url) as store, store.write() as s:
        await s.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(Invalid, match="newer"):
        async with open_store(url):
            pass


async def test_what_is_deleted_can_not_be_read_from_the_file(settings: Settings) -> None:
    secret = "Deleted means gone from the disk."
    for change in (f"CREATE TABLE said AS SELECT '{secret}' AS words", "DELETE FROM said"):
        async with open_store(settings.database) as store, store.write() as s:
            await s.execute(text(change))
    assert secret.encode() not in settings.sqlite_path.read_bytes()


async def test_an_error_of_the_store_does_not_quote_people(app: App) -> None:
    with pytest.raises(IntegrityError) as said:
        async with app.write() as s:
            s.add(TokenRow(secret_hash="x", person_id=-1, name="my diary", created_at=app.clock()))
    assert "diary" not in str(said.value)
