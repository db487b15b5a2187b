"""The buttons under a reminder: Start focus · Review · Practice, below them Snooze · Done · Stop reminders, and
below these, where another time is offered, yes and no.

All they know stands in their id.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import time
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.focus import session_answer
from bot.discord_ui.practice import asked
from bot.discord_ui.render import Answer
from bot.discord_ui.review import next_card
from bot.errors import NotFound
from bot.features import focus, practice, reminders
from bot.features.reminders import Delivery, Snooze, Today
from bot.locales import N_

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

LABELS = {
    "focus": N_("Start focus"),
    "practice": N_("Practice"),
    "review": N_("Review"),
    "move": N_("Yes, then"),
    "stay": N_("Leave it as it is"),
    "snooze": N_("Snooze"),
    "done": N_("Done"),
    "stop": N_("Stop reminders"),
    "resume": N_("Go on with reminders"),
    Snooze.TEN_MINUTES: N_("In 10 minutes"),
    Snooze.HOUR: N_("In an hour"),
    Snooze.EVENING: N_("This evening"),
    Snooze.TOMORROW: N_("Tomorrow"),
}
STOPPED = N_(
    "Reminders are off, and so are notifications and the address for your calendar. `/remind set` brings reminders "
    "back whenever you like."
)
USUAL = ("snooze", "done", "stop")
LAST = ("resume",)
OFFERED = ("move", "stay")  # another time
CHOICES = tuple(Snooze)
BEGINNING = ("focus", "review", "practice")  # each answers with a message of its own, and the reminder stays

Interaction = discord.Interaction[Any]
Action = Callable[[Interaction, Speaker, str], Awaitable[None]]


def mark_of(delivery: Delivery) -> str:
    """What the ids of a delivery's buttons end with; another turn of it has another."""
    return f"{delivery.id}:{delivery.turn}"


class ReminderButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-remind:(?P<verb>[a-z0-9]+):(?P<mark>[0-9a-f]{20}:[0-9]{1,5})",
):
    """One thing to do about one delivery."""

    def __init__(self, verb: str, mark: str, label: str) -> None:
        self.verb, self.mark = verb, mark
        is_main = verb in (*BEGINNING, "done", "resume")
        style = discord.ButtonStyle.primary if is_main else discord.ButtonStyle.secondary
        custom_id = f"pith-remind:{verb}:{mark}"
        row = 0 if verb in (*BEGINNING, *CHOICES) else 2 if verb.startswith(OFFERED) else 1
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style, row=row))

    async def act(self, interaction: Interaction) -> None:
        begins = self.verb in BEGINNING
        async with answering(interaction, private=not begins, thinking=begins) as speaker:
            await action_of(self.verb)(interaction, speaker, self.mark)


def _row(verbs: Sequence[str], mark: str, language: str, offered: time | None = None) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for verb in verbs:
        at = f"{offered:%H%M}" if offered and verb == "move" else ""
        view.add_item(ReminderButton(verb + at, mark, LABELS[verb].to(language)))
    return view


def buttons_for(delivery: Delivery, today: Today, language: str) -> discord.ui.View:
    begin = ["focus", *(["review"] if today.cards_due else []), *(["practice"] if today.practice else [])]
    offered = OFFERED if today.offered else ()
    return _row(
        [*begin, *(LAST if today.is_last else USUAL), *offered], mark_of(delivery), language, today.offered
    )


def _begin(make: Callable[[App, Speaker], Awaitable[Answer]]) -> Action:
    """Begins something in a message of its own; the reminder is answered, its buttons stay."""

    async def act(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
        app = interaction.client.app
        with suppress(NotFound):  # the reminder is over, what it named is not
            await reminders.done(app, speaker.person, mark.partition(":")[0])
        await InteractionReply(interaction, private=False).answer(await make(app, speaker))

    return act


async def _focus(app: App, speaker: Speaker) -> Answer:
    return session_answer(await focus.start_usual(app, speaker.person), speaker.language)


async def _review(app: App, speaker: Speaker) -> Answer:
    return await next_card(app, speaker, tag="")


async def _practice(app: App, speaker: Speaker) -> Answer:
    return asked(await practice.begin(app, speaker.person), speaker.language)


async def _choose(interaction: Interaction, speaker: Speaker, mark: str) -> None:
    """Asks for how long, in the buttons' own place. Who did not mean it still has the others."""
    await interaction.edit_original_response(view=_row([*CHOICES, "done", "stop"], mark, speaker.language))


async def _done(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    await reminders.done(interaction.client.app, speaker.person, mark.partition(":")[0])
    await _end(interaction, N_("✓ Done. See you next time.").to(speaker.language))


async def _stop(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    await reminders.stop(interaction.client.app, speaker.person)
    await _end(interaction, STOPPED.to(speaker.language))


async def _resume(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    app = interaction.client.app
    known = await reminders.resume(app, speaker.person)
    on = reminders.schedule_words(known.schedule, app.clock(), speaker.language)
    await _end(interaction, N_("Reminders are on again. {schedule}", schedule=on).to(speaker.language))


def _move(at: time | None) -> Action:
    async def act(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
        app = interaction.client.app
        known = await reminders.accept_offer(app, speaker.person, at)
        words = reminders.schedule_words(known.schedule, app.clock(), speaker.language)
        await _settle(interaction, N_("✓ From now on: {schedule}", schedule=words).to(speaker.language))

    return act


async def _stay(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    await reminders.decline_offer(interaction.client.app, speaker.person)
    await _settle(interaction, N_("✓ It stays as it is.").to(speaker.language))


async def _settle(interaction: Interaction, words: str) -> None:
    """Leaves the message with its other buttons, and `words` above it."""
    assert interaction.message is not None
    view = discord.ui.View.from_message(interaction.message, timeout=None)
    for item in list(view.children):
        custom_id = getattr(item, "custom_id", None) or ""
        if custom_id.startswith(tuple(f"pith-remind:{verb}" for verb in OFFERED)):
            view.remove_item(item)
    await interaction.edit_original_response(content=words, view=view)


def _snooze(how_long: Snooze) -> Action:
    async def act(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
        delivery_id = mark.partition(":")[0]
        snoozed = await reminders.snooze(interaction.client.app, speaker.person, delivery_id, how_long)
        when = discord.utils.format_dt(snoozed.until, "f")
        words = (
            N_("The next reminder comes {when}, and this goes with it.", when=when)
            if snoozed.with_next
            else N_("I'll remind you again {when}.", when=when)
        )
        await _end(interaction, words.to(speaker.language))

    return act


async def _end(interaction: Interaction, words: str) -> None:
    """Leaves the message as it is, with `words` above it and no buttons."""
    await interaction.edit_original_response(content=words, view=None)


ACTIONS: dict[str, Action] = {
    "focus": _begin(_focus),
    "review": _begin(_review),
    "practice": _begin(_practice),
    "move": _move(None),
    "stay": _stay,
    "snooze": _choose,
    "done": _done,
    "stop": _stop,
    "resume": _resume,
    **{how_long: _snooze(how_long) for how_long in Snooze},
}


def action_of(verb: str) -> Action:
    """What a button does; a yes says to which time: `move1930`."""
    at = verb.removeprefix("move")
    if at != verb and at:
        return _move(time(int(at[:2]), int(at[2:])))
    return ACTIONS[verb]
