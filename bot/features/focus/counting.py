"""Counts what a picture shows, by the person's own days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fsrs import State
from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.focus.picture import Picture, Piece, Span, cut, place_of, spread
from bot.features.focus.sessions import done_since
from bot.features.focus.settings import day_begins_of
from bot.features.focus.states import elapsed_s
from bot.features.people import Person
from bot.features.practice import Sort
from bot.features.review.rules import Grade
from bot.store.tables import FocusRow, PracticeRoundRow, ReviewRow


async def look_back(app: App, person: Person, span: Span) -> Picture:
    """The person's own, up to now."""
    now = app.clock()
    async with app.read() as s:
        begins = await day_begins_of(s, person)
        bounds = cut(span, now, person.time_zone, begins)
        pieces = [Piece(at) for at in bounds[:-1]]
        await _sessions(s, person, span, bounds, pieces, now)
        await _reviews(s, person, bounds, pieces)
        await _agreements(s, person, bounds, pieces)
    return Picture(span, ZoneInfo(person.time_zone or "UTC"), tuple(pieces))


async def _sessions(
    s: AsyncSession, person: Person, span: Span, bounds: list[datetime], pieces: list[Piece], now: datetime
) -> None:
    for each in await done_since(s, person, bounds[0], now):
        piece = pieces[place_of(bounds, each.started_at)]
        piece.sessions += each.focused_s > 0
        piece.focus_s += each.focused_s if span is not Span.DAY else 0
        piece.attentions += [each.attention] if each.attention else []
        piece.moods += [each.mood] if each.mood else []
    if span is Span.DAY:
        rows = await s.scalars(
            select(FocusRow).where(FocusRow.person_id == person.id, FocusRow.started_at >= bounds[0])
        )
        for row in rows:
            for place, seconds in spread(bounds, row.started_at, row.phases, elapsed_s(row, now)).items():
                pieces[place].focus_s += seconds


async def _reviews(s: AsyncSession, person: Person, bounds: Sequence[datetime], pieces: list[Piece]) -> None:
    known = ReviewRow.before["state"].as_integer() == State.Review.value
    passed = ReviewRow.grade > Grade.AGAIN.value
    graded = (
        select(
            _piece(ReviewRow.reviewed_at, bounds).label("place"),
            case((known, 1), else_=0).label("known"),
            case((and_(known, passed), 1), else_=0).label("remembered"),
        )
        .where(ReviewRow.person_id == person.id, *within(ReviewRow.reviewed_at, bounds))
        .subquery()
    )
    counts = await s.execute(
        select(
            graded.c.place, func.count(), func.sum(graded.c.known), func.sum(graded.c.remembered)
        ).group_by(graded.c.place)
    )
    for place, reviews, asked, remembered in counts:
        pieces[place].reviews, pieces[place].asked, pieces[place].remembered = reviews, asked, remembered


async def _agreements(
    s: AsyncSession, person: Person, bounds: Sequence[datetime], pieces: list[Piece]
) -> None:
    answered = PracticeRoundRow.answered_at
    rows = await s.execute(
        select(answered, PracticeRoundRow.score).where(
            PracticeRoundRow.person_id == person.id,
            PracticeRoundRow.sort == Sort.MARK,
            *within(answered, bounds),
        )
    )
    for at, score in rows:
        if at is not None and score is not None:
            pieces[place_of(bounds, at)].agreements.append(score)


def within(column: Any, bounds: Sequence[datetime]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column >= bounds[0], column < bounds[-1]


def _piece(column: Any, bounds: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the piece that a moment in the store is in."""
    return case(*((column < end, place) for place, end in enumerate(bounds[1:])), else_=len(bounds) - 2)
