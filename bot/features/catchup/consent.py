"""Who does not want to be condensed, server by server: their words are in nobody's catch-up there, and in no digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features import quotes
from bot.features.people import Person, discord_id
from bot.store.tables import IdentityRow, UncondensedRow

NAME_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class LeftOutAt:
    """A server in which a person is left out, as it was called when they said so."""

    server_id: str
    name: str
    since_at: datetime


async def leave_me_out(app: App, person: Person, server_id: int, name: str) -> None:
    """From now on nothing that this person says there is condensed for anybody else, and what answers in its channels
    show of it is gone from them."""
    account = await discord_id(app, person)
    async with app.write() as s:
        if account is not None:
            await quotes.silence(s, app, account, server_id)
        row = UncondensedRow(
            person_id=person.id, server_id=str(server_id), name=name[:NAME_CHARACTERS], since_at=app.clock()
        )
        await s.merge(row)


async def take_me_in(app: App, person: Person, server_id: int | str) -> None:
    """They are condensed there again; also where they were all along."""
    async with app.write() as s:
        await s.execute(
            delete(UncondensedRow).where(
                UncondensedRow.person_id == person.id, UncondensedRow.server_id == str(server_id)
            )
        )


async def unwilling(app: App, server_id: int) -> frozenset[int]:
    """The Discord accounts of those who are left out in this server."""
    async with app.read() as s:
        found = await s.scalars(
            select(IdentityRow.external_id)
            .join(UncondensedRow, UncondensedRow.person_id == IdentityRow.person_id)
            .where(UncondensedRow.server_id == str(server_id), IdentityRow.face == "discord")
        )
        return frozenset(int(each) for each in found)


async def left_out_at(app: App, person: Person) -> tuple[LeftOutAt, ...]:
    async with app.read() as s:
        rows = await s.scalars(
            select(UncondensedRow)
            .where(UncondensedRow.person_id == person.id)
            .order_by(UncondensedRow.since_at, UncondensedRow.server_id)
        )
        return tuple(LeftOutAt(row.server_id, row.name, row.since_at) for row in rows)


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    return [
        {"server": each.server_id, "name": each.name, "left_out_since": each.since_at.isoformat()}
        for each in await left_out_at(app, person)
    ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(UncondensedRow).where(UncondensedRow.person_id == person.id))
