"""Taking back what was shared: by its author, by who manages the group, by who may delete messages in its channel. And
what of a person's is where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.app import App
from bot.errors import NotFound
from bot.features.groups import messages
from bot.features.groups.audit import changed_by
from bot.features.groups.group import changed, managed
from bot.features.groups.posts import readable
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.store.tables import GroupMessageRow, GroupRow, HighlightRow, NoteRow, ShareRow, ShowingRow


@dataclass(frozen=True, slots=True)
class Shared:
    """Something of a person's that others can see, where and how. `messages`: server, channel, message."""

    share_id: int
    post_id: int
    group_id: int
    group: str
    note_id: int
    title: str
    language: str
    sentence: str
    is_anonymous: bool
    takes_cards_back: bool
    shared_at: datetime
    messages: tuple[tuple[int, int, int], ...]


async def withdraw(app: App, person: Person, share_id: int) -> None:
    """Takes a share back: it is nowhere from now on, and its messages are edited. Raises NotFound."""
    async with app.write() as s:
        row = await s.get(ShareRow, share_id) if 0 < share_id <= MAX_ID else None
        if row is None or row.person_id != person.id:
            raise NotFound("You don’t share this sentence.")
        await changed(s, row.group_id)
        there = delete(ShareRow).where(ShareRow.id == share_id).returning(ShareRow.id)
        if await s.scalar(there) is None:
            raise NotFound("You don’t share this sentence.")


async def withdraw_post(app: App, person: Person, post_id: int) -> None:
    """Takes back the person's own share of a post. Raises NotFound where they have none."""
    async with app.read() as s:
        share_id = await s.scalar(
            select(ShareRow.id).where(ShareRow.post_id == post_id, ShareRow.person_id == person.id)
        )
    await withdraw(app, person, share_id or 0)


async def take_out(app: App, person: Person, post_id: int) -> None:
    """Whoever manages the group takes a post out of it, for all who shared it. Raises NotFound and NotAllowed."""
    async with app.write() as s:
        post = await readable(s, person, post_id, to_change=True)
        group, _ = await managed(s, person, post.group_id)
        changed_by(s, app, person, group, "post")
        await s.execute(delete(ShareRow).where(ShareRow.post_id == post_id))
        group.changes += 1


async def message_deleted(app: App, discord_id: int) -> None:
    """A post's message was deleted in Discord: who may do that there takes it out of the group."""
    async with app.read() as s:
        row = await s.scalar(select(GroupMessageRow).where(GroupMessageRow.message_id == str(discord_id)))
    if row is not None:
        async with app.write() as s:
            await changed(s, row.group_id)
            await s.execute(delete(ShareRow).where(ShareRow.post_id == row.post_id))
        await messages.forget(app, row.id)


async def shared_by(app: App, person: Person) -> tuple[Shared, ...]:
    """All that the person shares now, and where it can be seen; the newest first."""
    async with app.read() as s:
        rows = await s.execute(
            select(ShareRow, GroupRow, HighlightRow.text, NoteRow)
            .join(GroupRow, GroupRow.id == ShareRow.group_id)
            .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
            .join(NoteRow, NoteRow.id == HighlightRow.note_id)
            .where(ShareRow.person_id == person.id)
            .order_by(ShareRow.id.desc())
        )
        found = rows.all()
        showing = await s.execute(
            select(ShowingRow.share_id, GroupMessageRow)
            .join(GroupMessageRow, GroupMessageRow.id == ShowingRow.message_id)
            .join(ShareRow, ShareRow.id == ShowingRow.share_id)
            .where(ShareRow.person_id == person.id, GroupMessageRow.message_id.is_not(None))
            .order_by(GroupMessageRow.id)
        )
        shown: dict[int, list[tuple[int, int]]] = {}
        for share_id, message in showing:
            shown.setdefault(share_id, []).append((int(message.channel_id), int(message.message_id or 0)))
    return tuple(
        Shared(
            share_id=row.id,
            post_id=row.post_id,
            group_id=group.id,
            group=group.name,
            note_id=note.id,
            title=note.title,
            language=note.language,
            sentence=text,
            is_anonymous=row.is_anonymous,
            takes_cards_back=row.takes_cards_back,
            shared_at=row.shared_at,
            messages=tuple((int(group.server_id or 0), *place) for place in shown.get(row.id, ())),
        )
        for row, group, text, note in found
    )
