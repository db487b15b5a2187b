"""Origins: the messages a note came from and those that answered it, so that a face finds one from the other.

A message is "discord:MESSAGE_ID", a file in it "discord:MESSAGE_ID:FILE_ID". `history.by_origin` finds a
note from its person's side; here is the message's side, where nobody has said yet who speaks.
What becomes of the messages that show a note, once it is gone, stands in `answers`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from bot.app import App
from bot.features import people
from bot.features.note import own
from bot.features.people import Person
from bot.store.tables import NoteRow, OriginRow


@dataclass(frozen=True, slots=True)
class Made:
    """A note that a message made, and whose it is."""

    person: Person
    note_id: int
    title: str


async def add(app: App, person: Person, note_id: int, origin: str) -> None:
    """Ties one more message to the note. Raises NotFound when the note is gone meanwhile."""
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        await s.merge(OriginRow(origin=origin, note_id=note_id, person_id=person.id))


async def is_known(app: App, origin: str) -> bool:
    """Whether somebody has a note that came from just this, or is shown by it."""
    async with app.read() as s:
        return await s.scalar(select(OriginRow.origin).where(OriginRow.origin == origin).limit(1)) is not None


async def made_from(app: App, message: str) -> list[Made]:
    """Every note that `message` or a file in it made; empty when nothing did."""
    async with app.read() as s:
        found = await s.execute(
            select(OriginRow.person_id, NoteRow.id, NoteRow.title)
            .join(NoteRow, NoteRow.id == OriginRow.note_id)
            .where(
                or_(OriginRow.origin == message, OriginRow.origin.startswith(f"{message}:", autoescape=True))
            )
            .order_by(NoteRow.id)
            .distinct()
        )
        rows = found.all()
    return [Made(await people.get(app, owner_id), note_id, title) for owner_id, note_id, title in rows]
