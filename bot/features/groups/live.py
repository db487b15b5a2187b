"""Whether what a group's page shows is still what is there: one short word that changes with it."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.app import App
from bot.features.groups.group import membership
from bot.features.people import Person
from bot.store.group_tables import MemberRow, ShareRow
from bot.store.tables import HighlightRow, NoteRow


async def version(app: App, person: Person, group_id: int) -> str:
    """Changes whenever the group's page would. Raises NotFound once the person can't look into it any more."""
    shares = (
        select(func.count(), func.max(ShareRow.id), func.max(NoteRow.updated_at))
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .where(ShareRow.group_id == group_id)
    )
    there = select(func.count()).select_from(MemberRow).where(MemberRow.group_id == group_id)
    async with app.read() as s:
        group, _ = await membership(s, person, group_id)
        count, newest, changed_at = (await s.execute(shares)).one()
        members = await s.scalar(there)
    at_ms = int(changed_at.timestamp() * 1000) if count else 0
    return f"{group.changes}.{count}.{newest or 0}.{at_ms}.{members}"
