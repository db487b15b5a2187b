"""Plain text and Markdown: bytes of any encoding to text, and Markdown headings to places.

The text itself is not rewritten: what a person pasted is what their highlights are cut from. Only of subtitles the
times are taken out.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import replace

from bot.documents import subtitles
from bot.documents.document import Document, Location, Place, clean
from bot.documents.kinds import READ_WORDS
from bot.documents.limits import checked
from bot.errors import Empty, Unreadable
from bot.locales import N_, Message

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
# between < and > Discord shows no preview
_LINK = r"<?(?:https?://|www\.|(?:[a-z\d-]+\.)+[a-z]{2,}/)[^\s，。！？；：、“”（）《》]+"
_LINKS = re.compile(rf"\s*{_LINK}(?:\s+{_LINK})*\s*", re.IGNORECASE)

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 100_000  # what an encoding is guessed from; more makes no guess better
# Latin code pages share most bytes, so a guess between them is only trusted for the languages that need it.
_CENTRAL_EUROPEAN = {"Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Slovene", "Romanian"}
_LATIN = re.compile(
    r"cp125[0247]|cp437|cp8\d\d|cp775|cp1140|cp037|cp500|cp1026|cp273|latin_1|iso8859_|mac_|hp_roman8"
)


def read(data: bytes) -> Document:
    """The text in `data`, whatever its encoding. Raises `Empty` and `Unreadable` (not text)."""
    text, warnings = decode(data)
    return from_text(text, warnings)


def from_text(text: str, warnings: tuple[Message, ...] = ()) -> Document:
    """A message or pasted text as a document; Markdown headings become places, the first `#` one the title.

    The text stays as given but for line ends (\\r\\n and \\r become \\n) and characters that can't be stored
    (controls such as NUL, lone surrogates, a byte order mark), and but for the times of subtitles. Raises `Empty`
    (also for signs and emoji alone), `Unreadable` (for nothing but links) and `TooLarge`.
    """
    text = clean(text)
    spoken = subtitles.read(text)
    if spoken and spoken.text:
        return checked(replace(spoken, warnings=(*warnings, *spoken.warnings)))
    if spoken or not any(character.isalnum() for character in text):
        raise Empty("There is no text here to condense. Send a few sentences, or a file that has some.")
    if only_links(text):
        raise Unreadable(
            "Links are not opened. Copy the text of the page here, or save the page and send the file."
        )
    title, places = _headings(text)
    return checked(Document(text, title, places, warnings))


def only_links(text: str) -> bool:
    """Whether there is nothing but addresses of pages."""
    return _LINKS.fullmatch(text) is not None


def _headings(text: str) -> tuple[str | None, tuple[Place, ...]]:
    """The title and the places of ATX headings (`## Like this`), leaving fenced code alone."""
    title, places, start, fence = None, [], 0, ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)) and heading[2]:
            places.append(Place(start, Location(heading=heading[2])))
            if title is None and len(heading[1]) == 1:
                title = heading[2]
        start += len(line) + 1
    return title, tuple(places)


def decode(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """`data` as text, with a warning if some bytes fit no encoding. Raises `Unreadable` for what is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _guess(data)
    warnings: tuple[Message, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        lost = text.count("\ufffd")
        if lost > len(text) // 50:
            raise _not_text() from None
        warnings = (N_("{count} characters could not be read; they show as �.", count=lost),)
    if not _is_text(text):
        raise _not_text()
    return text, warnings


def _guess(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if b"\0" not in data:
            return "utf-8"
    return _guess_wide(data[:_SAMPLE_BYTES]) or _guess_narrow(data[:_SAMPLE_BYTES])


def _guess_wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark, by which of them reads as text; None where there is no zero byte."""
    if b"\0" not in sample:
        return None
    readable: dict[str, int] = {}
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        try:
            text = sample[: len(sample) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            readable[encoding] = len(re.findall("[\n -~，。、]", text)) * width
    return max(readable, key=lambda encoding: readable[encoding], default=None)


def _guess_narrow(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:  # UTF-8 with some damage, or no text; decoding tells
        return "utf-8"
    if _LATIN.match(best.encoding):
        return "cp1250" if best.language in _CENTRAL_EUROPEAN else "cp1252"
    return best.encoding


def _is_text(text: str) -> bool:
    """Whether at most one character in a hundred is a control that no text has."""
    controls = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]", text))
    return controls <= len(text) // 100


def _not_text() -> Unreadable:
    return Unreadable(
        "This file is not text, or it is damaged. Send {read}.",
        read=READ_WORDS,
    )
