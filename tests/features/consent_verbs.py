"""What somebody does in a week of consent: each verb by its name, done in the app and written down in the week.

What the app refuses (who is out of a group, who has nothing to take back) is not done, and not written down.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.errors import Invalid, NotFound
from bot.features import groups, history, people, privacy
from bot.features.groups import Settings, Wish
from model import Budget
from tests.features.consent_together import (
    begin_focus,
    choose,
    join_focus,
    leave_focus,
    name_me,
    opt_out,
    propose,
    say,
    stop_focus,
    stop_own,
    take_back_round,
    tell,
    unsay,
)
from tests.features.consent_week import PEOPLE, Kept, Share, Week, new_ids, text_of

Verb = Callable[[Week, int, int, int], Awaitable[None]]
"""Who of the three, in which group, and a number by which the verb varies."""


async def share(week: Week, who: int, group_id: int, n: int) -> None:
    there = list((await week.highlights(who)).items())
    if not there:
        return await week.note(who, text_of(who))
    key, highlight_id = there[n % len(there)]
    wish = Wish(is_anonymous=n % 2 == 1, takes_cards_back=n % 3 == 0)
    try:
        await groups.share(week.app, week.persons[who], group_id, [highlight_id], wish)
    except NotFound:
        return await week.join(who)
    mine = week.shared.setdefault((who, group_id), {})
    number = mine[key].number if key in mine else next(new_ids)
    mine[key] = Share(wish.is_anonymous, wish.takes_cards_back, number)
    return None


async def withdraw(week: Week, who: int, group_id: int, n: int) -> None:
    if mine := week.shared.get((who, group_id)):
        key = list(mine)[n % len(mine)]
        shared = await groups.shared_by(week.app, week.persons[who])
        (found,) = [each for each in shared if (each.group_id, each.sentence) == (group_id, key[1])]
        await groups.withdraw(week.app, week.persons[who], found.share_id)
        del mine[key]


async def cut(week: Week, who: int, group_id: int, n: int) -> None:
    if who in week.notes:
        length = Budget(sentences=1 + n % 6)
        await history.recut(week.app, week.persons[who], week.notes[who], length)
        await week.only_present(who)


async def edit(week: Week, who: int, group_id: int, n: int) -> None:
    ending = f"\n\nA chloroplast has two membranes, as seen by {n % 4} people.\n"
    await week.note(who, text_of(who, ending, without_own=n % 3 == 2))


async def delete(week: Week, who: int, group_id: int, n: int) -> None:
    if who in week.notes:
        await history.delete_note(week.app, week.persons[who], week.notes.pop(who))
        week.passages = {key: each for key, each in week.passages.items() if each.who != who}
        await week.only_present(who)


async def retitle(week: Week, who: int, group_id: int, n: int) -> None:
    if who in week.notes:
        week.titles[who] = f"Title {next(new_ids)}"
        await history.retitle(week.app, week.persons[who], week.notes[who], week.titles[who])


async def rename(week: Week, who: int, group_id: int, n: int) -> None:
    week.renamed[who] = week.renamed.get(who, 0) + 1
    if who in week.members[week.circle]:
        await groups.rename_self(week.app, week.persons[who], week.circle, week.name(who))
    if who in week.members[week.lab]:
        await week.look()


async def join(week: Week, who: int, group_id: int, n: int) -> None:
    await week.join(who)


async def leave(week: Week, who: int, group_id: int, n: int) -> None:
    try:
        await groups.leave(week.app, week.persons[who], group_id)
    except NotFound:
        await week.join(who)
    else:
        week.is_out(who, group_id)


async def kick(week: Week, who: int, group_id: int, n: int) -> None:
    await groups.member_left(week.app, week.server.id, week.accounts[who])
    week.is_out(who, week.lab)


async def ban(week: Week, who: int, group_id: int, n: int) -> None:
    week.banned.add(who)
    await week.look()
    week.is_out(who, week.lab)


async def remove(week: Week, who: int, group_id: int, n: int) -> None:
    """Out of the circle, by whoever manages it."""
    others = week.members[week.circle] - {who} if who in week.members[week.circle] else set()
    for other in sorted(others):
        person = week.persons[other]
        if (await groups.get(week.app, person, week.circle)).manages:
            members = await groups.members(week.app, person, week.circle)
            (member,) = [each for each in members if each.name == week.name(who)]
            await groups.remove(week.app, person, week.circle, member.id)
            week.is_out(who, week.circle)


async def hide(week: Week, who: int, group_id: int, n: int) -> None:
    """Or let them see it again."""
    week.hidden ^= {who}
    await week.look()


async def erase(week: Week, who: int, group_id: int, n: int) -> None:
    """Somebody else comes in their place."""
    await privacy.erase_all(week.app, week.persons[who])
    week.notes.pop(who, None)
    for each in (week.circle, week.lab):
        week.is_out(who, each)
    for room in week.rooms.values():
        room.began = None if room.began == who else room.began
    week.kept = [each for each in week.kept if each.who != who]
    week.unwilling.discard(who)
    said = week.server.said
    week.server.said = {key: each for key, each in said.items() if each.speaker_id != week.accounts[who]}
    week.accounts[who] = next(new_ids)
    week.persons[who] = await people.from_discord(week.app, week.accounts[who])
    await week.join(who)


async def _post(week: Week, who: int, group_id: int, n: int) -> groups.Post | None:
    try:
        posts = (await groups.list_posts(week.app, week.persons[who], group_id)).posts
    except NotFound:
        return None
    return posts[n % len(posts)] if posts else None


async def vote(week: Week, who: int, group_id: int, n: int) -> None:
    post = await _post(week, who, group_id, n)
    if post and not post.is_own:
        await groups.vote(week.app, week.persons[who], post.id, n % 2 == 0)


async def ask(week: Week, who: int, group_id: int, n: int) -> None:
    if post := await _post(week, who, group_id, n):
        try:
            await groups.ask(week.app, week.persons[who], post.id, f"about {post.sentence}?")
        except Invalid:  # their own, or too many
            return


async def answer(week: Week, who: int, group_id: int, n: int) -> None:
    if week.sees(who, group_id):
        for each in await groups.questions(week.app, week.persons[who], group_id):
            if each.to_me:
                await groups.answer(week.app, week.persons[who], each.id, f"yes, {each.sentence}")


async def card(week: Week, who: int, group_id: int, n: int) -> None:
    post = await _post(week, who, group_id, n)
    if post is None or post.is_own:
        return
    await groups.keep_card(week.app, week.persons[who], post.id)
    shares = [each for _, each in week.shares(group_id, post.sentence)]
    numbers, goes = frozenset(each.number for each in shares), all(each.takes_cards_back for each in shares)
    (known,) = [each for each in week.kept if (each.who, each.sentence) == (who, post.sentence)] or [None]
    if known is None:
        week.kept.append(Kept(who, post.sentence, numbers, goes))
    elif known.goes:  # it may be gone with one of those, and made anew of these
        known.goes = goes
        known.numbers = known.numbers | numbers if known.numbers & week.numbers else numbers


async def take_out(week: Week, who: int, group_id: int, n: int) -> None:
    post = await _post(week, who, group_id, n)
    if post and (await groups.get(week.app, week.persons[who], group_id)).manages:
        await groups.take_out(week.app, week.persons[who], post.id)
        week.not_shared(group_id, post.sentence)


async def moderate(week: Week, who: int, group_id: int, n: int) -> None:
    """Somebody who may do so deletes a post's message in the channel."""
    there = [(key, each.post.sentence) for key, each in week.server.messages.items() if each.post]
    if there:
        discord_id, sentence = there[n % len(there)]
        del week.server.messages[discord_id]
        await groups.message_deleted(week.app, discord_id)
        week.not_shared(week.lab, sentence)


async def digest(week: Week, who: int, group_id: int, n: int) -> None:
    week.server.until(18)


async def fail(week: Week, who: int, group_id: int, n: int) -> None:
    week.server.fails = 1 + n % 2


async def move(week: Week, who: int, group_id: int, n: int) -> None:
    """The server's group gets another channel; one time in two others may read that one."""
    before, stays = week.server.channel_id, n % 2 == 0
    week.server.channel_id += 1
    week.hidden.discard(0)
    week.banned.discard(0)
    wish = Settings(channel_id=week.server.channel_id)
    await groups.set_up(
        week.app, week.persons[0], week.server.id, week.standing(0), wish, name="Lab", language="en",
        readers_are_of=before if stays else None,
    )  # fmt: skip
    week.members[week.lab].add(0)
    if room := week.room(week.lab):
        room.is_posted = stays
    if not stays:
        for each in PEOPLE:
            week.shared.pop((each, week.lab), None)
        week.passages = {k: p for k, p in week.passages.items() if p.group_id != week.lab or p.is_draft}


def _by_name(*verbs: Verb) -> dict[str, Verb]:
    return {verb.__name__.replace("_", " "): verb for verb in verbs}


TAKING_BACK = _by_name(
    withdraw, cut, edit, delete, retitle, rename, leave, kick, ban, remove, hide, erase, take_out, moderate, move,
    take_back_round, leave_focus, stop_focus, stop_own, name_me, unsay, opt_out,
)  # fmt: skip
VERBS = TAKING_BACK | _by_name(
    share, join, vote, ask, answer, card, digest, fail, propose, choose, tell, begin_focus, join_focus, say
)
