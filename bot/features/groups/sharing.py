"""Sharing: sentences that a person chooses from their highlights, looked at as the group will see them, then posted.

Nothing is shared but by `share`. A share hangs on the highlight's row: a cut, an edit or a deletion that takes the
highlight away takes the share along.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import history
from bot.features.groups import messages
from bot.features.groups.group import Group, Role, Sharers, membership, mine
from bot.features.groups.posts import Post, posts_of
from bot.features.note import MAX_ID, Note, Sentence
from bot.features.people import Person
from bot.store.tables import (
    GroupRow,
    HighlightRow,
    NoteRow,
    PostRow,
    SharedTimeRow,
    ShareRow,
    VoteRow,
)
from bot.texts.folding import fold, likeness

MOST_AT_ONCE = 10
SENTENCE_CHARACTERS = 1_000
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shareable:
    """A highlight that may be shared, by its row's id, which names these words and no others."""

    highlight_id: int
    sentence: Sentence
    group_ids: tuple[int, ...]  # where it is shared already

    @property
    def is_too_long(self) -> bool:
        return len(self.sentence.text) > SENTENCE_CHARACTERS


@dataclass(frozen=True, slots=True)
class Wish:
    """How to share: without the name, and whether the cards that others make go when it is taken back."""

    is_anonymous: bool = False
    takes_cards_back: bool = False


async def shareable(app: App, person: Person, note_id: int) -> tuple[Shareable, ...]:
    """The note's highlights, in its order. Raises NotFound."""
    note = await history.open_note(app, person, note_id)
    async with app.read() as s:
        rows = await s.execute(
            select(HighlightRow.index, HighlightRow.text, HighlightRow.id).where(
                HighlightRow.note_id == note_id, HighlightRow.person_id == person.id
            )
        )
        ids = {(index, text): highlight_id for index, text, highlight_id in rows}
        shared: dict[int, list[int]] = {}
        for highlight_id, group_id in await s.execute(
            select(ShareRow.highlight_id, ShareRow.group_id)
            .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
            .where(HighlightRow.note_id == note_id)
        ):
            shared.setdefault(highlight_id, []).append(group_id)
    return tuple(
        Shareable(ids[h.index, h.text], h, tuple(shared.get(ids[h.index, h.text], ())))
        for h in note.highlights
        if (h.index, h.text) in ids
    )


async def open_for(app: App, person: Person, found: Sequence[Shareable]) -> tuple[Group, ...]:
    """The groups in which the person may share, or can change how they share one of these already."""
    shared = {group_id for each in found for group_id in each.group_ids}
    return tuple(
        group
        for group in await mine(app, person)
        if group.gone_at is None and (group.may_share or group.id in shared)
    )


async def _chosen(app: App, person: Person, highlight_ids: Sequence[int]) -> list[tuple[int, Sentence, Note]]:
    """The person's highlights of these ids with their notes, in the notes' order. Raises NotFound and Invalid."""
    wanted = list(dict.fromkeys(highlight_ids))
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise Invalid("Choose 1 to {limit} sentences.", limit=MOST_AT_ONCE)
    fitting = [each for each in wanted if 0 < each <= MAX_ID]
    async with app.read() as s:
        rows = await s.execute(
            select(HighlightRow.id, HighlightRow.note_id, HighlightRow.index).where(
                HighlightRow.id.in_(fitting), HighlightRow.person_id == person.id
            )
        )
        found = sorted((note_id, index, highlight_id) for highlight_id, note_id, index in rows)
    if len(found) < len(wanted):
        raise NotFound("A sentence is no highlight of yours any more. Choose again.")
    notes = {
        note_id: await history.open_note(app, person, note_id) for note_id in {note for note, _, _ in found}
    }
    chosen = []
    for note_id, index, highlight_id in found:
        sentence = notes[note_id].sentences[index]
        if len(sentence.text) > SENTENCE_CHARACTERS:
            raise Invalid("A sentence of over {limit} characters can’t be shared.", limit=SENTENCE_CHARACTERS)
        chosen.append((highlight_id, sentence, notes[note_id]))
    return chosen


async def _may_share(
    s: AsyncSession, app: App, person: Person, group: GroupRow, role: str, count: int
) -> None:
    """Whether they may share so many that they don't share yet. Raises NotAllowed and Invalid."""
    if not count:  # how one shares what one shares already is one's own to change
        return
    if group.sharers == Sharers.MANAGERS and role != Role.MANAGER:
        raise NotAllowed("In this group those who manage it share.")
    mine = (SharedTimeRow.group_id == group.id) & (SharedTimeRow.person_id == person.id)
    await s.execute(delete(SharedTimeRow).where(mine, SharedTimeRow.shared_at <= app.clock() - DAY))
    recent = await s.scalar(select(func.count()).select_from(SharedTimeRow).where(mine)) or 0
    if count > group.daily_shares - recent:
        raise Invalid(
            "In this group you may share {limit} sentences a day; {left} are left just now.",
            limit=group.daily_shares,
            left=max(0, group.daily_shares - recent),
        )
    s.add_all(
        SharedTimeRow(group_id=group.id, person_id=person.id, shared_at=app.clock()) for _ in range(count)
    )


async def preview(
    app: App, person: Person, group_id: int, highlight_ids: Sequence[int], wish: Wish
) -> tuple[Post, ...]:
    """The posts as the group would see them, nothing being shared yet. Raises as `share`.

    They are shared, looked at and unshared in one transaction, so that what is shown is what the press does.
    """
    chosen = await _chosen(app, person, highlight_ids)
    async with app.write() as s:
        known = set((await _known(s, group_id, chosen)).values())
        async with s.begin_nested() as trial:
            posts = await _share(s, app, person, group_id, chosen, wish)
            await trial.rollback()
    return tuple(replace(post, id=post.id if post.id in known else 0, share_id=None) for post in posts)


async def _known(
    s: AsyncSession, group_id: int, chosen: Sequence[tuple[int, Sentence, Note]]
) -> dict[str, int]:
    """The posts there are of these sentences, by likeness."""
    alike = [likeness(sentence.text) for _, sentence, _ in chosen]
    rows = await s.execute(
        select(PostRow.likeness, PostRow.id).where(PostRow.group_id == group_id, PostRow.likeness.in_(alike))
    )
    return dict(rows.all())


async def _new(
    s: AsyncSession, person: Person, group_id: int, chosen: Sequence[tuple[int, Sentence, Note]]
) -> list[str]:
    """The likenesses of those that the person does not share there yet."""
    rows = await s.scalars(
        select(PostRow.likeness)
        .join(ShareRow, ShareRow.post_id == PostRow.id)
        .where(PostRow.group_id == group_id, ShareRow.person_id == person.id)
    )
    shared = set(rows)
    return [each for each in {likeness(sentence.text) for _, sentence, _ in chosen} if each not in shared]


async def share(
    app: App, person: Person, group_id: int, highlight_ids: Sequence[int], wish: Wish
) -> tuple[Post, ...]:
    """Shares these highlights; on return that is on disk, and their messages are on their way.

    One that the person shares there already is shared as now wished. Raises NotFound for who is not in the group and
    for what is no highlight of theirs, NotAllowed and Invalid as the group's settings say.
    """
    chosen = await _chosen(app, person, highlight_ids)
    async with app.write() as s:
        return await _share(s, app, person, group_id, chosen, wish)


async def _share(
    s: AsyncSession,
    app: App,
    person: Person,
    group_id: int,
    chosen: Sequence[tuple[int, Sentence, Note]],
    wish: Wish,
) -> tuple[Post, ...]:
    await _hold(s, chosen)  # first: who changes a note locks it before the groups that it is shared in
    group, member = await membership(s, person, group_id, to_change=True)
    await _may_share(s, app, person, group, member.role, len(await _new(s, person, group_id, chosen)))
    posts = await _known(s, group_id, chosen)
    for highlight_id, sentence, _ in chosen:
        alike = likeness(sentence.text)
        if alike not in posts:
            post = PostRow(group_id=group_id, likeness=alike)
            s.add(post)
            await s.flush()
            posts[alike] = post.id
        await _put(s, app, person, group_id, posts[alike], highlight_id, sentence, wish)
        await messages.for_post(s, group, posts[alike])
    group.changes += 1
    await s.flush()
    ids = list(dict.fromkeys(posts[likeness(sentence.text)] for _, sentence, _ in chosen))
    made = await posts_of(s, ids, person)
    return tuple(made[post_id] for post_id in ids)


async def _hold(s: AsyncSession, chosen: Sequence[tuple[int, Sentence, Note]]) -> None:
    """The notes stay as they are until these are shared. Raises NotFound for what is no highlight any more."""
    notes = {note.id for _, _, note in chosen}
    await s.execute(
        select(NoteRow.id).where(NoteRow.id.in_(notes)).order_by(NoteRow.id).with_for_update(read=True)
    )
    ids = {highlight_id for highlight_id, _, _ in chosen}
    if set(await s.scalars(select(HighlightRow.id).where(HighlightRow.id.in_(ids)))) != ids:
        raise NotFound("A sentence is no highlight of yours any more. Choose again.")


async def _put(
    s: AsyncSession,
    app: App,
    person: Person,
    group_id: int,
    post_id: int,
    highlight_id: int,
    sentence: Sentence,
    wish: Wish,
) -> None:
    """The person's share of a post. They don't vote on what is theirs."""
    mine = (ShareRow.post_id == post_id) & (ShareRow.person_id == person.id)
    row = await s.scalar(select(ShareRow).where(mine))
    if row is None:
        row = ShareRow(
            post_id=post_id,
            group_id=group_id,
            person_id=person.id,
            highlight_id=highlight_id,
            folded=await asyncio.to_thread(fold, sentence.text),
            place=sentence.location.as_json(),
            shared_at=app.clock(),
        )
        s.add(row)
    row.is_anonymous, row.takes_cards_back = wish.is_anonymous, wish.takes_cards_back
    await s.execute(delete(VoteRow).where(VoteRow.post_id == post_id, VoteRow.person_id == person.id))
    await s.flush()
