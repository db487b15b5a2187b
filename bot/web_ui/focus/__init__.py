"""Focus in the browser, without need of JavaScript, and its API: one's own `session`, those that a group has
`together`, and what they came to, as a `picture`.
"""

from fastapi import APIRouter

from bot.web_ui.focus import picture, session, together

api = APIRouter(tags=["focus"])
pages = APIRouter()
for part in (picture, together, session):  # in this order: /focus/together is no session's
    api.include_router(part.api)
    pages.include_router(part.pages)
