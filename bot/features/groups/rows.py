"""What groups keep of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from bot.app import App
from bot.features.groups.circles import taken_out
from bot.features.people import Person
from bot.store.group_tables import GroupChangeRow, GroupRow, InvitationRow, MemberRow


async def export(app: App, person: Person) -> dict[str, Any]:
    """Every group they are in, and what they did there."""
    async with app.read() as s:
        places = await s.execute(
            select(GroupRow, MemberRow)
            .join(MemberRow, MemberRow.group_id == GroupRow.id)
            .where(MemberRow.person_id == person.id)
            .order_by(GroupRow.id)
        )
        invitations = await s.scalars(select(InvitationRow).where(InvitationRow.person_id == person.id))
        changed = await s.scalars(select(GroupChangeRow).where(GroupChangeRow.person_id == person.id))
        return {
            "groups": [
                {
                    "id": group.id,
                    "name": group.name,
                    "discord_server": group.server_id,
                    "own_name": member.name,
                    "role": member.role,
                    "joined_at": member.joined_at.isoformat(),
                }
                for group, member in places
            ],
            "invitations": [
                {
                    "group": row.group_id,
                    "created_at": row.created_at.isoformat(),
                    "expires_at": row.expires_at.isoformat(),
                }
                for row in invitations
            ],
            "settings_changed": [
                {
                    "group": row.group_id,
                    "setting": row.setting,
                    "before": row.before,
                    "after": row.after,
                    "changed_at": row.changed_at.isoformat(),
                }
                for row in changed
            ],
        }


async def erase(app: App, person: Person) -> None:
    """They leave every group, and with them goes what they shared there."""
    async with app.write() as s:
        places = await s.execute(
            select(GroupRow, MemberRow)
            .join(MemberRow, MemberRow.group_id == GroupRow.id)
            .where(MemberRow.person_id == person.id)
            .with_for_update()
        )
        for group, member in places.all():
            await taken_out(s, group, member)
        await s.execute(
            update(GroupChangeRow).where(GroupChangeRow.person_id == person.id).values(person_id=None)
        )
