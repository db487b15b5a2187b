"""Today's focus as a direct message. Pure; kept far inside Discord's limits."""

from __future__ import annotations

import discord

from bot.discord_ui.render import Answer, inert, lines_answer, shorten
from bot.features import deadlines
from bot.features.cards import Card, Kind
from bot.features.reminders import Today, day_words
from bot.features.tasks import Task, due_words
from bot.locales import N_

POINT_UNITS = 700
TITLE_UNITS = 100
DUE_UNITS = 200


def focus_answer(focus: Today, language: str) -> Answer:
    """The message, without its buttons."""
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
    if focus.cards_due:
        to_review = N_("Cards to review today: {count}", count=focus.cards_due).to(language)
        lines += [f"**{to_review}**", *(line for card in focus.cards for line in _card_lines(card)), ""]
    if focus.tasks:
        to_do = N_("To do").to(language)
        lines += [f"**{to_do}** · `/tasks list`", *(_task_line(task, language) for task in focus.tasks), ""]
    for point in focus.points:
        lines += [
            f"▪ {inert(shorten(point.text, POINT_UNITS))}",
            f"*{inert(shorten(point.title, TITLE_UNITS))}*",
            "",
        ]
    if focus.deadlines:
        coming = N_("Coming up").to(language)
        lines.append(f"**{coming}**")
        for due in focus.deadlines:
            words = shorten(deadlines.due_words(due.deadline, language), DUE_UNITS)
            lines.append(f"▪ {inert(words)} · *{inert(shorten(due.title, TITLE_UNITS))}*")
    if focus.is_empty:
        lines.append(
            N_("Nothing of yours is waiting today. Send me something you study, and it comes back here.").to(
                language
            )
        )
    title = N_("Today's focus · {day}", day=day_words(focus.on, language)).to(language)
    return lines_answer(title, lines)


def _card_lines(card: Card) -> list[str]:
    """The question, its answer behind a spoiler, and the note unless the question is its title."""
    answer = inert(shorten(card.back, POINT_UNITS))
    lines = [f"▪ {inert(shorten(card.front, POINT_UNITS))} ||{answer}||"]
    if card.kind is Kind.CLOZE:
        lines.append(f"*{inert(shorten(card.title, TITLE_UNITS))}*")
    return lines


def _task_line(task: Task, language: str) -> str:
    return f"▪ {inert(shorten(task.words, DUE_UNITS))} · *{due_words(task, language)}*"
