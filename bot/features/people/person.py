"""Who is speaking: a person, made at their first word on a face; and newcomers, whom nothing but a browser knows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.store.tables import IdentityRow, PersonRow, Table
from model import Budget

LOCAL = ("local", "local")


@dataclass(frozen=True, slots=True)
class Person:
    """A person and their settings. `language` None means: as the face says. `length` is what they get unasked.
    `single_keys`: on pages a letter or a digit alone acts."""

    id: int
    language: str | None
    time_zone: str | None
    length: Budget
    session_epoch: int
    single_keys: bool


def budget_json(budget: Budget) -> dict[str, Any]:
    """The one field that is set; `Budget(**…)` reads it back."""
    return {k: v for k, v in asdict(budget).items() if v is not None}


def person_of(row: PersonRow) -> Person:
    length = Budget(**row.length)
    return Person(row.id, row.language, row.time_zone, length, row.session_epoch, row.single_keys)


async def local(app: App) -> Person:
    """The person at this machine: who uses the terminal, and the browser without Discord."""
    return await _known_as(app, *LOCAL)


async def from_discord(app: App, user_id: int) -> Person:
    """The person behind a Discord account, made at their first word."""
    return await _known_as(app, "discord", str(user_id))


async def newcomer(app: App) -> Person:
    """Somebody new, who came by an invitation into a group and is known by nothing but their browser."""
    async with app.write() as s:
        row = PersonRow(language=None, time_zone=None, length={}, session_epoch=0, created_at=app.clock())
        s.add(row)
        await s.flush()
        return person_of(row)


async def _known_as(app: App, face: str, external_id: str) -> Person:
    async with app.read() as s:
        if row := await _find(s, face, external_id):
            return person_of(row)
    try:
        async with app.write() as s:
            if row := await _find(s, face, external_id):
                return person_of(row)
            row = PersonRow(language=None, time_zone=None, length={}, session_epoch=0, created_at=app.clock())
            s.add(row)
            await s.flush()
            s.add(IdentityRow(face=face, external_id=external_id, person_id=row.id))
            return person_of(row)
    except IntegrityError:  # another process met them in the same moment
        async with app.read() as s:
            found = await _find(s, face, external_id)
        if found is None:
            raise
        return person_of(found)


async def _find(s: AsyncSession, face: str, external_id: str) -> PersonRow | None:
    known = select(IdentityRow.person_id).where(
        IdentityRow.face == face, IdentityRow.external_id == external_id
    )
    return await s.scalar(select(PersonRow).where(PersonRow.id == known.scalar_subquery()))


async def get(app: App, person_id: int) -> Person:
    """Raises NotFound once the person has been erased."""
    async with app.read() as s:
        row = await s.get(PersonRow, person_id)
    if row is None:
        raise unknown()
    return person_of(row)


def unknown() -> NotFound:
    return NotFound("This person is not known here any more.")


async def has_way_in(s: AsyncSession, person_id: int) -> bool:
    """Whether they are known by more than their browser: by this machine, or an account."""
    return (
        await s.scalar(select(IdentityRow.face).where(IdentityRow.person_id == person_id).limit(1))
        is not None
    )


async def is_newcomer(app: App, person: Person) -> bool:
    """Whether nothing but a browser knows them."""
    async with app.read() as s:
        return not await has_way_in(s, person.id)


async def erase_if_empty(s: AsyncSession, person_id: int) -> None:
    """A newcomer of whom nothing is kept is nobody any more."""
    if await s.get(PersonRow, person_id, with_for_update=True) is None or await has_way_in(s, person_id):
        return
    for table in Table.metadata.sorted_tables:
        owner = table.columns.get("person_id")
        if owner is None or owner.nullable:
            continue
        if await s.scalar(select(literal(1)).select_from(table).where(owner == person_id).limit(1)):
            return
    await s.execute(delete(PersonRow).where(PersonRow.id == person_id))


async def discord_id(app: App, person: Person) -> int | None:
    """The Discord account the person speaks from, if they have one."""
    async with app.read() as s:
        known = await s.scalar(
            select(IdentityRow.external_id).where(
                IdentityRow.person_id == person.id, IdentityRow.face == "discord"
            )
        )
    return int(known) if known else None
