"""What groups keep of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.groups.circles import taken_out
from bot.features.people import Person
from bot.store.tables import (
    GroupChangeRow,
    GroupRow,
    HighlightRow,
    InvitationRow,
    MemberRow,
    QuestionRow,
    SharedTimeRow,
    ShareRow,
    VoteRow,
)


async def export(app: App, person: Person) -> dict[str, Any]:
    """Every group they are in, and what they did there."""
    async with app.read() as s:
        return {
            "groups": await _places(s, person),
            "invitations": await _invitations(s, person),
            "shared": await _shared(s, person),
            "shared_in_a_day": [
                {"group": row.group_id, "shared_at": row.shared_at.isoformat()}
                for row in await s.scalars(select(SharedTimeRow).where(SharedTimeRow.person_id == person.id))
            ],
            "votes": [
                {"group": row.group_id, "post": row.post_id, "is_up": row.is_up}
                for row in await s.scalars(select(VoteRow).where(VoteRow.person_id == person.id))
            ],
            "questions_asked": await _asked(s, person),
            "questions_answered": await _answered(s, person),
            "settings_changed": await _changed(s, person),
        }


async def _places(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    rows = await s.execute(
        select(GroupRow, MemberRow)
        .join(MemberRow, MemberRow.group_id == GroupRow.id)
        .where(MemberRow.person_id == person.id)
        .order_by(GroupRow.id)
    )
    return [
        {
            "id": group.id,
            "name": group.name,
            "discord_server": group.server_id,
            "own_name": member.name,
            "role": member.role,
            "joined_at": member.joined_at.isoformat(),
        }
        for group, member in rows
    ]


async def _invitations(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    return [
        {
            "group": row.group_id,
            "created_at": row.created_at.isoformat(),
            "expires_at": row.expires_at.isoformat(),
        }
        for row in await s.scalars(select(InvitationRow).where(InvitationRow.person_id == person.id))
    ]


async def _shared(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    rows = await s.execute(
        select(ShareRow, HighlightRow.text, HighlightRow.note_id)
        .join(HighlightRow, HighlightRow.id == ShareRow.highlight_id)
        .where(ShareRow.person_id == person.id)
    )
    return [
        {
            "group": row.group_id,
            "sentence": text,
            "note": note_id,
            "is_anonymous": row.is_anonymous,
            "takes_cards_back": row.takes_cards_back,
            "shared_at": row.shared_at.isoformat(),
        }
        for row, text, note_id in rows
    ]


async def _asked(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    return [
        {
            "group": row.group_id,
            "text": row.text,
            "answer": row.answer,
            "asked_at": row.asked_at.isoformat(),
        }
        for row in await s.scalars(select(QuestionRow).where(QuestionRow.person_id == person.id))
    ]


async def _answered(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    rows = await s.scalars(
        select(QuestionRow)
        .join(ShareRow, ShareRow.id == QuestionRow.share_id)
        .where(ShareRow.person_id == person.id, QuestionRow.answer.is_not(None))
    )
    return [{"group": row.group_id, "text": row.text, "answer": row.answer} for row in rows]


async def _changed(s: AsyncSession, person: Person) -> list[dict[str, Any]]:
    return [
        {
            "group": row.group_id,
            "setting": row.setting,
            "before": row.before,
            "after": row.after,
            "changed_at": row.changed_at.isoformat(),
        }
        for row in await s.scalars(select(GroupChangeRow).where(GroupChangeRow.person_id == person.id))
    ]


async def erase(app: App, person: Person) -> None:
    """They leave every group, and with them goes what they shared there."""
    async with app.write() as s:
        places = await s.execute(
            select(GroupRow, MemberRow)
            .join(MemberRow, MemberRow.group_id == GroupRow.id)
            .where(MemberRow.person_id == person.id)
            .order_by(GroupRow.id)
            .with_for_update()
        )
        for group, member in places.all():
            await taken_out(s, app, group, member)
        await s.execute(delete(SharedTimeRow).where(SharedTimeRow.person_id == person.id))
        await s.execute(
            update(GroupChangeRow).where(GroupChangeRow.person_id == person.id).values(person_id=None)
        )
