"""What a person does with two notes that were said to belong together: tags both alike, or says that they don't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid
from bot.features import tags
from bot.features.note import own
from bot.features.people import Person
from bot.features.recommended.rules import proposed_tags
from bot.store.tables import ApartRow, TagRow


async def tag_alike(app: App, person: Person, note_id: int, other_id: int, names: Iterable[str]) -> None:
    """Both notes get these tags beside those they have. Raises NotFound, and Invalid for too many or none."""
    wanted = tags.clean_tags(names)
    if not wanted:
        raise Invalid("Write at least one tag for both.", about="tags")
    async with app.write() as s:
        known = await _own_tags(s, person, note_id, other_id)
        _add(s, person, known, wanted)


async def tag_as_proposed(
    app: App, person: Person, note_id: int, other_id: int, word: str
) -> tuple[str, ...]:
    """As `tag_alike`, with what `recommend` would propose for the two now; these tags."""
    async with app.write() as s:
        known = await _own_tags(s, person, note_id, other_id)
        wanted = tags.clean_tags(proposed_tags(known[note_id], known[other_id], word), known[note_id])
        _add(s, person, known, wanted)
    return wanted


async def _own_tags(s: AsyncSession, person: Person, *note_ids: int) -> dict[int, tuple[str, ...]]:
    """The tags of these notes, which nobody else changes until the transaction's end. Raises NotFound."""
    for each in sorted(note_ids):
        await own(s, person, each, to_change=True)
    return await tags.tags_of(s, note_ids)


def _add(s: AsyncSession, person: Person, known: Mapping[int, Sequence[str]], wanted: Sequence[str]) -> None:
    for note_id, names in known.items():
        tags.clean_tags([*names, *wanted], names)
        s.add_all(
            TagRow(note_id=note_id, name=name, person_id=person.id) for name in wanted if name not in names
        )


async def keep_apart(app: App, person: Person, note_id: int, other_id: int) -> None:
    """The two are not named together again. Raises NotFound."""
    first, second = sorted((note_id, other_id))
    async with app.write() as s:
        for each in (first, second):
            await own(s, person, each, to_change=True)
        if first != second and await s.get(ApartRow, (first, second)) is None:
            s.add(ApartRow(note_id=first, other_id=second, person_id=person.id))


async def export(app: App, person: Person) -> list[list[int]]:
    """The pairs of notes that don't belong together."""
    async with app.read() as s:
        rows: Any = await s.execute(
            select(ApartRow.note_id, ApartRow.other_id)
            .where(ApartRow.person_id == person.id)
            .order_by(ApartRow.note_id, ApartRow.other_id)
        )
        return [[row.note_id, row.other_id] for row in rows]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(ApartRow).where(ApartRow.person_id == person.id))
