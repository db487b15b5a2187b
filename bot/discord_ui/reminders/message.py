"""Today's focus as a direct message. Pure. All of it fits: what is dated first, then cards and highlights, as long as
there is room for them."""

from __future__ import annotations

import discord

from bot.discord_ui.render import DESCRIPTION_UNITS, Answer, inert, lines_answer, shorten, units
from bot.features.cards import Card
from bot.features.focus import goal_words
from bot.features.reminders import Point, Today, day_words
from bot.features.tasks import due_words
from bot.locales import N_
from bot.texts import dates
from bot.texts.titles import beside

TEXT_UNITS = 700  # of a highlight, or of both sides of a card, at most
DATED_UNITS = 150  # of a task or a deadline: five of each leave half of the message
TITLE_UNITS = 60
HEADING_UNITS = 100
AROUND_UNITS = TITLE_UNITS + 20  # what an entry has beside its text


def focus_answer(focus: Today, language: str) -> Answer:
    """The message, without its buttons."""
    lines = [*_about(focus, language), *_tasks(focus, language), *_deadlines(focus, language)]
    begin = _to_begin(focus, language)
    lines += _to_learn(focus, DESCRIPTION_UNITS - units("\n".join([*lines, *begin])) - 1, language)
    lines += begin
    if focus.is_empty:
        lines.append(
            N_("Nothing of yours is waiting today. Send me something you study, and it comes back here.").to(
                language
            )
        )
    title = N_("Today's focus · {day}", day=day_words(focus.on, language)).to(language)
    return lines_answer(title, lines)


def _about(focus: Today, language: str) -> list[str]:
    """That it is the last one, or a late one."""
    lines = []
    if focus.is_last:
        lines += [
            N_(
                "The last few reminders stayed unanswered, so I'll be quiet from now on. That is quite all right: "
                "press the button below whenever you would like them again."
            ).to(language),
            "",
        ]
    if focus.late_for is not None:
        stamp = discord.utils.format_dt(focus.late_for, "t")
        late = N_("This one comes late: it was meant for {time}.", time=stamp).to(language)
        lines += [f"*{late}*", ""]
    return lines


def _tasks(focus: Today, language: str) -> list[str]:
    if not focus.tasks:
        return []
    to_do = N_("To do").to(language)
    lines = [f"**{to_do}** · `/tasks list`"]
    for task in focus.tasks:
        lines.append(f"▪ {shorten(inert(task.words), DATED_UNITS)} · *{due_words(task, language, focus.on)}*")
    if more := focus.tasks_due - len(focus.tasks):
        lines.append(N_("And {count} more due.", count=more).to(language))
    return [*lines, ""]


def _deadlines(focus: Today, language: str) -> list[str]:
    if not focus.deadlines:
        return []
    coming = N_("Coming up").to(language)
    lines = [f"**{coming}**"]
    for due in focus.deadlines:
        when = shorten(inert(dates.due_words(due.deadline, language)), TITLE_UNITS)
        lines.append(f"▪ {shorten(inert(due.sentence), DATED_UNITS)} · *{when}*")
    return [*lines, ""]


def _to_learn(focus: Today, room: int, language: str) -> list[str]:
    """Cards to review and highlights, in `room` units."""
    lines = []
    lasting = [card for card in focus.cards if not card.goes_with_share]  # nobody takes a direct message back
    entries = max(1, len(lasting) + len(focus.points))
    text_units = min(TEXT_UNITS, (room - HEADING_UNITS) // entries - AROUND_UNITS)
    if focus.cards_due:
        to_review = N_("Cards to review today: {count}", count=focus.cards_due).to(language)
        lines.append(f"**{to_review}**")
        for card in lasting:
            lines += _card_lines(card, text_units // 2)
        lines.append("")
    for point in focus.points:
        lines += _point_lines(point, text_units)
    return lines


def _to_begin(focus: Today, language: str) -> list[str]:
    """How far this week's focus is, and that a practice round is there."""
    lines = [goal_words(focus.week).to(language)] if focus.week else []
    if focus.practice:
        lines.append(N_("A practice round from your notes is ready when you are.").to(language))
    if focus.offered:
        asks = N_("You usually answer around {time}. Shall I come then?", time=f"{focus.offered:%H:%M}")
        lines.append(asks.to(language))
    return lines


def _card_lines(card: Card, side_units: int) -> list[str]:
    """The question, its answer behind a spoiler, and the note unless its title is the question or tells the answer."""
    question, answer = (shorten(inert(side), side_units) for side in (card.front, card.back))
    lines = [f"▪ {question} ||{answer}||"]
    if card.title_beside:
        lines.append(f"*{shorten(inert(card.title_beside), TITLE_UNITS)}*")
    return lines


def _point_lines(point: Point, text_units: int) -> list[str]:
    text, title = shorten(inert(point.text), text_units), beside(point.title, point.text)
    return [f"▪ {text}", *([f"*{shorten(inert(title), TITLE_UNITS)}*"] if title else []), ""]
