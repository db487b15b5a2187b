"""A catch-up as its asker sees it: what is decided, to do and asked, then the rest by topic, each with a link to where
it was said. Names and words are shown as they were written; none of them is taken for Markdown, a mention or a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import discord

from bot.discord_ui.render import Answer, fitted_answer, inert, shorten, units
from bot.features.catchup import CatchUp, Point, Role, Topic
from bot.features.deadlines import due_words
from bot.features.export import Exported
from bot.locales import N_, Message

SHOWN_UNITS = 5_000  # of an answer's sentences; titles and what stands under them need the rest
SAID_UNITS = 420  # of one sentence; the link leads to the rest
NAME_UNITS = 40
ALONE, FORGOTTEN = N_("Only you see this, and Pith keeps none of it."), N_("Pith keeps none of this.")
TITLES = {
    Role.DECISION: N_("Decided or changed"),
    Role.TASK: N_("To do"),
    Role.QUESTION: N_("Asked"),
    Role.POINT: N_("Said"),
}


def catchup_answer(
    found: CatchUp, channel: str, under: Message, read: Message, language: str, *, private: bool = True
) -> Answer:
    """`read` says how much was read; `under` what was asked for."""
    begins = f"{under.to(language)} {read.to(language)}"
    fitting = best_that_fit(found, SHOWN_UNITS, language)
    title = N_("Catch-up: #{channel}", channel=inert(shorten(channel, 100))).to(language)

    def whole() -> Exported:
        lines = [f"# {title}", begins, *catchup_lines(found, language)]
        return Exported("catch-up.md", "text/markdown", "\n\n".join(lines).encode())

    lines = [begins, *catchup_lines(fitting, language)]
    if found.is_empty:
        lines.append(N_("Nothing in it needs catching up on.").to(language))
    return fitted_answer(
        title,
        lines,
        under=_left_out(found, language),
        footer=(ALONE if private else FORGOTTEN).to(language),
        whole=whole,
        cut_already=fitting is not found,
        language=language,
    )


def best_that_fit(found: CatchUp, room: int, language: str) -> CatchUp:
    """As much of it as `room` units hold: of each part the same share goes, what tells least first."""
    parts = (found.decisions, found.tasks, found.questions, found.points)
    ranked = [
        ((rank + 1) / len(part), point)
        for part in parts
        for rank, point in enumerate(sorted(part, key=lambda point: point.place))
    ]
    kept: set[Point] = set()
    for _, point in sorted(ranked, key=lambda each: each[0]):
        room -= units("\n".join(point_lines(point, language))) + 2
        if room < 0:
            break
        kept.add(point)
    if len(kept) == len(ranked):
        return found

    def of(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(point for point in points if point in kept)

    topics = [replace(topic, points=of(topic.points)) for topic in found.topics]
    return replace(
        found,
        decisions=of(found.decisions),
        tasks=of(found.tasks),
        questions=of(found.questions),
        topics=tuple(topic for topic in topics if topic.points),
    )


def catchup_lines(found: CatchUp, language: str) -> list[str]:
    """What is decided, to do and asked, then what was said by topic; titles go with the line below them."""
    sections = [
        _section(TITLES[Role.DECISION], found.decisions, found.more.get(Role.DECISION, 0), language),
        _section(TITLES[Role.TASK], found.tasks, found.more.get(Role.TASK, 0), language),
        _section(TITLES[Role.QUESTION], found.questions, found.more.get(Role.QUESTION, 0), language),
        *(_topic(topic, alone=len(found.topics) == 1, language=language) for topic in found.topics),
    ]
    return [line for section in sections for line in section]


def _section(title: Message, points: Sequence[Point], more: int, language: str) -> list[str]:
    if not points:
        return []
    lines = [line for point in points for line in point_lines(point, language)]
    if more:
        said = N_("and {count} more that tell less", count=more)
        lines.append(f"*{said.to(language)}*")
    return [f"\n**{title.to(language)}**\n{lines[0]}", *lines[1:]]


def _topic(topic: Topic, *, alone: bool, language: str) -> list[str]:
    """A topic's own title: since when, and its words."""
    lines = [line for point in topic.points for line in point_lines(point, language)]
    if alone:
        title = TITLES[Role.POINT].to(language)
    else:
        title = " · ".join([_when(topic.since_at), *(inert(shorten(word, 40)) for word in topic.words)])
    return [f"\n**{title}**\n{lines[0]}", *lines[1:]]


def _when(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "f")


def point_lines(point: Point, language: str) -> list[str]:
    """A sentence with its speaker and its link, when it is due, and below it what was answered."""
    due = "".join(f" *({inert(due_words(each, language))})*" for each in point.deadlines)
    lines = [f"▪ {_told(point)}{due}"]
    if point.answer is not None:
        lines[0] += f"\n  ↳ {_told(point.answer)}"
    return lines


def _told(point: Point) -> str:
    name = inert(shorten(point.speaker, NAME_UNITS))
    return f"**{name}**: {shorten(inert(point.text), SAID_UNITS)} [↗]({point.link})"


def _left_out(found: CatchUp, language: str) -> str:
    left = found.left_out
    parts = [
        N_("{count} by programs", count=left.programs) if left.programs else None,
        N_("{count} commands", count=left.commands) if left.commands else None,
        N_("{count} by people who don't want to be condensed here", count=left.unwilling)
        if left.unwilling
        else None,
        N_("the oldest {count}, as all are too long together", count=f"{left.too_much:,}")
        if left.too_much
        else None,
    ]
    said = ", ".join(part.to(language) for part in parts if part)
    return N_("Read and left out: {what}.", what=said).to(language) if said else ""
