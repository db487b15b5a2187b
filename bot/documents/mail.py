"""A mail (.eml) to text: what it says under its subject, as plain text or else as HTML.

Runs in the sandbox. Who wrote to whom is no part of the text; attached files are named and not read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from bot.documents import plain, web
from bot.documents.document import Document, OnProgress, clean
from bot.errors import Empty
from bot.locales import N_, Message

_SOFT_BREAK = re.compile(r"^(?!-- $|>)(.*) \n(?=[^>\n])(?!-- $)", re.MULTILINE)  # RFC 3676
_STUFFED = re.compile(r"^ (?=[ >]|From )", re.MULTILINE)


def read(data: bytes, on_progress: OnProgress) -> Document:
    """The mail's text, titled by its subject. Raises `Empty` for a mail that says nothing."""
    mail = message_from_bytes(data, policy=policy.default)
    body = cast("EmailMessage | None", mail.get_body(("plain", "html")))
    if body is None:
        raise Empty("This mail says nothing itself. Send the files that are attached to it.")
    if body.get_content_subtype() == "html":
        document = web.read(
            _text(body).encode("utf-16"), on_progress
        )  # its mark goes before what the page says
    else:
        document = plain.from_text(_flowed(body, _text(body)))
    title = clean(str(mail.get("subject", ""))).strip() or document.title
    warnings = (*document.warnings, *_left_out(mail))
    return replace(document, title=title, warnings=warnings, written_at=_sent_at(mail))


def _text(part: EmailMessage) -> str:
    """The part decoded by the encoding that it names, or by its bytes where that doesn't fit."""
    content = cast("bytes", part.get_payload(decode=True))
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return plain.decode(content)[0]


def _sent_at(mail: EmailMessage) -> datetime | None:
    """What its Date says, in UTC where that names no zone; None where it is missing or no date."""
    sent: datetime | None = getattr(mail.get("date"), "datetime", None)
    return sent.replace(tzinfo=sent.tzinfo or UTC) if sent else None


def _flowed(part: EmailMessage, text: str) -> str:
    """Paragraphs whole again where the mail says that its lines were wrapped (format=flowed); quoted ones stay."""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joined = r"\1" if str(part.get_param("delsp", "")).lower() == "yes" else r"\1 "
    return _STUFFED.sub("", _SOFT_BREAK.sub(joined, text))


def _name(part: EmailMessage) -> str:
    """What an attached file is called; a mail without a name by its subject."""
    if not (name := part.get_filename()) and part.get_content_type() == "message/rfc822":
        name = clean(str(part.get_content().get("subject", ""))).strip()
    return name or part.get_content_type()


def _left_out(mail: EmailMessage) -> list[Message]:
    names = [_name(part) for part in mail.iter_attachments()]
    if not names:
        return []
    return [N_("Attached files are not read. Send them by themselves: {names}.", names=", ".join(names))]
