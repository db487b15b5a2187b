"""Notes and words as the terminal shows them: for eyes, or a line each for the next program in a pipe."""

from __future__ import annotations

import json

from rich.markup import escape
from rich.table import Table

from bot.cli.around import speech
from bot.cli.terminal import out, put, say, shown
from bot.features import export as exporting
from bot.features.note import Note, NoteCard, kind_words, to_json
from bot.features.why import Why
from bot.locales import N_


def _line(text: str) -> str:
    return " ".join(shown(text).split())


def show_json(note: Note) -> None:
    answer = to_json(note, speech())
    kept = {k: v for k, v in answer.items() if k not in ("id", "created_at")}
    put(f"{json.dumps(kept, ensure_ascii=False)}\n".encode())  # JSON is UTF-8 (RFC 8259)


def show_note(note: Note) -> None:
    """For eyes on a terminal; for the next program in a pipe: a highlight a line, its kind and due date after a tab."""
    if not out.is_terminal:
        for highlight in note.highlights:
            about = _line(" · ".join(kind_words(highlight, speech())))
            put(_line(highlight.text) + (f"\t{about}" if about else "") + "\n")
    else:
        out.print(f"\n[bold]{escape(_line(note.title))}[/bold]\n")
        for highlight in note.highlights:
            where = exporting.location_words(highlight.location, note.title)
            place = f"  [dim]{escape(_line(where.to(speech())))}[/dim]" if where else ""
            about = escape(_line(" · ".join(kind_words(highlight, speech()))))
            kind = f"\n    [yellow]{about}[/yellow]" if about else ""
            out.print(f"  [green]•[/green] {escape(' '.join(highlight.text.split()))}{place}{kind}\n")
        counts, number = note.kept_words.to(speech()), f" · #{note.id}" if note.id is not None else ""
        out.print(f"[dim]{counts} · {escape(note.model)} · {note.elapsed_ms / 1000:.1f} s{number}[/dim]")
    for warning in note.warnings:
        say(warning)


def list_notes(found: list[tuple[NoteCard, str | None]]) -> None:
    """A table for eyes; in a pipe a note a line: number, day, title, tags and highlight between tabs."""
    if not found:
        say(N_("No notes found."))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for note, highlight in found:
        number, day = f"#{note.id}", f"{note.created_at.astimezone():%Y-%m-%d}"
        title, tags = _line(note.title), _line(" ".join("#" + tag for tag in note.tags))
        spoken = _line(highlight or "")
        if not out.is_terminal:
            put("\t".join((number, day, title, tags, spoken)) + "\n")
        line = f"[bold]{escape(title)}[/bold] [cyan]{escape(tags)}[/cyan]"
        table.add_row(number, day, line + (f"\n[dim]{escape(spoken)}[/dim]" if spoken else ""))
    if out.is_terminal:
        out.print(table)


def show_why(one: Why) -> None:
    """Strong words bold; in a pipe the sentence, its strongest words and its reasons between tabs."""
    reasons = " · ".join(reason.to(speech()) for reason in one.sentence.reasons)
    strongest = _line(", ".join(word.text for word in one.strongest))
    if not out.is_terminal:
        put("\t".join((_line(one.sentence.text), strongest, reasons)) + "\n")
        return
    said = "".join(
        f"[bold yellow]{escape(shown(text))}[/]" if word and word.is_strong else escape(shown(text))
        for text, word in one.pieces()
    )
    out.print(
        f"  [green]{round(100 * one.sentence.score):3}[/green] {said}\n      [dim]{escape(reasons)}[/dim]\n"
    )
