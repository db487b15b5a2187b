"""Which messages in channels show what a person shares: written down before they do, so that taking back finds them;
and which shared focus sessions they are in.

Knows the store alone, so that a note's own feature can say that it changed; `groups.messages` edits the messages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.store.tables import (
    DigestNameRow,
    FocusNamingRow,
    FocusRoomRow,
    FocusRow,
    GroupChoiceRow,
    GroupMessageRow,
    GroupRoundRow,
    GroupRow,
    HighlightRow,
    PersonRow,
    RoundMessageRow,
    ShareRow,
    ShowingRow,
    VoteRow,
)


async def unplaced(app: App, discord_ids: Sequence[int]) -> list[int]:
    """Those of Discord's messages that are the place of nothing that is shown, in their order."""
    known = set[str | None]()
    async with app.read() as s:
        for place in (GroupMessageRow.message_id, RoundMessageRow.message_id, FocusRoomRow.message_id):
            known.update(await s.scalars(select(place).where(place.in_([str(each) for each in discord_ids]))))
    return [each for each in discord_ids if str(each) not in known]


async def touch(s: AsyncSession, post_id: int) -> None:
    """What a post's message says is another thing now."""
    await _touch(s, GroupMessageRow.post_id == post_id)


async def sharers_changed(s: AsyncSession, post_id: int) -> None:
    """Who shares a post, or under which name, is another thing now: for its message, and for digests with it."""
    shown = (
        select(ShowingRow.message_id)
        .join(ShareRow, ShareRow.id == ShowingRow.share_id)
        .where(ShareRow.post_id == post_id)
    )
    await _touch(s, (GroupMessageRow.post_id == post_id) | GroupMessageRow.id.in_(shown))


async def note_changed(s: AsyncSession, note_id: int) -> None:
    """Every page and message that shows something of a note is to be shown anew."""
    shared = select(ShareRow.group_id).join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
    marked = select(GroupRoundRow.group_id).where(GroupRoundRow.opened_at.is_not(None))
    places = [
        *await s.scalars(shared.where(HighlightRow.note_id == note_id)),
        *await s.scalars(marked.where(GroupRoundRow.note_id == note_id)),
    ]
    for group_id in sorted(set(places)):
        await s.execute(update(GroupRow).where(GroupRow.id == group_id).values(changes=GroupRow.changes + 1))
    shown = (
        select(ShowingRow.message_id)
        .join(ShareRow, ShareRow.id == ShowingRow.share_id)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .where(HighlightRow.note_id == note_id)
    )
    await _touch(s, GroupMessageRow.id.in_(shown))
    await _touch_rounds(s, GroupRoundRow.note_id == note_id)


async def member_renamed(s: AsyncSession, group_id: int, person_id: int) -> None:
    """Every message that names them is to be shown anew."""
    named = (
        select(ShowingRow.message_id)
        .join(ShareRow, ShareRow.id == ShowingRow.share_id)
        .where(
            ShareRow.group_id == group_id, ShareRow.person_id == person_id, ShareRow.is_anonymous.is_(False)
        )
    )
    focused = (
        select(DigestNameRow.message_id)
        .join(FocusNamingRow, FocusNamingRow.id == DigestNameRow.naming_id)
        .where(FocusNamingRow.group_id == group_id, FocusNamingRow.person_id == person_id)
    )
    await _touch(s, GroupMessageRow.id.in_(named) | GroupMessageRow.id.in_(focused))
    await _touch_rounds(s, (GroupRoundRow.group_id == group_id) & (GroupRoundRow.person_id == person_id))


async def choices_go(s: AsyncSession, person_id: int, group_id: int | None = None) -> None:
    """To be called before what somebody chose in rounds goes, in one group or in all: the messages count them."""
    theirs = select(GroupChoiceRow.round_id).where(GroupChoiceRow.person_id == person_id)
    if group_id is not None:
        theirs = theirs.where(GroupChoiceRow.group_id == group_id)
    await _touch_rounds(s, GroupRoundRow.id.in_(theirs))


async def member_goes(s: AsyncSession, group_id: int, person_id: int) -> None:
    """Every message that counts a vote of theirs is to be shown anew. To be called before they are gone."""
    voted = select(VoteRow.post_id).where(VoteRow.group_id == group_id, VoteRow.person_id == person_id)
    await _touch(s, GroupMessageRow.post_id.in_(voted))


async def rooms_move(s: AsyncSession, group_id: int, channel_id: str | None, now: datetime) -> None:
    """The group's shared focus session goes on in another channel: it is posted there; or in none."""
    running = (FocusRoomRow.group_id == group_id) & (FocusRoomRow.ends_at > now)
    for room in (await s.scalars(select(FocusRoomRow).where(running).with_for_update())).all():
        if room.channel_id is not None and room.message_id is not None:
            s.add(room_left(room, room.channel_id, room.message_id, now))
        room.channel_id, room.message_id, room.is_to_post = channel_id, None, channel_id is not None
        room.look_at = now
        room.changes += 1


def room_left(room: FocusRoomRow, channel_id: str, message_id: str, now: datetime) -> FocusRoomRow:
    """A row that nobody is in, over as long as can be, keeps a message in the channel before until it is deleted, since
    others may read that channel than see the group. It stays its group's, which goes on being asked about."""
    return FocusRoomRow(
        group_id=room.group_id,
        channel_id=channel_id,
        message_id=message_id,
        language=room.language,
        started_at=room.started_at,
        ends_at=room.started_at,
        look_at=now,
        phases=[],
    )


async def rooms_change(s: AsyncSession, group_id: int, person_id: int, now: datetime) -> None:
    """The messages of the group's shared focus sessions that they are in name them otherwise, or not any more; also one
    that is over and could not be changed so far."""
    theirs = select(FocusRow.room_id).where(FocusRow.person_id == person_id, FocusRow.room_id.is_not(None))
    await s.execute(
        update(FocusRoomRow)
        .where(FocusRoomRow.group_id == group_id, FocusRoomRow.id.in_(theirs))
        .where((FocusRoomRow.ends_at > now) | FocusRoomRow.look_at.is_not(None))
        .values(changes=FocusRoomRow.changes + 1, look_at=now)
    )


async def rooms_are_left(s: AsyncSession, group_id: int, person_id: int, now: datetime) -> None:
    """Who goes out of a group is out of its shared focus sessions; their own goes on, theirs alone."""
    its_rooms = select(FocusRoomRow.id).where(FocusRoomRow.group_id == group_id).order_by(FocusRoomRow.id)
    theirs = (FocusRow.person_id == person_id) & FocusRow.room_id.in_(its_rooms)
    # a person, then what they share, then their session; who is just joining is waited for
    await s.get(PersonRow, person_id, with_for_update=True)
    if await s.scalar(select(FocusRow.id).where(theirs).limit(1)) is None:
        return
    await s.scalars(its_rooms.with_for_update())
    await rooms_change(s, group_id, person_id, now)
    await s.execute(update(FocusRow).where(theirs).values(room_id=None))


async def text_changed(s: AsyncSession, note_id: int, text: str) -> None:
    """A passage that a group marks goes once the note does not say it any more."""
    for row in await s.scalars(select(GroupRoundRow).where(GroupRoundRow.note_id == note_id)):
        if not all(option in text for option in row.task["options"]):
            await s.delete(row)


async def _touch(s: AsyncSession, which: ColumnElement[bool]) -> None:
    await s.execute(update(GroupMessageRow).where(which).values(changes=GroupMessageRow.changes + 1))


async def _touch_rounds(s: AsyncSession, which: ColumnElement[bool]) -> None:
    shown = RoundMessageRow.round_id.in_(select(GroupRoundRow.id).where(which))
    await s.execute(update(RoundMessageRow).where(shown).values(changes=RoundMessageRow.changes + 1))


async def put_showings(s: AsyncSession, message_id: int, share_ids: Collection[int]) -> None:
    """To be called before a message shows these shares, beside those that it shows already."""
    known = set(await s.scalars(select(ShowingRow.share_id).where(ShowingRow.message_id == message_id)))
    s.add_all(ShowingRow(message_id=message_id, share_id=each) for each in sorted(set(share_ids) - known))
