"""*Ask the author*: a member's question reaches whoever shares a sentence, and the answer the member; nobody else reads
either, and an unnamed author stays unnamed.

Who can be told on Discord is told there, by `tell_due`; both stand on the group's page as well.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.groups.group import changed, is_open, membership
from bot.features.groups.posts import no_such_post, readable
from bot.features.lasting import NotNow
from bot.features.note import MAX_ID
from bot.features.people import Person, person_of
from bot.store.tables import (
    GroupMessageRow,
    GroupRow,
    HighlightRow,
    IdentityRow,
    MemberRow,
    NoteRow,
    PersonRow,
    QuestionRow,
    ShareRow,
)

WORDS_CHARACTERS = 500
MOST_UNANSWERED = 10  # of one member in a group
AGAIN_AFTER = timedelta(minutes=3)
TOLD_AT_ONCE = 10

log = logging.getLogger(__name__)


class State(StrEnum):
    """Who is to be told next."""

    ASKED = "asked"  # who shares it
    WAITS = "waits"  # nobody, until it is answered
    ANSWERED = "answered"  # who asked
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Question:
    """`asker` and `author` are names in the group, `author` None for one who stays unnamed. `to_me`: the reader is the
    author. `message`: server, channel and message of the sentence on Discord."""

    id: int
    group_id: int
    group: str
    sentence: str
    language: str  # of the sentence
    text: str
    answer: str | None
    asker: str
    author: str | None
    to_me: bool
    asked_at: datetime
    answered_at: datetime | None
    message: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A question to be told to its author or, with its answer, to who asked it: `person`, on Discord `account_id`."""

    question: Question
    person: Person
    account_id: int


Tell = Callable[[Telling], Awaitable[None]]
"""Tells somebody in private. Raises NotNow."""


def clean_words(text: str) -> str:
    """Raises Invalid for empty or too long ones."""
    text = text.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= WORDS_CHARACTERS:
        raise Invalid("Write 1 to {limit} characters.", about="text", limit=WORDS_CHARACTERS)
    return text


async def ask(app: App, person: Person, post_id: int, text: str) -> None:
    """Asks whoever shared the sentence first. Raises NotFound and Invalid."""
    text, now = clean_words(text), app.clock()
    async with app.write() as s:
        post = await readable(s, person, post_id, to_change=True)
        share = await _asked(s, person, post_id)
        mine = (QuestionRow.group_id == post.group_id) & (QuestionRow.person_id == person.id)
        waiting = select(func.count()).select_from(QuestionRow).where(mine, QuestionRow.answer.is_(None))
        if (await s.scalar(waiting) or 0) >= MOST_UNANSWERED:
            raise Invalid(
                "{count} questions of yours wait for an answer here.", about="text", count=MOST_UNANSWERED
            )
        s.add(
            QuestionRow(
                share_id=share.id,
                group_id=post.group_id,
                person_id=person.id,
                text=text,
                state=State.ASKED,
                look_at=now,
                asked_at=now,
            )
        )
        await changed(s, post.group_id)


async def check_asking(app: App, person: Person, post_id: int) -> None:
    """Whether the person may ask about it, before they write. Raises as `ask`."""
    async with app.read() as s:
        await readable(s, person, post_id)
        await _asked(s, person, post_id)


async def _asked(s: AsyncSession, person: Person, post_id: int) -> ShareRow:
    """The first share, whose author is asked."""
    share: ShareRow | None = await s.scalar(
        select(ShareRow).where(ShareRow.post_id == post_id).order_by(ShareRow.id).limit(1)
    )
    if share is None:
        raise no_such_post()
    if share.person_id == person.id:
        raise Invalid("You shared this one yourself.")
    return share


async def answer(app: App, person: Person, question_id: int, text: str) -> None:
    """The author's answer; one given before is replaced. Raises NotFound, for everybody else too, and Invalid."""
    text, now = clean_words(text), app.clock()
    async with app.write() as s:
        row = await s.get(QuestionRow, question_id) if 0 < question_id <= MAX_ID else None
        share = await s.get(ShareRow, row.share_id) if row is not None else None
        if row is None or share is None or share.person_id != person.id:
            raise NotFound("There is no such question.")
        await membership(s, person, row.group_id, to_change=True)
        if (
            await s.get(QuestionRow, question_id, populate_existing=True) is None
        ):  # gone while the group was locked
            raise NotFound("There is no such question.")
        row.answer, row.answered_at, row.state, row.look_at = text, now, State.ANSWERED, now
        await changed(s, row.group_id)


async def questions(app: App, person: Person, group_id: int) -> tuple[Question, ...]:
    """Those asked of the person or by them in the group, the newest first. Raises NotFound."""
    async with app.read() as s:
        await membership(s, person, group_id)
        mine = or_(QuestionRow.person_id == person.id, ShareRow.person_id == person.id)
        return await _read(s, (QuestionRow.group_id == group_id) & mine, person.id)


async def get_question(app: App, person: Person, question_id: int) -> Question:
    """Raises NotFound for whom it does not concern, and for whom the group is closed to."""
    mine = or_(QuestionRow.person_id == person.id, ShareRow.person_id == person.id)
    async with app.read() as s:
        found = (
            await _read(s, (QuestionRow.id == question_id) & mine, person.id)
            if 0 < question_id <= MAX_ID
            else ()
        )
        if not found:
            raise NotFound("There is no such question.")
        await membership(s, person, found[0].group_id)
    return found[0]


_asker, _author = aliased(MemberRow), aliased(MemberRow)


def _wanted() -> Select[QuestionRow, GroupRow, str, str, str, str, ShareRow, GroupMessageRow]:
    return (
        select(
            QuestionRow,
            GroupRow,
            HighlightRow.text,
            NoteRow.language,
            _asker.name,
            _author.name,
            ShareRow,
            GroupMessageRow,
        )
        .join(ShareRow, ShareRow.id == QuestionRow.share_id)
        .join(GroupRow, GroupRow.id == QuestionRow.group_id)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .outerjoin(GroupMessageRow, GroupMessageRow.post_id == ShareRow.post_id)
        .join(_asker, (_asker.group_id == QuestionRow.group_id) & (_asker.person_id == QuestionRow.person_id))
        .join(_author, (_author.group_id == ShareRow.group_id) & (_author.person_id == ShareRow.person_id))
    )


async def _read(s: AsyncSession, which: ColumnElement[bool], reader_id: int) -> tuple[Question, ...]:
    rows = await s.execute(_wanted().where(which).order_by(QuestionRow.id.desc()).limit(100))
    return tuple(
        Question(
            row.id,
            group.id,
            group.name,
            sentence,
            language,
            row.text,
            row.answer,
            asker,
            None if share.is_anonymous else author,
            share.person_id == reader_id,
            row.asked_at,
            row.answered_at,
            _place(group, message),
        )
        for row, group, sentence, language, asker, author, share, message in rows
    )


def _place(group: GroupRow, message: GroupMessageRow | None) -> tuple[int, int, int] | None:
    if message is None or message.message_id is None:
        return None
    return int(group.server_id or 0), int(message.channel_id), int(message.message_id)


async def tell_due(app: App, tell: Tell) -> None:
    """Tells who is to be told and can be on Discord; what can't be told just now, or would come in somebody's quiet
    hours, is told later."""
    for state, after in ((State.ASKED, State.WAITS), (State.ANSWERED, State.OVER)):
        for telling in await _to_tell(app, state):
            if (hour := await _willing_at(app, telling.person)) > app.clock():
                await _set(app, telling.question, state, look_at=hour)
                continue
            try:
                await tell(telling)
            except NotNow:
                await _set(app, telling.question, state, look_at=app.clock() + AGAIN_AFTER)
            except Exception:
                log.exception("question %d could not be told; it is again in a while", telling.question.id)
                await _set(app, telling.question, state, look_at=app.clock() + AGAIN_AFTER)
            else:
                await _set(app, telling.question, state, state=after, look_at=None)


async def _willing_at(app: App, person: Person) -> datetime:
    """Now, or when the person's quiet hours are over."""
    from bot.features import reminders  # imports this module
    from bot.features.reminders.schedule import awake

    reminder = await reminders.get(app, person)
    return awake(reminder.schedule, app.clock()) if reminder else app.clock()


async def _to_tell(app: App, state: State) -> list[Telling]:
    """Whom the group is closed to is told once it is open to them again."""
    whom = ShareRow.person_id if state is State.ASKED else QuestionRow.person_id
    due = (
        select(QuestionRow.id, PersonRow, IdentityRow.external_id)
        .join(ShareRow, ShareRow.id == QuestionRow.share_id)
        .join(PersonRow, PersonRow.id == whom)
        .join(IdentityRow, (IdentityRow.person_id == whom) & (IdentityRow.face == "discord"))
        .join(MemberRow, (MemberRow.group_id == QuestionRow.group_id) & (MemberRow.person_id == whom))
        .join(GroupRow, GroupRow.id == QuestionRow.group_id)
        .where(is_open())
        .where(QuestionRow.state == state, QuestionRow.look_at <= app.clock())
        .order_by(QuestionRow.id)
        .limit(TOLD_AT_ONCE)
    )
    async with app.read() as s:
        tellings = []
        for question_id, row, account in (await s.execute(due)).all():
            for question in await _read(s, QuestionRow.id == question_id, row.id):
                tellings.append(Telling(question, person_of(row), int(account)))
        return tellings


async def _set(app: App, told: Question, was: State, **values: object) -> None:
    """Where it was answered meanwhile, or answered anew, that is still to be told."""
    async with app.write() as s:
        await s.execute(
            update(QuestionRow)
            .where(QuestionRow.id == told.id, QuestionRow.state == was)
            .where(QuestionRow.answered_at.is_not_distinct_from(told.answered_at))
            .values(**values)
        )
