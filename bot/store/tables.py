"""All tables, no behaviour. A row that belongs to a person carries `person_id` and goes with that person.

Only types that SQLite and PostgreSQL both have; times are aware and UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NO_REUSE = {"sqlite_autoincrement": True}  # an old cookie or button must never meet a new row of the same id


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime. SQLite forgets the zone, so it is written in UTC and put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: Text,
        bytes: LargeBinary,
    }


def _owner() -> Mapped[int]:
    return mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class PersonRow(Table):
    """Whoever speaks, on any face."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str | None]  # None: as the face they speak on says
    time_zone: Mapped[str | None]  # IANA
    length: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the usual Budget, by its field
    session_epoch: Mapped[int] = mapped_column(default=0)  # a cookie of an older epoch is signed out
    uses_taste: Mapped[bool] = mapped_column(default=True)  # whether what they marked changes what is chosen
    created_at: Mapped[datetime]
    __table_args__ = NO_REUSE


class IdentityRow(Table):
    """A way of knowing a person: the local one, or a Discord account."""

    __tablename__ = "identities"
    face: Mapped[str] = mapped_column(String(16), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = _owner()


class SignInLinkRow(Table):
    """A one-time link. Only a hash of its secret is kept."""

    __tablename__ = "sign_in_links"
    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = _owner()
    expires_at: Mapped[datetime]


class TokenRow(Table):
    """A bearer token. Only a hash of its secret is kept."""

    __tablename__ = "tokens"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = _owner()
    name: Mapped[str]
    created_at: Mapped[datetime]
    __table_args__ = NO_REUSE


class NoteRow(Table):
    """One thing sent: text or file. What a list of notes shows; the rest is in its body."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    title: Mapped[str]
    file_name: Mapped[str | None]
    face: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    characters: Mapped[int]
    sentences_total: Mapped[int]
    focus: Mapped[str | None]
    length: Mapped[dict[str, Any]]  # the Budget it is cut to now
    warnings: Mapped[list[Any]]
    model: Mapped[str]
    elapsed_ms: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "created_at"), NO_REUSE)


class NoteBodyRow(Table):
    """A note's text and what the model made of every sentence of it, so that a re-cut needs no model."""

    __tablename__ = "note_bodies"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    folded: Mapped[str]  # title and text as search compares them
    sentences: Mapped[list[Any]]  # [start, end, score, rank, words, kind, [reason]]
    own_order: Mapped[
        list[Any] | None
    ]  # [rank, reason or null] where the person's marks change the model's order
    places: Mapped[list[Any]]  # [start, {page, slide, heading}]
    vectors: Mapped[bytes]  # (S, H) float16
    space: Mapped[str] = mapped_column(String(64))


class HighlightRow(Table):
    """A key sentence of a note: an exact slice of its text. Keeps its id while a re-cut keeps it."""

    __tablename__ = "highlights"
    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    person_id: Mapped[int] = _owner()
    index: Mapped[int]
    text: Mapped[str]
    vector: Mapped[bytes]  # (H,) float16
    space: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index(None, "note_id", "index", unique=True), NO_REUSE)


class DeadlineRow(Table):
    """A date that a sentence of a note names: `words` is the slice start:end of its text."""

    __tablename__ = "deadlines"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int]
    person_id: Mapped[int] = _owner()
    index: Mapped[int]  # of the sentence
    likeness: Mapped[str] = mapped_column(String(64))  # of the sentence, as a task's
    words: Mapped[str]
    due_on: Mapped[date]  # this and the time of day on a clock in `zone`
    due_time: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    is_last: Mapped[bool]


class MarkRow(Table):
    """What a person said of one sentence of a note, with what is needed to learn from it: see model.Mark."""

    __tablename__ = "marks"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    verdict: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    vectors: Mapped[bytes]  # (1 + P, H) float16: its own, and those of the sentences it was picked from
    space: Mapped[str] = mapped_column(String(64))
    traits: Mapped[dict[str, Any]]  # name -> (1 + P) numbers
    log_odds: Mapped[list[Any]]  # (1 + P) numbers
    marked_at: Mapped[datetime]


class LookRow(Table):
    """That a person looked at a section of a long note of theirs; `section` counts from 0 as `looks.sections` does."""

    __tablename__ = "looks"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    looked_at: Mapped[datetime]


class ApartRow(Table):
    """Two notes of which a person said that they don't belong together; `note_id` is the smaller of the two."""

    __tablename__ = "apart"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    person_id: Mapped[int] = _owner()


class TagRow(Table):
    __tablename__ = "tags"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = _owner()


class CardRow(Table):
    """A highlight to be reviewed. Goes with its note; its words are its own, so that a re-cut leaves it alone.

    One made from somebody else's shared sentence has no note but that one's `title` and `language`; it goes with
    `share_id`, which is there where who shared it wanted that.

    `state` to `last_review_at` are the card's memory as `fsrs.Card` has it.
    """

    __tablename__ = "cards"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    share_id: Mapped[int | None] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), index=True)
    title: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    sentence: Mapped[str]  # the highlight, verbatim
    front: Mapped[str]
    back: Mapped[str]
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float | None]  # days
    difficulty: Mapped[float | None]  # 1..10
    due_at: Mapped[datetime]
    last_review_at: Mapped[datetime | None]
    grades: Mapped[int] = mapped_column(default=0)  # how often it was graded
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until_at: Mapped[datetime | None]
    of_star: Mapped[bool] = mapped_column(
        default=False
    )  # a star made it, and nothing else asked for it since
    created_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "due_at"), NO_REUSE)


class ReviewRow(Table):
    """One grade. `before` is the card's memory as it was, so that the grade can be taken back."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), index=True)
    grade: Mapped[int]  # 1 again .. 4 easy
    before: Mapped[dict[str, Any]]
    reviewed_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "reviewed_at"), NO_REUSE)


class ReviewSettingsRow(Table):
    """How a person wants to review; without a row, as the defaults say."""

    __tablename__ = "review_settings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    automatic: Mapped[bool]  # every highlight of a new note becomes a card
    daily_cap: Mapped[int]  # cards
    retention: Mapped[float]  # the wished chance of recall when a card comes, 0.7..0.97
    starred: Mapped[bool] = mapped_column(default=True)  # every sentence that the person stars becomes a card
    fitted: Mapped[bool] = mapped_column(default=True)  # intervals may be fitted to the person's own memory


class ReviewFitRow(Table):
    """What the last fitting of FSRS's parameters to a person's grades came to."""

    __tablename__ = "review_fits"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    parameters: Mapped[list[Any] | None]  # None: the usual ones do as well
    grades: Mapped[int]  # how many there were; 0: no fitting has come to an end yet
    tried: Mapped[int]  # how many there were when fitting was last begun
    better: Mapped[float]  # the share of the usual parameters' log loss that these spare
    fitted_at: Mapped[datetime]


class OriginRow(Table):
    """The message a note came from, so that editing or deleting it finds the note. One note may have several, and
    one message may be a note of several people."""

    __tablename__ = "origins"
    origin: Mapped[str] = mapped_column(String(80), primary_key=True)  # "discord:MESSAGE_ID"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)


class JobRow(Table):
    """Something accepted and not yet condensed. Holds what was sent until its note is saved: a crash loses nothing."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = _owner()
    name: Mapped[str]
    is_file: Mapped[bool]
    payload: Mapped[bytes | None] = mapped_column(deferred=True)
    request: Mapped[dict[str, Any]]  # length, focus, language
    state: Mapped[str] = mapped_column(String(16), index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]  # code and message
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class InboxRow(Table):
    """The last message answered in a direct-message channel: those after it came while Pith was away."""

    __tablename__ = "inboxes"
    channel: Mapped[str] = mapped_column(String(80), primary_key=True)  # "discord:CHANNEL_ID"
    person_id: Mapped[int] = _owner()
    last_message_id: Mapped[str] = mapped_column(String(32))


class ReminderRow(Table):
    """A person's daily reminder: when they want it, and the one that comes next."""

    __tablename__ = "reminders"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    is_on: Mapped[bool]
    clock: Mapped[time]  # as a clock in `zone` shows it
    days: Mapped[list[Any]]  # of the week, 0 is Monday
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    paused_until_on: Mapped[date | None]  # the first day on which it speaks again
    language: Mapped[str] = mapped_column(String(16))  # spoken when it was set
    next_on: Mapped[date | None]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    last_on: Mapped[date | None]  # the last local date that had its delivery
    unanswered: Mapped[int] = mapped_column(default=0)  # deliveries since the last answer
    trouble: Mapped[str | None] = mapped_column(
        String(16)
    )  # why it stopped by itself, until the person was told
    dm_channel: Mapped[str | None] = mapped_column(String(32))
    calendar_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the feed's secret
    offered_clock: Mapped[
        time | None
    ]  # the time at which the person usually answers, until they said yes or no
    offered_at: Mapped[datetime | None]  # when they were asked last


class DeliveryRow(Table):
    """One occurrence of a reminder: one for each person and local date. A snooze is another turn of the same one."""

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[int] = _owner()
    local_on: Mapped[date]
    scheduled_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]  # not sent before
    turn: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    is_last: Mapped[bool]  # the one that says that the reminder pauses itself
    highlights: Mapped[list[Any]]  # the ids of those it showed
    __table_args__ = (Index(None, "person_id", "local_on", unique=True), Index(None, "state", "due_at"))


class PushBrowserRow(Table):
    """A browser that is notified of its person's reminders: where its push service takes messages, and what they are
    sealed with."""

    __tablename__ = "push_browsers"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the endpoint
    person_id: Mapped[int] = _owner()
    endpoint: Mapped[str]
    p256dh: Mapped[str]  # base64url: its public key
    auth: Mapped[str]  # base64url: its secret
    failing_since_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class PushRow(Table):
    """What a browser is still to be told of a delivery; gone once its push service took it."""

    __tablename__ = "pushes"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    browser_id: Mapped[str] = mapped_column(ForeignKey("push_browsers.id", ondelete="CASCADE"), index=True)
    delivery_id: Mapped[str] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(16))
    until_at: Mapped[datetime]  # of no use afterwards
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime] = mapped_column(index=True)
    leased_until_at: Mapped[datetime | None]
    __table_args__ = (NO_REUSE,)


class PracticeRow(Table):
    """How a person practises: the level of each sort of round, and whether their marks teach personalisation."""

    __tablename__ = "practice"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    teaches: Mapped[bool]
    levels: Mapped[dict[str, Any]]  # sort -> 0..10


class PracticeRoundRow(Table):
    """A practice round: its task whole, so that it stays what it was, and what was answered."""

    __tablename__ = "practice_rounds"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    sort: Mapped[str] = mapped_column(String(16))
    level: Mapped[float]
    task: Mapped[dict[str, Any]]
    given: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    score: Mapped[float | None]
    began_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]  # None: it is open
    __table_args__ = NO_REUSE


class TaskRow(Table):
    """An action item that its person confirmed. Goes with its note; its words are its own, so a re-cut leaves it alone.

    `found_on` and `found_words` are the date as the sentence names it, `due_on` the one that counts now.
    """

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(20), unique=True)  # what other programs know it by
    person_id: Mapped[int] = _owner()
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    sentence: Mapped[str]  # the highlight, verbatim
    likeness: Mapped[str] = mapped_column(String(64))  # SHA-256 of the folded sentence
    found_on: Mapped[date | None]
    found_words: Mapped[str | None]
    due_on: Mapped[date | None]  # this and the time of day on a clock in `zone`
    due_time: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    snoozed_until_on: Mapped[date | None]  # out of sight before
    done_at: Mapped[datetime | None]
    changes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        Index(None, "note_id", "likeness", unique=True),
        Index(None, "person_id", "likeness"),
        Index(None, "person_id", "due_on"),
        NO_REUSE,
    )


class TaskHookRow(Table):
    """The address that hears what happens to a person's tasks. `secret` signs, so it is kept as it is."""

    __tablename__ = "task_hooks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str]
    secret: Mapped[str]
    is_on: Mapped[bool]  # False: it stopped by itself
    failures: Mapped[int]  # in a row
    failing_since_at: Mapped[datetime | None]
    failure: Mapped[str | None]  # the last one, in a word
    retry_at: Mapped[datetime | None]
    leased_until_at: Mapped[datetime | None]
    trouble: Mapped[bool]  # it stopped, and the person was not told yet


class TaskEventRow(Table):
    """What happened to a task and was not taken by the person's webhook yet, in the order of `place`."""

    __tablename__ = "task_events"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = _owner()
    body: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    __table_args__ = (NO_REUSE,)


class FocusRow(Table):
    """A focus session, and how the person said it went. Running: `ends_at`; paused or stopped: `left_s`.

    `phases` are the seconds of work, break, work and so on. `focus_s` is the work in them; once stopped, what was done.
    """

    __tablename__ = "focus_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = _owner()
    started_at: Mapped[datetime]
    planned_s: Mapped[int]
    phases: Mapped[list[Any]]
    focus_s: Mapped[int]
    left_s: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]  # by hand; one that ran out has none
    attention: Mapped[int | None]
    mood: Mapped[int | None]
    word: Mapped[str | None]
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("focus_rooms.id", ondelete="SET NULL"), index=True
    )  # the shared one it was begun in
    __table_args__ = (Index(None, "person_id", "started_at"), NO_REUSE)


class FocusRoomRow(Table):
    """A shared session in a server's channel, and the one message that shows it. Who is in: the sessions begun in it.

    The message shows what was true `shown` changes ago. `look_at`: when it next has to change by itself; None: never.
    """

    __tablename__ = "focus_rooms"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )  # who began it; None once they were erased
    channel_id: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str | None] = mapped_column(String(20))  # None until it is posted
    language: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    phases: Mapped[list[Any]]
    ends_at: Mapped[datetime]  # moved to the moment at which it is stopped
    changes: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    __table_args__ = (NO_REUSE,)


class FocusGoalRow(Table):
    """The minutes a week that a person wishes for from one week on, until the next such row; None: no goal any more."""

    __tablename__ = "focus_goals"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    week_on: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    minutes: Mapped[int | None]


class FocusSettingsRow(Table):
    """How a person's days are counted; without one as usual."""

    __tablename__ = "focus_settings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    day_begins_hour: Mapped[int]


class UncondensedRow(Table):
    """A server in which a person's words are condensed for nobody else; `name` is what it was called then."""

    __tablename__ = "uncondensed"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    server_id: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    name: Mapped[str]
    since_at: Mapped[datetime]


class ChannelRow(Table):
    """What a server's channel prefers: of files, and whether long answers go into threads. `left_at`: since when Pith
    is not in the server."""

    __tablename__ = "channels"
    channel_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    server_id: Mapped[str] = mapped_column(String(20), index=True)
    files: Mapped[str] = mapped_column(String(16))
    threads: Mapped[bool]
    left_at: Mapped[datetime | None]
