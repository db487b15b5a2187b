"""Whether what a group's page shows is still what is there: one short word that changes with it.

Many listen at a time: a `Watch` looks once a second for all of them together.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.groups.group import membership, unknown
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, GroupRow, MemberRow, ShareRow

LOOK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """A group's word, and the ids of those who can look into the group."""

    word: str
    open_to: frozenset[int]


async def _looks(s: AsyncSession, group_ids: Iterable[int], now: datetime) -> dict[int, Look]:
    ids = list(group_ids)
    shares = (
        select(ShareRow.group_id, func.count(), func.max(ShareRow.id))
        .where(ShareRow.group_id.in_(ids))
        .group_by(ShareRow.group_id)
    )
    shared = {group_id: (count, newest) for group_id, count, newest in await s.execute(shares)}
    there: Counter[int] = Counter()
    open_to = defaultdict[int, set[int]](set)
    members = select(MemberRow.group_id, MemberRow.person_id, MemberRow.sees)
    for group_id, person_id, sees in await s.execute(members.where(MemberRow.group_id.in_(ids))):
        there[group_id] += 1
        if sees:
            open_to[group_id].add(person_id)
    rooms = select(FocusRoomRow).where(FocusRoomRow.group_id.in_(ids), FocusRoomRow.ends_at > now)
    focuses = {room.group_id: _room_word(room, now) for room in await s.scalars(rooms)}
    rows = await s.execute(
        select(GroupRow.id, GroupRow.changes).where(GroupRow.id.in_(ids), GroupRow.left_at.is_(None))
    )
    looks = {}
    for group_id, changes in rows:
        count, newest = shared.get(group_id, (0, 0))
        word = f"{changes}.{count}.{newest}.{there[group_id]}{focuses.get(group_id, '')}"
        looks[group_id] = Look(word, frozenset(open_to[group_id]))
    return looks


def _room_word(room: FocusRoomRow, now: datetime) -> str:
    """Another one whenever somebody comes or goes, and at the end of each phase, when nothing is written."""
    elapsed_s = (now - room.started_at).total_seconds()
    return f".{room.id}-{room.changes}-{sum(end_s <= elapsed_s for end_s in accumulate(room.phases))}"


async def version(app: App, person: Person, group_id: int) -> str:
    """Changes whenever the group's page would, and not with what else somebody does with a note that they share from:
    that is nobody's to see. Raises NotFound once the person can't look into it any more.
    """
    async with app.read() as s:
        await membership(s, person, group_id)
        return (await _looks(s, [group_id], app.clock()))[group_id].word


class Watch:
    """What this process's listeners look at together, at most LOOK_EVERY_S old."""

    def __init__(self) -> None:
        self._listened = Counter[int]()
        self._looks: dict[int, Look] = {}
        self._next_s = 0.0
        self._lock = asyncio.Lock()

    @contextmanager
    def listening(self, group_id: int) -> Iterator[None]:
        """While it lasts the group is looked at."""
        self._listened[group_id] += 1
        try:
            yield
        finally:
            self._listened[group_id] -= 1
            self._listened += Counter()  # without those that nobody listens to

    async def version(self, app: App, person: Person, group_id: int) -> str:
        """As `version`, of a group that is listened to."""
        async with self._lock:
            look = self._looks.get(group_id)
            now_s = asyncio.get_running_loop().time()
            # who is not in what was seen may have joined since
            if now_s >= self._next_s or look is None or person.id not in look.open_to:
                async with app.read() as s:
                    self._looks = await _looks(s, self._listened, app.clock())
                self._next_s = now_s + LOOK_EVERY_S
                look = self._looks.get(group_id)
        if look is None or person.id not in look.open_to:
            raise unknown()
        return look.word
