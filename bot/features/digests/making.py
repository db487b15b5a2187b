"""A digest is due: it becomes one message of its group's, once for each local date, with the best of what is new.

The message itself is made and kept true by `groups.messages`, as a post's is: what is shared stands in it only as
showings, so that what is taken back is found.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.digests.plan import schedule_of
from bot.features.reminders.schedule import Occurrence, due
from bot.features.showings import put_showings
from bot.store.tables import (
    DeadlineRow,
    DigestPlanRow,
    DigestRow,
    FocusNamingRow,
    FocusRow,
    GroupMessageRow,
    GroupRow,
    HighlightRow,
    ShareRow,
    VoteRow,
)

AFTER_TROUBLE = timedelta(hours=1)
DIGEST = "digest"
MADE_AT_ONCE = 20
MOST_POSTS = MOST_DATES = 5
OUTLOOK = timedelta(days=14)
OWN_TIME = timedelta(minutes=4)  # in which nobody but who made it shows it: reading channels takes a while
LONGEST = timedelta(days=31)  # a digest looks back no further

log = logging.getLogger(__name__)


async def make_due(app: App) -> list[int]:
    """The digests whose moment has come, as ids of their messages. Each is made by one process alone."""
    now = app.clock()
    is_due = DigestPlanRow.is_on & (DigestPlanRow.next_at <= now) & GroupRow.left_at.is_(None)
    wanted = (
        select(DigestPlanRow.group_id)
        .join(GroupRow, GroupRow.id == DigestPlanRow.group_id)
        .where(is_due)
        .order_by(DigestPlanRow.next_at)
        .limit(MADE_AT_ONCE)
    )
    async with app.read() as s:
        group_ids = list(await s.scalars(wanted))
    made: list[int] = []
    for group_id in group_ids:
        try:
            message_id = await _make(app, group_id, now)
        except Exception:  # what is wrong with one group's keeps no other's back
            log.exception("the digest of group %d could not be made; it is again in an hour", group_id)
            await _put_off(app, group_id, now + AFTER_TROUBLE)
        else:
            made += [message_id] if message_id is not None else []
    return made


async def _put_off(app: App, group_id: int, until_at: datetime) -> None:
    async with app.write() as s:
        plan = update(DigestPlanRow).where(DigestPlanRow.group_id == group_id, DigestPlanRow.is_on)
        await s.execute(plan.values(next_at=until_at))


async def _make(app: App, group_id: int, now: datetime) -> int | None:
    """Its message, with nothing in it yet; None where another process made it, it is too late, or nothing is new."""
    async with app.write() as s:
        group = await s.get(GroupRow, group_id, with_for_update=True)
        plan = await s.get(DigestPlanRow, group_id, with_for_update=True)
        if group is None or plan is None or plan.next_on is None or plan.next_at is None:
            return None
        if not plan.is_on or plan.next_at > now:
            return None
        coming, following = due(schedule_of(plan), Occurrence(plan.next_on, plan.next_at), now)
        plan.next_on, plan.next_at = (following.on, following.at) if following else (None, None)
        if coming is None or (plan.last_on is not None and coming.on <= plan.last_on):
            return None
        since_at = max(plan.told_until_at, now - LONGEST)
        plan.last_on, plan.told_until_at = coming.on, now
        post_ids = await _best(s, group_id, since_at)
        if plan.with_deadlines:
            post_ids += await _dated(s, group_id, coming.on)
        focused = select(exists().where(*_focused(group_id, since_at, now)))
        if group.channel_id is None or not (post_ids or plan.channels or await s.scalar(focused)):
            return None
        return await _write(s, group.channel_id, plan, since_at, now, post_ids)


async def _write(
    s: AsyncSession,
    channel_id: str,
    plan: DigestPlanRow,
    since_at: datetime,
    now: datetime,
    post_ids: Sequence[int],
) -> int:
    """Its rows: the message, what it is about, and whose shares it will show."""
    message = GroupMessageRow(
        group_id=plan.group_id, kind=DIGEST, post_id=None, channel_id=channel_id, look_at=now + OWN_TIME
    )
    s.add(message)
    await s.flush()
    s.add(
        DigestRow(
            message_id=message.id,
            group_id=plan.group_id,
            local_on=plan.last_on,
            zone=plan.zone,
            since_at=since_at,
            until_at=now,
            channels=plan.channels,
            with_deadlines=plan.with_deadlines,
        )
    )
    shares = list(await s.scalars(select(ShareRow.id).where(ShareRow.post_id.in_(post_ids))))
    await s.flush()
    await put_showings(s, message.id, shares)
    return message.id


async def _best(s: AsyncSession, group_id: int, since_at: datetime) -> list[int]:
    """The posts that were new since then, those with the most votes first."""
    votes = (
        select(VoteRow.post_id, func.sum(case((VoteRow.is_up, 1), else_=-1)).label("sum"))
        .where(VoteRow.group_id == group_id)
        .group_by(VoteRow.post_id)
        .subquery()
    )
    best = (
        select(ShareRow.post_id)
        .outerjoin(votes, votes.c.post_id == ShareRow.post_id)
        .where(ShareRow.group_id == group_id)
        .group_by(ShareRow.post_id)
        .having(func.min(ShareRow.shared_at) > since_at)
        .order_by(func.coalesce(func.max(votes.c.sum), 0).desc(), func.min(ShareRow.id).desc())
        .limit(MOST_POSTS)
    )
    return list(await s.scalars(best))


async def _dated(s: AsyncSession, group_id: int, on: date) -> list[int]:
    """The posts whose sentences name the next dates."""
    dated = (
        select(ShareRow.post_id)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(
            DeadlineRow,
            (DeadlineRow.note_id == HighlightRow.note_id) & (DeadlineRow.index == HighlightRow.index),
        )
        .where(ShareRow.group_id == group_id, DeadlineRow.due_on.between(on, on + OUTLOOK))
        .group_by(ShareRow.post_id)
        .order_by(func.min(DeadlineRow.due_on), ShareRow.post_id)
        .limit(MOST_DATES)
    )
    return list(await s.scalars(dated))


def _focused(group_id: int, since_at: datetime, until_at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        FocusNamingRow.group_id == group_id,
        FocusRow.person_id == FocusNamingRow.person_id,
        FocusRow.started_at > since_at,
        FocusRow.started_at <= until_at,
    )
