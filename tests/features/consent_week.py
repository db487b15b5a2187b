"""What three people in two groups do in a week, and what of theirs the others may see after each step of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.app import App
from bot.errors import NotFound
from bot.features import condense, digests, groups, people, reminders
from bot.features.condense import Pasted
from bot.features.groups import Settings, Standing, ToCheck
from bot.features.people import Person
from tests.conftest import CHAPTER, Clock
from tests.features.consent_server import Server

PEOPLE = range(3)
LEAVES = ("first", "second", "third")
new_ids = count(100_000)

Key = tuple[int, str]  # a highlight, by its place and its words


@dataclass
class Share:
    """How somebody shares a sentence. `number`: taken back and shared anew it is another."""

    is_anonymous: bool
    takes_cards_back: bool
    number: int


@dataclass
class Passage:
    """What somebody shows a group to be marked; a draft is to be seen by nobody else."""

    who: int
    group_id: int
    options: tuple[str, ...]
    is_draft: bool
    ends_at: datetime | None
    is_told: bool = False


@dataclass
class Room:
    """A group's shared focus session: who is in, in the order they came."""

    id: int
    began: int | None
    inside: list[int]
    ends_at: datetime
    is_posted: bool


@dataclass
class Kept:
    """A card of somebody else's sentence, and by their numbers the shares that it was made of."""

    who: int
    sentence: str
    numbers: frozenset[int]
    goes: bool


def own_sentence(who: int) -> str:
    """The one sentence that nobody else's note has."""
    return f"The Calvin cycle uses ATP and NADPH to fix carbon dioxide into sugar in the {LEAVES[who]} leaf."


def text_of(who: int, ending: str = "", *, without_own: bool = False) -> str:
    usual = "The Calvin cycle uses ATP and NADPH to fix carbon dioxide into sugar."
    assert usual in CHAPTER
    return CHAPTER.replace(usual, usual if without_own else own_sentence(who)) + ending


@dataclass
class Week:
    app: App
    clock: Clock
    server: Server
    persons: list[Person]
    accounts: list[int]
    circle: int
    lab: int
    notes: dict[int, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)  # who may not see the server's channel
    banned: set[int] = field(default_factory=set)
    renamed: dict[int, int] = field(default_factory=dict)
    shared: dict[tuple[int, int], dict[Key, Share]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    passages: dict[int, Passage] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)  # whom the server's digests may name as having focused
    unwilling: set[int] = field(default_factory=set)

    def name(self, who: int) -> str:
        return f"name{self.persons[who].id}.{self.renamed.get(who, 0)}"

    @property
    def names(self) -> set[str]:
        return {self.name(who) for who in PEOPLE}

    def sees(self, who: int, group_id: int) -> bool:
        return who in self.members[group_id] and not (group_id == self.lab and who in self.hidden)

    def shares(self, group_id: int, sentence: str) -> Iterator[tuple[int, Share]]:
        """Who shares it there, and how."""
        for who in PEOPLE:
            for (_, text), share in self.shared.get((who, group_id), {}).items():
                if text == sentence:
                    yield who, share

    @property
    def numbers(self) -> set[int]:
        """Of all that is shared now."""
        return {share.number for mine in self.shared.values() for share in mine.values()}

    def room(self, group_id: int) -> Room | None:
        """The one that runs."""
        room = self.rooms.get(group_id)
        return room if room and room.ends_at > self.clock() else None

    def is_out(self, who: int, group_id: int) -> None:
        """Of a group, and all of theirs with them."""
        self.members[group_id].discard(who)
        self.shared.pop((who, group_id), None)
        self.passages = {
            key: each for key, each in self.passages.items() if (each.who, each.group_id) != (who, group_id)
        }
        if room := self.rooms.get(group_id):
            room.inside = [each for each in room.inside if each != who]
        if group_id == self.lab:
            self.named.discard(who)
        if not self.members[self.circle]:  # it is gone with the last of them
            self.rooms.pop(self.circle, None)

    def not_shared(self, group_id: int, sentence: str) -> None:
        """By nobody there any more."""
        for (_, of_group), mine in self.shared.items():
            for key in [key for key in mine if of_group == group_id and key[1] == sentence]:
                del mine[key]

    async def ask(self, due: ToCheck) -> Standing | None:
        """What the server says of somebody."""
        (who,) = [i for i, person in enumerate(self.persons) if person.id == due.person_id]
        return None if who in self.banned else self.standing(who)

    def standing(self, who: int) -> Standing:
        return Standing(self.name(who), manages=who == 0, sees=who not in self.hidden)

    async def look(self) -> None:
        """The server is asked about all three."""
        await groups.rights_changed(self.app, self.server.id, self.server.channel_id)
        await groups.check_due(self.app, self.ask)

    async def join(self, who: int) -> None:
        self.hidden.discard(who)
        self.banned.discard(who)
        await groups.enter(self.app, self.persons[who], self.lab, self.standing(who))
        self.members[self.lab].add(who)
        if who not in self.members[self.circle]:
            await self.join_circle(who)

    async def join_circle(self, who: int) -> None:
        person = self.persons[who]
        if not self.members[self.circle]:
            self.circle = (await groups.make(self.app, person, "Circle", self.name(who))).id
            self.members[self.circle] = {who}
            return
        for other in self.members[self.circle]:
            if (await groups.get(self.app, self.persons[other], self.circle)).manages:
                _, link = await groups.invite(self.app, self.persons[other], self.circle, "")
                await groups.accept(self.app, person, groups.secret_in(link), self.name(who))
                self.members[self.circle].add(who)
                return
        raise AssertionError("nobody manages the circle")

    async def note(self, who: int, text: str) -> None:
        """Their one note; another text of it takes the place of the one before."""
        person = self.persons[who]
        made = await condense.condense(self.app, person, Pasted(text), origins=(f"discord:{person.id}",))
        assert made.id
        self.notes[who], self.titles[who] = made.id, made.title
        self.passages = {
            key: each
            for key, each in self.passages.items()
            if each.who != who or all(option in made.text for option in each.options)
        }
        await self.only_present(who)

    async def highlights(self, who: int) -> dict[Key, int]:
        if who not in self.notes:
            return {}
        found = await groups.shareable(self.app, self.persons[who], self.notes[who])
        return {(each.sentence.index, each.sentence.text): each.highlight_id for each in found}

    async def only_present(self, who: int) -> None:
        """Taken back is what is no highlight any more."""
        present = await self.highlights(who)
        for group_id in (self.circle, self.lab):
            mine = self.shared.get((who, group_id), {})
            self.shared[who, group_id] = {key: value for key, value in mine.items() if key in present}

    async def may_look(self, who: int, group_id: int) -> bool:
        """As the app has it; it is what is expected."""
        try:
            await groups.get(self.app, self.persons[who], group_id)
        except NotFound:
            assert not self.sees(who, group_id)
            return False
        assert self.sees(who, group_id)
        return True


async def begun(app: App, clock: Clock) -> Week:
    """Three people with a note each, in a server's group and in a circle."""
    accounts = [next(new_ids) for _ in PEOPLE]
    persons = [await people.from_discord(app, each) for each in accounts]
    server = Server(app, clock, id=next(new_ids))
    lab = await groups.set_up(
        app, persons[0], server.id, Standing("first", manages=True),
        Settings(channel_id=server.channel_id, daily_shares=groups.MOST_DAILY_SHARES), name="Lab", language="en",
    )  # fmt: skip
    circle = await groups.make(app, persons[0], "Circle", f"name{persons[0].id}.0")
    await groups.change_settings(app, persons[0], circle.id, Settings(daily_shares=groups.MOST_DAILY_SHARES))
    at, days = reminders.understand("every day at 18:00")
    plan = reminders.Schedule(at, days, "UTC")
    await digests.set_plan(app, persons[0], lab.id, plan, [server.talk_id], with_deadlines=True)
    week = Week(app, clock, server, persons, accounts, circle.id, lab.id)
    week.members = {lab.id: {0}, circle.id: {0}}
    for who in PEOPLE:
        await week.note(who, text_of(who))
        await week.join(who)
    return week
