"""Groups: circles and servers', who is in them and who may do what; what is taken back is nowhere any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from bot.errors import Expired, Invalid, NotAllowed, NotFound
from bot.features import cards, channels, condense, groups, history, people, practice, privacy, reminders
from bot.features.condense import Pasted, Request
from bot.features.groups import Post, Role, Settings, Sharers, Standing, ToCheck, Wish, circles, moving
from bot.features.lasting import NotNow
from bot.features.people import Person
from model import Budget
from tests.conftest import CHAPTER, UNTITLED, Clock


async def key_of(app: App, person: Person, group_id: int, days: int = 7) -> tuple[int, str]:
    invitation, link = await groups.invite(app, person, group_id, "https://pith.example", days)
    assert link.startswith("https://pith.example/groups/join?key=")
    return invitation.id, groups.secret_in(link)


async def test_a_circle_from_its_beginning_to_its_end(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    circle = await groups.make(app, ada, "  Bio\u202elogy  ", "Ada")
    assert (circle.name, circle.role, circle.server_id) == ("Biology", Role.MANAGER, None)
    for reaching in (groups.get, groups.members, groups.leave, groups.changes, groups.invitations):
        with pytest.raises(NotFound):  # never that it is there
            await reaching(app, bo, circle.id)
    with pytest.raises(NotFound):
        await groups.change_settings(app, bo, circle.id, Settings(name="Mine"))
    first, secret = await key_of(app, ada, circle.id)
    assert (await groups.invited(app, secret)).name == "Biology"
    with pytest.raises(Invalid):  # nobody takes another's name
        await groups.accept(app, bo, secret, "ＡDA")
    clock.advance(seconds=1)
    joined = await groups.accept(app, bo, secret, "Bo")
    assert (joined.role, joined.members, joined.may_share) == (Role.MEMBER, 2, True)
    assert [member.name for member in await groups.members(app, bo, circle.id)] == ["Ada", "Bo"]
    await groups.accept(app, bo, secret, "Bob")  # twice is once
    assert [member.name for member in await groups.members(app, ada, circle.id)] == ["Ada", "Bob"]
    async with asyncio.timeout(10), app.write() as s:  # who looks at a page waits for nobody who writes
        await s.execute(select(1))
        assert [each.id for each in await groups.invitations(app, ada, circle.id)] == [first]
    for refused in (
        groups.invitations(app, bo, circle.id),
        groups.invite(app, bo, circle.id, ""),
        groups.revoke(app, bo, circle.id, first),
        groups.remove(app, bo, circle.id, 1),
        groups.change_settings(app, bo, circle.id, Settings(sharers=Sharers.MANAGERS)),
    ):
        with pytest.raises(NotAllowed):
            await refused
    await groups.change_settings(app, ada, circle.id, Settings(name="Plants", sharers=Sharers.MANAGERS))
    assert not (await groups.get(app, bo, circle.id)).may_share
    said = [
        (change.setting, change.after, change.name) for change in await groups.changes(app, bo, circle.id)
    ]
    assert said == [("sharers", "managers", "Ada"), ("name", "Plants", "Ada")]
    await groups.revoke(app, ada, circle.id, first)
    assert await groups.invitations(app, ada, circle.id) == ()
    with pytest.raises(Expired):
        await groups.accept(app, bo, secret, "Bo")
    _, secret = await key_of(app, ada, circle.id, days=1)
    clock.advance(hours=25)
    with pytest.raises(Expired):
        await groups.invited(app, secret)
    for name in ("", " \u200b ", "\u3164\u200d", "x" * 61):
        with pytest.raises(Invalid):
            await groups.rename_self(app, bo, circle.id, name)
    _, secret = await key_of(app, ada, circle.id)
    await privacy.erase_all(app, ada)  # who made it goes: who came next manages it, the invitations are over
    assert (await groups.get(app, bo, circle.id)).role is Role.MANAGER
    assert [change.name for change in await groups.changes(app, bo, circle.id)] == [None, None]
    with pytest.raises(Expired):
        await groups.invited(app, secret)
    await groups.leave(app, bo, circle.id)
    assert await groups.mine(app, bo) == ()
    cy = await people.from_discord(app, 7)
    again = await groups.make(app, cy, "Plants", "Cy")
    assert again.id != circle.id


async def test_newcomers_come_where_they_are_let_and_an_invitation_is_used_up(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = replace(app, settings=app.settings.model_copy(update={"newcomers": False}))
    circle = await groups.make(app, ada, "Biology", "Ada")
    _, secret = await key_of(app, ada, circle.id)
    assert not (await groups.invited(closed, secret)).makes_newcomers
    with pytest.raises(NotAllowed):
        await groups.accept_as_newcomer(closed, secret, "Cy")
    cy, _ = await groups.accept_as_newcomer(app, secret, "Cy")
    assert await people.is_newcomer(app, cy)
    own = await groups.make(app, cy, "Mine", "Cy")
    _, of_newcomer = await key_of(app, cy, own.id)
    with pytest.raises(NotAllowed):  # whom nobody knows brings in nobody
        await groups.accept_as_newcomer(app, of_newcomer, "Di")
    await groups.leave(app, cy, circle.id)
    assert (await people.get(app, cy.id)).id == cy.id, "they have a circle of their own"
    await groups.leave(app, cy, own.id)
    with pytest.raises(NotFound):  # nothing was kept, so nobody is left
        await people.get(app, cy.id)
    monkeypatch.setattr(circles, "MOST_USES", 3)
    for name in ("Ed", "Flo"):
        newcomer, _ = await groups.accept_as_newcomer(app, secret, name)
        await groups.leave(app, newcomer, circle.id)
    with pytest.raises(Expired):  # who leaves gives nothing back
        await groups.accept_as_newcomer(app, secret, "Gus")
    assert [each.uses for each in await groups.invitations(app, ada, circle.id)] == [3]


def test_a_pasted_link_may_have_something_after_it() -> None:
    for link in ("https://pith.example/groups/join?key=A-b_9&utm_key=x", "<…?key=A-b_9>", " A-b_9. "):
        assert groups.secret_in(link) == "A-b_9"


MANAGER, MEMBER = Standing("Ada", manages=True), Standing("Bo", manages=False)


async def set_up_lab(app: App, person: Person, standing: Standing, wish: Settings) -> groups.Group:
    return await groups.set_up(app, person, 5, standing, wish, name="The lab", language="en")


async def who_manages_sets_up_who_sees_is_in(app: App, ada: Person, bo: Person) -> groups.Group:
    with pytest.raises(NotFound, match="no study group yet"):
        await groups.in_server(app, 5)
    with pytest.raises(NotAllowed):
        await set_up_lab(app, bo, MEMBER, Settings(channel_id=50))
    with pytest.raises(Invalid):
        await set_up_lab(app, ada, MANAGER, Settings())
    lab = await set_up_lab(app, ada, MANAGER, Settings(channel_id=50))
    assert await groups.in_server(app, 5) == (lab.id, 50)
    with pytest.raises(NotFound):
        await groups.enter(app, bo, lab.id, Standing("Bo", manages=False, sees=False))
    assert (await groups.enter(app, bo, lab.id, MEMBER))[1]
    assert not (await groups.enter(app, bo, lab.id, MEMBER))[1]
    for refused in (
        groups.invite(app, ada, lab.id, ""),
        groups.remove(app, ada, lab.id, (await groups.members(app, ada, lab.id))[1].id),
        groups.rename_self(app, bo, lab.id, "Robert"),
        set_up_lab(app, ada, MANAGER, Settings(daily_shares=0)),
        set_up_lab(app, ada, MANAGER, Settings(language="xx")),
    ):
        with pytest.raises(Invalid):
            await refused
    return lab


async def pith_is_out_and_back(app: App, ada: Person, lab: groups.Group, clock: Clock) -> None:
    """What the server's channels prefer outlasts that as the group does."""
    wanted = await channels.prefer(app, 5, 77, files=channels.Files.ASK, threads=True)
    await channels.prefer(app, 6, 88, threads=True)
    await groups.pith_left(app, 5)
    with pytest.raises(NotFound):
        await groups.get(app, ada, lab.id)
    (closed,) = await groups.mine(app, ada)
    assert closed.gone_at == clock() + timedelta(days=30)
    clock.advance(days=29)
    await groups.erase_left(app)
    await groups.pith_is_only_in(app, {5, 6})
    assert (await groups.get(app, ada, lab.id)).members == 2
    assert await channels.preferences(app, 77) == wanted
    assert await channels.preferences(app, 99, parent_id=77) == wanted, "a thread goes by its channel"
    assert (await channels.prefer(app, 5, 99, 77, threads=False)).files is channels.Files.ASK
    assert not (await channels.preferences(app, 99, 77)).threads


async def test_a_servers_group_is_in_step_with_the_server(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    lab = await who_manages_sets_up_who_sees_is_in(app, ada, bo)
    standings: dict[int, Standing | None] = {1001: MANAGER, 1002: Standing("Bo", manages=False, sees=False)}
    asked: list[int] = []

    async def ask(due: ToCheck) -> Standing | None:
        asked.append(due.account_id)
        return standings[due.account_id]

    await groups.check_due(app, ask)
    assert asked == []
    clock.advance(minutes=11)
    await groups.check_due(app, ask)
    assert sorted(asked) == [1001, 1002]
    with pytest.raises(NotFound):  # the channel is closed to them: the group is too
        await groups.get(app, bo, lab.id)
    standings[1002] = Standing("Bo", manages=True)
    clock.advance(minutes=11)
    await groups.check_due(app, ask)
    assert (await groups.get(app, bo, lab.id)).role is Role.MANAGER
    asked.clear()
    await groups.check_due(app, ask)
    assert asked == []
    await set_up_lab(app, ada, MANAGER, Settings(channel_id=60))
    await groups.check_due(app, ask)
    assert sorted(asked) == [1001, 1002], "who sees the new channel is asked next"
    await pith_is_out_and_back(app, ada, lab, clock)
    await groups.member_left(app, 5, 1002)
    assert await groups.mine(app, bo) == ()
    clock.advance(minutes=11)
    standings[1001] = None
    await groups.check_due(app, ask)
    assert await groups.mine(app, ada) == ()
    await groups.pith_is_only_in(app, {6})
    clock.advance(days=31)
    await groups.erase_left(app)
    assert await channels.preferences(app, 77) == channels.Preferences()
    assert (await channels.preferences(app, 88)).threads
    with pytest.raises(NotFound):
        await groups.in_server(app, 5)


async def in_lab(app: App, account: int, lab: groups.Group, name: str) -> tuple[Person, int, list[int]]:
    """Somebody in the group with a note: its id and its highlights'."""
    person = await people.from_discord(app, account)
    await groups.enter(app, person, lab.id, Standing(name, manages=False))
    note = await condense.condense(app, person, Pasted(CHAPTER))
    assert note.id
    return person, note.id, [each.highlight_id for each in await groups.shareable(app, person, note.id)]


async def test_how_one_shares_is_ones_own_and_so_is_what_a_card_takes_from_it(
    app: App, ada: Person, bo: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def set_up(per_day: int, sharers: Sharers = Sharers.MEMBERS, channel_id: int = 50) -> groups.Group:
        wish = Settings(channel_id=channel_id, daily_shares=per_day, sharers=sharers)
        return await groups.set_up(
            app, ada, 5, Standing("Ada", manages=True), wish, name="The lab", language="en"
        )

    lab = await set_up(2)
    ann, note_id, mine = await in_lab(app, 11, lab, "Ann")
    word = await groups.version(app, ada, lab.id)
    await groups.share(app, ann, lab.id, mine[:1], Wish())
    words = [word, await groups.version(app, ada, lab.id)]
    clock.advance(minutes=1)
    await history.recut(app, ann, note_id, Budget(sentences=len(mine)))
    assert await groups.version(app, ada, lab.id) == words[-1], "what one does with a note is nobody's to see"
    await history.retitle(app, ann, note_id, "A title of her own")
    assert await groups.version(app, ada, lab.id) not in words
    hidden = Wish(is_anonymous=True, takes_cards_back=True)
    for wish in (hidden, Wish(), hidden):  # one's own, looked at before it changes
        (seen,) = await groups.preview(app, ann, lab.id, mine[:1], wish)
        (post,) = await groups.share(app, ann, lab.id, mine[:1], wish)
        assert (seen.names, seen.unnamed) == (post.names, post.unnamed)
    await groups.share(app, ann, lab.id, mine[1:2], Wish())
    await groups.withdraw_post(app, ann, (await groups.list_posts(app, ann, lab.id)).posts[0].id)
    with pytest.raises(Invalid, match="2 sentences a day; 0 are left"):  # what is taken back counts
        await groups.share(app, ann, lab.id, mine[1:2], Wish())
    await set_up(1, Sharers.MANAGERS)
    with pytest.raises(NotAllowed):
        await groups.share(app, ann, lab.id, mine[1:2], Wish())
    await groups.share(app, ann, lab.id, mine[:1], hidden)  # to hide one's name is never too much
    assert [group.id for group in await groups.open_for(app, ann, await groups.shareable(app, ann, note_id))]
    await set_up(1)
    ben, _, theirs = await in_lab(app, 12, lab, "Ben")
    cy, _, by_cy = await in_lab(app, 13, lab, "Cy")
    await groups.share(app, ben, lab.id, theirs[:1], Wish(takes_cards_back=True))
    assert (await groups.keep_card(app, cy, post.id)).title == "A title of her own"
    await groups.share(app, ben, lab.id, theirs[:1], Wish())
    await groups.keep_card(app, cy, post.id)
    await privacy.erase_all(app, ann)
    assert [card.title for card in (await cards.list_cards(app, cy)).cards] == ["Photosynthesis"]
    clock.advance(days=1)
    (of_ben,) = await groups.share(app, ben, lab.id, theirs[1:2], Wish())
    (of_cy,) = await groups.share(app, cy, lab.id, by_cy[2:3], Wish())
    await who_may_not_see_it_is_told_of_it_once_they_may(app, of_ben, of_cy, ben, cy)
    monkeypatch.setattr(moving, "MOST_POSTED_ANEW", 1)
    assert await posted_after_move(app, ada) == [(60, of_cy.id)], "the newest"
    await set_up(1, channel_id=51)  # which others may read
    assert (await groups.list_posts(app, ben, lab.id)).posts == ()
    await groups.share(app, ben, lab.id, theirs[1:2], Wish())  # what that took out does not count


async def test_a_question_waits_for_the_end_of_quiet_hours(app: App, ada: Person, clock: Clock) -> None:
    lab = await set_up_lab(app, ada, Standing("Ada", manages=True), Settings(channel_id=50))
    (ann, _, mine), (ben, _, _) = [await in_lab(app, 11, lab, "Ann"), await in_lab(app, 12, lab, "Ben")]
    quiet = (clock.now.time(), (clock.now + timedelta(hours=2)).time())
    schedule = reminders.Schedule(time(18), reminders.EVERY_DAY, "UTC", quiet)
    await reminders.turn_on(app, ann, schedule, "en")
    (post,) = await groups.share(app, ann, lab.id, mine[:1], Wish())
    await groups.ask(app, ben, post.id, "Which?")
    told: list[str] = []

    async def tell(telling: groups.Telling) -> None:
        told.append(telling.question.text)

    for hours, heard in ((0, []), (1, []), (1, ["Which?"])):
        clock.advance(hours=hours)
        await groups.tell_due(app, tell)
        assert told == heard


async def who_may_not_see_it_is_told_of_it_once_they_may(
    app: App, of_ben: Post, of_cy: Post, ben: Person, cy: Person
) -> None:
    """A question, and an answer."""
    await groups.ask(app, ben, of_cy.id, "Which?")
    (asked,) = await groups.questions(app, cy, of_cy.group_id)
    await groups.answer(app, cy, asked.id, "The first.")
    await groups.ask(app, cy, of_ben.id, "Why?")
    told: list[str] = []

    async def tell(telling: groups.Telling) -> None:
        told.append(telling.question.text)

    for sees in (False, True):

        async def standing_of(due: ToCheck, sees: bool = sees) -> Standing:
            return Standing(f"Member {due.account_id}", manages=False, sees=sees or due.account_id != 12)

        await groups.rights_changed(app, 5)
        await groups.check_due(app, standing_of)
        await groups.tell_due(app, tell)
        if not sees:
            assert told == []
            with pytest.raises(NotFound):
                await groups.get_question(app, ben, asked.id)
    assert sorted(told) == ["Which?", "Why?"]


async def posted_after_move(app: App, ada: Person) -> list[tuple[int, int | None]]:
    """To where all who read the new channel could read the one before: each post's channel, and which it is."""
    wish, posted = Settings(channel_id=60), []
    await groups.set_up(
        app, ada, 5, Standing("Ada", manages=True), wish, name="", language="en", readers_are_of=50
    )

    async def show(message_id: int) -> None:
        message = await groups.to_show(app, message_id)
        assert message
        if message.kind == "post":
            posted.append((message.channel_id, message.post_id))

    await groups.show_due(app, show)
    return posted


async def test_who_is_taken_out_stays_out_and_whom_nothing_is_shown_can_go(
    app: App, ada: Person, bo: Person, clock: Clock
) -> None:
    circle, other = [await groups.make(app, ada, name, "Ada") for name in ("Plants", "Stars")]
    for each in (circle, other):
        _, secret = await key_of(app, ada, each.id)
        await groups.accept(app, bo, secret, "Bo")
    numbers = [{each.id for each in await groups.members(app, ada, one.id)} for one in (circle, other)]
    assert not numbers[0] & numbers[1], "names in two groups are not to be laid together by a number"
    (number,) = [each.id for each in await groups.members(app, ada, other.id) if not each.is_me]
    await groups.remove(app, ada, other.id, number)
    with pytest.raises(Expired):
        await groups.accept(app, bo, secret, "Bo")
    for server in (7, 8):
        await groups.set_up(
            app, ada, server, Standing("Ada", manages=True), Settings(channel_id=50), name="x", language="en"
        )
        clock.advance(seconds=1)
    away, asked = 7, []

    async def ask(due: ToCheck) -> Standing | None:
        asked.append(due.server_id)
        if due.server_id == away:
            raise NotNow
        return Standing("Ada", manages=True, sees=False)

    clock.advance(minutes=11)
    await groups.check_due(app, ask)
    await groups.check_due(app, ask)
    assert asked == [7, 8], "a server that can't be asked keeps no other back, and is not asked all the time"
    assert {each.server_id for each in await groups.mine(app, ada)} == {None, 7}
    (hidden,) = [each for each in await groups.mine(app, ada, also_hidden=True) if each.is_hidden]
    assert hidden.server_id == 8
    await groups.leave(app, ada, hidden.id)
    assert len(await groups.mine(app, ada, also_hidden=True)) == 3


async def test_what_nobody_shared_is_not_told_as_a_title(app: App, ada: Person, bo: Person) -> None:
    """Neither in a post nor with a card made of it, nor over a passage to mark; once it has a title, that is."""
    circle = await groups.make(app, ada, "Biology", "Ada")
    await groups.accept(app, bo, (await key_of(app, ada, circle.id))[1], "Bo")
    note = await condense.condense(app, ada, Pasted(UNTITLED), Request(Budget(ratio=1)))
    assert note.id
    assert note.title.startswith("My doctor")
    shareable = [each.highlight_id for each in await groups.shareable(app, ada, note.id)]
    (seen,) = await groups.preview(app, ada, circle.id, shareable[2:3], Wish())
    (post,) = await groups.share(app, ada, circle.id, shareable[2:3], Wish())
    assert (seen.title, post.title) == ("", "")
    card = await groups.keep_card(app, bo, post.id)
    assert (card.title, card.sentence) == ("", post.sentence)
    passage = await practice.propose(app, ada, circle.id, note.id)
    assert (passage.title, passage.called) == ("", passage.task.options[0])
    await history.retitle(app, ada, note.id, "Mitochondria")
    assert (await groups.get_post(app, bo, post.id)).title == "Mitochondria"
    assert (await practice.look(app, ada, passage.id)).called == "Mitochondria"
