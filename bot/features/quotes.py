"""Answers of Pith's in a server that hold what a message says there, or what it passes on: they say that they are
deleted once that is, or once its writer, if that is somebody else than their person, does not want to be condensed
there any more. The note stays its person's.

Kept is which message a note is of, whose that is and in which server, not what it says; it goes with the note.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import answers
from bot.features.answers import ANSWER
from bot.features.people import Person, discord_id
from bot.store.tables import IdentityRow, NoteRow, OriginRow, PersonRow, QuotedRow


async def quote(app: App, note_id: int, said_id: int, account_id: int, server_id: int) -> None:
    """To be called before an answer shows the note, which was made of what this account wrote in that server."""
    async with app.write() as s:
        if await s.get(NoteRow, note_id) is not None:
            await s.merge(
                QuotedRow(
                    note_id=note_id,
                    said_id=str(said_id),
                    account_id=str(account_id),
                    server_id=str(server_id),
                )
            )


async def said_no_more(app: App, said_ids: Collection[int]) -> None:
    """These messages are deleted: no answer shows them any more."""
    said = QuotedRow.said_id.in_([str(each) for each in said_ids])
    async with app.read() as s:
        if await s.scalar(select(QuotedRow.said_id).where(said).limit(1)) is None:
            return
    async with app.write() as s:
        await _take_back(s, app, said)


async def unwilling(app: App, account_id: int, server_id: int) -> None:
    """To be called again for answers that come after `silence`."""
    async with app.write() as s:
        await silence(s, app, account_id, server_id)


async def silence(s: AsyncSession, app: App, account_id: int, server_id: int) -> None:
    """This account does not want to be condensed for others in that server any more."""
    theirs = (QuotedRow.account_id == str(account_id)) & (QuotedRow.server_id == str(server_id))
    themselves = select(IdentityRow.person_id).where(
        IdentityRow.face == "discord", IdentityRow.external_id == str(account_id)
    )
    theirs &= NoteRow.person_id.not_in(themselves)  # what they had condensed themselves stays
    await _take_back(s, app, theirs)


async def _take_back(s: AsyncSession, app: App, which: ColumnElement[bool]) -> None:
    """The rows stay, so that it can be called again for an answer that comes meanwhile."""
    notes = (
        select(NoteRow.id, PersonRow.language)
        .join(QuotedRow, QuotedRow.note_id == NoteRow.id)
        .join(PersonRow, PersonRow.id == NoteRow.person_id)
        .where(which)
        .distinct()
        .order_by(NoteRow.id)
    )
    for note_id, language in (await s.execute(notes)).all():
        shown = (OriginRow.note_id == note_id) & OriginRow.origin.startswith(ANSWER)
        await answers.go(s, app, shown, language)


async def export(app: App, person: Person) -> list[str]:
    """Which messages of the person's are in answers that others see."""
    account = await discord_id(app, person)
    async with app.read() as s:
        said = await s.scalars(select(QuotedRow.said_id).where(QuotedRow.account_id == str(account)))
        return sorted(set(said))


async def erase(app: App, person: Person) -> None:
    """Before the person goes: what they wrote leaves the answers to others."""
    if account := await discord_id(app, person):
        theirs = QuotedRow.account_id == str(account)
        async with app.write() as s:
            await _take_back(s, app, theirs)
            await s.execute(delete(QuotedRow).where(theirs))
