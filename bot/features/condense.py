"""Condense: text or a file in, its key sentences out, kept as a note. The path everything else hangs on.

Reached by a message, a command, an upload, `POST /condense` or `pith condense`. Never keeps an uploaded
file, only its text; never stores anything when reading fails.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from bot import documents
from bot.app import App
from bot.documents import Document
from bot.errors import Busy, Empty, Invalid, TooLarge
from bot.features import cards, deadlines, history, personalise
from bot.features.note import Note, Sentence, highlights_of, sentences_of
from bot.features.people import Person
from bot.locales import N_, Message
from bot.settings import Settings
from bot.texts.dates import in_note
from bot.texts.titles import BEGINNING, is_titled, title_of
from model import Budget, ModelBusy, ModelError, Reading, ScoredSentence, Stage, personal_order

FOCUS_CHARACTERS = 500
AUTOMATIC = Budget()  # as many sentences as fit a text of its length


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text a person typed or pasted. `title` only where the face knows one; `said_at` is when it was said, from which
    “tomorrow” in it counts, None for now."""

    text: str
    title: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file a person sent; `name` is empty where there is none, as for standard input."""

    name: str
    data: bytes


READ_WORDS = documents.READ_WORDS


only_links = documents.only_links


def reads(name: str) -> bool:
    """Whether a file of this name is most likely a text that Pith reads; `condense` itself goes by what is in it."""
    return PurePath(name).suffix.lower() in documents.READ_ENDINGS


class Step(StrEnum):
    """Where a note is on its way: `step_words` tells it."""

    READING = "reading"
    WAITING = "waiting"
    SCORING = "scoring"


STEP_WORDS = {
    Step.READING: N_("reading"),
    Step.WAITING: N_("waiting for the model"),
    Step.SCORING: N_("scoring"),
}

OnProgress = Callable[[Step, int, int], None]
"""Called as (step, done, total), from any thread; total 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Request:
    """How to condense. `length` None: the person's usual one."""

    length: Budget | None = None
    focus: str | None = None
    language: str | None = None


def step_words(name: str, step: Step, done: int = 0, total: int = 0) -> Message:
    """How far a note of a file `name` is: "reading page 12 of 80". Of what is one piece nothing is counted."""
    ending, percent = PurePath(name).suffix.lower(), 100 * done // max(1, total)
    if total <= 1 or step is Step.WAITING:
        return STEP_WORDS[step]
    if step is Step.SCORING:
        return N_("scoring, {percent} %", percent=percent)
    if ending in documents.READ["PDF"]:
        return N_("reading page {done} of {total}", done=done, total=total)
    if ending in documents.READ["PowerPoint"]:
        return N_("reading slide {done} of {total}", done=done, total=total)
    return N_("reading, {percent} %", percent=percent)


def budget(
    sentences: int | None = None, ratio: float | None = None, words: int | None = None
) -> Budget | None:
    """A length from what a face was given; None when nothing was. Raises Invalid with the sentence to show."""
    if sentences is None and ratio is None and words is None:
        return None
    try:
        return Budget(sentences=sentences, ratio=ratio, words=words)
    except ValueError:
        raise Invalid(
            "Give one length: a number of sentences or words from 1 up, or a ratio above 0 and at most 1."
        ) from None


def _named(document: Document, source: Pasted | Upload, reading: Reading) -> tuple[str, bool]:
    """What the note is called, and whether that is a title."""
    given = source.title if isinstance(source, Pasted) else source.name.rsplit(".", 1)[0]
    first = [reading.text[s.start : s.end] for s in reading.sentences[:BEGINNING]]
    return title_of(document.title, given, first), is_titled(document.title, given, first)


async def condense(
    app: App,
    person: Person,
    source: Pasted | Upload,
    request: Request | None = None,
    *,
    face: str = "web",
    origins: tuple[str, ...] = (),
    keep: bool = True,
    on_progress: OnProgress | None = None,
) -> Note:
    """Reads, scores and cuts `source`, and keeps it in the person's history unless `keep` is False.

    `origins` name the messages it came from, for `history.by_origin`; a note those messages already made is
    condensed anew under its old id. Raises Empty, Unreadable, TooLarge, Invalid or Busy; then nothing is stored.
    """
    request = request or Request()
    check(app, source, request)
    focus = clean_focus(request.focus)
    began = time.perf_counter()
    document = await read(source, on_progress)
    reading = await _score(app, document, focus, request.language, on_progress)
    if not reading.sentences:
        raise Empty("There are no sentences in this to choose from.")
    length = request.length or person.length
    now, ranked = app.clock(), await _ranked_for(app, person, reading, focus)
    said_at = (source.said_at if isinstance(source, Pasted) else None) or now
    sentences, highlights = await asyncio.to_thread(_cut, person, reading, ranked, document, length, said_at)
    warnings = document.warnings
    if not highlights:
        warnings += (N_("No sentence is short enough for {words} words.", words=length.words),)
    title, has_title = _named(document, source, reading)
    note = Note(
        id=None,
        title=title,
        file_name=(source.name or None) if isinstance(source, Upload) else None,
        face=face,
        language=reading.language,
        sentences_total=len(sentences),
        tags=(),
        created_at=now,
        text=document.text,
        sentences=sentences,
        highlights=highlights,
        focus=focus,
        length=length,
        warnings=warnings,
        model=reading.model,
        elapsed_ms=round((time.perf_counter() - began) * 1000),
        is_titled=has_title,
    )
    if not keep:
        return note
    kept = await history.keep(app, person, note, reading, document, origins, ranked)
    await cards.add_automatically(app, person, kept)
    return kept


async def ask(
    app: App, person: Person, note: Note, question: str, on_progress: OnProgress | None = None
) -> Note:
    """A kept note with its sentences chosen for a question; the note itself stays as it is, and nothing else is kept.
    Raises Invalid or Busy."""
    source = Pasted(note.text, note.title, said_at=note.created_at)
    asked = await condense(app, person, source, Request(focus=question), keep=False, on_progress=on_progress)
    places = {sentence.start: sentence.location for sentence in note.sentences}
    highlights = tuple(
        replace(each, location=places.get(each.start, each.location)) for each in asked.highlights
    )
    return replace(asked, title=note.title, file_name=note.file_name, highlights=highlights)


def check(app: App, source: Pasted | Upload, request: Request) -> None:
    """What can be refused before any work. Raises TooLarge or Invalid."""
    if isinstance(source, Upload) and len(source.data) > app.settings.max_file_bytes:
        raise too_large(app.settings, source.name)
    if len(clean_focus(request.focus) or "") > FOCUS_CHARACTERS:
        raise Invalid(
            "A focus question may have {limit} characters. Yours is longer.", limit=FOCUS_CHARACTERS
        )
    if request.language and not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", request.language):
        raise Invalid(
            "“{language}” is not a language code. Write it like en, zh or pt-BR.", language=request.language
        )


def too_large(settings: Settings, name: str) -> TooLarge:
    """The refusal of a file over the limit; a limit set very low reads as `0.002 MB`."""
    limit_mb = max(0.001, round(settings.max_file_bytes / 2**20, 3))
    return TooLarge(
        "“{name}” is larger than {limit} MB. Send it in parts, or save it smaller.",
        name=name,
        limit=f"{limit_mb:g}",
    )


def clean_focus(focus: str | None) -> str | None:
    return " ".join((focus or "").split()) or None


async def read(source: Pasted | Upload, on_progress: OnProgress | None = None) -> Document:
    """The source as text with locations. Raises Empty, Unreadable or TooLarge."""
    if isinstance(source, Pasted):
        return await asyncio.to_thread(documents.from_text, source.text)
    if on_progress is None:
        return await documents.read(source.data, source.name)
    on_progress(Step.READING, 0, 0)
    return await documents.read(
        source.data, source.name, on_progress=lambda done, total: on_progress(Step.READING, done, total)
    )


async def _score(
    app: App, document: Document, focus: str | None, language: str | None, on_progress: OnProgress | None
) -> Reading:
    def on_stage(stage: Stage, done: int, total: int) -> None:
        if on_progress is not None:
            on_progress(Step(stage.value), done, total)

    try:
        return await app.extractor.read(document.text, focus=focus, language=language, on_stage=on_stage)
    except ModelBusy:
        raise Busy("Many texts are waiting just now. Try again in a moment.") from None
    except ModelError as error:
        raise Busy("The model can't answer just now: {reason}", reason=str(error)) from error


async def _ranked_for(
    app: App, person: Person, reading: Reading, focus: str | None
) -> list[ScoredSentence] | None:
    """The sentences as the person's taste ranks them; None where they have none."""
    taste = await personalise.taste_of(app, person)
    if taste is None:
        return None

    def ordered() -> list[ScoredSentence]:
        meanings = app.extractor.meanings(reading.vectors, reading.space)
        return personal_order(reading.text, reading.sentences, *meanings, taste, all_along=focus is None)

    return await asyncio.to_thread(ordered)


def _cut(
    person: Person,
    reading: Reading,
    ranked: Sequence[ScoredSentence] | None,
    document: Document,
    length: Budget,
    said_at: datetime,
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """All sentences, with the deadlines they name on the person's clock, and those that `length` keeps."""
    scored = ranked or reading.sentences
    zone = deadlines.zone_of(person)
    found = in_note(reading.text, scored, reading.language, said_at, zone, written_at=document.written_at)
    sentences = sentences_of(reading.text, scored, document, reading.language, found)
    return sentences, highlights_of(reading.text, scored, sentences, length)
