"""What is taken back while the model reads a channel is told neither in a catch-up nor in a digest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from bot.app import App
from bot.discord_ui.catchup import naming
from bot.discord_ui.client import PithClient
from bot.features import digests
from model import AsyncExtractor, Reading
from tests.conftest import Clock
from tests.discord_ui.conftest import connected
from tests.discord_ui.test_digests import HOUR, MINUTE, posted
from tests.fakes.discord.posting import remove_all
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, User


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


class Held:
    """The model, which takes its time until it is let go on."""

    def __init__(self, of: AsyncExtractor) -> None:
        self._of = of
        self.reads, self.goes_on = asyncio.Event(), asyncio.Event()

    def once_more(self) -> None:
        self.reads.clear()
        self.goes_on.clear()

    async def read(self, *args: Any, **options: Any) -> Reading:
        self.reads.set()
        await self.goes_on.wait()
        return await self._of.read(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)


@asynccontextmanager
async def while_it_reads(held: Held) -> AsyncIterator[None]:
    """What is done here is done once the model has begun, and before it is done."""
    async with asyncio.timeout(30):
        await held.reads.wait()
    yield
    held.goes_on.set()


@dataclass(frozen=True, slots=True)
class Talk:
    """Who talks in a channel, of which other places, and what was said."""

    server: DiscordServer
    channel: Channel
    plans: Channel
    ann: User
    ben: User
    cy: User
    said: list[Message]

    async def may_ben_be_condensed(self, state: str) -> None:
        await self.ben.command("privacy condense-me", channel=self.channel, state=state).final()


def much_was_said(server: DiscordServer, group: Guild, ann: User, ben: User, cy: User) -> Talk:
    talk, plans, staff = (group.channel(name) for name in ("talk", "plans", "staff"))
    staff.deny(group.everyone, "view_channel")
    staff.allow(server.app, "view_channel")
    inner = server.private_thread(talk, "firing-bob", ben, server.app)
    hers = " and ".join(f"<#{server.private_thread(talk, each, ann, server.app).id}>" for each in ("a", "b"))
    places = " and ".join(f"<#{each.id}>" for each in (talk, staff, inner, plans))
    said = server.past(
        talk,
        [
            (cy, "let's meet on Wednesday at 5pm in room 2.14 for the review of chapter 7"),
            (ben, "please upload your part of the lab report by Wednesday noon"),
            (cy, "Everybody has to book a place in the lab by Thursday noon"),
            (cy, f"We decided that the plan is in {places} from now on"),
            (cy, "Everybody has to bring the signed form by Friday noon"),
            (cy, "Everybody has to pay the lab fee of 12 euros by Tuesday noon"),
            (cy, f"Everybody has to return the book on plants by Monday noon, as said in {hers}"),
            (cy, "Everybody has to water the plants by Sunday noon"),
        ],
        ago=HOUR,
        every=MINUTE,
    )
    cy.edit(said[0], said[0].text)
    return Talk(server, talk, plans, ann, ben, cy, said)


async def a_catch_up_follows_what_is_deleted_rewritten_and_closed(talk: Talk, held: Held) -> None:
    asked = talk.ann.command("catchup", channel=talk.channel, hours=2)
    async with while_it_reads(held):
        talk.cy.delete(talk.said[4])
        talk.cy.edit(talk.said[5], "There is no fee.")
        remove_all(talk.server, talk.channel, [talk.said[7].id])
        talk.server.gateway.about_message("MESSAGE_UPDATE", talk.said[0])  # a preview of a link, say
        talk.plans.deny(talk.ann, "view_channel")
        await talk.may_ben_be_condensed("off")
    told = (await asked.final()).text.replace("\\", "")
    assert "let's meet" in told
    assert "in #talk and #… and #… and #… from now on" in told
    assert "signed form" not in told
    assert "lab fee" not in told
    assert "water the plants" not in told
    assert "deleted or rewritten meanwhile: 3" in told
    assert "the book on plants by Monday noon, as said in #a and #…" in told, "of so many threads it is asked"


async def a_catch_up_looks_again_after_a_lost_session(talk: Talk, held: Held, client: PithClient) -> None:
    held.once_more()
    asked = talk.ann.command("catchup", channel=talk.channel, hours=2)
    async with while_it_reads(held):
        talk.said[6].deleted = True  # of which Discord does not tell the new session
        await client.on_shard_connect(0)
    told = (await asked.final()).text
    assert "the book on plants" not in told
    assert "deleted or rewritten meanwhile: 1" in told
    assert "lab report" not in told
    assert "by people who don't want to be condensed here: 1" in told
    await talk.may_ben_be_condensed("on")


async def a_catch_up_asks_discord_while_the_line_is_down(talk: Talk, held: Held, client: PithClient) -> None:
    await client.on_shard_disconnect(0)
    held.once_more()
    talk.plans.allow(talk.ann, "view_channel")
    asked = talk.ann.command("catchup", channel=talk.channel, hours=2)
    async with while_it_reads(held):
        talk.said[2].deleted = True
        talk.plans.deny(talk.ann, "view_channel")
    text = (await asked.final()).text.replace("\\", "")
    assert "let's meet" in text
    assert "in #talk and #… and #… and #… from now on" in text
    assert "book a place" not in text
    talk.said[2].deleted = False
    held.once_more()
    asked = talk.ann.command("catchup", channel=talk.channel, hours=2)
    async with while_it_reads(held):
        talk.server.fail("GET", "/channels/{channel_id}/messages", status=400)
    assert (await asked.final()).text == "Discord does not answer just now. Try again in a moment."
    await client.on_shard_resumed(0)


async def a_thread_that_is_deleted_is_told_nothing_of(talk: Talk, held: Held) -> None:
    thread = talk.server.public_thread(talk.channel, "cells")
    talk.server.past(thread, [(talk.cy, "Everybody has to bring a coat")], ago=HOUR, every=MINUTE)
    held.once_more()
    asked = talk.ann.command("catchup", channel=talk.channel, messages=50, where=thread)
    async with while_it_reads(held):
        talk.server.delete_channel(thread)
    assert (await asked.final()).text == "There is no such channel or thread that you can read."


async def a_digest_is_due_of_it(talk: Talk, clock: Clock) -> None:
    boss, channel = talk.server.owner, talk.channel
    await boss.command("group setup", channel=channel, post_in=channel).final()
    when = f"every day at {clock.now + HOUR:%H:%M}"
    await boss.command("digest set", channel=channel, when=when, zone="UTC", tell_of=channel).final()
    clock.advance(hours=1, minutes=1)


async def a_digest_follows_it_too(talk: Talk, held: Held, app: App, client: PithClient) -> None:
    held.once_more()
    making = asyncio.create_task(digests.work_once(app, client.for_groups.show))
    async with while_it_reads(held):
        await talk.may_ben_be_condensed("off")
        talk.cy.delete(talk.said[2])
    await making
    (digest,) = posted(talk.channel)
    assert "let's meet" in digest.text
    assert "in #talk and #… and #… and #… from now on" in digest.text.replace("\\", "")
    assert "lab report" not in digest.text
    assert "book a place" not in digest.text


async def test_what_is_taken_back_while_the_model_reads_is_told_neither_in_a_catch_up_nor_in_a_digest(
    server: DiscordServer,
    ann: User,
    ben: User,
    group: Guild,
    app: App,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(naming, "MOST_ASKED", 2)
    clock.now = server.clock.now()
    cy = server.user("Cy")
    group.add(cy)
    talk = much_was_said(server, group, ann, ben, cy)
    held = Held(app.extractor)
    slow = replace(app, extractor=cast(AsyncExtractor, held))
    async with connected(slow, server) as client:
        await a_catch_up_follows_what_is_deleted_rewritten_and_closed(talk, held)
        await a_catch_up_looks_again_after_a_lost_session(talk, held, client)
        await a_catch_up_asks_discord_while_the_line_is_down(talk, held, client)
        await a_thread_that_is_deleted_is_told_nothing_of(talk, held)
        await a_digest_is_due_of_it(talk, clock)
        await a_digest_follows_it_too(talk, held, slow, client)
