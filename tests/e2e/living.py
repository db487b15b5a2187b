"""A study group of five, over one App and one clock that is moved: who manages its Discord server and two others there,
and two who came in there once and sit in browsers since.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from playwright.async_api import Browser, Page, expect

import model
from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import digests, focus, groups, people
from tests.discord_ui.conftest import connected
from tests.e2e.browsing import Desk, desk_for, serving
from tests.e2e.test_browser import PHONE
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, User
from tests.web_ui.conftest import AS_BROWSER, redeem

BERLIN = ZoneInfo("Europe/Berlin")
LINK = re.compile(r"http://\S+/sign-in\?key=\S+")


@dataclass
class Household:
    """Everything that the week takes place in. `mo` manages the server and reads Chinese; `cy` and `dee` sit in
    browsers."""

    server: DiscordServer
    app: App
    client: PithClient
    place: Guild
    mo: User
    ann: User
    ben: User
    cy: User
    dee: User
    monday: date
    pages: dict[str, Page] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)

    @property
    def shared(self) -> Channel:
        return self.place.channel("shared")

    @property
    def talk(self) -> Channel:
        return self.place.channel("talk")

    def at(self, day: int, clock: str) -> None:
        """Goes on to that time in Berlin, so many days after the first Monday."""
        wanted = datetime.combine(self.monday + timedelta(days=day), time.fromisoformat(clock), BERLIN)
        left = wanted - self.server.clock.now()
        assert left > timedelta(), "time only goes on"
        self.server.clock.advance(seconds=left.total_seconds())

    async def look(self) -> None:
        """What goes on behind the faces, once."""
        await digests.work_once(self.app, self.client.for_groups.show)
        await groups.work_once(self.app, self.client.for_groups)
        await focus.show_due(self.app, self.client.show_room)

    def posts(self) -> list[Message]:
        """The posts in the group's channel."""
        return [one for one in self.shared.messages() if one.text.startswith("▪")]

    def post(self, sentence: str) -> Message:
        (found,) = [one for one in self.posts() if sentence in one.text]
        return found

    def digests(self) -> list[Message]:
        return [one for one in self.shared.messages() if "Digest of" in one.text]

    async def group_id(self) -> int:
        return (await groups.in_server(self.app, self.place.id))[0]


@asynccontextmanager
async def household(folder: Path, extractor: model.Extractor, chromium: Browser) -> AsyncIterator[Household]:
    """Discord's stand-in, Pith on both faces, and two browsers with nobody signed in yet."""
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(DiscordServer(privileged_intents=MESSAGE_CONTENT))
        monday = _next_monday(server)
        names = ("Ann", "Ben", "Cy", "Dee")
        ann, ben, cy, dee = users = [server.user(name) for name in names]
        server.owner.name, server.owner.locale = "Mo", "zh-CN"
        place = server.guild("Biology", members=users)
        app = await opened.enter_async_context(
            serving(
                folder,
                extractor,
                clock=server.clock.now,
                message_content=True,
                discord_token=server.token,
                discord_api_url=server.api_url,
                discord_gateway_url=server.gateway_url,
            )
        )
        client = await opened.enter_async_context(connected(app, server))
        made = Household(server, app, client, place, server.owner, ann, ben, cy, dee, monday)
        for user, options in ((cy, {}), (dee, PHONE)):
            person = await people.from_discord(app, user.id)
            desk = desk_for(app, chromium, person, **options)
            made.desks[user.name] = await opened.enter_async_context(desk)
        yield made


def _next_monday(server: DiscordServer) -> date:
    today = server.clock.now().astimezone(BERLIN).date()
    return today + timedelta(days=7 - today.weekday())


async def way_in(home: Household, user: User) -> str:
    """The link that `/web` answers them."""
    answer = await user.command("web", channel=home.place.channel()).final()
    assert answer.ephemeral
    found = LINK.search(answer.text)
    assert found
    return found[0]


async def sit_down(home: Household, user: User) -> None:
    """They open their link in a browser, and there the group's page, which stays open."""
    page = await home.desks[user.name].open_link(await way_in(home, user))
    await page.get_by_text("What are you studying?").wait_for()
    await page.goto(f"{home.app.settings.base_url}/groups")
    await page.get_by_role("link", name=home.place.name).click()
    await expect(page.get_by_role("heading", name=home.place.name)).to_be_visible()
    home.pages[user.name] = page


async def say_privately(home: Household, user: User, message: Message, button: str) -> str:
    """What a press is answered with, for who pressed alone."""
    asked = user.press(message, button)
    await home.server.until(lambda: len(asked.followups) == 1, what="a private answer")
    assert asked.followups[0].ephemeral
    return asked.followups[0].text


async def choose_to_share(user: User, note: Message, *sentences: str) -> Message:
    """*Share* under an answer, and these are chosen: a look at them comes, or why not."""
    asked = await user.press(note, "Share").final()
    menu = next(one for one in asked.walk() if one["type"] == 3)
    chosen = [each["value"] for each in menu["options"] if any(one in each["label"] for one in sentences)]
    assert len(chosen) == len(sentences)
    return await user.choose(asked, menu["custom_id"], chosen).final()


async def share_on_discord(home: Household, user: User, note: Message, *sentences: str) -> Message:
    """The sentences are chosen, looked at, and shared with their name."""
    preview = await choose_to_share(user, note, *sentences)
    assert "Nothing is shared yet." in preview.text
    assert all(each in preview.text for each in sentences)
    return await user.press(preview, "Share with my name").final()


async def share_in_browser(home: Household, user: User, text: str, *ticks: str) -> None:
    """They paste a text in a page of its own, and share its first highlight."""
    page = await home.desks[user.name].open("/")
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Control+Enter")
    await page.locator(".card.note").wait_for()
    await page.get_by_role("link", name="Open").click()
    await page.get_by_role("link", name="Share", exact=True).click()
    await page.locator("input[name=highlight]").first.check()
    for tick in ticks:
        await page.get_by_label(tick).check()
    await page.get_by_role("button", name="See how it will look").click()
    await expect(page.get_by_text("Nothing is shared yet.")).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Share with")).click()
    await expect(page.get_by_role("heading", name=home.place.name)).to_be_visible()
    await page.close()


@asynccontextmanager
async def signed_in(home: Household, user: User) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without windows of theirs, by the link of `/web`."""
    link = await way_in(home, user)
    base_url = home.app.settings.base_url
    headers = AS_BROWSER | {"accept-language": user.locale}
    async with httpx.AsyncClient(base_url=base_url, headers=headers, verify=False) as browser:
        answer = await redeem(browser, link.partition("key=")[2])
        assert answer.status_code == 303
        yield browser


def in_channels(home: Household) -> str:
    """All that stands in the server's channels for everybody there."""
    found = [one.text for channel in home.place.channels.values() for one in channel.messages()]
    return "\n".join(found)


async def surfaces(home: Household, user: User, *words: str) -> AsyncIterator[tuple[str, str]]:
    """All that Discord's commands, the browser and the API show them of the group and of their own, by its name; each
    of the words is looked for, too."""
    group = await home.group_id()
    for command in ("group top", "privacy shared"):
        yield f"/{command}", (await user.command(command, channel=home.shared).final()).text
    pages = [f"/groups/{group}", "/cards", "/history"]
    api = [f"groups/{group}/{part}" for part in ("posts", "posts?order=best", "questions")]
    api += ["shares", "cards", "next", "person/export", "export?format=json"]
    for word in words:
        pages += [f"/groups/{group}?query={word}"]
        api += [f"groups/{group}/posts?query={word}", f"notes?query={word}"]
    async with signed_in(home, user) as browser:
        for address in (*pages, *(f"/api/v1/{each}" for each in api)):
            answer = await browser.get(address)
            assert answer.status_code in (200, 204), address
            yield address, answer.text
