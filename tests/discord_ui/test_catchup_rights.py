"""Who may read what: every way to hold a right and to lack it, the asker's and Pith's, in every sort of place.

What may be told is worked out here, from Discord's documentation alone (topics/permissions, topics/threads). What is
told is that and nothing else, all of it where both may read it; where a right is missing the answer names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.app import App
from bot.discord_ui.catchup.rights import Place, is_open_to_all
from bot.discord_ui.client import PithClient
from bot.discord_ui.groups.here import standing_in
from tests.conftest import Clock
from tests.discord_ui.conftest import connected
from tests.fakes.discord.things import FORUM, NEWS, STAGE, TEXT, VOICE, Account
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, Role, User

VIEW, HISTORY, CONNECT = 1 << 10, 1 << 16, 1 << 20
ADMINISTRATOR, MANAGE_THREADS = 1 << 3, 1 << 34
BOTH = VIEW | HISTORY
WORDS = {VIEW: "View Channel", HISTORY: "Read Message History", CONNECT: "Connect"}
SAID = (
    "The exam questions are about mitosis and meiosis.",
    "We decided that the lab report is due on Friday.",
)
LINK = re.compile(r"discord\.com/channels/\d+/(\d+)/(\d+)")
Overwrites = Mapping[str, tuple[int, int]]  # for whom -> what is allowed, what is denied

ASKERS: tuple[tuple[str, Overwrites], ...] = (
    ("plain", {}),
    ("plain", {"all": (0, VIEW)}),
    ("plain", {"all": (0, HISTORY)}),
    ("reader", {"Reader": (0, VIEW)}),
    ("reader", {"Reader": (0, HISTORY)}),
    ("plain", {"plain": (0, VIEW)}),
    ("plain", {"plain": (0, HISTORY)}),
    ("reader", {"all": (0, BOTH), "Reader": (BOTH, 0)}),
    ("both", {"Reader": (BOTH, 0), "Barred": (0, BOTH)}),
    ("reader", {"Reader": (0, BOTH), "reader": (BOTH, 0)}),
    ("reader", {"all": (0, BOTH), "Reader": (BOTH, 0), "reader": (0, HISTORY)}),
    ("admin", {"all": (0, BOTH), "admin": (0, BOTH)}),
    ("owner", {"all": (0, BOTH), "owner": (0, BOTH)}),
)
PITHS: tuple[Overwrites, ...] = (
    {},
    {"Bots": (0, VIEW)},
    {"Bots": (0, HISTORY)},
    {"Pith": (0, VIEW)},
    {"Pith": (0, HISTORY)},
    {"all": (0, BOTH), "Bots": (BOTH, 0)},
    {"all": (0, BOTH), "Pith": (BOTH, 0)},
    {"Bots": (0, BOTH), "Pith": (BOTH, 0)},
)
IN_PLACES: tuple[tuple[str, Overwrites], ...] = (
    ("plain", {}),
    ("plain", {"plain": (0, VIEW)}),
    ("reader", {"Reader": (0, HISTORY)}),
    ("plain", {"Bots": (0, VIEW)}),
    ("plain", {"Pith": (0, HISTORY)}),
    ("owner", {"all": (0, BOTH), "Pith": (BOTH, 0)}),
)
IN_THREADS = (*IN_PLACES, ("moderator", {}))
IN_VOICES = (*IN_PLACES, ("plain", {"plain": (0, CONNECT)}), ("plain", {"Bots": (0, CONNECT)}))


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


@pytest.fixture
async def server(privileged_intents: int) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(privileged_intents=privileged_intents, described=False) as running:
        yield running


def held(place: Channel, who: Account) -> int:
    """Discord's own pseudocode for permissions; threads inherit their parent's."""
    guild = place.guild
    assert guild is not None
    channel = place.parent or place
    member = guild.members.get(who.id)
    if member is None:
        return 0
    base = guild.everyone.permissions
    for role in member.roles:
        base |= role.permissions
    if guild.owner is who or base & ADMINISTRATOR:
        return -1
    allow, deny = channel.overwrites.get(guild.id, (0, 0))
    base = base & ~deny | allow
    of_roles = [channel.overwrites.get(role.id, (0, 0)) for role in member.roles]
    for _, deny in of_roles:
        base &= ~deny
    for allow, _ in of_roles:
        base |= allow
    allow, deny = channel.overwrites.get(who.id, (0, 0))
    base = base & ~deny | allow
    if member.timed_out_until is not None:
        base &= BOTH
    return base


def lacking(place: Channel, who: Account) -> int:
    """The first right that somebody lacks to read there; 0 where none."""
    needed = [VIEW, HISTORY, *([CONNECT] if place.type in (VOICE, STAGE) else [])]
    return next((right for right in needed if not held(place, who) & right), 0)


def is_let_in(place: Channel, who: Account) -> bool:
    """Into a private thread are those who were invited, and moderators."""
    return place.type != 12 or who in place.recipients or bool(held(place, who) & MANAGE_THREADS)


def may_read(place: Channel, who: Account) -> bool:
    return not lacking(place, who) and is_let_in(place, who)


@dataclass
class World:
    """A server full of places, with what was said in each, built before Pith connects."""

    server: DiscordServer
    guild: Guild
    people: dict[str, Account]
    roles: dict[str, Role]
    cells: list[tuple[str, Channel]] = field(default_factory=list)
    said: dict[int, list[Message]] = field(default_factory=dict)
    named: dict[int, list[Channel]] = field(default_factory=dict)
    hidden: int = 0

    def place(
        self,
        who: str,
        over: Overwrites,
        kind: int = TEXT,
        thread: str = "",
        inside: str = "",
        *,
        adult: bool = False,
    ) -> Channel:
        """A channel with these overwrites, or a thread of such a one; `inside` a private one are these."""
        made = self.server.open_channel(self.guild, f"place-{len(self.cells)}", kind, tell=False)
        made.overwrites = {self.target(key): value for key, value in over.items()}
        made.age_restricted = adult
        if thread == "private":
            inside_it = [self.people[each] for each in inside.split()]
            made = self.server.private_thread(made, f"thread-{len(self.cells)}", *inside_it)
        elif thread:
            made = self.server.public_thread(made, f"thread-{len(self.cells)}", archived=thread == "archived")
        others = [self.cells[at][1] for at in (-1, -8, -31) if -at <= len(self.cells)]
        named = " ".join(f"<#{one.id}>" for one in (made, *others))
        said = [
            (self.people["cy"], text) for text in (*SAID, f"We agreed to meet again in {named} on Monday.")
        ]
        self.named[made.id] = [made, *others]
        self.said[made.id] = self.server.past(made, said, ago=timedelta(hours=1), every=timedelta(minutes=20))
        self.cells.append((who, made))
        return made

    def target(self, name: str) -> int:
        return self.guild.id if name == "all" else (self.roles.get(name) or self.people[name]).id

    def check(self, who: Account, place: Channel, text: str, *, here: bool) -> str:
        """The answer is what the rules say it is; in a word, what that was."""
        assert "___" not in text
        told = {(int(channel), int(said)) for channel, said in LINK.findall(text)}
        refused = self.refusal(who, place, here=here)
        if refused:
            assert refused in text, (place, who)
            assert not told
            assert not any(words in text for words in ("mitosis", "lab report"))
            assert here or held(place, who) & VIEW or place.name not in text, "named to who may not see it"
            return refused.split(" in ")[0]
        assert told == {(place.id, message.id) for message in self.said[place.id]}, (place, who, text)
        names = [
            f"#{one.name}" if one is place or self.sees(who, one) else "#…" for one in self.named[place.id]
        ]
        assert f"again in {' '.join(names)} on Monday" in text, (place, who, text)
        self.hidden += names.count("#…")
        return "told"

    def sees(self, who: Account, place: Channel) -> bool:
        """Whether Pith may name it to them: both see it there, and Discord tells Pith of it."""
        both = (who, self.server.app)
        return not place.archived and all(held(place, one) & VIEW and is_let_in(place, one) for one in both)

    def refusal(self, who: Account, place: Channel, *, here: bool) -> str:
        right, pith = lacking(place, who), self.server.app
        is_unnamed = (
            here and not place.parent and lacking(place, pith) == VIEW
        )  # Discord keeps its name from Pith
        name = "this channel" if right == VIEW or is_unnamed else f"#{place.name}"
        if right:
            return f"For that you need the right “{WORDS[right]}” in {name}."
        missing = lacking(place, pith)
        no_thread = "There is no such private thread that both you and Pith are in."
        is_unseen = not here and place.type == 12 and (missing == VIEW or not is_let_in(place, pith))
        if not is_let_in(place, who) or is_unseen:
            return no_thread
        if missing:
            return f"Pith lacks the right “{WORDS[missing]}” in {name}."
        if not is_let_in(place, pith):
            return no_thread
        is_adult = (place.parent or place).age_restricted
        return "This channel is age-restricted." if is_adult and not here else ""


def built(server: DiscordServer) -> World:
    people: dict[str, Account] = {name: server.user(name) for name in ("plain", "reader", "both", "cy")}
    people |= {name: server.user(name) for name in ("moderator", "admin", "hushed")}
    guild = server.guild("Study group", members=people.values())
    people |= {"owner": server.owner, "Pith": server.app}
    roles = {
        "Reader": guild.role("Reader", members=(people["reader"], people["both"])),
        "Barred": guild.role("Barred", members=(people["both"],)),
        "Bots": guild.role("Bots", members=(server.app,)),
        "Staff": guild.role("Staff", "administrator", members=(people["admin"],)),
        "Keys": guild.role("Keys", "manage_threads", members=(people["moderator"],)),
    }
    world = World(server, guild, people, roles)
    for who, over in ASKERS:
        for more in PITHS:
            world.place(who, merged(over, more))
    for kind in (VOICE, STAGE):
        for who, over in IN_VOICES:
            world.place(who, over, kind)
    for who, over in IN_PLACES:
        world.place(who, over, NEWS)
        world.place(who, over, adult=True)
    for kind, thread, adult in (
        (TEXT, "public", False), (TEXT, "archived", False), (NEWS, "public", False), (FORUM, "public", False),
        (TEXT, "public", True),
    ):  # fmt: skip
        for who, over in IN_PLACES:
            world.place(who, over, kind, thread, adult=adult)
    for inside in ("{} Pith cy", "{} cy", "Pith cy", "cy"):
        for who, over in IN_THREADS:
            world.place(who, over, TEXT, "private", inside.format(who))
    return world


def merged(one: Overwrites, other: Overwrites) -> Overwrites:
    both: dict[str, tuple[int, int]] = {}
    for key in {*one, *other}:
        parts = [each.get(key, (0, 0)) for each in (one, other)]
        both[key] = (parts[0][0] | parts[1][0], parts[0][1] | parts[1][1])
    return both


async def asked(
    who: Account, place: Channel, hall: Channel | None = None, menu: Message | None = None
) -> str:
    """`/catchup` in the place itself, or from another; or from a message's menu."""
    assert isinstance(who, User)
    if menu is not None:
        answer = await who.menu("Catch me up from here", menu).final()
    else:
        elsewhere = {"where": place} if hall else {}
        answer = await who.command("catchup", channel=hall or place, messages=50, **elsewhere).final()
    assert answer.ephemeral
    return answer.text.replace("\\", "")


async def test_what_is_told_is_what_the_asker_and_pith_may_read(
    app: App, server: DiscordServer, clock: Clock
) -> None:
    clock.now = server.clock.now()
    world = built(server)
    seen: Counter[str] = Counter()
    async with connected(app, server) as pith:
        for n, (name, place) in enumerate(world.cells):
            who = world.people[name]
            text = await asked(who, place, hall=world.guild.channel())
            seen[world.check(who, place, text, here=False)] += 1
            if n % 8 and place.type == TEXT and not place.age_restricted:
                continue  # of so many, some in place as well
            if held(place, who) & VIEW and is_let_in(place, who) and not place.archived:
                menu = world.said[place.id][0] if n % 2 and held(place, who) & HISTORY else None
                text = await asked(who, place, menu=menu)
                seen[world.check(who, place, text, here=True)] += 1
        await check_closed(world, pith)
    assert min(seen.values()) >= 3, seen
    assert len(seen) == 9, seen
    assert seen["told"] >= 60, seen
    assert world.hidden >= 60


async def check_closed(world: World, pith: PithClient) -> None:
    """A digest tells of what every member may read, a group shows its posts to who may read its channel, and neither
    goes by what is said of a channel that Pith may not view."""
    guild = pith.get_guild(world.guild.id)
    assert guild is not None
    everybody = [one.account for one in world.guild.members.values() if one.account is not world.server.app]
    members = [await guild.fetch_member(one.id) for one in everybody]
    opened = 0
    for _, place in world.cells:
        channel = guild.get_channel(place.id)
        if not isinstance(channel, Place):
            continue
        assert not channel.name.startswith("place") or held(place, world.server.app) & VIEW
        if is_open_to_all(channel):
            opened += 1
            assert all(may_read(place, one) for one in (*everybody, world.server.app)), place
            assert not place.age_restricted
        if place.type not in (TEXT, NEWS):
            continue  # a group posts into none of these
        sees = {one.id for one in members if standing_in(guild, one, place.id).sees}
        may = {one.id for one in everybody if not lacking(place, one)}
        assert sees <= may, place
        assert sees == may or not held(place, world.server.app) & VIEW, place
    assert opened >= 4
