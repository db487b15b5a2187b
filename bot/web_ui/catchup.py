"""In which Discord servers a person is left out of catch-ups and digests: seen, taken back. The rest needs channels."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse, Response

from bot.features import catchup
from bot.web_ui.frame import digest_shapes as shapes
from bot.web_ui.session import Pith, SignedIn

Snowflake = Annotated[str, Path(pattern=r"^[0-9]{1,20}$")]

api = APIRouter(tags=["person"])
pages = APIRouter()


@api.get("/left-out", response_model=shapes.LeftOutList)
async def list_left_out(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The servers in which nothing that you say is condensed for others; `/privacy condense-me` there adds one."""
    found = await catchup.left_out_at(app, visitor.person)
    return {
        "servers": [
            {"discord_server": each.server_id, "name": each.name, "since": each.since_at} for each in found
        ]
    }


@api.delete("/left-out/{server_id}", status_code=204, response_class=Response)
async def take_in(server_id: Snowflake, app: Pith, visitor: SignedIn) -> None:
    """What you say there may stand in others' catch-ups again."""
    await catchup.take_me_in(app, visitor.person, server_id)


@pages.post("/left-out/{server_id}/take-in")
async def take_in_on_page(server_id: Snowflake, app: Pith, visitor: SignedIn) -> Response:
    await catchup.take_me_in(app, visitor.person, server_id)
    return RedirectResponse("/settings?saved=1", 303)
