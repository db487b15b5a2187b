"""The way in: `read` for a file, `from_text` for a message. Finds the kind and hands over to its reader.

A new kind of file is a row in `READERS` and, in `kinds.py`, its ending and what tells it apart.
"""

from __future__ import annotations

import asyncio

from bot.documents import plain, sandbox
from bot.documents.document import Document, OnProgress
from bot.documents.kinds import kind_of
from bot.documents.limits import checked
from bot.errors import Empty

READERS = {
    # kind: the function that reads it, in a process of its own: (bytes, on_progress) -> Document
    "pdf": "bot.documents.pdf:read",
    "docx": "bot.documents.word:read",
    "pptx": "bot.documents.slides:read",
    "html": "bot.documents.web:read",
    "mail": "bot.documents.mail:read",
}
"""Kinds that need a parser. Plain text needs none and is decoded in a thread."""


def from_text(text: str) -> Document:
    """A message or pasted text as a document; Markdown headings become places, the first `#` one the title.

    The text stays as given but for line ends (\\r\\n and \\r become \\n) and characters that can't be stored
    (controls such as NUL, lone surrogates, a byte order mark). Raises `Empty` (also for signs and emoji alone),
    `Unreadable` (for nothing but links) and `TooLarge`.
    """
    return plain.from_text(text)


async def read(data: bytes, name: str, *, on_progress: OnProgress | None = None) -> Document:
    """The text of a file. Its kind is found by content first and by `name` second.

    Cancelling stops the reading at once. Raises `Empty`, `Unreadable` and `TooLarge`.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Empty("This file is empty.")
    kind = await asyncio.to_thread(kind_of, data, name)
    if kind in READERS:
        document = await sandbox.run(READERS[kind], data, on_progress)
    else:
        document = await asyncio.to_thread(plain.read, data)
    if not document.text.strip():
        raise Empty("There is no text in this file. If it is a scan or pictures, send one with text in it.")
    return checked(document)
