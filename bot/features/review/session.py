"""A session: the cards due now, shown, graded, the last grade taken back, suspended, buried."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import fsrs
from fsrs import State
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound, Outdated
from bot.features.cards import Card, get, get_many, own_card
from bot.features.people import Person
from bot.features.review.memory import COLUMNS, memory_of, remember, remember_anew
from bot.features.review.rules import Grade, after, day_of, share
from bot.features.review.settings import get_settings
from bot.features.tags import clean_tag
from bot.store.tables import CardRow, ReviewRow, TagRow


@dataclass(frozen=True, slots=True)
class Session:
    """What there is to review now, in the order to ask it; at most what is left of today's cap.

    `later` cards are due and left to the days to come, `days` of them at this cap; `new_later` are new ones that
    wait. `next_at` is when the next card comes, after these. `last_review_id` is the grade that `undo` takes back.
    """

    cards: tuple[Card, ...]
    later: int
    new_later: int
    days: int
    done_today: int
    next_at: datetime | None
    last_review_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and after how long each grade would bring it back."""

    card: Card
    intervals: Mapping[Grade, timedelta]


async def due(app: App, person: Person, tag: str | None = None, note_id: int | None = None) -> Session:
    """What to review now: cards being learnt first, then those due, most retrievable first, then new ones.

    A card that is due today is due from the morning on, one being learnt to the minute.
    With a `tag` only cards of notes that have it, with a `note_id` only its own. The cap counts the cards of the whole
    day.
    """
    now = app.clock()
    begins, ends = day_of(now, person.time_zone)
    settings = await get_settings(app, person)
    mine = (CardRow.person_id == person.id) & CardRow.suspended.is_(False)
    is_buried = CardRow.buried_until_at.is_not(None) & (CardRow.buried_until_at > now)
    is_review = CardRow.state == State.Review.value
    is_due = (CardRow.due_at <= now) | (is_review & (CardRow.due_at < ends))
    wanted = select(*COLUMNS).where(mine & ~is_buried & is_due)
    if tag is not None:
        wanted = wanted.join(TagRow, TagRow.note_id == CardRow.note_id).where(TagRow.name == clean_tag(tag))
    if note_id is not None:
        wanted = wanted.where(CardRow.note_id == note_id)
    async with app.read() as s:
        rows = list(await s.execute(wanted.order_by(CardRow.due_at, CardRow.id)))
        graded, begun = await today(s, person, begins)
        later = select(func.min(CardRow.due_at)).where(mine & ~is_buried & ~is_due)
        review_at = await s.scalar(later.where(is_review))
        last_review_id = await s.scalar(newest_of(select(ReviewRow.id), person))
        coming = [
            day_of(review_at, person.time_zone)[0] if review_at else None,
            await s.scalar(later.where(~is_review)),
            await s.scalar(select(func.min(CardRow.buried_until_at)).where(mine & is_buried)),
            ends if rows else None,
        ]
    part = await asyncio.to_thread(
        lambda: share([memory_of(row) for row in rows], settings, len(graded), begun, now)
    )
    return Session(
        cards=await get_many(app, person, part.today),
        later=part.later,
        new_later=part.new_later,
        days=-(-part.later // settings.daily_cap),
        done_today=len(graded),
        next_at=min(filter(None, coming), default=None),
        last_review_id=last_review_id,
    )


def newest_of(grades: Select[Any], person: Person) -> Select[Any]:
    """The person's last grade: those taken in from Anki were kept last, but may have been given before."""
    newest_first = grades.where(ReviewRow.person_id == person.id).order_by(
        ReviewRow.reviewed_at.desc(), ReviewRow.id.desc()
    )
    return newest_first.limit(1)


async def today(s: AsyncSession, person: Person, begins: datetime) -> tuple[set[int], int]:
    """The cards graded since the day began, and how many of them were new then."""
    rows = await s.execute(
        select(ReviewRow.card_id, ReviewRow.before).where(
            ReviewRow.person_id == person.id, ReviewRow.reviewed_at >= begins
        )
    )
    graded, begun = set(), 0
    for card_id, before in rows:
        graded.add(card_id)
        begun += before["last_review"] is None
    return graded, begun


async def show(app: App, person: Person, card_id: int) -> Shown:
    """The card with what each grade would do. Raises NotFound."""
    settings = await get_settings(app, person)
    async with app.read() as s:
        memory = memory_of(await own_card(s, person, card_id))
    now = app.clock()
    intervals = {grade: after(grade, memory, now, settings, person.time_zone).due - now for grade in Grade}
    return Shown(await get(app, person, card_id), intervals)


async def grade(app: App, person: Person, card_id: int, grade: Grade, *, seen: int | None = None) -> Card:
    """Grades the card; on return that is on disk. Raises NotFound.

    `seen` is its number of grades when it was shown: raises Outdated when it was graded since, so that a button
    pressed twice counts once.
    """
    settings = await get_settings(app, person)
    now = app.clock()
    async with app.write() as s:
        row = await own_card(s, person, card_id, to_change=True)
        if seen is not None and row.grades != seen:
            raise Outdated("This card was answered already.")
        before = memory_of(row)
        s.add(
            ReviewRow(
                person_id=person.id,
                card_id=card_id,
                grade=grade.value,
                before=dict(before.to_dict()),
                reviewed_at=now,
            )
        )
        remember(row, after(grade, before, now, settings, person.time_zone))
        row.grades += 1
    return await get(app, person, card_id)


async def undo(app: App, person: Person, review_id: int | None = None) -> Card:
    """Takes the person's last grade back: the card is as it was before, by the parameters of now. Raises NotFound
    without one, and Outdated where `review_id` is another: a button pressed twice takes back one.
    """
    async with app.write() as s:
        last: ReviewRow | None = await s.scalar(newest_of(select(ReviewRow), person).with_for_update())
        if review_id is not None and (last is None or last.id != review_id):
            raise Outdated(
                "That is not your last grade any more, so nothing was taken back. "
                "Open the review again to take back the last one."
            )
        if last is None:
            raise NotFound("There is no grade to take back.")
        row = await own_card(s, person, last.card_id, to_change=True)
        remember(row, fsrs.Card.from_dict(last.before))  # type: ignore[arg-type]
        row.grades -= 1
        card_id = row.id
        await s.delete(last)
    await remember_anew(app, person, await get_settings(app, person), card_id)
    return await get(app, person, card_id)


async def suspend(app: App, person: Person, card_id: int, suspended: bool = True) -> Card:
    """Asks the card no more until it is resumed with `suspended` False. Raises NotFound."""
    async with app.write() as s:
        row = await own_card(s, person, card_id, to_change=True)
        row.suspended = suspended
    return await get(app, person, card_id)


async def bury(app: App, person: Person, card_id: int, buried: bool = True) -> Card:
    """Leaves the card for tomorrow: until the person's day ends, or until `buried` is False. Raises NotFound."""
    _, ends = day_of(app.clock(), person.time_zone)
    async with app.write() as s:
        row = await own_card(s, person, card_id, to_change=True)
        row.buried_until_at = ends if buried else None
    return await get(app, person, card_id)
