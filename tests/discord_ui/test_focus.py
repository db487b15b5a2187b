"""`/focus` and its buttons, also after a restart."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.features import focus, people
from tests.conftest import Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import DiscordServer, User


async def test_a_session_and_its_check_in_over_a_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App, clock: Clock
) -> None:
    async with connect():
        assert "`/focus start`" in (await ann.command("focus now").final()).text
        message = await ann.command("focus start").final()
        assert message.ephemeral
        assert "Focus. It ends" in message.text
        message = await ann.press(message, "Pause").final()
        assert message.text == "Paused: 25 min left."
        clock.advance(hours=1)
    async with connect():
        await ann.press(message, "Go on").final()
        clock.advance(minutes=25)
        message = await ann.press(message, "Stop").final()
        assert "25 min of focus. How was your attention" in message.text
        message = await ann.press(message, "4").final()
        assert "And your mood" in message.text
        message = await ann.press(message, "5").final()
        assert "Kept: 25 min" in message.text
        form = await ann.press(message, "A word, if you like").form()
        message = await ann.submit(form, {"A word, if you like": "*calm*"}).final()
        assert message.text.endswith("\\*calm\\*")
        assert message.buttons == []
        (kept,) = (await focus.export(app, await people.from_discord(app, ann.id)))["sessions"]
        assert (kept["attention"], kept["mood"], kept["word"]) == (4, 5, "*calm*")
        said = await ann.command("focus settings", goal=120).final()
        assert "Focus this week: 25 of 120 min" in said.text
        looked = await ann.command("focus picture", span="day").final()
        assert looked.text.startswith("Focus this week: 25 of 120 min\n**Today**")
        assert "① Focus: 25 min" in looked.text
        assert looked.ephemeral
        (file,) = looked.files
        assert file.data.startswith(b"\x89PNG")
        assert "to 03:00: 25 (09:00)" in (file.description or "")
        person = await people.from_discord(app, ann.id)
        for _ in range(2):
            session = await focus.start(app, person)
            await focus.stop(app, person, session.id)
            await focus.check_in(app, person, session.id, mood=1)
        message = await ann.command("focus start", rounds=4).final()
        assert "**Focus**, round 1 of 4, until <t:" in message.text
        assert message.text.count("break until") == 3
        clock.advance(minutes=26)
        message = await ann.press(message, "Show where I am").final()
        assert message.text.startswith("**Break** until <t:")
        message = await ann.press(message, "Pause").final()
        assert message.text == "Paused in the break before round 2 of 4: 4 min left."
        message = await ann.press(message, "Go on").final()
        clock.advance(hours=2)  # what one alone sees, Discord forgets
        message = await ann.command("focus now").final()
        assert "100 min of focus. How was your attention" in message.text
        await ann.press(message, "3").final()
        pressed, versions = [ann.press(message, "2"), ann.press(message, "2")], len(message.versions)
        await server.until(lambda: len(message.versions) == versions + len(pressed))
        assert "A lighter plan is just as good" in message.text
        lighter = await ann.press(message, "Begin ten minutes").final()
        assert f"<t:{int((clock.now + timedelta(minutes=10)).timestamp())}:R>" in lighter.text
