"""A group's settings, apart from any person's: who may share how much, in which channel and language. Each change is
written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid
from bot.features.groups.audit import changed_by
from bot.features.groups.group import (
    MOST_DAILY_SHARES,
    Group,
    Sharers,
    clean_name,
    group_of,
    managed,
)
from bot.features.people import Person
from bot.locales import LANGUAGES
from bot.store.tables import GroupRow


@dataclass(frozen=True, slots=True)
class Settings:
    """What is to be changed; None leaves it."""

    name: str | None = None
    channel_id: int | None = None
    sharers: Sharers | None = None
    daily_shares: int | None = None
    language: str | None = None


def checked(wish: Settings) -> dict[str, str | int]:
    """The columns that are to be changed. Raises Invalid."""
    if wish.daily_shares is not None and not 1 <= wish.daily_shares <= MOST_DAILY_SHARES:
        raise Invalid("A member may share 1 to {limit} sentences a day.", limit=MOST_DAILY_SHARES)
    if wish.language is not None and wish.language not in LANGUAGES:
        raise Invalid(
            "Pith does not speak “{language}” yet. Choose English or 简体中文.", language=wish.language
        )
    given = {
        "name": None if wish.name is None else clean_name(wish.name),
        "channel_id": None if wish.channel_id is None else str(wish.channel_id),
        "sharers": None if wish.sharers is None else wish.sharers.value,
        "daily_shares": wish.daily_shares,
        "language": wish.language,
    }
    return {column: value for column, value in given.items() if value is not None}


def apply(s: AsyncSession, app: App, person: Person, group: GroupRow, values: dict[str, str | int]) -> None:
    """Changes the group, and writes down who did."""
    for column, value in values.items():
        before = getattr(group, column)
        if before != value:
            said = None if before is None else str(before)
            changed_by(s, app, person, group, column, said, str(value))
            setattr(group, column, value)
            group.changes += 1


async def change_settings(app: App, person: Person, group_id: int, wish: Settings) -> Group:
    """Raises NotFound, NotAllowed and Invalid. The channel is set in the server alone, where its rights are known."""
    values = checked(wish)
    values.pop("channel_id", None)
    async with app.write() as s:
        group, member = await managed(s, person, group_id)
        apply(s, app, person, group, values)
        await s.flush()
        return await group_of(s, group, member)
