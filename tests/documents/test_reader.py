"""The way in: kinds by content, clear sentences for what can't be read, any encoding."""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents import Location, from_text, limits, only_links, plain, read
from bot.documents.kinds import kind_of
from bot.errors import Empty, TooLarge, Unreadable, UserError

ENGLISH = "Spaced practice beats cramming. It costs no more time.\n"
CHINESE = "注意力训练的原理、方法及实际应用，帮助读者了解如何通过科学方法改善自身注意力。\n"
TAIWAN = "注意力訓練的原理、方法及實際應用，幫助讀者了解如何透過科學方法改善自身注意力。\n"
JAPANESE = "注意力トレーニングの原理と方法、実際の応用を紹介します。読者は科学的な方法を学べます。\n"
KOREAN = "주의력 훈련의 원리와 방법, 실제 응용을 소개합니다. 과학적인 방법을 배울 수 있습니다.\n"
RUSSIAN = "Тренировка внимания: принципы, методы и применение на каждый день.\n"
FRENCH = "L’élève a été reçu à l'école près de la forêt ; ça coûte 5 €. Où êtes-vous allés ?\n"
GERMAN = "Die Größe der Tür wäre für Äpfel schön. Übung macht den Meister.\n"
POLISH = "Ćwiczenie uwagi: zasady, metody i zastosowania. Żółta łódź płynęła w ciszy.\n"


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-32"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32-be"),
        (CHINESE, "gb18030"),
        (TAIWAN, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "cp1251"),
        (FRENCH, "cp1252"),
        (GERMAN, "latin-1"),
        (POLISH, "cp1250"),
    ],
)
async def test_any_encoding(text: str, encoding: str, times: int) -> None:
    document = await read((text * times).encode(encoding), "notes.txt")
    assert document.text == text * times
    assert document.warnings == ()


async def test_a_few_damaged_bytes_are_said_and_the_rest_is_read() -> None:
    data = (ENGLISH * 50).encode() + b"caf\xe9 \xff\xfe\n" + (CHINESE * 50).encode()
    document = await read(data, "notes.txt")
    assert ENGLISH in document.text
    assert CHINESE in document.text
    assert "could not be read" in str(document.warnings[0])


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://t.co/a", True),
        ("<https://a.io/b>\nwww.a.io\n\nYouTu.be/aBc", True),
        ("https://zh.wikipedia.org/wiki/光合作用", True),
        ("See https://t.co/a", False),
        ("https://a.cn/s/b，这篇讲光合作用。", False),
        ("and/or", False),
        ("12.11/13", False),
        ("e.g./i.e.", False),
    ],
)
def test_what_is_nothing_but_links(text: str, is_link: bool) -> None:
    assert only_links(text) == is_link


def test_markdown_headings_are_places_and_the_text_stays_as_it_is() -> None:
    text = "intro\n# Cells #\r\nOne.\n```\n# a comment\n```\n## Walls\nTwo.\n#hashtag\n    # code\n"
    document = from_text(text)
    assert document.text == text.replace("\r\n", "\n")
    assert document.title == "Cells"
    assert document.location(0) == Location()
    assert document.location(document.text.index("One")) == Location(heading="Cells")
    assert document.location(document.text.index("comment")) == Location(heading="Cells")
    assert document.location(document.text.index("Two")) == Location(heading="Walls")
    assert document.location(len(document.text)) == Location(heading="Walls")


def test_characters_that_cannot_be_kept_are_left_out() -> None:
    assert from_text("\ufeffa\0b\ud800c\u200bd\r").text == "abc\u200bd\n"


@pytest.mark.parametrize("text", ["", " \n\t", "\0\ufeff"])
def test_a_message_without_text_is_empty(text: str) -> None:
    with pytest.raises(Empty):
        from_text(text)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.pdf", "a.docx", "a.pptx", "a.html", "a", ""])
@pytest.mark.parametrize("data", [b"", b" \n\t", b"\0" * 100])
async def test_an_empty_file_is_empty(data: bytes, name: str) -> None:
    with pytest.raises(Empty):
        await read(data, name)


def _zip(**members: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "scan.pdf", "(picture)"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "notes.docx", "(picture)"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "(picture)"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, "a.mp4", "(video)"),
        (b"MZ\x90\0" + b"\0" * 100, "notes.txt", "(program)"),
        (b"\x7fELF" + b"\0" * 100, "notes.md", "(program)"),
        (_zip(a=b"text"), "notes.docx", "(archive)"),
        (_zip(mimetype=b"application/epub+zip"), "a.epub", "(e-book)"),
        (b"{\\rtf1\\ansi Hello}", "a.doc", "(RTF)"),
        (b"From a@example.org Mon Mar  2 2026\n\nHello", "a.mbox", "(mailbox)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "Save it as .docx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.pptx", "Save it as .pptx"),
        (OLE, "a.xls", "(old Office)"),
        (b"just words", "a.pdf", "damaged"),
        (b"PK\x03\x04 and no more", "a.docx", "damaged"),
        (bytes(range(256)) * 40, "a.txt", "not text"),
    ],
)
async def test_what_cannot_be_read_says_what_to_do(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        await read(data, name)
    assert says in str(caught.value)
    assert caught.value.message.to("zh_CN") != str(caught.value)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n...", "notes.txt", "pdf"),
        (b"\n\n%PDF-1.4\n...", "notes", "pdf"),
        (b"<!-- x -->\n<!DOCTYPE html><p>Hi", "notes.txt", "html"),
        (b"\xef\xbb\xbf<html><p>Hi", "notes", "html"),
        (b"<p>Hi</p>", "page.HTM", "html"),
        (b"<p>Hi</p>", "notes.md", "text"),
        (b"BMI is a ratio.", "notes.txt", "text"),
        (b"MZ is what programs begin with.", "notes.txt", "text"),
        (
            _zip(**{"[Content_Types].xml": b"application/vnd...wordprocessingml.document.main"}),
            "a.txt",
            "docx",
        ),
        (
            _zip(**{"[Content_Types].xml": b"application/vnd...presentationml.slideshow.main"}),
            "a.zip",
            "pptx",
        ),
    ],
)
def test_the_kind_is_found_by_content_first(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_over_a_limit_is_refused_not_cut() -> None:
    with pytest.raises(TooLarge):
        from_text("a" * (limits.MAX_CHARACTERS + 1))
    with pytest.raises(TooLarge):
        limits.check_pages(limits.MAX_PAGES + 1)
    assert len(from_text("a" * limits.MAX_CHARACTERS).text) == limits.MAX_CHARACTERS


def test_a_zip_bomb_is_refused_unopened() -> None:
    file = BytesIO()
    with (
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/document.xml", "w") as member,
    ):
        for _ in range(limits.MAX_UNPACKED_BYTES // 10_000_000 + 1):
            member.write(bytes(10_000_000))
    with pytest.raises(TooLarge):
        kind_of(file.getvalue(), "a.docx")


@given(
    st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.csv", "a.html", "a.pdf", "a", "é.", "."])
)
def test_any_bytes_are_text_or_a_clear_sentence(data: bytes, name: str) -> None:
    with suppress(UserError):
        if kind_of(data, name) == "text":
            plain.read(data).text.encode()


@given(st.text(max_size=300))
def test_any_message_is_taken(text: str) -> None:
    try:
        document = from_text(text)
    except Empty:
        return
    document.text.encode()
    starts = [place.start for place in document.places]
    assert starts == sorted(set(starts))


def test_the_parsers_are_not_loaded_with_the_bot() -> None:
    heavy = ("lxml", "docx", "pptx", "pypdfium2", "trafilatura", "charset_normalizer")
    code = f"import sys, bot.documents; print([m for m in {heavy} if m in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


async def test_the_long_chinese_article(shared: Path) -> None:
    data = (shared / "origin.zh.md").read_bytes()
    document = await read(data, "origin.zh.md")
    assert document.text == data.decode().replace("\r\n", "\n")
    where = document.location(document.text.index("认知心理学（Cognitive Psychology）"))
    assert where == Location(heading="2.1 核心概念概述")
