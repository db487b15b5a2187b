"""Practice in the browser and its API: `rounds` by oneself, and `together` with a group."""

from fastapi import APIRouter

from bot.web_ui.practice import rounds, together

api = APIRouter(tags=["practice"])
pages = APIRouter()
for part in (together, rounds):  # in this order: /practice/together is no round's page
    api.include_router(part.api)
    pages.include_router(part.pages)
