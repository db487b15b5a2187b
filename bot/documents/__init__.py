"""Uploaded bytes to text with locations. `reader.read` is the way in; nothing here knows the store or a face."""

from bot.documents.document import Document, Location, OnProgress, Place
from bot.documents.kinds import READ, READ_ENDINGS, READ_WORDS
from bot.documents.plain import only_links
from bot.documents.reader import from_text, read

__all__ = [
    "READ",
    "READ_ENDINGS",
    "READ_WORDS",
    "Document",
    "Location",
    "OnProgress",
    "Place",
    "from_text",
    "only_links",
    "read",
]
