"""The shapes of web push in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from bot.web_ui.frame.wire import Words


class SubscriptionKeys(BaseModel):
    p256dh: Words = Field(max_length=200)
    auth: Words = Field(max_length=100)


class Subscription(BaseModel):
    """As the browser writes it, with whatever else it says."""

    endpoint: Words = Field(max_length=2000)
    keys: SubscriptionKeys


class NotifiedBrowser(BaseModel):
    id: str = Field(description="The SHA-256 of its endpoint, in hex.")
    made_at: datetime


class Push(BaseModel):
    key: str | None = Field(
        description="In base64url, for `applicationServerKey`; none where it is not set up."
    )
    browsers: list[NotifiedBrowser]
