"""A webhook by the API, and what it is sent."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import Response

from bot.app import App
from bot.errors import NotFound
from bot.features import tasks
from bot.features.tasks import Hook
from bot.web_ui.frame import task_shapes as shapes
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter()
webhooks = APIRouter()


@webhooks.post(
    "task", status_code=204, response_class=Response, responses={"4XX": {"description": "It is sent again."}}
)
async def tell_of_task(
    event: shapes.TaskEvent,
    pith_event: Annotated[
        str, Header(description="The event's `id`: one that you know already was sent again.")
    ],
    pith_signature: Annotated[
        str,
        Header(
            description="`t=SECONDS,v1=HEX`: HEX is the HMAC-SHA256, under the webhook's secret, of SECONDS, a full "
            "stop and the body as it came. Refuse what does not fit, and what is older than a few minutes."
        ),
    ],
) -> None:
    """What Pith sends to your webhook when a task changes, oldest first. Anything but 2xx within ten seconds is sent
    again, with growing pauses, for three days; then the webhook stops, and the last 1,000 events wait."""


def hook_json(hook: Hook, language: str) -> dict[str, Any]:
    return {
        "url": hook.url,
        "is_on": hook.is_on,
        "waiting": hook.waiting,
        "failing_since": hook.failing_since_at,
        "failure": hook.failure,
        "words": hook.words().to(language),
    }


async def _hook_of(app: App, visitor: Visitor) -> dict[str, Any]:
    hook = await tasks.get_hook(app, visitor.person)
    if hook is None:
        raise NotFound("There is no webhook.")
    return hook_json(hook, visitor.language)


@api.get("/tasks/webhook", response_model=shapes.Hook)
async def read_hook(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The address that hears of every change of your tasks."""
    return await _hook_of(app, visitor)


@api.put("/tasks/webhook", response_model=shapes.NewHook)
async def set_hook(wish: shapes.HookWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Sets the address, with a new secret. It gets a ping first."""
    secret = await tasks.set_hook(app, visitor.person, wish.url)
    return await _hook_of(app, visitor) | {"secret": secret}


@api.post("/tasks/webhook/resume", response_model=shapes.Hook)
async def resume_hook(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Tries again now, also after it stopped."""
    await tasks.resume_hook(app, visitor.person)
    return await _hook_of(app, visitor)


@api.delete("/tasks/webhook", status_code=204, response_class=Response)
async def drop_hook(app: Pith, visitor: SignedIn) -> None:
    """Turns it off, and forgets what waits."""
    await tasks.drop_hook(app, visitor.person)
