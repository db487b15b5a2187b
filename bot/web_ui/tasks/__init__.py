"""Tasks in the browser: `pages` that work without JavaScript and tell as `news` what a press came to, the `api`, and
what a webhook is sent in `hook`."""

from fastapi import APIRouter

from bot.web_ui.tasks import hook
from bot.web_ui.tasks.api import api as tasks_api
from bot.web_ui.tasks.hook import webhooks
from bot.web_ui.tasks.pages import pages

api = APIRouter(tags=["tasks"])
for part in (hook.api, tasks_api):  # in this order: /tasks/webhook is no task
    api.include_router(part)

__all__ = ["api", "pages", "webhooks"]
