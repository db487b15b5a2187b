"""Where what is shared can be seen: looked through after each step of a week of consent, for what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

import pytest

from bot.errors import NotFound
from bot.features import cards, focus, groups, practice, privacy
from bot.features.groups import Order, Post
from tests.features.consent_server import Shown
from tests.features.consent_week import PEOPLE, Week, own_sentence

NAME = re.compile(r"name\d+\.\d+")

Seen = dict[str, tuple[list[str], int]]  # sentences, by whom named and by how many unnamed


async def check(week: Week, n: int, *, all_look: bool) -> None:
    """At their pages, and at what they take away; else one of them in turn, and at the latter each other time. `n`
    counts the looks."""
    await week.server.work()
    for passage in week.passages.values():
        passage.is_told |= passage.ends_at is not None and passage.ends_at <= week.clock()
    await check_channel(week)
    for who in PEOPLE if all_look else [n % len(PEOPLE)]:
        for group_id in (week.circle, week.lab):
            await check_page(week, who, group_id, list(Order)[n % 2])
        await check_own(week, who)
        if all_look or n % 2 == 0:
            await check_taken_away(week, who)
        await check_catch_up(week, who)
    await check_cards(week)


def expected(week: Week, group_id: int) -> Seen:
    seen: Seen = {}
    for who in PEOPLE:
        for (_, text), share in week.shared.get((who, group_id), {}).items():
            names, unnamed = seen.get(text, ([], 0))
            named = [] if share.is_anonymous else [week.name(who)]
            seen[text] = (sorted(names + named), unnamed + share.is_anonymous)
    return seen


def seen_in(posts: Iterable[Post]) -> Seen:
    return {post.sentence: (sorted(post.names), post.unnamed) for post in posts}


async def check_channel(week: Week) -> None:
    """Pith's messages in the server."""
    messages = list(week.server.messages.values())
    assert {each.channel_id for each in messages if each.focused != []} <= {week.server.channel_id}
    shared = expected(week, week.lab)
    posts = [each.post for each in messages if each.post]
    assert (seen_in(posts), len(posts)) == (shared, len(shared))
    now = await groups.as_shown(week.app, [post.id for post in posts])
    assert {post.id: post for post in posts} == now, "votes and titles, too"
    for each in messages:
        check_digest(week, each, shared)
    open_there = [each for each in week.passages.values() if each.group_id == week.lab and not each.is_draft]
    rounds = [each.round for each in messages if each.round]
    assert rounds == [await practice.as_all_see_it(week.app, each.id) for each in rounds]
    shown = {(each.began, each.task.options) for each in rounds}
    assert shown <= {(week.name(each.who), each.options) for each in open_there}
    assert shown >= {(week.name(each.who), each.options) for each in open_there if not each.is_told}
    focused = [account for each in messages for account in each.focused or ()]
    room = week.room(week.lab)
    inside = [week.accounts[who] for who in room.inside if week.sees(who, week.lab)] if room else []
    assert focused == (inside if room and room.is_posted else [])


def check_digest(week: Week, shown: Shown, shared: Seen) -> None:
    if shown.digest is None:
        return
    for post in chain(shown.digest.posts, (post for _, post in shown.digest.coming)):
        names, unnamed = shared[post.sentence]
        assert set(post.names) <= set(names)
        assert post.unnamed <= unnamed
    assert set(shown.digest.focused) <= {week.name(who) for who in week.named}
    silent = {week.accounts[who] for who in week.unwilling}
    for said_id in shown.told:
        assert week.server.said[said_id].speaker_id not in silent


async def check_page(week: Week, who: int, group_id: int, order: Order) -> None:
    """A group's page, for somebody in it; who is not sees nothing."""
    app, person, shared = week.app, week.persons[who], expected(week, group_id)
    if not await week.may_look(who, group_id):
        for reading in (
            groups.list_posts(app, person, group_id, order),
            groups.questions(app, person, group_id),
            practice.open_in(app, person, group_id),
            focus.running(app, person, group_id),
        ):
            with pytest.raises(NotFound):
                await reading
        return
    found = await groups.list_posts(app, person, group_id, order, limit=50)
    if order is Order.NEWEST or len(found.posts) == len(shared):  # of a long time the best are not all
        assert seen_in(found.posts) == shared
    found = await groups.list_posts(app, person, group_id, query="chlorophyll", limit=50)
    assert {post.sentence for post in found.posts} == {t for t in shared if "chlorophyll" in t.lower()}
    for question in await groups.questions(app, person, group_id):
        names, unnamed = shared[question.sentence]
        assert question.asker in week.names
        assert question.author in names if question.author else unnamed
    assert {each.name for each in await groups.members(app, person, group_id)} == {
        week.name(each) for each in week.members[group_id]
    }
    assert {each.name for each in await groups.changes(app, person, group_id) if each.name} <= week.names
    assert {(each.began, each.task.options) for each in await practice.open_in(app, person, group_id)} == {
        (week.name(each.who), each.options)
        for each in week.passages.values()
        if each.group_id == group_id and not (each.is_draft or each.is_told)
    }
    await check_room(week, who, group_id)


async def check_room(week: Week, who: int, group_id: int) -> None:
    running, room = await focus.running(week.app, week.persons[who], group_id), week.room(group_id)
    assert (running is None) == (room is None)
    if running and room:
        assert list(running.names) == [week.name(each) for each in room.inside if week.sees(each, group_id)]
        began = room.began is not None and week.sees(room.began, group_id)
        assert running.began == (week.name(room.began or 0) if began else None)


async def check_own(week: Week, who: int) -> None:
    """What somebody is told that they show others."""
    shared = await groups.shared_by(week.app, week.persons[who])
    assert sorted((each.group_id, each.sentence, each.is_anonymous) for each in shared) == sorted(
        (group_id, text, share.is_anonymous)
        for (sharer, group_id), mine in week.shared.items()
        if sharer == who
        for (_, text), share in mine.items()
    )
    shown = {each.id for each in await practice.shown_by(week.app, week.persons[who])}
    assert shown == {key for key, each in week.passages.items() if each.who == who and not each.is_draft}
    mine = {each.id for each in await practice.rounds_of_mine(week.app, week.persons[who])}
    assert mine <= {key for key, each in week.passages.items() if each.who == who or not each.is_draft}


async def check_taken_away(week: Week, who: int) -> None:
    """Of others their file holds no name and no account, and only such sentences as they may have."""
    taken = (await privacy.export_all(week.app, week.persons[who])).data.decode()
    assert set(NAME.findall(taken)) <= {week.name(who)}
    for other in PEOPLE:
        if other == who:
            continue
        assert str(week.accounts[other]) not in taken
        assert own_sentence(other).split(" sugar ")[1] not in taken or may_have(
            week, who, own_sentence(other)
        )


def may_have(week: Week, who: int, sentence: str) -> bool:
    """Whether it is shared with them, or on a card that is theirs still."""
    for group_id, members in week.members.items():
        if who in members and any(week.shares(group_id, sentence)):
            return True
    kept = [each for each in week.kept if (each.who, each.sentence) == (who, sentence)]
    return any(not each.goes or each.numbers & week.numbers for each in kept)


async def check_catch_up(week: Week, who: int) -> None:
    """What was said, as it is told to them; what they said themselves, too."""
    if week.server.said and week.unwilling:
        found = await week.server.catch_up(week.accounts[who])
        silent = {week.accounts[each] for each in week.unwilling if each != who}
        assert not found.speaker_ids & silent
        for each in week.server.said.values():
            assert each.speaker_id not in silent or each.text not in repr(found)


async def check_cards(week: Week) -> None:
    """Titles that were changed, and cards that are to go."""
    own = [week.titles[who] for who in week.notes]
    shown = week.server.messages.values()
    assert {each.post.title for each in shown if each.post} <= set(own)
    assert {post.title for each in shown if each.digest for post in each.digest.posts} <= set(own)
    numbers = week.numbers
    for kept in week.kept:
        listed = (await cards.list_cards(week.app, week.persons[kept.who])).cards
        there = kept.sentence in {each.sentence for each in listed if each.note_id is None}
        if not kept.goes or kept.numbers <= numbers:
            assert there
        elif not kept.numbers & numbers:
            assert not there
