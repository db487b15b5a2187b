"""The shapes of digests, and of who is left out of catch-ups, in the HTTP API; as `wire`."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from pydantic import BaseModel, Field

from bot.web_ui.frame.wire import Body, Words

Days = Annotated[
    list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7, description="Of the week; 0 is Monday.")
]


class Digest(BaseModel):
    """How a server's group has its digest; all but `is_on` and `names_me` are null where it never had one."""

    is_on: bool
    time: str | None
    days: list[int] | None
    time_zone: str | None
    discord_channels: list[str] | None = Field(
        description="Those that it catches up on; they are set in the server alone."
    )
    with_dates: bool | None
    next_at: datetime | None
    names_me: bool = Field(description="It may say that you had focus sessions.")


class DigestChange(Body):
    """The channels that it catches up on stay as they are."""

    time: time
    days: Days
    time_zone: Words
    with_dates: bool = True


class Naming(Body):
    names_me: bool


class LeftOut(BaseModel):
    """A Discord server in which nothing that you say is condensed for others."""

    discord_server: str
    name: str
    since: datetime


class LeftOutList(BaseModel):
    servers: list[LeftOut]
