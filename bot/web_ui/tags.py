"""Tags over HTTP: a person's tags with how often each is used. A note's own are changed with the note."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from bot.features import tags
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["tags"])
pages = APIRouter()


@api.get("/tags", response_model=shapes.TagList)
async def list_tags(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your tags, most used first."""
    counted = await tags.list_tags(app, visitor.person)
    return {"tags": [{"name": name, "notes": count} for name, count in counted.items()]}
