"""Keep or drop under an answer, and `/taste`: also after a restart."""

from __future__ import annotations

from bot.app import App
from bot.features import people, personalise
from bot.features.personalise import Verdict
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import Connect, notes_of
from tests.fakes.discord_server import DiscordServer, User


async def test_menus_say_and_take_back_after_a_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        answer = await ann.command("condense", text=CHAPTER, sentences=2).final()
        menus = await ann.press(answer, "Keep or drop").final()
        assert menus.ephemeral
    (note,) = await notes_of(app, ann)
    assert note.id
    person = await people.from_discord(app, ann.id)
    first, second = note.highlights
    left_out = min((s for s in note.sentences if s not in note.highlights), key=lambda s: s.rank)
    async with connect():
        await ann.choose(menus, "Keep: more like these", [str(first.index), str(second.index)]).final()
        await ann.choose(menus, "Drop: less like these", [str(second.index)]).final()
        await ann.choose(menus, "Left out, but it matters", [str(left_out.index)]).final()
        assert await personalise.marks_of(app, person, note.id) == {
            first.index: Verdict.KEEP,
            second.index: Verdict.DROP,
            left_out.index: Verdict.MATTERS,
        }
        await ann.choose(menus, "Keep: more like these", []).final()
        assert first.index not in await personalise.marks_of(app, person, note.id)
        await ann.press(answer, "More").final()
        await ann.press(answer, "Less").final()
    (note,) = await notes_of(app, ann)
    assert left_out.index in {h.index for h in note.highlights}
    assert second.index not in {h.index for h in note.highlights}


async def test_taste_shows_switches_and_forgets(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        answer = await ann.command("condense", text=CHAPTER, sentences=2).final()
        menus = await ann.press(answer, "Keep or drop").final()
        (note,) = await notes_of(app, ann)
        both = [str(each.index) for each in note.highlights]
        starred = await ann.choose(menus, "Star: the best ones", both).final()
        assert starred.text.startswith("Cards were made from them (2)")
        assert "A card" not in starred.text
        one = await ann.choose(menus, "Star: the best ones", both[:1]).final()
        assert one.text.startswith("Its card, not asked yet, is gone")
        shown = await ann.command("taste").final()
        assert shown.ephemeral
        assert "No clear preference" in shown.text
        assert "Sentences you marked: 1" in shown.text
        assert "Switched off" in (await ann.command("taste", change="off").final()).text
        assert "No clear preference" in (await ann.command("taste", change="on").final()).text
        assert "Nothing yet" in (await ann.command("taste", change="reset").final()).text
