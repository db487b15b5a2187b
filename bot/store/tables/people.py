"""The tables of people: who they are, and how they are known again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class PersonRow(Table):
    """Whoever speaks, on any face."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str | None]  # None: as the face they speak on says
    time_zone: Mapped[str | None]  # IANA
    length: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the usual Budget, by its field
    session_epoch: Mapped[int] = mapped_column(default=0)  # a cookie of an older epoch is signed out
    uses_taste: Mapped[bool] = mapped_column(default=True)  # whether what they marked changes what is chosen
    single_keys: Mapped[bool] = mapped_column(
        default=True, server_default=true()
    )  # a key alone acts on pages
    created_at: Mapped[datetime]
    __table_args__ = NO_REUSE


class IdentityRow(Table):
    """A way of knowing a person: the local one, or a Discord account."""

    __tablename__ = "identities"
    face: Mapped[str] = mapped_column(String(16), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = owner()


class SignInLinkRow(Table):
    """A one-time link. Only a hash of its secret is kept."""

    __tablename__ = "sign_in_links"
    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = owner()
    expires_at: Mapped[datetime]


class TokenRow(Table):
    """A bearer token. Only a hash of its secret is kept."""

    __tablename__ = "tokens"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = owner()
    name: Mapped[str]
    created_at: Mapped[datetime]
    __table_args__ = NO_REUSE
