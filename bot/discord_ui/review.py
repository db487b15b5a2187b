"""`/review` on Discord: one card at a time in one message, its buttons changed in place; they survive a restart."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply, put
from bot.discord_ui.answering.speaker import Commands, Speaker, answering, is_private
from bot.discord_ui.render import Answer, say
from bot.errors import Outdated
from bot.features import cards, review
from bot.features.cards import Card
from bot.features.review import GRADE_WORDS, GRADES, TAKEN_BACK_BY, Session, interval_words
from bot.features.tags import clean_tag
from bot.locales import N_, Message, run_on
from bot.texts.titles import beside

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

LABELS = {
    "show": N_("Show the answer"),
    "bury": N_("Tomorrow"),
    "suspend": N_("Suspend"),
    "undo": N_("Undo"),
}


class ReviewButton(
    Lasting[discord.ui.Button[Any]],
    template=(
        r"pith:review:(?P<verb>[a-z]+)(-(?P<review_id>[0-9]{1,10}))?"
        r":(?P<card_id>[0-9]{1,10}):(?P<seen>[0-9]{1,10}):(?P<tag>.*)"
    ),
    review_id=lambda digits: int(digits or 0),
    card_id=int,
    seen=int,
):
    """One thing to do with the card being asked. `seen` is its number of grades: an old button grades nothing.
    `review_id` is the grade that Undo takes back; 0, which no grade has, in a message from before it was said."""

    def __init__(self, verb: str, card: Card, tag: str, label: str, review_id: int = 0) -> None:
        self.verb, self.card_id, self.seen, self.tag = verb, card.id, card.grades, tag
        self.review_id = review_id
        style = discord.ButtonStyle.primary if verb == "show" else discord.ButtonStyle.secondary
        named = f"{verb}-{review_id}" if review_id else verb
        custom_id = f"pith:review:{named}:{card.id}:{card.grades}:{tag}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style, row=0))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            answer = await self._act(interaction.client.app, speaker)
            await put(interaction, answer)

    async def _act(self, app: App, speaker: Speaker) -> Answer:
        """Does it, and what to show then. Raises NotFound for somebody else's card."""
        person = speaker.person
        card = await cards.get(app, person, self.card_id)
        if self.verb == "show" and card.grades == self.seen:
            return await solved(app, speaker, card, self.tag)
        with suppress(Outdated):  # pressed twice: it is answered, and the next card is what they want
            if self.verb in GRADES:
                await review.grade(app, person, card.id, GRADES[self.verb], seen=self.seen)
        if self.verb in ("bury", "unbury"):
            card = await review.bury(app, person, card.id, self.verb == "bury")
        elif self.verb in ("suspend", "resume"):
            card = await review.suspend(app, person, card.id, self.verb == "suspend")
        elif self.verb == "undo":
            card = await review.undo(app, person, self.review_id)
        if self.verb in ("undo", "unbury", "resume"):
            return await asked(app, speaker, card, self.tag)
        return await next_card(app, speaker, self.tag, last=card, done=self.verb)


def of_note(note_id: int) -> str:
    """In the place of a tag: the cards of one note. No tag begins with its sign."""
    return f"#{note_id}"


async def _due(app: App, speaker: Speaker, tag: str) -> Session:
    if re.fullmatch("#[0-9]{1,10}", tag):
        return await review.due(app, speaker.person, note_id=int(tag[1:]))
    return await review.due(app, speaker.person, tag or None)


async def next_card(app: App, speaker: Speaker, tag: str, last: Card | None = None, done: str = "") -> Answer:
    """The first card of what is due; what was just `done` with the `last` one can be taken back."""
    session = await _due(app, speaker, tag)
    undo = _undo(session, last, done, tag, speaker.language)
    if session.cards:
        return await asked(app, speaker, session.cards[0], tag, session, undo)
    is_tag = tag and not tag.startswith("#")
    words = [
        N_("Nothing of the tag “{name}” is to be reviewed now.", name=render.inert(tag))
        if is_tag
        else N_("Nothing to review now.")
    ]
    if is_tag:
        words.append(N_("`/review` without a tag asks all that is due."))
    elif session.next_at:
        words.append(
            N_("The next card comes in {interval}.", interval=interval_words(session.next_at - app.clock()))
        )
    else:
        words.append(N_("Press “To cards” under a note to keep its sentences in mind."))
    answer = say(run_on((each.to(speaker.language) for each in words), speaker.language))
    return replace(answer, view=_row([undo])) if undo and last else answer


def _undo(session: Session, last: Card | None, done: str, tag: str, language: str) -> ReviewButton | None:
    """Takes back what was just `done` with the `last` card, else the last grade of today."""
    verb = TAKEN_BACK_BY.get(done, "undo")
    card = last or next(iter(session.cards), None)
    if card is None or (verb == "undo" and not session.done_today):
        return None
    review_id = (session.last_review_id or 0) if verb == "undo" else 0
    return ReviewButton(verb, card, tag, LABELS["undo"].to(language), review_id)


async def asked(
    app: App,
    speaker: Speaker,
    card: Card,
    tag: str,
    session: Session | None = None,
    undo: ReviewButton | None = None,
) -> Answer:
    """The card's question."""
    session = session or await _due(app, speaker, tag)
    undo = undo or _undo(session, card, "", tag, speaker.language)
    buttons = [
        ReviewButton(verb, card, tag, LABELS[verb].to(speaker.language))
        for verb in ("show", "bury", "suspend")
    ]
    answer = render.card_answer(
        card, speaker.language, solved=False, footer=_counts(session).to(speaker.language)
    )
    return replace(answer, view=_row([*buttons, undo] if undo else buttons))


async def solved(app: App, speaker: Speaker, card: Card, tag: str) -> Answer:
    """The card with its answer, and the grades with what each would do."""
    shown = await review.show(app, speaker.person, card.id)
    labels = [
        (name, f"{GRADE_WORDS[grade].to(speaker.language)} · "
         f"{interval_words(shown.intervals[grade]).to(speaker.language)}")
        for name, grade in GRADES.items()
    ]  # fmt: skip
    buttons = [ReviewButton(verb, card, tag, label) for verb, label in labels]
    answer = render.card_answer(card, speaker.language, solved=True, footer=beside(card.title, card.sentence))
    return replace(answer, view=_row(buttons))


def _counts(session: Session) -> Message:
    now = N_("Now: {count}", count=len(session.cards))
    if not session.later:
        return now
    later = N_("Left to later days ({days}): {count}", days=session.days, count=session.later)
    return Message("{now} · {later}", {"now": now, "later": later})


def _row(buttons: list[ReviewButton]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view


@app_commands.command(name=_("review"), description=_("Review the cards that are due"))
@app_commands.describe(tag=_("Only cards of notes with this tag"))
async def start(
    interaction: discord.Interaction[PithClient], tag: app_commands.Range[str, 1, 40] | None = None
) -> None:
    private = is_private(interaction)
    async with answering(interaction, private=private) as speaker:
        answer = await next_card(interaction.client.app, speaker, clean_tag(tag or ""))
        await InteractionReply(interaction, private=private).answer(answer)


COMMANDS: Commands = (start,)
