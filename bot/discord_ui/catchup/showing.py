"""A catch-up as its asker sees it: what is decided, to do and asked, then the rest by topic, each with a link to where
it was said. Names and words are shown as they were written; none of them is taken for Markdown, a mention or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.discord_ui.render import Answer, fitted_answer, inert, shorten
from bot.features.catchup import CatchUp, Point, Role, Topic
from bot.features.deadlines import due_words
from bot.features.export import Exported
from bot.locales import N_, Message

SAID_UNITS = 420  # of one sentence; the link leads to the rest
NAME_UNITS = 40
TITLES = {
    Role.DECISION: N_("Decided or changed"),
    Role.TASK: N_("To do"),
    Role.QUESTION: N_("Asked"),
    Role.POINT: N_("Said"),
}


def catchup_answer(found: CatchUp, channel: str, under: Message, read: Message, language: str) -> Answer:
    """`read` says how much was read; `under` what was asked for."""
    sections = [
        _section(TITLES[Role.DECISION], found.decisions, found.more.get(Role.DECISION, 0), language),
        _section(TITLES[Role.TASK], found.tasks, found.more.get(Role.TASK, 0), language),
        _section(TITLES[Role.QUESTION], found.questions, found.more.get(Role.QUESTION, 0), language),
        *(_topic(topic, alone=len(found.topics) == 1, language=language) for topic in found.topics),
    ]
    lines = [f"{under.to(language)} {read.to(language)}", *(line for section in sections for line in section)]
    if found.is_empty:
        lines.append(N_("Nothing in it needs catching up on.").to(language))
    title = N_("Catch-up: #{channel}", channel=inert(shorten(channel, 100))).to(language)
    return fitted_answer(
        title,
        lines,
        under=_left_out(found, language),
        footer=N_("Only you see this, and Pith keeps none of it.").to(language),
        whole=lambda: Exported("catch-up.md", "text/markdown", "\n\n".join([f"# {title}", *lines]).encode()),
        cut_already=False,
        language=language,
    )


def _section(title: Message, points: Sequence[Point], more: int, language: str) -> list[str]:
    if not points:
        return []
    lines = [line for point in points for line in point_lines(point, language)]
    if more:
        lines.append(f"*{N_('and {count} more that tell less', count=more).to(language)}*")
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
    ]
    said = ", ".join(part.to(language) for part in parts if part)
    return N_("Read and left out: {what}.", what=said).to(language) if said else ""
