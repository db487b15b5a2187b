"""Study groups in the browser: their `pages` and what is `showing` on them, `sharing` with a preview, invitations in
`joining`, what changes while one looks in `listening`; over HTTP groups in `api`, and what is shared in them in
`posts`.
"""

from fastapi import APIRouter

from bot.web_ui.groups.api import api
from bot.web_ui.groups.joining import pages as joining
from bot.web_ui.groups.listening import Listeners
from bot.web_ui.groups.listening import api as listening
from bot.web_ui.groups.pages import pages as groups
from bot.web_ui.groups.posts import api as posts
from bot.web_ui.groups.sharing import pages as sharing

api.include_router(posts)
api.include_router(listening)

pages = APIRouter()
for part in (joining, groups, sharing):  # /groups/join before /groups/{group_id}
    pages.include_router(part)

__all__ = ["Listeners", "api", "pages"]
