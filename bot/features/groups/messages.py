"""The messages in a server's channel that show what is shared: which of them no longer say what is true.

A message's shares are written down before it shows them (`showings`), and the store deletes a share with its
highlight, its note, its person and its membership. So whatever was taken back, by whatever way, is a showing of a share
that is not there: `show_due` finds it, also after a crash, until the message was edited or deleted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, exists, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.app import App
from bot.features.lasting import Gone, trouble_with
from bot.features.showings import put_showings, sharers_changed
from bot.store.tables import GroupMessageRow, GroupRow, PostRow, ShareRow, ShowingRow

SHOWN_AT_ONCE, SIDE_BY_SIDE = 20, 4
LOOKED_AT_AGAIN = 100  # posts of a server, after Pith was away
POST, LEFT = "post", "left"  # left: the group has another channel now, and what stood in this one goes


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """A message to be made true. `shares` are those it may show now; without any it shows nothing."""

    id: int
    kind: str
    group_id: int
    post_id: int | None
    channel_id: int
    message_id: int | None
    language: str
    shares: tuple[int, ...]
    version: int


Show = Callable[[int], Awaitable[None]]
"""Makes the message of this id say what is true now. Raises NotNow, Forbidden and Gone."""


async def for_post(s: AsyncSession, group: GroupRow, post_id: int) -> None:
    """A post's message is to come into the group's channel, or to be shown anew where it is there."""
    await sharers_changed(s, post_id)
    there = select(GroupMessageRow.id).where(GroupMessageRow.post_id == post_id)
    if await s.scalar(there) is None and group.channel_id is not None:
        s.add(GroupMessageRow(group_id=group.id, kind=POST, post_id=post_id, channel_id=group.channel_id))


async def to_show(app: App, message_id: int) -> GroupMessage | None:
    """The message as it should be, its shares written down; None where there is no such message.

    Of a message that is no post's, `shares` are all those of the posts that it showed something of.
    """
    async with app.write() as s:
        row = await s.get(GroupMessageRow, message_id, with_for_update=True)  # by one process at a time
        if row is None:
            return None
        group = await s.get_one(GroupRow, row.group_id)
        shares = select(ShareRow.id).order_by(ShareRow.id)
        if row.post_id is not None:
            shares = shares.where(ShareRow.post_id == row.post_id)
        else:
            shown = aliased(ShareRow)
            posts = (
                select(shown.post_id)
                .join(ShowingRow, ShowingRow.share_id == shown.id)
                .where(ShowingRow.message_id == row.id)
            )
            shares = shares.where(ShareRow.post_id.in_(posts))
        share_ids = tuple(await s.scalars(shares))
        await put_showings(s, row.id, share_ids)
        return GroupMessage(
            id=row.id,
            kind=row.kind,
            group_id=row.group_id,
            post_id=row.post_id,
            channel_id=int(row.channel_id),
            message_id=int(row.message_id) if row.message_id else None,
            language=group.language,
            shares=share_ids,
            version=row.changes,
        )


async def placed(app: App, message_id: int, discord_id: int) -> None:
    """The message is in its channel, and says nothing of anybody yet."""
    async with app.write() as s:
        await s.execute(
            update(GroupMessageRow).where(GroupMessageRow.id == message_id).values(message_id=str(discord_id))
        )


async def placed_lately(app: App, server_id: int) -> dict[int, list[int]]:
    """Discord's messages of the newest posts in a server, by their channels."""
    newest = (
        select(GroupMessageRow.channel_id, GroupMessageRow.message_id)
        .join(GroupRow, GroupRow.id == GroupMessageRow.group_id)
        .where(GroupRow.server_id == str(server_id), GroupMessageRow.kind == POST)
        .where(GroupMessageRow.message_id.is_not(None))
        .order_by(GroupMessageRow.id.desc())
        .limit(LOOKED_AT_AGAIN)
    )
    found: dict[int, list[int]] = {}
    async with app.read() as s:
        for channel_id, message_id in await s.execute(newest):
            found.setdefault(int(channel_id), []).append(int(message_id or 0))
    return found


async def shown(app: App, message: GroupMessage) -> None:
    """The message shows just this. What changed meanwhile is looked at again."""
    async with app.write() as s:
        await s.execute(
            delete(ShowingRow).where(
                ShowingRow.message_id == message.id, ShowingRow.share_id.not_in(message.shares)
            )
        )
        await s.execute(
            update(GroupMessageRow)
            .where(GroupMessageRow.id == message.id)
            .values(shown=message.version, look_at=None)
        )


async def forget(app: App, message_id: int) -> None:
    """The message is not there any more. A post that nobody shares goes with it."""
    async with app.write() as s:
        row = await _in_turn(s, message_id)
        if row is not None:
            await _drop(s, row)


async def emptied(app: App, message_id: int) -> None:
    """As `forget`, for one that was deleted as it had nothing to say; what is shared anew meanwhile gets a new one."""
    async with app.write() as s:
        row = await _in_turn(s, message_id)
        if row is None:
            return
        if await s.scalar(select(ShareRow.id).where(ShareRow.post_id == row.post_id).limit(1)) is None:
            await _drop(s, row)
            return
        row.message_id, row.look_at = None, None
        row.changes += 1


async def _in_turn(s: AsyncSession, message_id: int) -> GroupMessageRow | None:
    """The message, once nobody else changes something in its group: that one's row goes before all in it."""
    group_id = await s.scalar(select(GroupMessageRow.group_id).where(GroupMessageRow.id == message_id))
    if group_id is None:
        return None
    await s.get(GroupRow, group_id, with_for_update=True)
    return await s.get(GroupMessageRow, message_id, with_for_update=True)


async def _drop(s: AsyncSession, row: GroupMessageRow) -> None:
    await s.delete(row)
    await s.flush()
    await s.execute(delete(PostRow).where(PostRow.id == row.post_id, _is_empty()))


def _is_empty() -> ColumnElement[bool]:
    return ~exists().where(ShareRow.post_id == PostRow.id)


def _taken_back() -> Select[int]:
    """The messages that show what is not shared any more. As a join: with 50,000 showings SQLite takes 5 ms for it, and
    28 ms for NOT EXISTS."""
    there = select(ShowingRow.message_id).outerjoin(ShareRow, ShareRow.id == ShowingRow.share_id)
    return there.where(ShareRow.id.is_(None))


def _untrue() -> CompoundSelect[int]:
    changed = select(GroupMessageRow.id).where(GroupMessageRow.changes != GroupMessageRow.shown)
    return union_all(changed, _taken_back())


def _is_untrue() -> ColumnElement[bool]:
    return GroupMessageRow.id.in_(_untrue())


async def show_due(app: App, show: Show, *, new_digests: bool = False) -> None:
    """One look: every message that does not say what is true is shown anew, or later where that can't be now; what was
    taken back first. A digest that never was shown is another's to show (`new_digests`), as it reads whole channels.
    """
    now = app.clock()
    is_new_digest = GroupMessageRow.kind.not_in((POST, LEFT)) & (GroupMessageRow.shown == 0)
    async with app.read() as s:
        if await s.scalar(_untrue().limit(1)) is None:  # as nearly always
            return
        wanted = (
            select(GroupMessageRow.id)
            .join(GroupRow, GroupRow.id == GroupMessageRow.group_id)
            .where(GroupRow.left_at.is_(None))
            .where(GroupMessageRow.look_at.is_(None) | (GroupMessageRow.look_at <= now))
            .where(is_new_digest if new_digests else ~is_new_digest)
            .where(_is_untrue())
            .order_by(GroupMessageRow.id.not_in(_taken_back()), GroupMessageRow.id)
            .limit(SHOWN_AT_ONCE)
        )
        due = list(await s.scalars(wanted))
    await show_all(app, show, due)


async def show_all(app: App, show: Show, message_ids: Sequence[int]) -> None:
    """Shows these anew, some at a time, so that a slow one does not keep the others back."""
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(message_id: int) -> None:
        async with gate:
            await show_one(app, show, message_id)

    async with asyncio.TaskGroup() as all_of_them:
        for message_id in message_ids:
            all_of_them.create_task(one(message_id))


async def show_one(app: App, show: Show, message_id: int) -> None:
    """Shows one message anew; what goes wrong with it keeps no other back."""
    trouble = await trouble_with(show(message_id), f"message {message_id} of a group")
    if isinstance(trouble, Gone):
        await forget(app, message_id)
    elif trouble is not None:
        again_at = app.clock() + trouble.again_after
        async with app.write() as s:
            await s.execute(
                update(GroupMessageRow).where(GroupMessageRow.id == message_id).values(look_at=again_at)
            )


async def tidy(app: App) -> None:
    """Posts that nobody shares and no message shows are gone."""
    no_message = ~exists().where(GroupMessageRow.post_id == PostRow.id)
    empty = _is_empty() & no_message
    async with app.read() as s:
        group_ids = sorted(set(await s.scalars(select(PostRow.group_id).where(empty))))
    for group_id in group_ids:
        async with app.write() as s:
            await s.get(GroupRow, group_id, with_for_update=True)
            await s.execute(delete(PostRow).where(PostRow.group_id == group_id, empty))


async def of_post(app: App, post_id: int) -> int | None:
    """The message of a post, where it has one."""
    async with app.read() as s:
        return await s.scalar(select(GroupMessageRow.id).where(GroupMessageRow.post_id == post_id))


async def is_true(app: App, message_id: int) -> bool:
    """Whether the message says what is true, or is not there any more."""
    async with app.read() as s:
        return (
            await s.scalar(select(GroupMessageRow.id).where(GroupMessageRow.id == message_id, _is_untrue()))
            is None
        )
