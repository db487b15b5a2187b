"""Whether what a group's page shows is still what is there: one short word that changes with it."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.app import App
from bot.features.groups.group import membership
from bot.features.people import Person
from bot.store.group_tables import MemberRow, ShareRow


async def version(app: App, person: Person, group_id: int) -> str:
    """Changes whenever the group's page would, and not with what else somebody does with a note that they share from:
    that is nobody's to see. Raises NotFound once the person can't look into it any more.
    """
    shares = select(func.count(), func.max(ShareRow.id)).where(ShareRow.group_id == group_id)
    there = select(func.count()).select_from(MemberRow).where(MemberRow.group_id == group_id)
    async with app.read() as s:
        group, _ = await membership(s, person, group_id)
        count, newest = (await s.execute(shares)).one()
        members = await s.scalar(there)
    return f"{group.changes}.{count}.{newest or 0}.{members}"
