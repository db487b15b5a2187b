"""What kind of file some bytes are: by what is in them first, by the name second. Parses nothing."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from bot.documents.limits import MAX_UNPACKED_BYTES
from bot.errors import TooLarge, Unreadable
from bot.locales import N_, Message

_UNREAD_BY_START = (
    (b"\x89PNG\r\n\x1a\n", N_("picture")),
    (b"\xff\xd8\xff", N_("picture")),
    (b"GIF8", N_("picture")),
    (b"BM", N_("picture")),
    (b"II*\0", N_("picture")),
    (b"MM\0*", N_("picture")),
    (b"ID3", N_("sound")),
    (b"OggS", N_("sound")),
    (b"fLaC", N_("sound")),
    (b"\x1aE\xdf\xa3", N_("video")),
    (b"MZ", N_("program")),
    (b"\x7fELF", N_("program")),
    (b"7z\xbc\xaf\x27\x1c", N_("archive")),
    (b"Rar!\x1a\x07", N_("archive")),
    (b"\x1f\x8b", N_("archive")),
    (b"{\\rtf", N_("RTF")),
)
_UNREAD_BY_NAME = {
    ".mbox": N_("mailbox"),
    ".msg": N_("Outlook mail"),
    ".mht": N_("web archive"),
    ".mhtml": N_("web archive"),
}
_UNREAD_PACKAGES = (
    (b"spreadsheetml.", N_("spreadsheet")),
    (b"application/epub", N_("e-book")),
    (b"opendocument.", N_("OpenDocument")),
)
READ = {
    "text": {".txt", ".text", ".rst", ".adoc", ".org", ".tex"},
    "Markdown": {".md", ".markdown"},
    "HTML": {".html", ".htm", ".xhtml"},
    "PDF": {".pdf"},
    "Word": {".docx"},
    "PowerPoint": {".pptx"},
    "mail": {".eml"},
    "subtitles": {".srt", ".vtt"},
}
"""What people call the kinds that are read, and how the names of such files end; what is in one decides. A test holds
all to it that tells people what is read."""
READ_ENDINGS = frozenset().union(*READ.values())
READ_WORDS = N_(
    "text, Markdown, HTML, PDF, Word (.docx), PowerPoint (.pptx), a mail (.eml) or subtitles (.srt, .vtt)"
)
_HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_MAIL_START = re.compile(  # headers that no person writes
    rb"(?:Return-Path: ?<|Delivered-To: ?\S+@|MIME-Version: ?1\.0|Message-ID: ?<|DKIM-Signature: ?v="
    rb"|Received: ?(?:from \S+ \(|by \S+ (?:with|\()))",
    re.I,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, name: str) -> str:
    """`pdf`, `docx`, `pptx`, `mail`, `html` or `text`. Raises `Unreadable` for others, `TooLarge` for a zip bomb."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        raise _old_or_locked(data)
    if data[4:8] == b"ftyp":
        raise unread(N_("picture") if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else N_("video"))
    if data.startswith(b"RIFF"):
        raise unread(N_("picture") if data[8:12] == b"WEBP" else N_("sound"))
    for start, kind in _UNREAD_BY_START:
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:512]):
            raise unread(kind)
    if suffix in _UNREAD_BY_NAME:
        raise unread(_UNREAD_BY_NAME[suffix])
    if suffix == ".eml" or _MAIL_START.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "mail"
    if suffix in (".html", ".htm", ".xhtml") or _HTML_START.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "html"
    if suffix in (".pdf", ".docx", ".pptx"):
        raise damaged()
    return "text"


def _kind_of_zip(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED_BYTES:
                raise TooLarge("This file unpacks to more than Pith can hold. Split it and send the parts.")
            names = set(package.namelist())
            inside = next((n for n in ("[Content_Types].xml", "mimetype") if n in names), None)
            types = package.read(inside) if inside else b""
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, LookupError):
        raise damaged() from None
    if b"wordprocessingml." in types:
        return "docx"
    if b"presentationml." in types:
        return "pptx"
    raise unread(next((kind for mark, kind in _UNREAD_PACKAGES if mark in types), N_("archive")))


def _old_or_locked(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("This document is locked with a password. Save it without one and send it again.")
    if "WordDocument".encode("utf-16-le") in data:
        return Unreadable("This is an old Word file (.doc). Save it as .docx and send it again.")
    if "PowerPoint Document".encode("utf-16-le") in data:
        return Unreadable("This is an old PowerPoint file (.ppt). Save it as .pptx and send it again.")
    return unread(N_("old Office"))


def unread(kind: Message) -> Unreadable:
    return Unreadable(
        "Pith does not read this kind of file ({kind}). Send {read}.",
        kind=kind,
        read=READ_WORDS,
    )


def damaged() -> Unreadable:
    return Unreadable("This file is damaged or incomplete. Save or download it once more and send it again.")
