"""One message: a sentence, a list, or as much of a long answer as fits, with the rest in a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import discord

from bot.discord_ui.render.words import (
    COLOUR,
    CONTENT_UNITS,
    DESCRIPTION_UNITS,
    EMBEDS_UNITS,
    FILE_BYTES,
    FILE_DESCRIPTION_UNITS,
    FIRST_LINE_UNITS,
    TITLE_UNITS,
    shorten,
    units,
)
from bot.features.export import Exported
from bot.locales import N_

POINTER_UNITS = 250  # what says where the rest is


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to send along; `description` is read aloud by screen readers."""

    name: str
    data: bytes
    description: str

    def file(self) -> discord.File:
        """Made anew for each sending: discord.py reads it once."""
        description = shorten(self.description, FILE_DESCRIPTION_UNITS)
        return discord.File(io.BytesIO(self.data), self.name, description=description)


@dataclass(frozen=True, slots=True)
class Answer:
    """One message, ready to be sent and inside every limit. `instead`: it holds what somebody else may take back, so it
    is shown to the person alone, where Discord forgets it, and this stands where a message would stay."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    attached: Attached | None = None
    view: discord.ui.View | None = None
    instead: str = ""


def say(text: str) -> Answer:
    """A sentence of ours, alone in its message."""
    return Answer(shorten(text, CONTENT_UNITS))


def fitted_answer(
    title: str,
    lines: Sequence[str],
    *,
    under: str,
    footer: str,
    whole: Callable[[], Exported],
    cut_already: bool,
    language: str,
) -> Answer:
    """As many `lines` of ours as embeds hold, `under` below them; `whole` goes along as a file where one was cut."""
    room = EMBEDS_UNITS - POINTER_UNITS - sum(units(part) + 1 for part in (title, under, footer))
    descriptions, shown = _spread(lines, room)
    last, attached = [under] if under else [], None
    if shown < len(lines) or cut_already:
        attached = _as_file(whole(), title, language)
        pointer = (
            N_("The whole answer is in the attached file.")
            if attached
            else N_("The whole answer is too long for Discord. See it in the browser: /web")
        )
        last.insert(0, f"*{pointer.to(language)}*")
    if last:
        below = "\n".join(last)
        if descriptions and units(descriptions[-1]) + 2 + units(below) <= DESCRIPTION_UNITS:
            descriptions[-1] += f"\n\n{below}"
        else:
            descriptions.append(below)
    embeds = [discord.Embed(description=text, colour=COLOUR) for text in descriptions or ["–"]]
    embeds[0].title = title
    embeds[-1].set_footer(text=footer)
    return Answer(embeds=tuple(embeds), attached=attached)


def _spread(lines: Sequence[str], room: int) -> tuple[list[str], int]:
    """The descriptions that hold the first of `lines`, and how many went in whole; the first always shows."""
    descriptions: list[str] = []
    for shown, line in enumerate(lines):
        joined = f"{descriptions[-1]}\n{line}" if descriptions else line
        grown = units(joined) - (units(descriptions[-1]) if descriptions else 0)
        if grown > room or units(line) > DESCRIPTION_UNITS:
            return descriptions or [shorten(line, FIRST_LINE_UNITS)], shown
        room -= grown
        if not descriptions or units(joined) > DESCRIPTION_UNITS:
            descriptions.append(line)
        else:
            descriptions[-1] = joined
    return descriptions, len(lines)


def list_answer(title: str, lines: Sequence[str]) -> Answer:
    """A list that fits one embed: its lines are made short enough for it."""
    room = DESCRIPTION_UNITS // max(1, len(lines)) - 1
    return lines_answer(title, [shorten(line, room) for line in lines])


def first_lines(lines: Sequence[str], more: Callable[[int], str]) -> list[str]:
    """As many of them as an embed holds; where some are left out, `more` says how many below."""
    room = DESCRIPTION_UNITS
    if sum(units(line) + 1 for line in lines) - 1 <= room:
        return list(lines)
    room -= units(more(len(lines)))
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        kept.append(line)
    return [*kept, more(len(lines) - len(kept))]


def lines_answer(title: str, lines: Sequence[str]) -> Answer:
    """Lines of ours under a title."""
    description = shorten("\n".join(lines), DESCRIPTION_UNITS)
    return Answer(
        embeds=(discord.Embed(title=shorten(title, TITLE_UNITS), description=description, colour=COLOUR),)
    )


def file_answer(said: str, exported: Exported, language: str) -> Answer | None:
    """An exported file with a sentence beside it; None where Discord does not take a file of that size."""
    attached = _as_file(exported, exported.name, language)
    return replace(say(said), attached=attached) if attached else None


def _as_file(exported: Exported, title: str, language: str) -> Attached | None:
    if len(exported.data) > FILE_BYTES:
        return None
    description = N_("“{title}” as a file", title=" ".join(title.split())).to(language)
    return Attached(exported.name, exported.data, description)
