"""The buttons under a reminder: Review · Snooze · Done · Stop reminders. All they know stands in their id."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Speaker, answering, tell_error
from bot.discord_ui.review import next_card
from bot.errors import NotFound
from bot.features import reminders
from bot.features.reminders import Delivery, Snooze, Today
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LABELS = {
    "review": N_("Review"),
    "snooze": N_("Snooze"),
    "done": N_("Done"),
    "stop": N_("Stop reminders"),
    "resume": N_("Go on with reminders"),
    Snooze.TEN_MINUTES: N_("In 10 minutes"),
    Snooze.HOUR: N_("In an hour"),
    Snooze.EVENING: N_("This evening"),
    Snooze.TOMORROW: N_("Tomorrow"),
}
USUAL = ("snooze", "done", "stop")
LAST = ("resume",)
CHOICES = tuple(Snooze)

Interaction = discord.Interaction[Any]


def mark_of(delivery: Delivery) -> str:
    """What the ids of a delivery's buttons end with; another turn of it has another."""
    return f"{delivery.id}:{delivery.turn}"


class ReminderButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"pith-remind:(?P<verb>[a-z0-9]+):(?P<mark>(?P<id>[0-9a-f]{20}):[0-9]{1,5})",
):
    """One thing to do about one delivery."""

    def __init__(self, verb: str, mark: str, label: str) -> None:
        self.verb, self.mark = verb, mark
        style = (
            discord.ButtonStyle.primary
            if verb in ("review", "done", "resume")
            else discord.ButtonStyle.secondary
        )
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith-remind:{verb}:{mark}", style=style))

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["verb"], match["mark"], getattr(item, "label", None) or match["verb"])

    async def callback(self, interaction: Interaction) -> None:
        try:
            reviews = self.verb == "review"
            async with answering(interaction, private=not reviews, thinking=reviews) as speaker:
                await ACTIONS[self.verb](interaction, speaker, self.mark)
        except Exception as error:
            await tell_error(interaction, error)


def _row(verbs: Sequence[str], mark: str, language: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for verb in verbs:
        view.add_item(ReminderButton(verb, mark, LABELS[verb].to(language)))
    return view


def buttons_for(delivery: Delivery, focus: Today, language: str) -> discord.ui.View:
    verbs = LAST if focus.is_last else USUAL
    return _row(("review", *verbs) if focus.cards_due else verbs, mark_of(delivery), language)


async def _review(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    """The first card, in a message of its own; the reminder is answered, its buttons stay."""
    app = interaction.client.app
    with suppress(NotFound):  # the reminder is over, the cards are not
        await reminders.done(app, speaker.person, mark.partition(":")[0])
    await InteractionReply(interaction, private=False).answer(await next_card(app, speaker, tag=""))


async def _choose(interaction: Interaction, speaker: Speaker, mark: str) -> None:
    """Asks for how long, in the buttons' own place."""
    await interaction.edit_original_response(view=_row(CHOICES, mark, speaker.language))


async def _done(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    await reminders.done(interaction.client.app, speaker.person, mark.partition(":")[0])
    await _end(interaction, N_("✓ Done. See you next time.").to(speaker.language))


async def _stop(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    await reminders.stop(interaction.client.app, speaker.person)
    off = N_("Reminders are off. `/remind set` brings them back whenever you like.")
    await _end(interaction, off.to(speaker.language))


async def _resume(interaction: discord.Interaction[PithClient], speaker: Speaker, mark: str) -> None:
    app = interaction.client.app
    known = await reminders.pause(app, speaker.person, None)
    on = reminders.schedule_words(known.schedule, app.clock(), speaker.language)
    await _end(interaction, N_("Reminders are on again. {schedule}", schedule=on).to(speaker.language))


def _snooze(how_long: Snooze) -> Callable[[Interaction, Speaker, str], Awaitable[None]]:
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


ACTIONS: dict[str, Callable[[Interaction, Speaker, str], Awaitable[None]]] = {
    "review": _review,
    "snooze": _choose,
    "done": _done,
    "stop": _stop,
    "resume": _resume,
    **{how_long: _snooze(how_long) for how_long in Snooze},
}
