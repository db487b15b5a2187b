"""A person's first days with Pith in Discord, from an empty database, on the hand-moved clock. What the browser's
`tests/e2e/test_daily_life.py` does, with commands and buttons alone."""

from __future__ import annotations

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import reminders
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import notes_of
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


def button(message: Message, begins: str) -> str:
    return next(label for label in message.buttons if label.startswith(begins))


async def test_the_first_days(
    pith: PithClient, server: DiscordServer, ann: User, app: App, clock: Clock, group: Guild
) -> None:
    answer = await ann.command("condense", text=CHAPTER, sentences=3).final()
    (chapter,) = await notes_of(app, ann)
    menus = await ann.press(answer, "Keep or drop").final()
    await ann.choose(menus, "Star: the best ones", [str(h.index) for h in chapter.highlights]).final()
    asked_for = await ann.command("condense", text="Please send the lab report by Friday.").final()

    echo = await ann.command("remind set", when="every day at 8", zone="Europe/Paris").final()
    await ann.press(echo, "Save").final()
    clock.advance(hours=22, minutes=5)  # Tuesday, five past eight in Paris
    await reminders.deliver_due(app, pith.remind)
    (message,) = [one for one in ann.dm_channel.messages() if "Today's focus" in one.text]
    assert "by Friday" in message.text

    asked = await ann.press(message, button(message, "Review")).final()
    for _ in range(3):
        await ann.press(asked, "Show the answer").final()
        await ann.press(asked, button(asked, "Good")).final()
    assert "Nothing to review now." in asked.text

    assert "these sentences carry the passage" in (await ann.press(message, "Practice").final()).text
    session = await ann.press(message, "Start focus").final()
    clock.advance(minutes=25)
    for press in ("Stop", "4", "4"):
        session = await ann.press(session, press).final()
    assert "Kept: 25 min" in session.text
    (week,) = (await ann.command("focus picture", span="week").final()).files
    assert "25" in (week.description or "")

    offer = await ann.press(asked_for, "To tasks").final()
    await ann.choose(offer, "Choose what you take on", ["0"]).final()
    (calendar,) = (await ann.command("tasks export").final()).files
    assert b"DUE;VALUE=DATE:20260306" in calendar.data
    (deck,) = (await ann.command("anki export").final()).files
    assert deck.name.endswith(".apkg")

    assert "Reminders are off" in (await ann.press(message, "Stop reminders").final()).text
    clock.advance(days=2)
    await reminders.deliver_due(app, pith.remind)
    assert len([one for one in ann.dm_channel.messages() if "Today's focus" in one.text]) == 1
