"""Mails: what they say, under their subject, whatever they are encoded and wrapped as."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from bot.documents import Document
from bot.documents.reader import read
from bot.errors import Empty, UserError


def mail(subject: str = "Trip", **content: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = "ann@example.org", "bo@example.org", subject
    if content:
        made.set_content(content["plain"], charset=content.get("charset", "utf-8"))
    return made


async def read_mail(made: EmailMessage) -> Document:
    return await read(bytes(made), "letter.eml")


@pytest.mark.parametrize(
    ("subject", "text", "charset"),
    [
        ("Trip on Friday", "We leave at eight.\n\nBring water.\n", "utf-8"),
        ("光合作用", "植物把光变成糖。\n请在周五前回复。\n", "gb18030"),
        ("Été", "Nous partons à huit heures.\n", "iso-8859-1"),
    ],
)
async def test_a_mail_is_its_words_under_its_subject(subject: str, text: str, charset: str) -> None:
    document = await read_mail(mail(subject, plain=text, charset=charset))
    assert (document.title, document.text.strip(), document.warnings) == (subject, text.strip(), ())


async def test_of_two_versions_the_plain_one_is_read_and_html_where_it_is_alone() -> None:
    both = mail(plain="We leave at eight.\n")
    both.add_alternative("<p>Other words for a page.</p>", subtype="html")
    assert (await read_mail(both)).text.strip() == "We leave at eight."
    page = mail("The page")
    words = "<meta charset=utf-7><h1>Trip</h1><p>We leave at eight – bring water.</p>"
    page.set_content(words, subtype="html", charset="cp1252")
    document = await read_mail(page)
    assert document.title == "The page"
    assert "We leave at eight – bring water." in document.text


async def test_a_newsletter_of_tables_in_tables_is_read_once() -> None:
    letter = mail("News")
    cell = "<table><tr><td><h2>Physics club</h2><p>The meeting moves to Monday.</p></td></tr></table>"
    letter.set_content(f"<table><tr><td>{cell}</td></tr></table>", subtype="html")
    assert (await read_mail(letter)).text.count("The meeting moves to Monday.") == 1


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ("Tue, 3 Nov 2026 14:02:11 +0100", datetime(2026, 11, 3, 13, 2, 11, tzinfo=UTC)),
        ("Tue, 3 Nov 2026 14:02:11 -0000", datetime(2026, 11, 3, 14, 2, 11, tzinfo=UTC)),
        ("some day", None),
        (None, None),
    ],
)
async def test_a_mail_was_written_when_its_date_says(sent: str | None, at: datetime | None) -> None:
    made = mail(plain="We leave at eight.\n")
    head = f"Date: {sent}\r\n".encode() if sent else b""
    assert (await read(head + bytes(made), "letter.eml")).written_at == at


async def test_attached_files_are_named() -> None:
    made = mail(plain="See the plan.\n")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="计划.pdf")
    document = await read_mail(made)
    assert document.text.strip() == "See the plan."
    assert [str(warning) for warning in document.warnings] == [
        "Attached files are not read. Send them by themselves: 计划.pdf."
    ]


async def test_wrapped_paragraphs_are_whole_again() -> None:
    flowed = (
        b"Subject: Trip\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
        b"We leave at eight, and we \r\nbring water.\r\n\r\n> Who brings \r\n> water?\r\n  set in\r\n-- \r\nAnn\r\n"
    )
    document = await read(flowed, "letter.eml")
    assert document.text == (
        "We leave at eight, and we bring water.\n\n> Who brings \n> water?\n set in\n-- \nAnn\n"
    )


async def test_a_mail_without_its_ending_is_told_by_its_headers() -> None:
    raw = b"Return-Path: <ann@example.org>\nSubject: Trip\n\nWe leave at eight."
    assert (await read(raw, "letter")).title == "Trip"
    notes = b"Received: from the queen a letter.\nX-ray: a kind of light."
    assert (await read(notes, "notes.txt")).text == notes.decode()


@pytest.mark.parametrize(
    "made",
    [
        b"Subject: =?utf-8?b?broken",
        b"Content-Type: text/plain; charset=no-such\n\nWe leave at eight.",
        b"Content-Type: multipart/mixed; boundary=x\n\nWe leave at eight.",
        b"Content-Transfer-Encoding: base64\n\n!!!",
        b"\xff\xfe\x00: \x00\n\n\x80",
        b": \n" * 1000,
    ],
)
async def test_a_broken_mail_is_read_or_refused_with_a_sentence(made: bytes) -> None:
    with suppress(UserError):
        assert (await read(made, "letter.eml")).text


async def test_a_mail_that_says_nothing_says_so() -> None:
    made = mail()
    made.set_content(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    with pytest.raises(Empty, match="attached"):
        await read_mail(made)


async def test_a_mail_that_is_forwarded_as_a_file_is_named_by_its_subject() -> None:
    made, inner = mail(plain="See what Bo wrote.\n"), mail("The room on Friday", plain="It is room 5.\n")
    made.add_attachment(inner)
    (warning,) = (await read_mail(made)).warnings
    assert warning.values["names"] == "The room on Friday"


async def test_a_real_mail(shared: Path) -> None:
    file = shared / "files" / "48_mime-different-plain-html.eml"
    document = await read(file.read_bytes(), file.name)
    assert document.text.strip()
