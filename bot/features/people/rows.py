"""What is kept of a person themselves: taken away and erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features import answers
from bot.features.people.person import Person, budget_json
from bot.features.people.signing_in import list_tokens
from bot.store.tables import IdentityRow, OriginRow, PersonRow, SignInLinkRow, TokenRow


async def export(app: App, person: Person) -> dict[str, Any]:
    async with app.read() as s:
        rows = await s.scalars(select(IdentityRow).where(IdentityRow.person_id == person.id))
        identities = [{"face": row.face, "id": row.external_id} for row in rows]
    return {
        "identities": identities,
        "language": person.language,
        "time_zone": person.time_zone,
        "length": budget_json(person.length),
        "single_keys": person.single_keys,
        "tokens": [
            {"name": t.name, "created_at": t.created_at.isoformat()} for t in await list_tokens(app, person)
        ],
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.get(PersonRow, person.id, with_for_update=True)  # what is just being kept is waited for
        await answers.go(s, app, OriginRow.person_id == person.id, person.language)
        for table in (SignInLinkRow, TokenRow, IdentityRow):
            await s.execute(delete(table).where(table.person_id == person.id))
        await s.execute(delete(PersonRow).where(PersonRow.id == person.id))
