"""*Add to my cards*: a card of one's own from a sentence that somebody else shares.

It stays when the sentence is taken back, unless all who share it wish otherwise.
"""

from __future__ import annotations

import asyncio

from fsrs import State
from sqlalchemy import select

from bot.app import App
from bot.features import cards
from bot.features.cards import Card, Draft, Kind
from bot.features.cloze import hidden_words, hide
from bot.features.groups.posts import Post, posts_of, readable
from bot.features.people import Person
from bot.store.group_tables import ShareRow
from bot.store.tables import CardRow, HighlightRow


def proposed(post: Post) -> Draft:
    """A gap where a word is worth hiding, else the source in front of the sentence."""
    said = " ".join(post.sentence.split())
    words = hidden_words(said, said, post.language)
    front = hide(said, words) if words else None
    if words and front:
        return Draft(Kind.CLOZE, front, words)
    return Draft(Kind.RECALL, post.title, said)


async def keep_card(app: App, person: Person, post_id: int) -> Card:
    """The person's card of a post; there is one, however often it is asked for. Raises NotFound."""
    async with app.read() as s:
        await readable(s, person, post_id)
        post = (await posts_of(s, [post_id], person))[post_id]
        own = await s.execute(
            select(HighlightRow.note_id, HighlightRow.index)
            .join(ShareRow, ShareRow.highlight_id == HighlightRow.id)
            .where(ShareRow.id == post.share_id)
        )
        mine = own.one_or_none()
    if mine is not None:  # their own sentence: as from their note
        return await cards.add(app, person, *mine)
    made = await asyncio.to_thread(proposed, post)
    now = app.clock()
    async with app.write() as s:
        await readable(s, person, post_id, to_change=True)
        shares = (
            await s.scalars(select(ShareRow).where(ShareRow.post_id == post_id).order_by(ShareRow.id))
        ).all()
        stays = any(not share.takes_cards_back for share in shares)
        there = select(CardRow).where(
            CardRow.person_id == person.id, CardRow.note_id.is_(None), CardRow.sentence == post.sentence
        )
        row = await s.scalar(there.limit(1))
        if row is None:
            row = CardRow(
                person_id=person.id,
                title=post.title,
                language=post.language,
                share_id=None if stays else shares[-1].id,
                kind=made.kind,
                sentence=post.sentence,
                front=made.front,
                back=made.back,
                state=State.Learning.value,
                step=0,
                due_at=now,
                created_at=now,
            )
            s.add(row)
            await s.flush()
        card_id = row.id
    return await cards.get(app, person, card_id)
