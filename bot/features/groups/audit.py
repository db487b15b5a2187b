"""Who changed a group's settings, from what to what: kept with each change, read by every member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.groups.group import membership
from bot.features.people import Person
from bot.locales import N_, Message
from bot.store.tables import GroupChangeRow, GroupRow, MemberRow

SHOWN = 20
SETTINGS = {
    "name": N_("name"),
    "channel_id": N_("channel"),
    "sharers": N_("who may share"),
    "daily_shares": N_("sentences a member may share a day"),
    "language": N_("language of the posts"),
    "removed": N_("member taken out"),
    "post": N_("post taken out"),
    "all_shared": N_("all that was shared taken out, as others may see the new channel"),
    "digest": N_("digest"),
}
"""What can be changed, in words; a feature that adds a setting adds its name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `name` is who made it, as the group knows them; None for who is not in it any more."""

    setting: str
    before: str | None
    after: str | None
    name: str | None
    changed_at: datetime

    @property
    def words(self) -> Message:
        return SETTINGS[self.setting]


def changed_by(
    s: AsyncSession,
    app: App,
    person: Person,
    group: GroupRow,
    setting: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Writes the change down, where it is one; a deed has neither before nor after."""
    assert setting in SETTINGS
    if before != after or before is None:
        s.add(
            GroupChangeRow(
                group_id=group.id,
                person_id=person.id,
                setting=setting,
                before=before,
                after=after,
                changed_at=app.clock(),
            )
        )


async def changes(app: App, person: Person, group_id: int) -> tuple[Change, ...]:
    """The last changes of the group's settings, the newest first. Raises NotFound."""
    who = and_(MemberRow.group_id == GroupChangeRow.group_id, MemberRow.person_id == GroupChangeRow.person_id)
    wanted = (
        select(GroupChangeRow, MemberRow.name)
        .outerjoin(MemberRow, who)
        .where(GroupChangeRow.group_id == group_id)
        .order_by(GroupChangeRow.id.desc())
        .limit(SHOWN)
    )
    async with app.read() as s:
        await membership(s, person, group_id)
        return tuple(
            Change(row.setting, row.before, row.after, name, row.changed_at)
            for row, name in await s.execute(wanted)
        )
