"""Focus in the browser, without need of JavaScript, and its API: sessions, and pictures of what they came to."""

from fastapi import APIRouter

from bot.web_ui.focus import picture, session

api = APIRouter(tags=["focus"])
pages = APIRouter()
for part in (picture, session):
    api.include_router(part.api)
    pages.include_router(part.pages)
