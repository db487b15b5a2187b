"""What a note is to the faces: frozen dataclasses, the JSON that terminal and HTTP share, and how rows become them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.documents import Document, Location, Place
from bot.errors import NotFound
from bot.features.people import Person
from bot.locales import N_, Message
from bot.store.tables import NoteBodyRow, NoteRow
from bot.texts.dates import Deadline, as_json, due_words
from model import Action, Budget, Reason, ScoredSentence, action_of, asks, cut_sentences

MAX_ID = 2**31 - 1  # what PostgreSQL's integer holds

REASONS: Mapping[Reason, Message] = {
    Reason.CENTRAL: N_("close to what the whole text says"),
    Reason.KEYWORDS: N_("holds the words the text keeps coming back to"),
    Reason.TOPIC: N_("carries one of the main topics"),
    Reason.EARLY: N_("stands where texts say what they are about"),
    Reason.INFORMATIVE: N_("says much"),
    Reason.SIGNAL: N_("says by its wording that it matters"),
    Reason.FOCUS: N_("close to your focus question"),
    Reason.LEARNT: N_("reads like the sentences that people keep"),
    Reason.TASTE: N_("like what you kept before"),
    Reason.MARKED: N_("you said that it matters"),
}
OWN_REASONS = (Reason.MARKED, Reason.TASTE)
CLOSEST = N_("Closest to your question")
DATE = N_("Date")  # of an exam, say: no last day of anything

KINDS: Mapping[str, Message] = {
    "definition": N_("Definition"),
    "action": N_("Action item"),
    Action.REQUEST: N_("Request"),
    Action.COMMITMENT: N_("Commitment"),
    Action.DECISION: N_("Decision"),
    Action.DEADLINE: N_("Deadline"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a note, chosen or not. `rank` 0 would be chosen first; `score` is 0..1.

    `action` says what sort of action item it is, where its words do; `deadlines` are the dates it names. `is_closest`
    to the focus question is one at most.
    """

    text: str
    start: int
    end: int
    index: int
    score: float
    rank: int
    words: int
    kind: str
    location: Location
    reasons: tuple[Message, ...]
    action: Action | None = None
    deadlines: tuple[Deadline, ...] = ()
    is_closest: bool = False

    @property
    def label(self) -> Message | None:
        """What it is, in a word; None where it is only a key sentence."""
        if self.action is Action.DEADLINE and self.deadlines and not any(d.is_last for d in self.deadlines):
            return DATE
        return KINDS.get(self.action or self.kind)


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note as a list shows it."""

    id: int | None
    title: str
    file_name: str | None
    face: str
    language: str
    sentences_total: int
    tags: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Note(NoteCard):
    """A note, whole. `highlights` are exact slices of `text`, in its order; `id` is None when it was not kept."""

    text: str
    sentences: tuple[Sentence, ...]
    highlights: tuple[Sentence, ...]
    focus: str | None
    length: Budget
    warnings: tuple[Message, ...]
    model: str
    elapsed_ms: int
    is_titled: bool = True  # else it is called by words of its text

    @property
    def kept_words(self) -> Message:
        """How many of its sentences it is cut to."""
        kept, total = len(self.highlights), self.sentences_total
        if total == 1:
            return N_("{kept} of 1 sentence", kept=kept)
        return N_("{kept} of {total} sentences", kept=kept, total=total)


def to_json(note: Note, language: str) -> dict[str, Any]:
    """The object that `pith condense --json` prints and the HTTP API answers; words in the reader's `language`."""
    answer: dict[str, Any] = {
        "title": note.title,
        "language": note.language,
        "text": note.text,
        "sentences_total": note.sentences_total,
        "highlights": [sentence_json(h, language) for h in note.highlights],
        "focus": note.focus,
        "tags": list(note.tags),
        "warnings": [warning.to(language) for warning in note.warnings],
        "model": note.model,
        "elapsed_ms": note.elapsed_ms,
    }
    if note.id is not None:
        answer |= {"id": note.id, "file_name": note.file_name, "created_at": note.created_at.isoformat()}
    return answer


def kind_words(sentence: Sentence, language: str) -> list[str]:
    """That it is the closest to the question, what the sentence is and when it is due, in the reader's `language`;
    nothing for a plain key sentence."""
    labels = (CLOSEST if sentence.is_closest else None, sentence.label)
    said = [label.to(language) for label in labels if label]
    return said + [due_words(each, language) for each in sentence.deadlines]


def sentence_json(sentence: Sentence, language: str) -> dict[str, Any]:
    """A sentence as `to_json` writes it; reasons in the reader's `language`."""
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "index": sentence.index,
        "score": round(sentence.score, 4),
        "kind": sentence.kind,
        "action": sentence.action,
        "closest": sentence.is_closest,
        "deadlines": [as_json(each) for each in sentence.deadlines],
        "location": sentence.location.as_json(),
        "reasons": [reason.to(language) for reason in sentence.reasons],
    }


def sentences_of(
    text: str,
    scored: Sequence[ScoredSentence],
    document: Document,
    language: str,
    found: Mapping[int, tuple[Deadline, ...]],
) -> tuple[Sentence, ...]:
    """Every sentence with its text, its location, its reasons in words, and the deadlines `found` in it."""
    closest = _closest(text, scored)
    return tuple(
        Sentence(
            text=text[s.start : s.end],
            start=s.start,
            end=s.end,
            index=i,
            score=s.score,
            rank=s.rank,
            words=s.words,
            kind=s.kind,
            location=document.location(s.start),
            reasons=tuple(REASONS[reason] for reason in s.reasons),
            action=_action(text[s.start : s.end], s.kind, language, has_deadline=i in found),
            deadlines=found.get(i, ()),
            is_closest=i == closest,
        )
        for i, s in enumerate(scored)
    )


def _closest(text: str, scored: Sequence[ScoredSentence]) -> int | None:
    """The best of those that the focus question speaks for, whatever the person's taste says of their order; none that
    only asks the same."""
    asked_for = [
        i for i, s in enumerate(scored) if Reason.FOCUS in s.reasons and not asks(text[s.start : s.end])
    ]
    return max(asked_for, key=lambda i: (scored[i].score, -scored[i].rank), default=None)


def _action(sentence: str, kind: str, language: str, *, has_deadline: bool) -> Action | None:
    """A sentence that names a deadline is one, of whatever kind the model takes it to be."""
    said = action_of(sentence, language) if kind == "action" else None
    return said or (Action.DEADLINE if has_deadline else None)


def highlights_of(
    text: str, scored: Sequence[ScoredSentence], sentences: Sequence[Sentence], length: Budget
) -> tuple[Sentence, ...]:
    """Those of `sentences` that `length` keeps."""
    return tuple(sentences[key.index] for key in cut_sentences(text, scored, length))


def pack(scored: Sequence[ScoredSentence]) -> list[Any]:
    """Sentences as the store keeps them; `unpack` reads them back."""
    return [[s.start, s.end, s.score, s.rank, s.words, s.kind, [*s.reasons]] for s in scored]


def unpack(stored: Sequence[Any], own_order: Sequence[Any] | None = None) -> list[ScoredSentence]:
    """As the model ranked them or, where a person's order was kept, as that does."""
    scored = [
        ScoredSentence(start, end, score, rank, words, kind, tuple(Reason(name) for name in reasons))
        for start, end, score, rank, words, kind, reasons in stored
    ]
    if own_order is None:
        return scored
    return [
        replace(s, rank=rank, reasons=(Reason(own), *s.reasons) if own else s.reasons)
        for s, (rank, own) in zip(scored, own_order, strict=True)
    ]


def pack_order(scored: Sequence[ScoredSentence]) -> list[Any]:
    """A person's order as the store keeps it beside the model's."""
    return [[s.rank, next((reason for reason in s.reasons if reason in OWN_REASONS), None)] for s in scored]


def card(row: NoteRow, tags: Sequence[str]) -> NoteCard:
    return NoteCard(
        row.id,
        row.title,
        row.file_name,
        row.face,
        row.language,
        row.sentences_total,
        tuple(tags),
        row.created_at,
    )


def whole(
    row: NoteRow, body: NoteBodyRow, tags: Sequence[str], found: Mapping[int, tuple[Deadline, ...]]
) -> Note:
    """A note from its rows; pure, and slow enough for a long text that it belongs in a thread."""
    scored = unpack(body.sentences, body.own_order)
    places = tuple(Place(start, Location(**location)) for start, location in body.places)
    sentences = sentences_of(body.text, scored, Document(body.text, places=places), row.language, found)
    length = Budget(**row.length)
    return Note(
        id=row.id,
        title=row.title,
        file_name=row.file_name,
        face=row.face,
        language=row.language,
        sentences_total=row.sentences_total,
        tags=tuple(tags),
        created_at=row.created_at,
        text=body.text,
        sentences=sentences,
        highlights=highlights_of(body.text, scored, sentences, length),
        focus=row.focus,
        length=length,
        warnings=tuple(Message.from_json(w) for w in row.warnings),
        model=row.model,
        elapsed_ms=row.elapsed_ms,
        is_titled=row.is_titled,
    )


async def own(s: AsyncSession, person: Person, note_id: int, *, to_change: bool = False) -> NoteRow:
    """The gate: the person's own note, or NotFound — also for a note that is somebody else's.

    `to_change`: another change of the note waits until this transaction's end.
    """
    row = await s.get(NoteRow, note_id, with_for_update=to_change) if 0 < note_id <= MAX_ID else None
    if row is None or row.person_id != person.id:
        raise NotFound("There is no such note.")
    return row
