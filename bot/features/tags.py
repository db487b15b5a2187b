"""Tags: a person's own words on their notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid
from bot.features.note import own
from bot.features.people import Person
from bot.store.tables import TagRow
from bot.texts.collation import by_name
from bot.texts.visible import visible

TAG_CHARACTERS = 40
TAGS_PER_NOTE = 20
COMMAS = re.compile("[,，、]")


def clean_tag(name: str) -> str:
    """A tag as it is kept: without a leading #, in lower case, as it is seen; with commas, the first between them."""
    return next(iter(each_tag(name)), "")


def each_tag(said: str) -> list[str]:
    """The tags that stand between commas, as they are kept: a comma is part of none."""
    return [tag for name in COMMAS.split(said) if (tag := visible(visible(name).lstrip("#")).casefold())]


def clean_tags(names: Iterable[str], had: Iterable[str] = ()) -> tuple[str, ...]:
    """Tags as a note keeps them, each once; one with a comma is two. Raises Invalid for too long ones, and too many if
    any is none that the note `had`: notes from before commas parted tags may have more."""
    wanted = tuple(dict.fromkeys(tag for name in names for tag in each_tag(name)))
    too_many = len(wanted) > TAGS_PER_NOTE and not set(wanted) <= set(had)
    if too_many or any(len(name) > TAG_CHARACTERS for name in wanted):
        raise Invalid(
            "A note may have {count} tags of up to {limit} characters.",
            about="tags",
            count=TAGS_PER_NOTE,
            limit=TAG_CHARACTERS,
        )
    return wanted


async def set_tags(app: App, person: Person, note_id: int, names: Iterable[str]) -> tuple[str, ...]:
    """Replaces the note's tags. Raises Invalid as `clean_tags` does."""
    return await change_tags(app, person, note_id, instead=names)


async def change_tags(
    app: App,
    person: Person,
    note_id: int,
    *,
    instead: Iterable[str] | None = None,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> tuple[str, ...]:
    """Puts others `instead` of the note's tags, where given, then adds and removes some: what somebody does elsewhere
    meanwhile stays. Raises Invalid as `clean_tags` does."""
    off = {tag for name in remove for tag in each_tag(name)}
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        had = (await tags_of(s, [note_id]))[note_id]
        kept = had if instead is None else instead
        wanted = clean_tags((tag for name in (*kept, *add) for tag in each_tag(name) if tag not in off), had)
        await s.execute(delete(TagRow).where(TagRow.note_id == note_id))
        s.add_all(TagRow(note_id=note_id, name=name, person_id=person.id) for name in wanted)
    return tuple(await by_name(wanted, str))


async def list_tags(app: App, person: Person) -> dict[str, int]:
    """The person's tags with the number of notes of each, most used first."""
    count = func.count().label("notes")
    async with app.read() as s:
        rows = await s.execute(
            select(TagRow.name, count).where(TagRow.person_id == person.id).group_by(TagRow.name)
        )
        used = {row.name: row.notes for row in rows}
    return {name: used[name] for name in sorted(await by_name(used, str), key=lambda name: -used[name])}


async def tags_of(s: AsyncSession, note_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of each note, in the order of names; every id has an entry."""
    found: dict[int, list[str]] = {note_id: [] for note_id in note_ids}
    rows = await s.scalars(select(TagRow).where(TagRow.note_id.in_(note_ids)).order_by(TagRow.name))
    for row in await by_name(rows, lambda row: row.name):
        found[row.note_id].append(row.name)
    return {note_id: tuple(names) for note_id, names in found.items()}
