"""Reminders in the browser and its API: how they are set in `setting`, what has come in `today`, and which browsers are
notified in `push`.
"""

from fastapi import APIRouter

from bot.web_ui.reminders import push, setting, today
from bot.web_ui.reminders.setting import save, says_when, section, switch_off, understood

__all__ = ["api", "pages", "save", "says_when", "section", "switch_off", "understood"]

api = APIRouter(tags=["reminders"])
pages = APIRouter()
for part in (setting, today, push):
    api.include_router(part.api)
    pages.include_router(part.pages)
