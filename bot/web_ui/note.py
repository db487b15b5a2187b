"""One note: its page with the source beside it, and its JSON, to read, change, re-cut and delete."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid
from bot.features import history, looks, personalise, tags, tasks
from bot.features.condense import AUTOMATIC, budget
from bot.features.export import location_words
from bot.features.marking import FOLLOWED_WORDS, Followed
from bot.features.note import Note, Sentence, to_json
from bot.features.note import sentence_json as note_sentence_json
from bot.texts.dates import due_words
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.frame.answers import json_answer, page
from bot.web_ui.frame.refusals import Refusal, as_values
from bot.web_ui.session import Pith, SignedIn, Visitor

CHUNK_CHARACTERS = 4000  # the source is laid out in pieces of about this size, those in sight first
SHOWN_LEFT_OUT = 30

api = APIRouter(tags=["notes"])
pages = APIRouter()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source: a sentence, or what stands between two (`sentence` None)."""

    text: str
    sentence: Sentence | None
    is_highlight: bool = False
    begins_place: bool = False


def chunks(note: Note) -> Iterator[list[Piece]]:
    """The whole source, in order, in pieces; a chunk ends where a line does."""
    chosen = {h.index for h in note.highlights}
    chunk: list[Piece] = []
    at, size, place = 0, 0, None
    for sentence in note.sentences:
        gap = note.text[at : sentence.start]
        if size > CHUNK_CHARACTERS and "\n" in gap:
            yield chunk
            chunk, size, gap = [], 0, gap.lstrip("\n")
        if gap:
            chunk.append(Piece(gap, None))
        here = (sentence.location.page, sentence.location.slide)
        chunk.append(
            Piece(sentence.text, sentence, sentence.index in chosen, here not in (place, (None, None)))
        )
        place = here
        size += sentence.end - at
        at = sentence.end
    yield [*chunk, Piece(note.text[at:], None)]


def sentence_json(sentence: Sentence, title: str, language: str, verdict: str | None) -> dict[str, Any]:
    """As everywhere, with what the page shows of it in words, and what the person said of it."""
    place = location_words(sentence.location, title)
    return note_sentence_json(sentence, language) | {
        "place": place.to(language) if place else "",
        "label": sentence.label.to(language) if sentence.label else "",
        "due": [due_words(each, language) for each in sentence.deadlines],
        "to_do": tasks.is_action(sentence),
        "rank": sentence.rank,
        "verdict": verdict,
        "words": sentence.words,
    }


async def change_note(app: App, visitor: Visitor, note_id: int, change: shapes.NoteChange) -> Note:
    """Does what is asked for, or nothing of it when some of it does not fit."""
    title = None if change.title is None else history.clean_title(change.title)
    length = budget(change.sentences, change.ratio, change.words)
    if change.length is not None:
        wished = change.length
        length = budget(wished.sentences, wished.ratio, wished.words) or AUTOMATIC
    if change.tags is not None or change.add_tags or change.remove_tags:  # first: these may be refused
        await tags.change_tags(
            app,
            visitor.person,
            note_id,
            instead=change.tags,
            add=change.add_tags,
            remove=change.remove_tags,
        )
    if title is not None:
        await history.retitle(app, visitor.person, note_id, title)
    if length is not None:
        return await history.recut(app, visitor.person, note_id, length)
    return await history.open_note(app, visitor.person, note_id)


@api.get("/notes/{note_id}", response_model=shapes.Note)
async def read_note(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    """The whole note, its text included."""
    note = await history.open_note(app, visitor.person, note_id)
    return await json_answer(to_json(note, visitor.language))


@api.patch("/notes/{note_id}", response_model=shapes.Note)
async def patch_note(
    note_id: wire.Identity, change: shapes.NoteChange, app: Pith, visitor: SignedIn
) -> Response:
    """Gives the note another title, other tags or another length."""
    note = await change_note(app, visitor, note_id, change)
    return await json_answer(to_json(note, visitor.language))


@api.delete("/notes/{note_id}", status_code=204, response_class=Response)
async def delete_note(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """The note and everything made from it are gone at once."""
    await history.delete_note(app, visitor.person, note_id, visitor.language)


@api.get("/notes/{note_id}/sentences", response_model=shapes.Sentences)
async def list_sentences(
    note_id: wire.Identity,
    app: Pith,
    visitor: SignedIn,
    top: Annotated[int, Query(ge=1, le=wire.MOST, description="Only so many, the best.")] = wire.MOST,
) -> Response:
    """Every sentence, chosen or left out, in the text's order; ranked as a cut would choose them now."""
    note = await history.next_cut(app, visitor.person, note_id)
    marks = await personalise.marks_of(app, visitor.person, note_id)

    def as_json() -> dict[str, Any]:
        shown = [s for s in note.sentences if s.rank < top]
        return {
            "sentences": [sentence_json(s, note.title, visitor.language, marks.get(s.index)) for s in shown]
        }

    return await json_answer(await asyncio.to_thread(as_json))


@pages.get("/notes/{note_id}")
async def note_page(
    note_id: wire.Identity,
    request: Request,
    app: Pith,
    visitor: SignedIn,
    at: wire.MaybeIndex = None,
    followed: Followed | None = None,
) -> Response:
    """Opened `at` a sentence, its section counts as looked at; what else was on the screen the page's script tells."""
    note = await history.open_note(app, visitor.person, note_id)
    if at is not None:
        await looks.look(app, visitor.person, note, at, at)
    return await _shown(request, app, visitor, note, followed=followed)


async def _shown(
    request: Request,
    app: App,
    visitor: Visitor,
    note: Note,
    *,
    followed: Followed | None = None,
    refusal: Refusal | None = None,
) -> Response:
    chosen = {h.index for h in note.highlights}
    others = sorted((s for s in note.sentences if s.index not in chosen), key=lambda s: s.rank)
    return await page(
        request,
        "note.html",
        visitor.person,
        status=422 if refusal else 200,
        note=note,
        marks=await personalise.marks_of(app, visitor.person, note.id or 0),
        chunks=chunks(note),
        followed=FOLLOWED_WORDS[followed] if followed else None,
        sections=looks.sections_of(note),
        has_kinds=any(s.label for s in note.sentences),
        left_out=others[:SHOWN_LEFT_OUT],
        left_out_total=len(others),
        **as_values(refusal),
    )


@pages.post("/notes/{note_id}")
async def change_on_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The note's form without JavaScript: what stands there as it was shown is left alone."""
    form = await bodies.form_of(request)
    changed = bodies.changed(form, "title", "tags", "sentences")
    given: dict[str, Any] = {}
    if "title" in changed:
        given["title"] = changed["title"]
    if "tags" in changed:
        shown, wanted = (tags.each_tag(str(form.get(name, ""))) for name in ("shown_tags", "tags"))
        given["add_tags"] = [name for name in wanted if name not in shown]
        given["remove_tags"] = [name for name in shown if name not in wanted]
    if "sentences" in changed:
        given["length"] = {"sentences": changed["sentences"]}
    try:
        await change_note(app, visitor, note_id, bodies.filled_in(shapes.NoteChange, given))
    except Invalid as error:
        note = await history.open_note(app, visitor.person, note_id)
        return await _shown(request, app, visitor, note, refusal=Refusal("note", error, form))
    return RedirectResponse(f"/notes/{note_id}", 303)


@pages.post("/notes/{note_id}/delete")
async def delete_on_page(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await history.delete_note(app, visitor.person, note_id, visitor.language)
    return RedirectResponse("/history?deleted=1#said", 303)
