"""The tables of Discord's servers: what their channels prefer, and whose words are condensed for nobody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import Table


class ChannelRow(Table):
    """What a server's channel prefers: of files, and whether long answers go into threads. `left_at`: since when Pith
    is not in the server."""

    __tablename__ = "channels"
    channel_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    server_id: Mapped[str] = mapped_column(String(20), index=True)
    files: Mapped[str] = mapped_column(String(16))
    threads: Mapped[bool]
    left_at: Mapped[datetime | None]


class UncondensedRow(Table):
    """A server in which a person's words are condensed for nobody else; `name` is what it was called then."""

    __tablename__ = "uncondensed"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    server_id: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    name: Mapped[str]
    since_at: Mapped[datetime]
