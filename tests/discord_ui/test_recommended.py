"""`/next` on Discord: a line with its reason and a row of buttons for each; they do it."""

from bot.app import App
from bot.features import cards, condense, history, looks, people, recommended, review
from bot.features.condense import Pasted, Request
from model import Budget
from tests.conftest import CHINESE, Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import DiscordServer, User
from tests.features.test_recommended import long_note
from tests.web_ui.test_recommended import TWIN


async def test_next_names_three_things_and_does_them(
    connect: Connect, server: DiscordServer, ann: User, app: App, clock: Clock
) -> None:
    person = await people.from_discord(app, ann.id)
    async with connect():
        assert "Nothing to go by yet" in (await ann.command("next").final()).text
        whole = Request(Budget(ratio=1.0))
        ids = [
            (await condense.condense(app, person, Pasted(text), whole)).id or 0 for text in (CHINESE, TWIN)
        ]
        long = await condense.condense(app, person, Pasted(long_note() + "它改变了周围的土地。" * 450))
        await cards.add_many(app, person, long.id or 0, [1])  # so that one note is in two rows
        card = (await cards.list_cards(app, person)).cards[0]
        for _ in range(2):
            await review.grade(app, person, card.id, review.Grade.GOOD)
            clock.advance(minutes=15)
        clock.advance(days=40)
        found = await ann.command("next").final()
        words = found.embeds[0]["description"]
        assert all(said in words for said in ("Read again", "These two belong together", "Not seen yet"))
    async with connect():  # the buttons know all they need
        asked = await ann.press(found, "1 · Review these cards").final()
        asked = await ann.press(asked, "Show the answer").final()
        good = next(button for button in asked.buttons if button.startswith("Good"))
        done = await ann.press(asked, good).final()
        assert "Nothing to review now." in done.text
        assert "Both have these tags" in (await ann.press(found, "2 · Tag both").final()).text
        assert (await history.open_note(app, person, ids[0])).tags
        section = await ann.press(found, "3 · Read this section").final()
        assert "特点" in section.embeds[0]["description"]
        again = await ann.command("next").final()
        assert "1 of its 4 sections" in again.embeds[0]["description"]
        assert len(again.embeds[0]["description"].split("**1.")) == 2
        await looks.look(app, person, long, 0, looks.sections_of(long)[3].first - 1)
        for _ in range(2):  # what was cut was not all seen
            again = await ann.command("next").final()
            assert "3 of its 4 sections" in again.embeds[0]["description"]
            section = await ann.press(again, "1 · Read this section").final()
            assert section.embeds[0]["description"].endswith("The rest is in the browser: /web")
        await ann.press(found, "2 · They don't belong together").final()
        assert await recommended.export(app, person) == [sorted(ids)]
