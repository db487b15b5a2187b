"""Who is speaking, how they sign in, and what they have set. Reached from every face before anything else.

Secrets (links, tokens) leave this file once, when they are made; the store keeps their hashes.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import zoneinfo
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Expired, Invalid, NotFound, NotSignedIn
from bot.locales import LANGUAGES
from bot.store.tables import IdentityRow, PersonRow, SignInLinkRow, Table, TokenRow
from model import Budget

LINK_LIFETIME, RETURN_LIFETIME = timedelta(minutes=10), timedelta(days=365)
LOCAL = ("local", "local")


@dataclass(frozen=True, slots=True)
class Person:
    """A person and their settings. `language` None means: as the face says. `length` is what they get unasked."""

    id: int
    language: str | None
    time_zone: str | None
    length: Budget
    session_epoch: int


@dataclass(frozen=True, slots=True)
class Token:
    id: int
    name: str
    created_at: datetime


def _hash(secret: str) -> str:
    """SHA-256 is enough here: secrets are 256 random bits, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def budget_json(budget: Budget) -> dict[str, Any]:
    """The one field that is set; `Budget(**…)` reads it back."""
    return {k: v for k, v in asdict(budget).items() if v is not None}


def person_of(row: PersonRow) -> Person:
    return Person(row.id, row.language, row.time_zone, Budget(**row.length), row.session_epoch)


async def local(app: App) -> Person:
    """The person at this machine: who uses the terminal, and the browser without Discord."""
    return await _known_as(app, *LOCAL)


async def from_discord(app: App, user_id: int) -> Person:
    """The person behind a Discord account, made at their first word."""
    return await _known_as(app, "discord", str(user_id))


async def newcomer(app: App) -> Person:
    """Somebody new, who came by an invitation into a group and is known by nothing but their browser."""
    async with app.write() as s:
        row = PersonRow(language=None, time_zone=None, length={}, session_epoch=0, created_at=app.clock())
        s.add(row)
        await s.flush()
        return person_of(row)


async def has_way_in(s: AsyncSession, person_id: int) -> bool:
    """Whether they are known by more than their browser: by this machine, or an account."""
    return (
        await s.scalar(select(IdentityRow.face).where(IdentityRow.person_id == person_id).limit(1))
        is not None
    )


async def is_newcomer(app: App, person: Person) -> bool:
    """Whether nothing but a browser knows them."""
    async with app.read() as s:
        return not await has_way_in(s, person.id)


async def erase_if_empty(s: AsyncSession, person_id: int) -> None:
    """A newcomer of whom nothing is kept is nobody any more."""
    if await s.get(PersonRow, person_id, with_for_update=True) is None or await has_way_in(s, person_id):
        return
    for table in Table.metadata.sorted_tables:
        owner = table.columns.get("person_id")
        if owner is None or owner.nullable:
            continue
        if await s.scalar(select(literal(1)).select_from(table).where(owner == person_id).limit(1)):
            return
    await s.execute(delete(PersonRow).where(PersonRow.id == person_id))


async def discord_id(app: App, person: Person) -> int | None:
    """The Discord account the person speaks from, if they have one."""
    async with app.read() as s:
        known = await s.scalar(
            select(IdentityRow.external_id).where(
                IdentityRow.person_id == person.id, IdentityRow.face == "discord"
            )
        )
    return int(known) if known else None


async def _known_as(app: App, face: str, external_id: str) -> Person:
    async with app.read() as s:
        if row := await _find(s, face, external_id):
            return person_of(row)
    try:
        async with app.write() as s:
            if row := await _find(s, face, external_id):
                return person_of(row)
            row = PersonRow(language=None, time_zone=None, length={}, session_epoch=0, created_at=app.clock())
            s.add(row)
            await s.flush()
            s.add(IdentityRow(face=face, external_id=external_id, person_id=row.id))
            return person_of(row)
    except IntegrityError:  # another process met them in the same moment
        async with app.read() as s:
            found = await _find(s, face, external_id)
        if found is None:
            raise
        return person_of(found)


async def _find(s: AsyncSession, face: str, external_id: str) -> PersonRow | None:
    known = select(IdentityRow.person_id).where(
        IdentityRow.face == face, IdentityRow.external_id == external_id
    )
    return await s.scalar(select(PersonRow).where(PersonRow.id == known.scalar_subquery()))


async def get(app: App, person_id: int) -> Person:
    """Raises NotFound once the person has been erased."""
    async with app.read() as s:
        row = await s.get(PersonRow, person_id)
    if row is None:
        raise _unknown()
    return person_of(row)


def _unknown() -> NotFound:
    return NotFound("This person is not known here any more.")


@lru_cache
def _time_zones() -> frozenset[str]:
    """The zones this machine knows; looking takes long enough to be done once, and in a thread."""
    return frozenset(zoneinfo.available_timezones())


async def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The time zone somebody wrote. Raises Invalid for what is none; folders of zones ("Europe") are none."""
    if name not in await asyncio.to_thread(_time_zones):
        raise Invalid("“{zone}” is not a time zone. Write it like Europe/Paris or Asia/Shanghai.", zone=name)
    return await asyncio.to_thread(zoneinfo.ZoneInfo, name)


async def change_settings(
    app: App,
    person: Person,
    *,
    language: str | None = None,
    time_zone: str | None = None,
    length: Budget | None = None,
) -> Person:
    """Changes what is given and leaves the rest; an empty language or time zone means: as the face says.

    Raises Invalid for an unknown one, NotFound once the person has been erased.
    """
    if language and language not in LANGUAGES:
        raise Invalid("Pith does not speak “{language}” yet. Choose English or 简体中文.", language=language)
    if time_zone:
        await zone_named(time_zone)
    async with app.write() as s:
        row = await s.get(PersonRow, person.id, with_for_update=True)
        if row is None:
            raise _unknown()
        if language is not None:
            row.language = language or None
        if time_zone is not None:
            row.time_zone = time_zone or None
        if length is not None:
            row.length = budget_json(length)
        return person_of(row)


async def make_return_link(app: App, person: Person, base_url: str) -> str:
    """A link for somebody whom nothing but their browser knows: valid once and for a year; earlier ones are over."""
    async with app.write() as s:
        await s.execute(delete(SignInLinkRow).where(SignInLinkRow.person_id == person.id))
    return await make_sign_in_link(app, person, base_url, RETURN_LIFETIME)


async def make_sign_in_link(
    app: App, person: Person, base_url: str, lifetime: timedelta = LINK_LIFETIME
) -> str:
    """A link, valid once and for ten minutes, that signs `person` in at the browser face at `base_url`."""
    secret = secrets.token_urlsafe(32)
    now = app.clock()
    async with app.write() as s:
        await s.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at < now))
        s.add(SignInLinkRow(secret_hash=_hash(secret), person_id=person.id, expires_at=now + lifetime))
    return f"{base_url}/sign-in?key={secret}"


async def redeem_sign_in_link(app: App, secret: str) -> Person:
    """The person whose link this is; the link is spent. Raises Expired for one used, too old or never made."""
    async with app.write() as s:
        spent = await s.execute(
            delete(SignInLinkRow)
            .where(SignInLinkRow.secret_hash == _hash(secret))
            .returning(SignInLinkRow.person_id, SignInLinkRow.expires_at)
        )
        link = spent.one_or_none()
        row = await s.get(PersonRow, link.person_id) if link and link.expires_at > app.clock() else None
    if row is None:
        raise Expired("This sign-in link was used already or is older than ten minutes. Ask for a new one.")
    return person_of(row)


async def make_token(app: App, person: Person, name: str) -> str:
    """A new bearer token for programs; shown once, kept as a hash."""
    secret = f"pith_{secrets.token_urlsafe(32)}"
    async with app.write() as s:
        s.add(TokenRow(secret_hash=_hash(secret), person_id=person.id, name=name, created_at=app.clock()))
    return secret


async def list_tokens(app: App, person: Person) -> list[Token]:
    async with app.read() as s:
        rows = await s.scalars(select(TokenRow).where(TokenRow.person_id == person.id).order_by(TokenRow.id))
        return [Token(row.id, row.name, row.created_at) for row in rows]


async def revoke_token(app: App, person: Person, token_id: int) -> None:
    async with app.write() as s:
        gone = await s.execute(
            delete(TokenRow).where(TokenRow.id == token_id, TokenRow.person_id == person.id)
        )
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise NotFound("There is no such token.")


async def from_token(app: App, secret: str) -> Person:
    """The person a bearer token stands for. Raises NotSignedIn."""
    setting = app.settings.web_token
    if setting is not None and secrets.compare_digest(setting.get_secret_value().encode(), secret.encode()):
        return await local(app)
    async with app.read() as s:
        row = await s.scalar(
            select(PersonRow)
            .join(TokenRow, TokenRow.person_id == PersonRow.id)
            .where(TokenRow.secret_hash == _hash(secret))
        )
    if row is None:
        raise NotSignedIn("This token is not valid. Make a new one with `pith token`.")
    return person_of(row)


async def sign_out_everywhere(app: App, person: Person) -> None:
    """Every browser where this person is signed in is signed out, and none is notified any more."""
    from bot.features.reminders import push  # imports this module

    async with app.write() as s:
        await s.execute(
            update(PersonRow)
            .where(PersonRow.id == person.id)
            .values(session_epoch=PersonRow.session_epoch + 1)
        )
        await push.drop_all(s, person.id)


async def export(app: App, person: Person) -> dict[str, Any]:
    """What is kept of the person themselves."""
    async with app.read() as s:
        rows = await s.scalars(select(IdentityRow).where(IdentityRow.person_id == person.id))
        identities = [{"face": row.face, "id": row.external_id} for row in rows]
    return {
        "identities": identities,
        "language": person.language,
        "time_zone": person.time_zone,
        "length": budget_json(person.length),
        "tokens": [
            {"name": t.name, "created_at": t.created_at.isoformat()} for t in await list_tokens(app, person)
        ],
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (SignInLinkRow, TokenRow, IdentityRow):
            await s.execute(delete(table).where(table.person_id == person.id))
        await s.execute(delete(PersonRow).where(PersonRow.id == person.id))
