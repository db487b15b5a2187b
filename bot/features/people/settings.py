"""What a person has set: their language, their time zone, the length they get unasked, and their keys."""

from __future__ import annotations

import asyncio
import zoneinfo
from functools import lru_cache

from bot.app import App
from bot.errors import Invalid
from bot.features.people.person import Person, budget_json, person_of, unknown
from bot.locales import LANGUAGES
from bot.store.tables import PersonRow
from model import Budget


@lru_cache
def _time_zones() -> frozenset[str]:
    """The zones this machine knows; looking takes long enough to be done once, and in a thread."""
    return frozenset(zoneinfo.available_timezones())


@lru_cache
def time_zones() -> tuple[str, ...]:
    """Those to choose from, in order: without the old aliases that have no place in them. The first look takes long."""
    return tuple(sorted(zone for zone in _time_zones() if "/" in zone or zone == "UTC"))


async def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The time zone somebody wrote. Raises Invalid for what is none; folders of zones ("Europe") are none."""
    if name not in await asyncio.to_thread(_time_zones):
        raise Invalid(
            "“{zone}” is not a time zone. Write it like Europe/Paris or Asia/Shanghai.",
            about="zone",
            zone=name,
        )
    return await asyncio.to_thread(zoneinfo.ZoneInfo, name)


async def change_settings(
    app: App,
    person: Person,
    *,
    language: str | None = None,
    time_zone: str | None = None,
    length: Budget | None = None,
    single_keys: bool | None = None,
) -> Person:
    """Changes what is given and leaves the rest; an empty language or time zone means: as the face says.

    Raises Invalid for an unknown one, NotFound once the person has been erased.
    """
    if language and language not in LANGUAGES:
        raise Invalid(
            "Pith does not speak “{language}” yet. Choose English or 简体中文.",
            about="language",
            language=language,
        )
    if time_zone:
        await zone_named(time_zone)
    async with app.write() as s:
        row = await s.get(PersonRow, person.id, with_for_update=True)
        if row is None:
            raise unknown()
        if language is not None:
            row.language = language or None
        if time_zone is not None:
            row.time_zone = time_zone or None
        if length is not None:
            row.length = budget_json(length)
        if single_keys is not None:
            row.single_keys = single_keys
        return person_of(row)
