"""What is shared in a group, as its members see it: listed, searched, the best of the week, voted on.

A post is one sentence, whoever and how many share it. Who of them stays unnamed is nowhere told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents import Location
from bot.errors import Invalid, NotFound
from bot.features.groups.group import changed, membership
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.features.showings import touch
from bot.store.tables import HighlightRow, MemberRow, NoteRow, PostRow, ShareRow, VoteRow
from bot.texts.folding import fold

WEEK = timedelta(days=7)
MOST_LISTED = 50
QUERY_CHARACTERS = 300
TITLE = case((NoteRow.is_titled, NoteRow.title), else_="")
"""A note's title as others see it: none where it is only called by words of its text, which nobody shared."""


class Order(StrEnum):
    NEWEST = "newest"
    BEST = "best"  # of the last seven days


@dataclass(frozen=True, slots=True)
class Post:
    """`names` are of those who share it with theirs, in that order, `unnamed` counts the others; title and place are
    of who shared it first. `own_vote` and `is_own` are the reader's; `share_id` is their own share."""

    id: int
    group_id: int
    sentence: str
    title: str
    language: str
    location: Location
    names: tuple[str, ...]
    unnamed: int
    ups: int
    downs: int
    own_vote: bool | None
    share_id: int | None
    first_at: datetime

    @property
    def is_own(self) -> bool:
        return self.share_id is not None


@dataclass(frozen=True, slots=True)
class Posts:
    """Some posts of a group; `next_offset` continues the list, None at its end."""

    posts: tuple[Post, ...]
    next_offset: int | None


async def list_posts(
    app: App,
    person: Person,
    group_id: int,
    order: Order = Order.NEWEST,
    *,
    query: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Posts:
    """The group's posts. With a `query` those that hold all its words. Raises NotFound for who is not in it."""
    limit = min(limit, MOST_LISTED)
    first_at, first_id = func.min(ShareRow.shared_at), func.min(ShareRow.id)
    votes = (
        select(VoteRow.post_id, func.sum(case((VoteRow.is_up, 1), else_=-1)).label("sum"))
        .where(VoteRow.group_id == group_id)
        .group_by(VoteRow.post_id)
        .subquery()
    )
    points = func.coalesce(func.max(votes.c.sum), 0)
    wanted = (
        select(ShareRow.post_id)
        .outerjoin(votes, votes.c.post_id == ShareRow.post_id)
        .where(ShareRow.group_id == group_id)
        .group_by(ShareRow.post_id)
    )
    for term in fold(query.strip()[:QUERY_CHARACTERS]).split():
        wanted = wanted.where(ShareRow.folded.contains(term, autoescape=True))
    if order is Order.BEST:
        wanted = wanted.having(first_at > app.clock() - WEEK).order_by(points.desc(), first_id.desc())
    else:
        wanted = wanted.order_by(first_id.desc())
    async with app.read() as s:
        await membership(s, person, group_id)
        ids = list(await s.scalars(wanted.limit(limit + 1).offset(max(0, min(offset, MAX_ID)))))
        found = await posts_of(s, ids[:limit], person)
    listed = tuple(found[post_id] for post_id in ids[:limit] if post_id in found)
    return Posts(listed, offset + limit if len(ids) > limit else None)


async def posts_of(
    s: AsyncSession,
    post_ids: Sequence[int],
    reader: Person | None = None,
    *,
    only: Select[int] | None = None,
) -> dict[int, Post]:
    """These posts, without those that nobody shares any more. Who may read them is checked before.

    `only`: as if there were no shares but these.
    """
    wanted = (
        select(ShareRow, MemberRow.name, HighlightRow.text, TITLE, NoteRow.language)
        .join(
            MemberRow,
            (MemberRow.group_id == ShareRow.group_id) & (MemberRow.person_id == ShareRow.person_id),
        )
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .where(ShareRow.post_id.in_(post_ids))
        .order_by(ShareRow.id)
    )
    rows = await s.execute(wanted if only is None else wanted.where(ShareRow.id.in_(only)))
    shares: dict[int, list[tuple[ShareRow, str, str, str, str]]] = defaultdict(list)
    for row, name, text, title, language in rows:
        shares[row.post_id].append((row, name, text, title, language))
    votes: dict[int, dict[int, bool]] = defaultdict(dict)
    for vote in await s.scalars(select(VoteRow).where(VoteRow.post_id.in_(post_ids))):
        votes[vote.post_id][vote.person_id] = vote.is_up
    reader_id = reader.id if reader else None
    return {post_id: _post(found, votes[post_id], reader_id) for post_id, found in shares.items()}


def _post(
    shares: Sequence[tuple[ShareRow, str, str, str, str]], votes: Mapping[int, bool], reader_id: int | None
) -> Post:
    first, _, text, title, language = shares[0]
    return Post(
        id=first.post_id,
        group_id=first.group_id,
        sentence=text,
        title=title,
        language=language,
        location=Location(**first.place),
        names=tuple(name for row, name, *_ in shares if not row.is_anonymous),
        unnamed=sum(row.is_anonymous for row, *_ in shares),
        ups=sum(votes.values()),
        downs=len(votes) - sum(votes.values()),
        own_vote=None if reader_id is None else votes.get(reader_id),
        share_id=next((row.id for row, *_ in shares if row.person_id == reader_id), None),
        first_at=first.shared_at,
    )


async def readable(s: AsyncSession, person: Person, post_id: int, *, to_change: bool = False) -> PostRow:
    """The gate: a post of a group that the person is in, or NotFound; so is one that was taken back."""
    row = await s.get(PostRow, post_id) if 0 < post_id <= MAX_ID else None
    if row is None:
        raise no_such_post()
    try:
        await membership(s, person, row.group_id, to_change=to_change)
    except NotFound:
        raise no_such_post() from None
    if await s.scalar(select(ShareRow.id).where(ShareRow.post_id == post_id).limit(1)) is None:
        raise no_such_post()  # looked at once the group is locked, for a change
    return row


def no_such_post() -> NotFound:
    return NotFound("This sentence is not shared any more.")


async def get_post(app: App, person: Person, post_id: int) -> Post:
    """Raises NotFound."""
    async with app.read() as s:
        await readable(s, person, post_id)
        return await _post_of(s, post_id, person)


async def _post_of(s: AsyncSession, post_id: int, person: Person) -> Post:
    """Raises NotFound where it was taken back in this moment: a cut takes it without the group's row."""
    found = await posts_of(s, [post_id], person)
    if post_id not in found:
        raise no_such_post()
    return found[post_id]


async def as_shown(app: App, post_ids: Sequence[int]) -> dict[int, Post]:
    """These posts as every member sees them, for a message in the group's channel."""
    async with app.read() as s:
        return await posts_of(s, post_ids)


async def vote(app: App, person: Person, post_id: int, is_up: bool | None) -> Post:
    """The person's one vote on a post; None takes it back. Raises NotFound, and Invalid for one of their own."""
    async with app.write() as s:
        row = await readable(s, person, post_id, to_change=True)
        mine = (VoteRow.post_id == post_id) & (VoteRow.person_id == person.id)
        own = select(ShareRow.id).where(ShareRow.post_id == post_id, ShareRow.person_id == person.id)
        if await s.scalar(own) is not None:
            raise Invalid("You share this one yourself; the votes are the others’.")
        await s.execute(delete(VoteRow).where(mine))
        if is_up is not None:
            s.add(VoteRow(post_id=post_id, group_id=row.group_id, person_id=person.id, is_up=is_up))
            await s.flush()
        await changed(s, row.group_id)
        await touch(s, post_id)
        return await _post_of(s, post_id, person)
