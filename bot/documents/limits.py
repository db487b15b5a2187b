"""How much a file may hold, however many bytes it has (PITH_MAX_FILE_BYTES). What is over a limit is refused."""

from __future__ import annotations

from bot.documents.document import Document
from bot.errors import TooLarge

MAX_UNPACKED_BYTES = 400_000_000  # what an Office file's parts may come to, unzipped
MAX_PAGES = 3_000
MAX_CHARACTERS = 4_000_000  # about 1,500 printed pages

MAX_CPU_S = 120  # a 500-page PDF takes about 5 s
MAX_WAIT_S = 240
MAX_MEMORY_BYTES = 2_000_000_000


def check_pages(pages: int) -> None:
    if pages > MAX_PAGES:
        raise TooLarge(
            "This file has {pages} pages; Pith reads up to {limit}. Split it and send the parts.",
            pages=pages,
            limit=MAX_PAGES,
        )


def checked(document: Document) -> Document:
    """`document`, unless its text is too long."""
    if len(document.text) > MAX_CHARACTERS:
        raise TooLarge(
            "This text has {count} characters; Pith takes up to {limit}. Split it and send the parts.",
            count=f"{len(document.text):,}",
            limit=f"{MAX_CHARACTERS:,}",
        )
    return document
