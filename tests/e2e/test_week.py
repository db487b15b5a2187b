"""A week of a study group: three people on Discord, one of whom reads Chinese, and two in browsers share, vote, ask,
catch up, focus and read the Monday's digest; then one takes back and one leaves, and nothing of it is left anywhere.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

import model
from tests.conftest import CHAPTER
from tests.e2e.living import (
    Household,
    choose_to_share,
    household,
    in_channels,
    say_privately,
    share_in_browser,
    share_on_discord,
    sit_down,
    surfaces,
)
from tests.fakes.discord_server import Message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIGHT = "plants, algae and some bacteria turn light"
WATER = "chlorophyll absorbs light and water is split"
SUGAR = "to fix carbon dioxide into sugar"
ENERGY = "The energy is kept in two carriers"
REPORT = "hand in the report about chlorophyll by"
MITOSIS = "Mitosis shares the copied chromosomes out evenly between two daughter cells."
OF_BEN = (
    f"In the light reactions, {WATER} into oxygen, protons and electrons. I read this on the train. "
    "Two photosystems work in a row, and each one lifts electrons to a higher energy."
)
OF_DEE = f"{MITOSIS} My cat is grey. It was warm outside."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def home(
    tmp_path_factory: pytest.TempPathFactory, extractor: model.Extractor, chromium: Browser, empty_store: Path
) -> AsyncIterator[Household]:
    folder = tmp_path_factory.mktemp("week")
    shutil.copy(empty_store, folder)
    async with household(folder, extractor, chromium) as opened:
        yield opened


async def test_five_people_live_a_week(home: Household) -> None:
    await monday_they_come_in(home)
    await tuesday_they_share(home)
    await tuesday_evening_they_vote_and_ask(home)
    await wednesday_they_talk(home)
    await thursday_ben_catches_up(home)
    await friday_they_focus(home)
    await monday_the_digest_comes(home)
    await monday_noon_ann_takes_back(home)
    await tuesday_cy_leaves(home)
    await nothing_taken_back_is_anywhere(home)


async def monday_they_come_in(home: Household) -> None:
    home.at(0, "10:00")
    done = await home.mo.command(
        "group setup", channel=home.shared, post_in=home.shared, per_day=3, language="en"
    ).final()
    assert f"频道：<#{home.shared.id}>" in done.text
    done = await home.mo.command(
        "digest set", channel=home.shared, when="mondays at 9", zone="Europe/Berlin", tell_of=home.talk
    ).final()
    assert f"其中会补看 <#{home.talk.id}>。" in done.text
    for user in (home.ann, home.ben, home.cy, home.dee):
        await user.command("group join", channel=home.shared).final()
    for user in (home.cy, home.dee):
        await sit_down(home, user)
    for page in home.pages.values():
        await expect(page.get_by_text("5 in it")).to_be_visible()


async def tuesday_they_share(home: Household) -> None:
    home.at(1, "16:00")
    home.ann.dm(CHAPTER)
    note = await home.server.message(home.ann.dm_channel, "sentences")
    shared = await share_on_discord(home, home.ann, note, LIGHT, WATER, SUGAR)
    assert f"Shared in <#{home.shared.id}>: 3." in shared.text
    refused = await choose_to_share(home.ann, note, ENERGY)
    assert "you may share 3 sentences a day; 0 are left" in refused.text
    home.ben.dm(OF_BEN)
    note = await home.server.message(home.ben.dm_channel, "sentences")
    await share_on_discord(home, home.ben, note, WATER)
    home.at(1, "18:00")
    due = home.monday + timedelta(days=11)
    report = f"Please {REPORT} {due:%-d %B %Y}. I am a little tired today."
    await share_in_browser(home, home.cy, report, "When I take it back, cards that others made of it go too")
    await share_in_browser(home, home.dee, OF_DEE, "Without my name")
    await home.look()
    await home.server.until(lambda: len(home.posts()) == 5)
    for sentence, *about in (
        (LIGHT, "*Photosynthesis*", "Shared by Ann"),
        (WATER, "*Photosynthesis · The light reactions*", "Shared by Ann, Ben"),
        (SUGAR, "*Photosynthesis · The Calvin cycle*", "Shared by Ann"),
        (REPORT, "Shared by Cy"),  # the note has no title of its own
    ):
        assert home.post(sentence).text.split("\n")[1:] == about
    assert "Shared without a name" in home.post(MITOSIS).text
    for page in home.pages.values():
        await expect(page.locator(".post")).to_have_count(5)
        await expect(page.locator(".post").filter(has_text=SUGAR)).to_contain_text("The Calvin cycle")


async def tuesday_evening_they_vote_and_ask(home: Household) -> None:
    """Each has one vote and may change it; cards are made; what is asked on one face is answered on the other."""
    home.at(1, "20:00")
    light = home.post(LIGHT)
    for button in ("Useful", "Not for me", "Useful"):
        await home.ben.press(light, button).final()
    await home.mo.press(light, "Useful").final()
    of_cy, of_dee = home.pages["Cy"], home.pages["Dee"]
    in_browser = of_dee.locator(".post").filter(has_text=LIGHT)
    await in_browser.get_by_role("button", name="Useful").click()
    await expect(of_cy.locator(".post").filter(has_text=LIGHT)).to_contain_text("Useful 3")
    await home.look()
    assert "▲ 3   ▼ 0" in light.text
    assert LIGHT in await say_privately(home, home.ben, light, "To my cards")
    await of_dee.locator(".post").filter(has_text=REPORT).get_by_role("button", name="To my cards").click()
    await expect(of_dee.get_by_text("It is a card of yours")).to_be_visible()
    await in_browser.get_by_text("Ask the author").click()
    await in_browser.get_by_role("textbox").fill("Which bacteria?")
    await in_browser.get_by_role("button", name="Ask", exact=True).click()
    form = await home.ben.press(home.post(REPORT), "Ask the author").form()
    await home.ben.submit(form, {"Your question": "On paper?"}).final()
    await of_cy.get_by_label("Your answer").fill("By mail, too.")
    await of_cy.get_by_role("button", name="Answer").click()
    await home.look()
    asked = await home.server.message(home.ann.dm_channel, "Which bacteria?")
    form = await home.ann.press(asked, "Answer").form()
    await home.ann.submit(form, {"Your answer": "Cyanobacteria."}).final()
    await of_dee.get_by_text("What you asked: 1").click()
    await expect(of_dee.get_by_text("Ann: Cyanobacteria.")).to_be_visible()
    told = await home.server.message(home.ben.dm_channel, "By mail, too.")
    assert "Cy" not in told.text
    assert REPORT not in told.text


async def wednesday_they_talk(home: Household) -> None:
    home.at(2, "10:00")
    home.ben.send(home.talk, "I am off until tomorrow")
    off = await home.dee.command("privacy condense-me", channel=home.talk, state="off").final()
    assert "From now on nothing that you say" in off.text
    said = [
        (home.cy, "let's meet on Friday at 5pm in room 2.14 for the review of chapter 7"),
        (home.ann, "please upload your part of the lab report by Thursday noon"),
        (home.dee, "Everybody has to bring the green microscope on Friday"),
        (home.mo, "does anyone know what osmosis means?"),
        (home.cy, "Osmosis is the movement of water through a membrane."),
        (home.ann, "thanks!"),
    ]
    for minute, (who, words) in enumerate(said):
        home.at(2, f"11:{minute:02}")
        who.send(home.talk, words)


async def thursday_ben_catches_up(home: Household) -> None:
    home.at(3, "18:00")
    told = await home.ben.command("catchup", channel=home.talk).final()
    assert told.ephemeral
    assert "Since your last message here. Read 6 of 6 messages. 3 people spoke." in told.text
    assert "by people who don't want to be condensed here: 1" in told.text
    order = [
        told.text.index(each)
        for each in ("Decided or changed", "let's meet", "To do", "lab report", "Asked", "osmosis means")
    ]
    assert order == sorted(order)
    assert "↳ **Cy**: Osmosis is the movement of water" in told.text
    assert "microscope" not in told.text
    each_leads_there(home, told, "let's meet", "lab report", "osmosis means", "Osmosis is the movement")


async def friday_they_focus(home: Household) -> None:
    """Dee begins it on the group's page; whoever likes joins, there or in the channel."""
    home.at(4, "17:00")
    of_cy, of_dee = home.pages["Cy"], home.pages["Dee"]
    await home.ann.command("digest name-me", channel=home.shared, state="on").final()
    await of_cy.get_by_text("Digest", exact=True).click()
    await of_cy.get_by_label("It may say that I had focus sessions").check()
    await of_cy.locator("form[action$=naming]").get_by_role("button", name="Save").click()
    await of_dee.get_by_text("Focus together").click()
    await of_dee.get_by_role("button", name="Begin it for the group").click()
    await of_cy.get_by_role("button", name="Join").click()
    await home.look()
    room = await home.server.message(home.shared, "Focus")
    for user in (home.ann, home.ben):
        await user.press(room, "Join").final()
    who = " ".join(user.mention for user in (home.dee, home.cy, home.ann, home.ben))
    assert f"In: {who}" in room.text
    for page in (of_cy, of_dee):
        await expect(page.locator("#focus-in")).to_have_text("In it: Dee · Cy · Ann · Ben")
    await home.ben.press(room, "Leave").final()
    await expect(of_dee.locator("#focus-in")).to_have_text("In it: Dee · Cy · Ann")
    home.at(4, "17:26")
    await home.look()
    assert "is over: 25 min. People who were in to the end: 3." in room.text


async def monday_the_digest_comes(home: Household) -> None:
    home.at(7, "08:59")
    await home.look()
    assert home.digests() == []
    home.at(7, "09:00")
    await asyncio.gather(home.look(), home.look())
    await home.look()
    (digest,) = home.digests()
    for part in (
        *("The best of what was shared", LIGHT, "Shared by Ann", "▲ 3", WATER, SUGAR, REPORT, MITOSIS),
        *("The next dates", "#talk", "let's meet", "lab report"),
    ):
        assert part in digest.text
    assert digest.text.index(LIGHT) < digest.text.index(MITOSIS), "the best comes first"
    assert "Shared by Ann, Ben" in told_of(digest.text, WATER)
    each_leads_there(home, digest, "let's meet", "lab report")
    assert "Focused: Ann, Cy" in digest.text.split("\n"), "who did not ask to be named is not"
    for absent in ("microscope", "thanks"):
        assert absent not in digest.text
    assert digest.mentions == []


async def monday_noon_ann_takes_back(home: Household) -> None:
    """One under its post and one in the list of what she shares; who looks at the group's page sees it go."""
    home.at(7, "12:00")
    (digest,) = home.digests()
    answer = await say_privately(home, home.ann, home.post(LIGHT), "Withdraw")
    assert "taken back" in answer.lower()
    where = await home.ann.command("privacy shared").final()
    menu = next(one for one in where.walk() if one["type"] == 3)
    (water,) = [each["value"] for each in menu["options"] if WATER in each["label"]]
    await home.ann.choose(where, menu["custom_id"], [water]).final()
    for page in home.pages.values():
        await expect(page.get_by_text(LIGHT)).to_have_count(0)
        water_post = page.locator(".post").filter(has_text=WATER)
        await expect(water_post).to_contain_text("Shared by Ben")
        await expect(water_post).not_to_contain_text("Ann")
    await home.look()
    assert len(home.posts()) == 4
    assert LIGHT not in digest.text
    best = await home.mo.command("group top", channel=home.shared).final()
    assert all(there in best.text for there in ("Biology 本周精选", WATER, SUGAR, REPORT, MITOSIS))
    for shown in (home.post(WATER).text, told_of(digest.text, WATER), told_of(best.text, WATER)):
        assert "Ben" in shown
        assert "Ann" not in shown, "Ben alone shares it now"
    assert "Shared by Ann" in told_of(digest.text, SUGAR)
    assert home.digests() == [digest]


async def tuesday_cy_leaves(home: Household) -> None:
    home.at(8, "09:00")
    (digest,) = home.digests()
    page = home.pages["Cy"]
    await page.reload()  # so that no news of yesterday's is fetched while the group is left
    await page.get_by_text("You in this group").click()
    await page.get_by_role("button", name="Leave the group").click()
    await page.get_by_role("dialog").get_by_role("button", name="Leave the group").click()
    await expect(home.pages["Dee"].get_by_text("4 in it")).to_be_visible()
    await expect(home.pages["Dee"].get_by_text(REPORT)).to_have_count(0)
    await home.look()
    assert len(home.posts()) == 3
    assert REPORT not in digest.text
    assert "The next dates" not in digest.text
    assert "Focused: Ann" in digest.text.split("\n")
    assert home.digests() == [digest]
    group = await home.group_id()
    api = f"/api/v1/groups/{group}"
    for address in (f"/groups/{group}", api, f"{api}/posts?order=best", f"{api}/questions", f"{api}/events"):
        answer = await page.context.request.get(home.app.settings.base_url + address)
        assert answer.status == 404, f"Cy is out of it, and is shown {address}"
    best = await home.cy.command("group top", channel=home.shared).final()
    assert "You are not in this server’s study group." in best.text
    assert not any(shared in best.text for shared in (WATER, SUGAR, MITOSIS))


async def nothing_taken_back_is_anywhere(home: Household) -> None:
    """On all that who is still in it can see; of what is gone Ben alone has a card, which Ann let stay. The best of the
    week is by now what came in after Tuesday's five o'clock."""
    home.at(8, "17:00")
    group = f"/groups/{await home.group_id()}"
    for user in (home.mo, home.ann, home.ben, home.dee):
        shown = {place: text async for place, text in surfaces(home, user, "plants", "report")}
        shown |= {"#": in_channels(home)}
        shown |= {"DM": "\n".join(one.text for one in user.dm_channel.messages())}
        found = {place for place, text in shown.items() if REPORT in text or "hand in the" in text}
        assert found == set(), "of Cy's, who had cards go along"
        found = {place.partition("?")[0] for place, text in shown.items() if LIGHT in text}
        own = {"DM", "/history", "/api/v1/export", "/api/v1/person/export"}
        if user is home.ann:
            assert own <= found, "her note is hers"
        elif user is home.ben:
            assert found == {"/cards", "/api/v1/cards", "/api/v1/person/export"}
        else:
            assert found == set()
        for place in ("#", group, f"/api/v1{group}/posts"):
            assert all(there in shown[place] for there in (WATER, SUGAR, MITOSIS))
        for place in ("/group top", f"/api/v1{group}/posts?order=best"):
            assert [there in shown[place] for there in (WATER, SUGAR, MITOSIS)] == [False, False, True]
        assert ("分享者：Ben" in shown[group], "Shared by Ben" in shown[group]) == (
            user is home.mo,
            user is not home.mo,
        )


def each_leads_there(home: Household, told: Message, *words: str) -> None:
    """The line that tells what was said with these words has one link, to that message."""
    for each in words:
        (said,) = [one for one in home.talk.messages() if each in one.text]
        (line,) = [one for one in told.text.split("\n") if each in one]
        place = f"{home.place.id}/{home.talk.id}/{said.id}"
        assert line.count("[↗]") == line.count(f" [↗](https://discord.com/channels/{place})") == 1


def told_of(text: str, sentence: str) -> str:
    """What a digest, or the best of the week, says of one shared sentence."""
    (found,) = [part for part in re.split(r"▪|\*\*\d+\.\*\*", text) if sentence in part]
    return found
