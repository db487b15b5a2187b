"""*Add to my cards*: a card of one's own from a sentence that somebody else shares.

It stays when the sentence is taken back, unless all who share it wish otherwise: then it goes with the first of them,
whose title and wording it has. Of who wishes their cards back a card that stays has nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from fsrs import State
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import cards
from bot.features.cards import Card, Draft, Kind
from bot.features.groups.posts import TITLE, no_such_post, readable
from bot.features.people import Person
from bot.store.tables import CardRow, HighlightRow, NoteRow, ShareRow
from bot.texts.cloze import beginning, hidden_words, hide


@dataclass(frozen=True, slots=True)
class Source:
    """Whose share a card is made of: what it takes from it, and whether it goes with it."""

    share_id: int
    goes: bool
    sentence: str
    title: str
    language: str


def proposed(source: Source) -> Draft:
    """A gap where a word is worth hiding, else the source and how the sentence begins."""
    said = " ".join(source.sentence.split())
    words = hidden_words(said, said, source.language)
    front = hide(said, words) if words else None
    if words and front:
        return Draft(Kind.CLOZE, front, words)
    return Draft(Kind.RECALL, "\n".join(filter(None, (source.title, beginning(said)))), said)


async def _source(s: AsyncSession, post_id: int) -> Source:
    """The first share that lets cards stay, else the first. Raises NotFound."""
    rows = await s.execute(
        select(ShareRow.id, ShareRow.takes_cards_back, HighlightRow.text, TITLE, NoteRow.language)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .where(ShareRow.post_id == post_id)
        .order_by(ShareRow.takes_cards_back, ShareRow.id)
        .limit(1)
    )
    row = rows.one_or_none()
    if row is None:
        raise no_such_post()
    return Source(*row)


async def keep_card(app: App, person: Person, post_id: int) -> Card:
    """The person's card of a post; there is one, however often it is asked for. Raises NotFound."""
    async with app.read() as s:
        await readable(s, person, post_id)
        source = await _source(s, post_id)
        own = await s.execute(
            select(HighlightRow.note_id, HighlightRow.index)
            .join(ShareRow, ShareRow.highlight_id == HighlightRow.id)
            .where(ShareRow.post_id == post_id, ShareRow.person_id == person.id)
        )
        mine = own.one_or_none()
    if mine is not None:  # their own sentence: as from their note
        return await cards.add(app, person, *mine)
    made = await asyncio.to_thread(proposed, source)
    async with app.write() as s:
        await readable(s, person, post_id, to_change=True)
        now_is = await _source(s, post_id)
        if now_is != source:  # changed meanwhile
            source, made = now_is, await asyncio.to_thread(proposed, now_is)
        there = select(CardRow).where(
            CardRow.person_id == person.id, CardRow.note_id.is_(None), CardRow.sentence == source.sentence
        )
        row = await s.scalar(there.limit(1))
        if row is None:
            row = _card(app, person, source, made)
            s.add(row)
        elif row.share_id is not None and not source.goes:  # asked for again, and now it may stay
            row.share_id, row.title, row.language = None, source.title, source.language
        await s.flush()
        card_id = row.id
    return await cards.get(app, person, card_id)


def _card(app: App, person: Person, source: Source, made: Draft) -> CardRow:
    return CardRow(
        person_id=person.id,
        title=source.title,
        language=source.language,
        share_id=source.share_id if source.goes else None,
        kind=made.kind,
        sentence=source.sentence,
        front=made.front,
        back=made.back,
        state=State.Learning.value,
        step=0,
        due_at=app.clock(),
        created_at=app.clock(),
    )
