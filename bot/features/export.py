"""Export: notes as a file to take away — Markdown to read, JSON for programs, CSV for a table of highlights."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.documents import Location
from bot.features.note import Note, kind_words, to_json
from bot.locales import N_, Message
from bot.texts.dates import Deadline
from bot.texts.folding import likeness


class Format(StrEnum):
    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"


MEDIA_TYPES = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
}


CSV_COLUMNS = (
    "note", "title", "highlight", "score", "kind", "action", "due", "page", "slide", "heading", "tags", "created_at",
    "time",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    name: str
    media_type: str
    data: bytes


def export_note(note: Note, form: Format, language: str) -> Exported:
    """The note as a file; words of ours in the reader's `language`, its own as they are. As JSON it is one object."""
    piece = _piece(note, form, language)
    whole = piece if form is Format.JSON else _together([piece], form)
    return _file(_file_name(note.title), form, whole)


async def export_each(notes: AsyncIterable[Note], form: Format, language: str) -> tuple[Exported, int]:
    """The notes in one file, as `export_note` writes them; as JSON they are a list. And how many there are. Each is
    written before the next is asked for."""
    pieces = [await asyncio.to_thread(_piece, note, form, language) async for note in notes]
    whole = await asyncio.to_thread(_together, pieces, form)
    return await asyncio.to_thread(_file, "pith", form, whole), len(pieces)


def _file(name: str, form: Format, text: str) -> Exported:
    return Exported(f"{name}.{form}", MEDIA_TYPES[form], text.encode("utf-8"))


def _file_name(title: str) -> str:
    """A title as a file name that every system takes; letters of any script stay."""
    return re.sub(r"[^\w.-]+", "-", title).strip("-.")[:60] or "pith"


def location_words(location: Location, title: str = "") -> Message | None:
    """A location in words: "page 3", "slide 2 · Results", "at 1:05"; None where nothing is known. Beside a `title` a
    heading that says the same is left out."""
    if title and location.heading and likeness(location.heading) == likeness(title):
        location = replace(location, heading=None)
    if location.page is not None:
        place = N_("page {page}", page=location.page)
    elif location.slide is not None:
        place = N_("slide {slide}", slide=location.slide)
    elif location.time is not None:
        place = N_("at {time}", time=location.time)
    else:
        return Message("{heading}", {"heading": location.heading}) if location.heading else None
    return (
        Message("{place} · {heading}", {"place": place, "heading": location.heading})
        if location.heading
        else place
    )


def is_heading(location: Location) -> bool:
    """Whether all that is known of the place is its heading: then its words are the note's, not ours."""
    return location.as_json().keys() == {"heading"}


def _piece(note: Note, form: Format, language: str) -> str:
    return _WRITERS[form](note, language)


def _together(pieces: Sequence[str], form: Format) -> str:
    match form:
        case Format.MARKDOWN:
            return "\n\n".join(pieces) + "\n"
        case Format.JSON:
            return "[\n" + ",\n".join(pieces) + "\n]"
        case Format.CSV:  # without the mark Excel reads Chinese as gibberish
            return "\ufeff" + _row(CSV_COLUMNS) + "".join(pieces)


def _markdown(note: Note, language: str) -> str:
    lines = [f"# {inert(note.title)}", ""]
    if note.tags:
        lines += [" ".join("#" + tag.replace(" ", "-") for tag in note.tags), ""]
    for highlight in note.highlights:
        where = location_words(highlight.location, note.title)
        quote = inert(" ".join(highlight.text.split()))
        about = kind_words(highlight, language) + ([where.to(language)] if where else [])
        lines.append(f"- {quote}" + (f" *({inert(' · '.join(about))})*" if about else ""))
    lines += [f"\n> {warning.to(language)}" for warning in note.warnings]
    return "\n".join(lines)


def inert(text: str) -> str:
    """Text whose marks Markdown does not take for its own."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def _json(note: Note, language: str) -> str:
    return json.dumps(to_json(note, language), ensure_ascii=False, indent=1)


def _csv(note: Note, language: str) -> str:
    """One row a highlight. A cell that a spreadsheet would run as a formula is quoted (OWASP, CSV Injection)."""
    rows = []
    for h in note.highlights:
        where = h.location
        row = [
            note.id,
            note.title,
            h.text,
            round(h.score, 4),
            h.kind,
            h.action,
            "; ".join(_due(each) for each in h.deadlines),
            where.page,
            where.slide,
            where.heading,
        ]
        row += [", ".join(note.tags), note.created_at.isoformat(), where.time]
        rows.append(_row([harmless(cell) for cell in row]))
    return "".join(rows)


def _row(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


_WRITERS = {Format.MARKDOWN: _markdown, Format.JSON: _json, Format.CSV: _csv}


def _due(deadline: Deadline) -> str:
    """As spreadsheets read it: 2026-03-06 or 2026-03-06 15:00."""
    return f"{deadline.due_on}" + (f" {deadline.due_time:%H:%M}" if deadline.due_time else "")


def harmless(cell: object) -> object:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
