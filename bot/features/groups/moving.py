"""A server's group gets another channel: what stands in the one before goes, what is shared is posted in the new one.

What was shared for the readers of one channel is not shown to others without them: where somebody might read the new
one who could not read the one before, it is taken out of the group, and shared anew by whoever wants that.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.groups.audit import changed_by
from bot.features.groups.messages import LEFT, POST
from bot.features.groups.standing import CHECK_AFTER
from bot.features.people import Person
from bot.features.showings import rooms_move
from bot.store.tables import (
    GroupMessageRow,
    GroupRoundRow,
    GroupRow,
    MemberRow,
    RoundMessageRow,
    SharedTimeRow,
    ShareRow,
)

MOST_POSTED_ANEW = 50  # the newest; a channel is not to be flooded


async def shown_in(app: App, group_id: int) -> int:
    """How many sentences and passages are shown to the group now."""
    async with app.read() as s:
        posts = select(func.count(ShareRow.post_id.distinct())).where(ShareRow.group_id == group_id)
        rounds = select(func.count()).select_from(GroupRoundRow).where(_shown_rounds(group_id))
        return (await s.scalar(posts) or 0) + (await s.scalar(rounds) or 0)


def _shown_rounds(group_id: int) -> ColumnElement[bool]:
    return (GroupRoundRow.group_id == group_id) & GroupRoundRow.opened_at.is_not(None)


async def moved(s: AsyncSession, app: App, person: Person, group: GroupRow, *, to_others: bool) -> None:
    """To be called once the group has its new channel. `to_others`: maybe somebody reads it who could not read the one
    before."""
    if to_others:
        await _take_out_all(s, app, person, group)
    newest = (
        select(ShareRow.post_id)
        .where(ShareRow.group_id == group.id)
        .group_by(ShareRow.post_id)
        .order_by(func.min(ShareRow.id).desc())
        .limit(MOST_POSTED_ANEW)
    )
    post_ids = list(await s.scalars(newest))
    await s.execute(
        update(GroupMessageRow)
        .where(GroupMessageRow.group_id == group.id)
        .values(kind=LEFT, post_id=None, changes=GroupMessageRow.changes + 1, look_at=None)
    )
    s.add_all(
        GroupMessageRow(group_id=group.id, kind=POST, post_id=post_id, channel_id=group.channel_id)
        for post_id in reversed(post_ids)
    )
    await s.execute(
        update(RoundMessageRow)
        .where(RoundMessageRow.group_id == group.id)
        .values(changes=RoundMessageRow.changes + 1, look_at=None)
    )
    await rooms_move(s, group.id, None if to_others else group.channel_id, app.clock())
    await s.execute(
        update(MemberRow)
        .where(MemberRow.group_id == group.id)
        .values(checked_at=app.clock() - CHECK_AFTER)  # who may see the new channel is asked next
    )


async def _take_out_all(s: AsyncSession, app: App, person: Person, group: GroupRow) -> None:
    shared = await s.scalars(delete(ShareRow).where(ShareRow.group_id == group.id).returning(ShareRow.id))
    rounds = await s.scalars(delete(GroupRoundRow).where(_shown_rounds(group.id)).returning(GroupRoundRow.id))
    if [*shared, *rounds]:
        changed_by(s, app, person, group, "all_shared")
    await s.execute(delete(SharedTimeRow).where(SharedTimeRow.group_id == group.id))  # it can be shared anew
