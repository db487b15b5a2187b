"""A Discord server's channels, as far as consent goes: what Pith's messages in them say, and what people said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from bot.app import App
from bot.features import catchup, digests, focus, groups, practice
from bot.features.catchup import CatchUp, Said
from bot.features.digests import Digest
from bot.features.groups import Post
from bot.features.lasting import NotNow
from tests.conftest import Clock

new_ids = count(900_000)


@dataclass
class Shown:
    """A message of Pith's: in which channel, and what it says."""

    channel_id: int
    post: Post | None = None
    digest: Digest | None = None
    told: Sequence[int] = ()  # the messages that a digest tells of
    round: practice.GroupRound | None = None
    focused: Sequence[int] | None = None  # the accounts that a shared session's message names


@dataclass
class Server:
    """`messages` are Pith's, by Discord's id; `said` is what people said in the channel that digests tell of. `fails`
    times Discord can't be reached."""

    app: App
    clock: Clock
    id: int
    channel_id: int = 10
    talk_id: int = 3
    messages: dict[int, Shown] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    fails: int = 0

    async def work(self) -> None:
        """What Pith does by itself, until Discord could be reached for each message."""
        for _ in range(1 + self.fails):
            self.clock.advance(seconds=40)
            await practice.reveal_due(self.app)
            await digests.work_once(self.app, self.show)
            await groups.work_once(self.app, groups.OnDiscord(self.show, nobody, quiet))
            await practice.show_due(self.app, self.show_round)
            await focus.show_due(self.app, self.show_room)

    async def catch_up(self, reader_id: int | None = None) -> CatchUp:
        """As somebody who was away is told, or a digest tells it."""
        unwilling = await catchup.unwilling(self.app, self.id) - {reader_id}
        return await catchup.catch_up(self.app, list(self.said.values()), unwilling, UTC)

    def say(self, account: int, words: str) -> None:
        said_id = next(new_ids)
        self.said[said_id] = Said(said_id, account, f"account {account}", words, self.clock(), "")

    async def show(self, message_id: int) -> None:
        """A post or a digest, as the Discord face does it."""
        message = await groups.to_show(self.app, message_id)
        assert message is not None
        there = self.messages.get(message.message_id or 0)
        shown: Shown | None = None
        if message.kind == "post":
            posts = await groups.as_shown(self.app, [message.post_id or 0])
            post = posts.get(message.post_id or 0)
            shown = Shown(message.channel_id, post=post) if post and message.shares else None
        elif message.kind == digests.DIGEST:
            shown = await self._digest(message, there)
        if self.fails:
            self.fails -= 1
            raise NotNow
        if shown is None:
            self.messages.pop(message.message_id or 0, None)
            return await groups.emptied(self.app, message.id)
        discord_id = message.message_id or next(new_ids)
        if message.message_id is None:
            await groups.placed(self.app, message.id, discord_id)
        self.messages[discord_id] = shown
        return await groups.shown(self.app, message)

    async def _digest(self, message: groups.GroupMessage, there: Shown | None) -> Shown | None:
        digest = await digests.get_digest(self.app, message.id)
        if there is None:
            found = (await self.catch_up()).shown if self.said else ()
            await digests.put_quotes(self.app, message.id, self.id, self.talk_id, found)
            told = [each.message_id for each in found]
        else:
            quotable = await digests.quotable(self.app, message.id)
            told = [each for each in there.told if each in quotable]
        if not (digest.posts or digest.focused or told):
            return None
        return Shown(message.channel_id, digest=digest, told=told)

    async def show_round(self, round_id: int) -> None:
        message = await practice.message_of(self.app, round_id)
        assert message is not None
        one = await practice.as_all_see_it(self.app, round_id)
        if self.fails:
            self.fails -= 1
            raise NotNow
        channel_id, discord_id = message.channel_id, message.message_id
        if one is None or message.moves_to is not None:
            self.messages.pop(discord_id or 0, None)
            if one is None or one.is_revealed or message.moves_to is None:
                return await practice.forget(self.app, round_id)
            await practice.moved(self.app, round_id, message.moves_to)
            channel_id, discord_id = message.moves_to, None
        if discord_id is None:
            await practice.placed(self.app, round_id, discord_id := next(new_ids))
        self.messages[discord_id] = Shown(channel_id, round=one)
        return await practice.shown(self.app, message)

    async def show_room(self, room_id: int) -> None:
        room = await focus.look(self.app, room_id)
        if room.channel_id is None:
            return None
        if self.fails:
            self.fails -= 1
            raise NotNow
        if room.message_id is None:
            if room.is_over:
                return await focus.shown(self.app, room)
            await focus.posted(self.app, room, next(new_ids))
        room = await focus.look(self.app, room_id)
        if room.is_moved:
            self.messages.pop(room.message_id or 0)
        else:
            named = [] if room.is_over else [each.account or 0 for each in room.people]
            self.messages[room.message_id or 0] = Shown(room.channel_id or 0, focused=named)
        return await focus.shown(self.app, room)

    def until(self, hour: int) -> None:
        """The next time that the clock shows it."""
        now: datetime = self.clock()
        self.clock.advance(hours=(hour - now.hour - 1) % 24 + 1)


async def nobody(*_: object) -> groups.Standing | None:
    raise NotNow


async def quiet(*_: object) -> None:
    return None
