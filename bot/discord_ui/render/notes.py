"""A note, why its sentences were chosen, its whole text, and cards, as messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.discord_ui.render.answers import Answer, Attached, fitted_answer, say
from bot.discord_ui.render.words import (
    COLOUR,
    DESCRIPTION_UNITS,
    FILE_BYTES,
    MARKS,
    TITLE_UNITS,
    escaped,
    inert,
    lines_inert,
    shorten,
    units,
)
from bot.features.cards import KIND_WORDS, Card
from bot.features.export import Exported, Format, export_note, location_words
from bot.features.note import Note, NoteCard, kind_words
from bot.features.why import Why
from bot.locales import N_

SIDE_UNITS = 1_300  # of a card
PLACE_UNITS = 100  # a page and a heading
KIND_UNITS = 300  # what a highlight is, and when it is due
NOTES_UNITS = 2_500  # what stands under the highlights: warnings, focus question, tags


def note_answer(note: Note, language: str) -> Answer:
    """The note's highlights with their locations, what Pith has to say about them, and how they were made."""
    under = _under(note, language)
    return fitted_answer(
        shorten(inert(note.title), TITLE_UNITS),
        _lines(note, language),
        under=shorten(under, NOTES_UNITS),
        footer=" · ".join(
            [note.kept_words.to(language), shorten(note.model, 80), f"{note.elapsed_ms / 1000:.1f} s"]
        ),
        whole=lambda: export_note(note, Format.MARKDOWN, language),
        cut_already=units(under) > NOTES_UNITS,
        language=language,
    )


def _lines(note: Note, language: str) -> list[str]:
    """A line for each highlight; one from another place than the last has that place above it."""
    lines, last = [], None
    for highlight in note.highlights:
        where = location_words(highlight.location, note.title)
        place = shorten(inert(where.to(language)), PLACE_UNITS) if where else None
        about = inert(shorten(" · ".join(kind_words(highlight, language)), KIND_UNITS))
        above = f"*{place}*\n" if place and place != last else ""
        lines.append(f"{above}▪ {inert(highlight.text)}" + (f" *({about})*" if about else ""))
        last = place
    return lines


def _under(note: Note, language: str) -> str:
    """What stands under the highlights."""
    lines = []
    if note.focus:
        lines.append(N_("Chosen with your question in mind: {focus}", focus=inert(note.focus)).to(language))
    lines += [f"⚠ {inert(warning.to(language))}" for warning in note.warnings]
    if note.tags:
        lines.append(" ".join(f"\\#{inert(tag)}" for tag in note.tags))
    return "\n".join(lines)


def why_answer(note: Note, explained: Sequence[Why], language: str) -> Answer:
    """For each highlight its score and the reasons for it, in words; strong words bold."""
    whys = {why.sentence.index: why for why in explained}
    lines = []
    for place, highlight in enumerate(note.highlights, 1):
        reasons = " · ".join(reason.to(language) for reason in highlight.reasons)
        why = whys.get(highlight.index)
        said = bold(why) if why else inert(shorten(" ".join(highlight.text.split()), 120))
        lines.append(f"**{place}. {round(highlight.score * 100)} / 100** {said}\n{reasons or '–'}")
    footer = N_("Bold words did most for the score. 100 is the most a sentence can score.")
    return fitted_answer(
        N_("Why these sentences").to(language),
        lines,
        under="",
        footer=footer.to(language),
        whole=lambda: Exported("why.md", "text/markdown", "\n\n".join(lines).encode()),
        cut_already=False,
        language=language,
    )


def bold(why: Why) -> str:
    """The sentence, inert, its strong words bold; neighbours share their marks, since Discord can't read ****."""
    text, start = why.sentence.text, why.sentence.start
    addresses = [found.span() for found in re.finditer(MARKS, text) if found["address"]]
    parts: list[str] = []
    at = 0
    for word in why.words:
        begin, end = word.start - start, word.end - start
        if not word.is_strong or any(begin < b and a < end for a, b in addresses):
            continue
        between = re.sub(r"\s+", " ", escaped(text[at:begin]))
        if parts and not between.strip():
            parts[-1] = f"{parts[-1][:-2]}{between}{escaped(word.text)}**"
        else:
            parts += [between, f"**{escaped(word.text)}**"]
        at = end
    return "".join([*parts, re.sub(r"\s+", " ", escaped(text[at:]))]).strip()


def source_answer(note: Note, language: str) -> Answer | None:
    """The whole text: with its highlights bold where a message holds it, else as a file; None where none does."""
    marked = _marked(note) if len(note.text) <= DESCRIPTION_UNITS else ""
    if marked and units(marked) <= DESCRIPTION_UNITS:
        title = shorten(inert(note.title), TITLE_UNITS)
        return Answer(embeds=(discord.Embed(title=title, description=marked, colour=COLOUR),))
    data = note.text.encode()
    if len(data) > FILE_BYTES:
        return None
    name = export_note(note, Format.MARKDOWN, language).name.removesuffix(".md") + ".txt"
    said = N_("The whole text, {count} characters.", count=f"{len(note.text):,}")
    described = N_("The text of “{title}”", title=note.title)
    return replace(say(said.to(language)), attached=Attached(name, data, described.to(language)))


def _marked(note: Note) -> str:
    parts: list[str] = []
    at = 0
    for highlight in note.highlights:
        before = lines_inert(note.text[at : highlight.start])
        if parts and not before:  # Chinese has no space between sentences, and Discord can't read ****
            parts[-1] = f"{parts[-1][:-2]}{inert(highlight.text)}**"
        else:
            parts += [before, f"**{inert(highlight.text)}**"]
        at = highlight.end
    return "".join([*parts, lines_inert(note.text[at:])]).strip()


def card_line(place: int, card: NoteCard, said: str | None = None) -> str:
    """One note in a list; `said` is the sentence of it that speaks to a search."""
    tags = "".join(f" \\#{inert(tag)}" for tag in card.tags[:5])
    line = f"**{place}.** {inert(shorten(card.title, 100))} · {discord.utils.format_dt(card.created_at, 'd')}{tags}"
    return f"{line}\n> {inert(shorten(said, 120))}" if said else line


def card_answer(card: Card, language: str, *, solved: bool, footer: str) -> Answer:
    """A card's question; `solved`, with its answer and the sentence it was made of."""
    lines = [lines_inert(shorten(card.front, SIDE_UNITS))]
    if solved:
        lines.append(f"**{shorten(inert(card.back), SIDE_UNITS)}**")
        if card.back != " ".join(card.sentence.split()):
            lines.append(f"> {shorten(inert(card.sentence), SIDE_UNITS)}")
    embed = discord.Embed(
        title=KIND_WORDS[card.kind].to(language),
        description=shorten("\n\n".join(lines), DESCRIPTION_UNITS),
        colour=COLOUR,
    )
    embed.set_footer(text=shorten(footer, TITLE_UNITS) or None)
    return Answer(embeds=(embed,), instead=instead_of([card], language))


def instead_of(shown: Sequence[Card], language: str) -> str:
    """What stands in a message that stays, in the place of cards that go when somebody takes their sentence back."""
    if not any(card.goes_with_share for card in shown):
        return ""
    return N_("Somebody may take back what this shows, so only you see it, and for a while.").to(language)
