"""What somebody takes back is shown nowhere, however they take it back: weeks of three people in two groups,
one in which everything happens, one at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import cards, condense, digests, groups, history, people, privacy, reminders
from bot.features.condense import Pasted
from bot.features.groups import Order, Settings, Standing, ToCheck, Wish
from bot.features.lasting import NotNow
from bot.features.people import Person
from model import Budget
from tests.conftest import CHAPTER, Clock

VERBS = (
    "share", "share", "share", "withdraw", "cut", "edit", "delete", "leave", "join", "kick", "erase", "retitle",
    "rename", "vote", "card", "ask", "fail", "take out", "hide", "ban",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 1), st.integers(0, 7)),
    min_size=4,
    max_size=6,
)
EVERY_STEP = [
    ("share", 0, 1, 6), ("retitle", 0, 0, 4), ("edit", 0, 0, 7), ("rename", 0, 0, 0),
    ("share", 0, 1, 2), ("share", 1, 1, 2), ("share", 2, 1, 4), ("card", 2, 1, 1), ("ask", 2, 1, 1), ("vote", 2, 1, 1),
    ("digest", 0, 1, 0), ("withdraw", 1, 1, 0), ("retitle", 0, 1, 0), ("fail", 0, 1, 1), ("cut", 0, 1, 0),
    ("share", 0, 1, 0), ("share", 1, 0, 2), ("leave", 1, 0, 0), ("join", 1, 0, 0), ("share", 1, 1, 0),
    ("hide", 1, 1, 0), ("ban", 1, 1, 0), ("share", 1, 1, 2), ("hide", 1, 1, 0), ("withdraw", 1, 1, 0),
    ("share", 1, 1, 2), ("take out", 0, 1, 0), ("edit", 2, 1, 1), ("share", 2, 1, 2),
    ("delete", 0, 1, 0), ("kick", 1, 1, 0), ("erase", 2, 0, 0),
]  # fmt: skip
new_ids = count(100_000)


@dataclass
class Channel:
    """A server's channel: what stands in its messages, by Discord's id. `fails` times it can't be reached."""

    app: App
    group_id: int
    messages: dict[int, str] = field(default_factory=dict)
    digests: dict[int, dict[str, tuple[str, ...]]] = field(
        default_factory=dict
    )  # sentences, and under which names
    fails: int = 0

    async def show(self, message_id: int) -> None:
        message = await groups.to_show(self.app, message_id)
        assert message is not None
        if self.fails:
            self.fails -= 1
            raise NotNow
        if not message.shares:
            self.messages.pop(message.message_id or 0, None)
            self.digests.pop(message.message_id or 0, None)
            return await groups.forget(self.app, message.id)
        discord_id = message.message_id or next(new_ids)
        if message.message_id is None:
            await groups.placed(self.app, message.id, discord_id)
        if message.kind == "digest":
            digest = await digests.get_digest(self.app, message.id)
            if message.group_id == self.group_id:  # not that of a week before
                self.digests[discord_id] = {post.sentence: post.names for post in digest.posts}
            return await groups.shown(self.app, message)
        post = (await groups.as_shown(self.app, [message.post_id or 0]))[message.post_id or 0]
        self.messages[discord_id] = f"{post.title} | {post.sentence} | {post.names} {post.unnamed}"
        return await groups.shown(self.app, message)


Mine = dict[tuple[int, str], bool]  # the highlights that one shares in a group -> whether without their name


@dataclass
class Week:
    """What three people do, and what of theirs the others may see now."""

    app: App
    clock: Clock
    persons: list[Person]
    notes: dict[int, int]
    circle: int
    lab: int
    server: int
    channel: Channel
    channel_id: int = 1
    shared: dict[tuple[int, int], Mine] = field(default_factory=dict)
    kept: list[tuple[int, str, list[tuple[int, int]], bool]] = field(default_factory=list)
    flags: dict[tuple[int, int, str], bool] = field(default_factory=dict)
    renamed: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)  # who may not see the server's channel
    banned: set[int] = field(default_factory=set)

    def name(self, who: int) -> str:
        return f"name{self.persons[who].id}.{self.renamed.get(who, 0)}"

    async def rename(self, who: int) -> None:
        self.renamed[who] = self.renamed.get(who, 0) + 1
        for group in await groups.mine(self.app, self.persons[who]):
            if group.server_id is None:
                await groups.rename_self(self.app, self.persons[who], group.id, self.name(who))
            else:
                await self.enter(who)
        if who in self.hidden:
            await self.look()

    async def ask(self, due: ToCheck) -> Standing | None:
        """What the server says of somebody."""
        if due.server_id != self.server:
            raise NotNow  # that of another week
        (who,) = [i for i, person in enumerate(self.persons) if person.id == due.person_id]
        if who in self.banned:
            return None
        return Standing(self.name(who), manages=who == 0, sees=who not in self.hidden)

    async def look(self) -> None:
        """The server is asked about all three."""
        await groups.rights_changed(self.app, self.server, self.channel_id)
        for _ in range(2):  # a few at a time
            await groups.check_due(self.app, self.ask)

    async def enter(self, who: int) -> None:
        self.hidden.discard(who)
        self.banned.discard(who)
        standing = Standing(self.name(who), manages=who == 0)
        await groups.enter(self.app, self.persons[who], self.lab, standing)

    async def join(self, who: int) -> None:
        person = self.persons[who]
        await self.enter(who)
        if who == 0 or not any(group.id == self.circle for group in await groups.mine(self.app, person)):
            await self.join_circle(who)

    async def join_circle(self, who: int) -> None:
        for other in self.persons:
            for group in await groups.mine(self.app, other):
                if group.id == self.circle and group.manages:
                    _, link = await groups.invite(self.app, other, self.circle, "")
                    await groups.accept(self.app, self.persons[who], groups.secret_in(link), self.name(who))
                    return
        made = await groups.make(self.app, self.persons[who], "Circle", self.name(who))
        self.circle = made.id

    async def note(self, who: int, text: str = CHAPTER) -> None:
        person = self.persons[who]
        made = await condense.condense(self.app, person, Pasted(text), origins=(f"discord:{person.id}",))
        assert made.id
        self.notes[who] = made.id

    async def highlights(self, who: int) -> dict[tuple[int, str], int]:
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

    async def do(self, verb: str, who: int, which: int, n: int) -> None:
        group_id = (self.circle, self.lab)[which]
        if verb in ("share", "withdraw"):
            await (self.share if verb == "share" else self.withdraw)(who, group_id, n)
        elif verb in ("cut", "edit", "delete", "retitle"):
            await self.change(verb, who, n)
        elif verb == "rename":
            await self.rename(who)
        elif verb in ("leave", "join", "kick", "ban", "hide", "erase"):
            await self.move(verb, who, group_id)
        elif verb == "digest":
            self.clock.advance(hours=10)  # it is past its hour
            await digests.work_once(self.app, self.channel.show)
            assert self.channel.digests
        elif verb == "fail":
            self.channel.fails = 1 + n % 2
        else:
            await self.use(verb, who, group_id, n)

    async def share(self, who: int, group_id: int, n: int) -> None:
        there = list((await self.highlights(who)).items())
        if not there:
            await self.note(who)
            return
        key, highlight_id = there[n % len(there)]
        wish = Wish(is_anonymous=n % 2 == 1, takes_cards_back=n % 3 == 0)
        try:
            await groups.share(self.app, self.persons[who], group_id, [highlight_id], wish)
        except NotFound:
            await self.join(who)
            return
        self.shared.setdefault((who, group_id), {})[key] = wish.is_anonymous
        self.flags[who, group_id, key[1]] = wish.takes_cards_back

    async def withdraw(self, who: int, group_id: int, n: int) -> None:
        mine = self.shared.get((who, group_id), {})
        if mine:
            key = list(mine)[n % len(mine)]
            (share,) = [
                each
                for each in await groups.shared_by(self.app, self.persons[who])
                if (each.group_id, each.sentence) == (group_id, key[1])
            ]
            await groups.withdraw(self.app, self.persons[who], share.share_id)
            del mine[key]

    async def change(self, verb: str, who: int, n: int) -> None:
        if who not in self.notes:
            return
        app, person = self.app, self.persons[who]
        if verb == "cut":
            await history.recut(app, person, self.notes[who], Budget(sentences=1 + n % 6))
        elif verb == "edit":
            await self.note(who, CHAPTER + f"\n\nA chloroplast has two membranes, as seen by {n} people.\n")
        elif verb == "delete":
            await history.delete_note(app, person, self.notes.pop(who))
        else:
            await history.retitle(app, person, self.notes[who], f"Title {next(new_ids)} of {self.name(who)}")
        await self.only_present(who)

    async def move(self, verb: str, who: int, group_id: int) -> None:
        app, person = self.app, self.persons[who]
        if verb == "join":
            await self.join(who)
        elif verb == "leave":
            try:
                await groups.leave(app, person, group_id)
            except NotFound:
                await self.join(who)
            else:
                self.shared.pop((who, group_id), None)
        elif verb == "kick":
            await groups.gone(app, self.server, await people.discord_id(app, person) or 0)
            self.shared.pop((who, self.lab), None)
        elif verb == "hide":
            self.hidden ^= {who}
            await self.look()
        elif verb == "ban":
            self.banned.add(who)
            await self.look()
            self.shared.pop((who, self.lab), None)
        else:
            await privacy.erase_all(app, person)
            self.notes.pop(who, None)
            for key in [key for key in self.shared if key[0] == who]:
                del self.shared[key]
            self.kept = [each for each in self.kept if each[0] != who]
            self.hidden.discard(who)
            self.persons[who] = await people.from_discord(app, next(new_ids))
            await self.join(who)

    async def use(self, verb: str, who: int, group_id: int, n: int) -> None:
        app, person = self.app, self.persons[who]
        try:
            posts = (await groups.list_posts(app, person, group_id)).posts
        except NotFound:
            return
        if not posts:
            return
        post = posts[n % len(posts)]
        sharers = [
            (other, group_id)
            for other in range(3)
            if any(text == post.sentence for _, text in self.shared.get((other, group_id), {}))
        ]
        if verb == "card" and not post.is_own:
            await groups.keep_card(app, person, post.id)
            if not any((who, post.sentence) == each[:2] for each in self.kept):
                takes_back = all(self.flags[o, g, post.sentence] for o, g in sharers)
                self.kept.append((who, post.sentence, sharers, takes_back))
        elif verb == "take out" and (await groups.get(app, person, group_id)).manages:
            await groups.take_out(app, person, post.id)
            for key in sharers:
                self.shared[key] = {k: v for k, v in self.shared[key].items() if k[1] != post.sentence}
        elif verb in ("vote", "ask"):
            try:
                await (
                    groups.vote(app, person, post.id, n % 2 == 0)
                    if verb == "vote"
                    else groups.ask(app, person, post.id, f"about {post.sentence}?")
                )
            except Invalid:
                return

    async def check(self, n: int) -> None:
        """As the channel and one reader in turn see it; strangers too."""
        for _ in range(1 + self.channel.fails):
            await groups.work_once(self.app, groups.OnDiscord(self.channel.show, nobody, quiet))
            self.clock.advance(seconds=40)
        for group_id in (self.circle, self.lab):
            expected: dict[str, tuple[list[str], int]] = {}
            for who in range(3):
                for (_, text), is_anonymous in self.shared.get((who, group_id), {}).items():
                    names, unnamed = expected.get(text, ([], 0))
                    named = [] if is_anonymous else [self.name(who)]
                    expected[text] = (names + named, unnamed + is_anonymous)
            await self.check_reader(self.persons[n % 3], group_id, expected, list(Order)[n % 2])
            if group_id == self.lab:
                shown = sorted(each.split(" | ")[1] for each in self.channel.messages.values())
                assert shown == sorted(expected)
                for digest in self.channel.digests.values():
                    assert digest.keys() <= expected.keys()
                    for text, names in digest.items():
                        assert set(names) <= set(expected[text][0])
                names = " ".join(self.channel.messages.values())
                for who in range(3):
                    is_named = any(not anon for anon in self.shared.get((who, group_id), {}).values())
                    assert (f"'{self.name(who)}'" in names) == is_named
        for who in self.hidden:
            with pytest.raises(NotFound):
                await groups.list_posts(self.app, self.persons[who], self.lab)
        await self.check_titles()

    async def check_reader(
        self, person: Person, group_id: int, expected: dict[str, tuple[list[str], int]], order: Order
    ) -> None:
        try:
            await groups.get(self.app, person, group_id)
        except NotFound:
            with pytest.raises(NotFound):
                await groups.list_posts(self.app, person, group_id, order)
            return
        found = await groups.list_posts(self.app, person, group_id, order, limit=50)
        seen = {post.sentence: (sorted(post.names), post.unnamed) for post in found.posts}
        assert seen == {text: (sorted(names), n) for text, (names, n) in expected.items()}
        found = await groups.list_posts(self.app, person, group_id, query="chlorophyll", limit=50)
        assert {post.sentence for post in found.posts} == {t for t in expected if "chlorophyll" in t.lower()}
        for question in await groups.questions(self.app, person, group_id):
            assert question.sentence in expected

    async def check_titles(self) -> None:
        """Titles that were changed, and cards that are to go."""
        own = [(await history.open_note(self.app, self.persons[w], n)).title for w, n in self.notes.items()]
        assert {each.split(" | ")[0] for each in self.channel.messages.values()} <= set(own)
        for who, sentence, sharers, takes_back in self.kept:
            there = {
                card.sentence
                for card in (await cards.list_cards(self.app, self.persons[who])).cards
                if card.note_id is None
            }
            still = [key for key in sharers if any(text == sentence for _, text in self.shared.get(key, {}))]
            if not takes_back or len(still) == len(sharers):
                assert sentence in there
            elif not still:
                assert sentence not in there


async def nobody(*_: Any) -> Standing | None:
    raise NotNow


async def quiet(*_: Any) -> None:
    return None


async def begun(app: App, clock: Clock) -> Week:
    """Three people with a note each, in a server's group and in a circle."""
    persons = [await people.from_discord(app, next(new_ids)) for _ in range(3)]
    server = next(new_ids)
    lab = await groups.set_up(
        app, persons[0], server, Standing("first", manages=True), Settings(channel_id=1),
        name="Lab", language="en",
    )  # fmt: skip
    circle = await groups.make(app, persons[0], "Circle", f"name{persons[0].id}.0")
    at, days = reminders.understand("every day at 18:00")
    await digests.set_plan(
        app, persons[0], lab.id, reminders.Schedule(at, days, "UTC"), [], with_deadlines=True
    )
    week = Week(app, clock, persons, {}, circle.id, lab.id, server, Channel(app, lab.id))
    for who in range(3):
        await week.note(who)
        await week.join(who)
    return week


@hypothesis.settings(
    max_examples=1,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # a failing week is looked at as it is
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
    database=None,
)
@hypothesis.given(steps=STEPS)
@hypothesis.example(steps=EVERY_STEP)
async def test_nothing_taken_back_is_shown_anywhere(app: App, clock: Clock, steps: list[Any]) -> None:
    week = await begun(app, clock)
    for n, step in enumerate(steps):
        await week.do(*step)
        await week.check(n)
