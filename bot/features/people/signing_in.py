"""How a person signs in: links that work once, bearer tokens for programs, and being signed out everywhere.

Secrets (links, tokens) leave this file once, when they are made; the store keeps their hashes.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.app import App
from bot.errors import Expired, Invalid, NotFound, NotSignedIn
from bot.features.people.person import Person, is_newcomer, local, person_of
from bot.store.tables import PersonRow, SignInLinkRow, TokenRow

LINK_LIFETIME, RETURN_LIFETIME = timedelta(minutes=10), timedelta(days=365)
TOKEN_NAME_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Token:
    id: int
    name: str
    created_at: datetime


def _hash(secret: str) -> str:
    """SHA-256 is enough here: secrets are 256 random bits, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


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
        raise Expired("This sign-in link is no longer good. Ask for a new one.")
    return person_of(row)


def token_name(name: str) -> str:
    """As it is kept, for who gives none as well. Raises Invalid for one that is too long."""
    cleaned = " ".join(name.split()) or "token"
    if len(cleaned) > TOKEN_NAME_CHARACTERS:
        raise Invalid("A token’s name may have up to {limit} characters.", limit=TOKEN_NAME_CHARACTERS)
    return cleaned


async def make_token(app: App, person: Person, name: str) -> str:
    """A new bearer token for programs; shown once, kept as a hash. Raises Invalid as `token_name` does."""
    secret, name = f"pith_{secrets.token_urlsafe(32)}", token_name(name)
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
    """Every browser where this person is signed in is signed out, none is notified any more, and no link that was
    made signs one in; but for the link that alone brings a newcomer back."""
    from bot.features.reminders import push  # imports this module

    links = SignInLinkRow.person_id == person.id
    if await is_newcomer(app, person):
        links &= SignInLinkRow.expires_at <= app.clock() + LINK_LIFETIME
    async with app.write() as s:
        await s.execute(delete(SignInLinkRow).where(links))
        await s.execute(
            update(PersonRow)
            .where(PersonRow.id == person.id)
            .values(session_epoch=PersonRow.session_epoch + 1)
        )
        await push.drop_all(s, person.id)
