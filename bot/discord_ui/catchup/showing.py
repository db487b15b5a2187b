"""A catch-up as its asker sees it: what is decided, to do and asked, then the rest by topic, each with a link to where
it was said. Names and words are shown as they were written; none of them is taken for Markdown, a mention or a link.
What a message can't hold goes along as a file of plain text, whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

import discord

from bot.discord_ui.render import Answer, fitted_answer, inert, shorten, units, unlinked
from bot.features.catchup import CatchUp, Point, Role, Topic
from bot.features.export import Exported
from bot.locales import N_, Message
from bot.texts.dates import due_words

SHOWN_UNITS = 5_200  # of an answer's lines; its title and what stands around them need the rest
SAID_UNITS = 420  # of one sentence; the link leads to the rest
NAME_UNITS = 40
ALONE = N_("Only you see this, and Pith keeps none of it.")
MOMENT = re.compile(r"<t:(\d+):f>")
TITLES = {
    Role.DECISION: N_("Decided or changed"),
    Role.TASK: N_("To do"),
    Role.QUESTION: N_("Asked"),
    Role.POINT: N_("Said"),
}


def catchup_answer(
    found: CatchUp, channel: str, under: Message, read: Message, language: str, zone: tzinfo
) -> Answer:
    """`read` says how much was read; `under` what was asked for; times in the file are those of `zone`."""
    begins = ("" if language == "zh_CN" else " ").join([under.to(language), read.to(language)])
    fitting = best_that_fit(found, SHOWN_UNITS, language)
    title = N_("Catch-up: #{channel}", channel=inert(shorten(channel, 100))).to(language)

    def whole() -> Exported:
        head = N_("Catch-up: #{channel}", channel=channel).to(language)
        lines = [head, begins.replace("\\", ""), _left_out(found, language), *whole_lines(found, language)]
        text = MOMENT.sub(lambda at: _local(datetime.fromtimestamp(int(at[1]), UTC), zone), "\n".join(lines))
        return Exported("catch-up.txt", "text/plain", f"{text}\n".encode())

    lines = [begins, *catchup_lines(fitting, language)]
    if found.is_empty:
        lines.append(N_("Nothing in it needs catching up on.").to(language))
    return fitted_answer(
        title,
        lines,
        under=_left_out(found, language),
        footer=ALONE.to(language),
        whole=whole,
        cut_already=fitting is not found,
        language=language,
    )


def best_that_fit(found: CatchUp, room: int, language: str) -> CatchUp:
    """As much of it as `catchup_lines` shows in `room` units: of each part the same share goes, what tells least first.
    What goes is counted in `more`."""
    parts = (found.decisions, found.tasks, found.questions, found.points)
    ranked = [
        (rank / len(part), point)
        for part in parts
        for rank, point in enumerate(sorted(part, key=lambda point: point.place))
    ]
    ranked.sort(key=lambda each: each[0])

    def units_of(count: int) -> int:
        best = _only(found, {point for _, point in ranked[:count]})
        return units("\n".join(catchup_lines(best, language)))

    most = max(bisect_right(range(len(ranked) + 1), room, key=units_of) - 1, 0)
    return _only(found, {point for _, point in ranked[:most]}) if most < len(ranked) else found


def _only(found: CatchUp, kept: Collection[Point]) -> CatchUp:
    def of(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(point for point in points if point in kept)

    topics = [replace(topic, points=of(topic.points)) for topic in found.topics]
    said = (*found.decisions, *found.tasks, *found.questions, *found.points)
    gone = Counter(point.role for point in said if point not in kept)
    return replace(
        found,
        more={role: found.more.get(role, 0) + gone[role] for role in Role},
        decisions=of(found.decisions),
        tasks=of(found.tasks),
        questions=of(found.questions),
        topics=tuple(topic for topic in topics if topic.points),
    )


def catchup_lines(found: CatchUp, language: str) -> list[str]:
    """What is decided, to do and asked, then what was said by topic; titles go with the line below them."""
    parts = (
        (Role.DECISION, found.decisions),
        (Role.TASK, found.tasks),
        (Role.QUESTION, found.questions),
    )
    sections = [_section(role, points, found.more.get(role, 0), language) for role, points in parts]
    sections += [_topic(topic, alone=len(found.topics) == 1, language=language) for topic in found.topics]
    more = found.more.get(Role.POINT, 0)
    if found.topics and more:
        sections.append([_more(more, language)])
    elif more:
        sections.append(_section(Role.POINT, (), more, language))
    return [line for section in sections for line in section]


def _section(role: Role, points: Sequence[Point], more: int, language: str) -> list[str]:
    lines = [line for point in points for line in point_lines(point, language)]
    if more:
        lines.append(_more(more, language))
    return [f"\n**{TITLES[role].to(language)}**\n{lines[0]}", *lines[1:]] if lines else []


def _more(count: int, language: str) -> str:
    said = N_("and {count} more that tell less", count=count)
    return f"*{said.to(language)}*"


def whole_lines(found: CatchUp, language: str) -> list[str]:
    """All of it as plain text: every sentence to its end, and nothing escaped."""
    parts = [
        (TITLES[Role.DECISION].to(language), found.decisions),
        (TITLES[Role.TASK].to(language), found.tasks),
        (TITLES[Role.QUESTION].to(language), found.questions),
        *((_title(topic, language, len(found.topics) == 1), topic.points) for topic in found.topics),
    ]
    lines = []
    for title, points in parts:
        lines += ["", title] if points else []
        for point in points:
            due = "".join(f" ({due_words(each, language)})" for each in point.deadlines)
            lines += [f"- {_plain(point)}{due}", f"  {point.link}"]
            if point.answer is not None:
                lines += [f"  ↳ {_plain(point.answer)}", f"    {point.answer.link}"]
    return lines


def _plain(point: Point) -> str:
    return f"{point.speaker}: {' '.join(point.text.split())}"


def _local(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _topic(topic: Topic, *, alone: bool, language: str) -> list[str]:
    lines = [line for point in topic.points for line in point_lines(point, language)]
    title = _title(replace(topic, words=tuple(map(unlinked, topic.words))), language, alone)
    return [f"\n**{title}**\n{lines[0]}", *lines[1:]]


def _title(topic: Topic, language: str, alone: bool) -> str:
    """A topic's own title: since when, and its words."""
    if alone:
        return TITLES[Role.POINT].to(language)
    return " · ".join([discord.utils.format_dt(topic.since_at, "f"), *(shorten(w, 80) for w in topic.words)])


def point_lines(point: Point, language: str) -> list[str]:
    """A sentence with its speaker and its link, when it is due, and below it what was answered."""
    due = "".join(f" *({inert(due_words(each, language))})*" for each in point.deadlines)
    lines = [f"▪ {_told(point)}{due}"]
    if point.answer is not None:
        lines[0] += f"\n  ↳ {_told(point.answer)}"
    return lines


def _told(point: Point) -> str:
    name = unlinked(shorten(point.speaker, NAME_UNITS))
    return f"**{name}**: {shorten(unlinked(point.text), SAID_UNITS)} [↗]({point.link})"


def _left_out(found: CatchUp, language: str) -> str:
    left = found.left_out
    parts = [
        N_("by programs: {count}", count=left.programs) if left.programs else None,
        N_("commands: {count}", count=left.commands) if left.commands else None,
        N_("by people who don't want to be condensed here: {count}", count=left.unwilling)
        if left.unwilling
        else None,
        N_("polls and forwarded messages: {count}", count=left.polls_and_forwards)
        if left.polls_and_forwards
        else None,
        N_("deleted or rewritten meanwhile: {count}", count=left.taken_back) if left.taken_back else None,
        N_("the oldest, as all are too long together: {count}", count=f"{left.too_much:,}")
        if left.too_much
        else None,
    ]
    said = (", " if language == "en" else "、").join(part.to(language) for part in parts if part)
    return N_("Read and left out: {what}.", what=said).to(language) if said else ""
