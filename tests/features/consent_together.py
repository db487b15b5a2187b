"""What somebody does with others in a week of consent: passages to be marked, shared focus sessions, what is said in a
channel. As in `consent_verbs`, what the app refuses is not done, and not written down.
"""

from __future__ import annotations

from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import catchup, digests, focus, practice
from tests.features.consent_week import Passage, Room, Week, new_ids, text_of

FOCUS_MINUTES = 90


async def propose(week: Week, who: int, group_id: int, n: int) -> None:
    """A passage, looked at and mostly shown to the group."""
    if who not in week.notes:
        return await week.note(who, text_of(who))
    app, person = week.app, week.persons[who]
    try:
        one = await practice.propose(app, person, group_id, week.notes[who])
    except (NotFound, Invalid):
        return None
    week.passages = {
        key: each
        for key, each in week.passages.items()
        if not each.is_draft or (each.who, each.group_id) != (who, group_id)
    }
    if n % 4:
        one = await practice.show_to_group(app, person, one.id)
    week.passages[one.id] = Passage(who, group_id, one.task.options, one.is_draft, one.ends_at)
    return None


async def _round(week: Week, who: int, group_id: int, n: int) -> int | None:
    if not week.sees(who, group_id):
        return None
    there = [key for key, each in week.passages.items() if each.group_id == group_id and not each.is_draft]
    return there[n % len(there)] if there else None


async def choose(week: Week, who: int, group_id: int, n: int) -> None:
    round_id = await _round(week, who, group_id, n)
    if round_id is not None and not week.passages[round_id].is_told:
        await practice.choose(week.app, week.persons[who], round_id, [0])


async def tell(week: Week, who: int, group_id: int, n: int) -> None:
    if (round_id := await _round(week, who, group_id, n)) is not None:
        try:
            await practice.reveal(week.app, week.persons[who], round_id)
        except NotAllowed:
            return
        week.passages[round_id].is_told = True


async def take_back_round(week: Week, who: int, group_id: int, n: int) -> None:
    """One of theirs, also where they don't see the group any more."""
    mine = [key for key, each in week.passages.items() if each.who == who]
    if mine:
        await practice.withdraw_own(week.app, week.persons[who], mine[n % len(mine)])
        del week.passages[mine[n % len(mine)]]


async def begin_focus(week: Week, who: int, group_id: int, n: int) -> None:
    try:
        one = await focus.start_in_group(week.app, week.persons[who], group_id, FOCUS_MINUTES)
    except (NotFound, Invalid):
        return await stop_own(week, who, group_id, n)
    week.rooms[group_id] = Room(one.room.id, who, [who], one.room.ends_at, group_id == week.lab)
    return None


async def join_focus(week: Week, who: int, group_id: int, n: int) -> None:
    if room := week.room(group_id):
        try:
            await focus.join_in_group(week.app, week.persons[who], room.id)
        except (NotFound, Invalid):
            return
        if who not in room.inside:
            room.inside.append(who)


async def leave_focus(week: Week, who: int, group_id: int, n: int) -> None:
    if (room := week.room(group_id)) and who in room.inside and week.sees(who, group_id):
        await focus.leave_in_group(week.app, week.persons[who], room.id)
        room.inside.remove(who)


async def stop_focus(week: Week, who: int, group_id: int, n: int) -> None:
    if (room := week.room(group_id)) and week.sees(who, group_id):
        try:
            await focus.stop_in_group(week.app, week.persons[who], room.id)
        except NotAllowed:
            return
        del week.rooms[group_id]


async def stop_own(week: Week, who: int, group_id: int, n: int) -> None:
    session = await focus.latest(week.app, week.persons[who])
    if session is not None and not session.is_over:
        await focus.stop(week.app, week.persons[who], session.id)
        for room in week.rooms.values():
            room.inside = [each for each in room.inside if each != who]


async def name_me(week: Week, who: int, group_id: int, n: int) -> None:
    """Or not any more, one time in two."""
    try:
        await digests.let_name(week.app, week.persons[who], week.lab, may=n % 2 == 0)
    except NotFound:
        return
    (week.named.add if n % 2 == 0 else week.named.discard)(who)


async def say(week: Week, who: int, group_id: int, n: int) -> None:
    words = f"We decided to meet number {next(new_ids)} of the photosynthesis group on Friday at noon."
    week.server.say(week.accounts[who], words)


async def unsay(week: Week, who: int, group_id: int, n: int) -> None:
    """Deletes what they said, or writes it anew."""
    mine = [key for key, each in week.server.said.items() if each.speaker_id == week.accounts[who]]
    if mine:
        said_id = mine[n % len(mine)]
        del week.server.said[said_id]
        await digests.said_no_more(week.app, [said_id])
        if n % 2:
            await say(week, who, group_id, n)


async def opt_out(week: Week, who: int, group_id: int, n: int) -> None:
    """Nobody is to condense what they say; or may again, one time in three."""
    if n % 3:
        await catchup.leave_me_out(week.app, week.persons[who], week.server.id, "Lab")
        week.unwilling.add(who)
    else:
        await catchup.take_me_in(week.app, week.persons[who], week.server.id)
        week.unwilling.discard(who)
