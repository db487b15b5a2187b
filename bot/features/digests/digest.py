"""What a digest says now: of what is shared, what still is; of who focused, who still lets it be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features.groups.posts import Post, posts_of
from bot.store.tables import (
    DeadlineRow,
    DigestNameRow,
    DigestRow,
    FocusNamingRow,
    FocusRow,
    GroupRow,
    HighlightRow,
    MemberRow,
    ShareRow,
    ShowingRow,
)
from bot.texts.dates import Deadline


@dataclass(frozen=True, slots=True)
class Digest:
    """`posts` are the best that were shared, best first; `coming` the dates that sentences shared in the group name,
    the next first; `focused` the names of members who had a session and let that be said; `channels` those to tell of.
    """

    message_id: int
    group: str
    server_id: int | None
    on: date
    zone: str
    since_at: datetime
    until_at: datetime
    posts: tuple[Post, ...]
    coming: tuple[tuple[Deadline, Post], ...]
    focused: tuple[str, ...]
    channels: tuple[int, ...]


async def get_digest(app: App, message_id: int) -> Digest:
    """As it is to be shown now: of what is shared just the shares that are written down as its showings (`to_show` does
    so before), and whom it names is written down here. Raises NotFound."""
    async with app.write() as s:
        row = await s.get(DigestRow, message_id)
        if row is None:
            raise NotFound("There is no such digest.")
        group = await s.get_one(GroupRow, row.group_id)
        shown = select(ShowingRow.share_id).where(ShowingRow.message_id == message_id)
        showing = select(ShareRow.post_id).where(ShareRow.id.in_(shown)).distinct()
        posts = await posts_of(s, list(await s.scalars(showing)), only=shown)
        coming = await _coming(s, row, shown) if row.with_deadlines else []
        return Digest(
            message_id=message_id,
            group=group.name,
            server_id=int(group.server_id) if group.server_id else None,
            on=row.local_on,
            zone=row.zone,
            since_at=row.since_at,
            until_at=row.until_at,
            posts=tuple(
                post
                for post in sorted(posts.values(), key=lambda post: (post.downs - post.ups, -post.id))
                if post.first_at > row.since_at
            ),
            coming=tuple((deadline, posts[post_id]) for deadline, post_id in coming),
            focused=await _focused(s, row),
            channels=tuple(int(each) for each in row.channels),
        )


async def _coming(s: AsyncSession, row: DigestRow, shown: Select[int]) -> list[tuple[Deadline, int]]:
    """The dates that these shares name, from the digest's day on; each post's next one."""
    of = DeadlineRow
    found = await s.execute(
        select(ShareRow.post_id, of.words, of.start, of.end, of.due_on, of.due_time, of.is_last)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(of, (of.note_id == HighlightRow.note_id) & (of.index == HighlightRow.index))
        .where(ShareRow.id.in_(shown), of.due_on >= row.local_on)
        .order_by(of.due_on, ShareRow.post_id)
    )
    next_of: dict[int, Deadline] = {}
    for post_id, words, start, end, due_on, due_time, is_last in found:
        next_of.setdefault(post_id, Deadline(words, start, end, due_on, due_time, is_last))
    return [(deadline, post_id) for post_id, deadline in next_of.items()]


async def _focused(s: AsyncSession, row: DigestRow) -> tuple[str, ...]:
    """The names under which they are known in the group, written down before they are shown."""
    found = await s.execute(
        select(FocusNamingRow.id, MemberRow.name)
        .join(
            MemberRow,
            (MemberRow.group_id == FocusNamingRow.group_id)
            & (MemberRow.person_id == FocusNamingRow.person_id),
        )
        .where(FocusNamingRow.group_id == row.group_id)
        .where(
            FocusNamingRow.person_id.in_(
                select(FocusRow.person_id).where(
                    FocusRow.started_at > row.since_at, FocusRow.started_at <= row.until_at
                )
            )
        )
        .order_by(FocusNamingRow.id)
    )
    named = [(naming_id, name) for naming_id, name in found]
    known = set(
        await s.scalars(select(DigestNameRow.naming_id).where(DigestNameRow.message_id == row.message_id))
    )
    s.add_all(
        DigestNameRow(message_id=row.message_id, naming_id=each) for each, _ in named if each not in known
    )
    return tuple(name for _, name in named)
