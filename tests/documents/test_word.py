"""Word: headings, lists, tables, notes, tracked changes and pages, each in its place."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.documents import Document, Location, read
from bot.documents.word import read as read_word
from bot.errors import Unreadable


def written(fill: Callable[[WordDocument], None]) -> bytes:
    document, file = docx.Document(), BytesIO()
    fill(document)
    document.save(file)
    return file.getvalue()


def word(fill: Callable[[WordDocument], None]) -> Document:
    return read_word(written(fill), lambda done, total: None)


def run_xml(inner: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def chapter(document: WordDocument) -> None:
    document.add_heading("On Memory", 0)
    document.add_paragraph("Memory keeps what attention lets in.")
    document.add_heading("Kinds", 1)
    document.add_paragraph("Sensory", style="List Bullet")
    document.add_paragraph("Short-term", style="List Bullet")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Kind", "Lasts", "Echoic", "3 s"), strict=True
    ):
        cell.text = text
    document.add_paragraph("After the table.")


def test_everything_is_in_its_place() -> None:
    document = word(chapter)
    assert document.title == "On Memory"
    assert document.text == (
        "On Memory\n\nMemory keeps what attention lets in.\n\nKinds\n\n- Sensory\n- Short-term\n1. first\n2. second\n\n"
        "Kind | Lasts\nEchoic | 3 s\n\nAfter the table."
    )
    assert document.location(document.text.index("Memory keeps")) == Location(heading="On Memory")
    assert document.location(document.text.index("Echoic")) == Location(heading="Kinds")


def test_what_was_deleted_is_no_text_and_what_was_inserted_is() -> None:
    def fill(document: WordDocument) -> None:
        document.element.body.insert(
            0,
            run_xml(
                "<w:r><w:t xml:space='preserve'>Sleep </w:t></w:r>"
                "<w:del w:id='1' w:author='a'><w:r><w:delText>never </w:delText></w:r></w:del>"
                "<w:ins w:id='2' w:author='a'><w:r><w:t>always</w:t></w:r></w:ins>"
                "<w:moveFrom w:id='3' w:author='a'><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
                "<w:r><w:t xml:space='preserve'> helps.</w:t></w:r>"
            ),
        )

    assert word(fill).text == "Sleep always helps."


def test_pages_are_counted_by_their_breaks() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("On the first page.")
        document.add_paragraph("Still the first").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("On the second page.")

    document = word(fill)
    assert document.location(document.text.index("Still")).page == 1
    assert document.location(document.text.index("On the second")).page == 2


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    mc = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"

    def fill(document: WordDocument) -> None:
        choice = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        document.element.body.insert(
            0,
            run_xml(
                f"<w:r><w:t>Beside it.</w:t><mc:AlternateContent {mc}>{choice}</mc:AlternateContent></w:r>"
            ),
        )

    assert word(fill).text == "Beside it.\n\nIn the box."


def test_footnotes_follow_at_the_end_with_their_place() -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>As Ebbinghaus found.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    ).encode()

    def fill(document: WordDocument) -> None:
        document.add_heading("Forgetting", 1)
        paragraph = document.add_paragraph("We forget fast")
        paragraph._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/><w:t>.</w:t></w:r>")
        )
        document.add_heading("Later", 1)
        document.add_paragraph("The rest.")
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), content_type, notes, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    document = word(fill)
    assert document.text.endswith("We forget fast[1].\n\nLater\n\nThe rest.\n\n[1] As Ebbinghaus found.")
    assert document.location(len(document.text)).heading == "Forgetting"


async def test_a_file_goes_through_the_sandbox() -> None:
    seen: list[tuple[int, int]] = []
    data = await asyncio.to_thread(written, chapter)
    document = await read(data, "renamed.txt", on_progress=lambda *at: seen.append(at))
    assert document == await asyncio.to_thread(word, chapter)
    assert seen[-1][0] == seen[-1][1] > 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
async def test_a_truncated_file_is_refused_in_words(share: float) -> None:
    whole = await asyncio.to_thread(written, chapter)
    with pytest.raises(Unreadable, match="damaged or incomplete"):
        await read(whole[: int(len(whole) * share)], "a.docx")


def test_damaged_bytes_are_refused_in_words() -> None:
    whole = bytearray(written(chapter))
    for at in range(0, len(whole), 997):
        broken = whole.copy()
        broken[at : at + 8] = b"\xff" * 8
        with pytest.raises(Unreadable, match="damaged or incomplete"):
            read_word(bytes(broken), lambda done, total: None)


@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/numbering.xml",
    ],
)
def test_a_part_with_a_hole_is_read_or_refused_in_words(part: str) -> None:
    """As programs write them that know little of Word: whole as an archive, and wrong inside."""
    with ZipFile(BytesIO(written(chapter))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    read_so_far, refused = list[str](), 0
    for at in range(0, len(parts[part]), len(parts[part]) // 30):
        file = BytesIO()
        with ZipFile(file, "w") as broken:
            for name, data in parts.items():
                broken.writestr(name, data[:at] + b" " * 8 + data[at + 8 :] if name == part else data)
        try:
            read_so_far.append(read_word(file.getvalue(), lambda done, total: None).text)
        except Unreadable:
            refused += 1
    assert refused
    assert read_so_far
    assert all("After the table." in text for text in read_so_far)


class TestRealFiles:
    def test_headings_lists_and_a_table(self, shared: Path) -> None:
        document = read_word((shared / "files/26_word_sample.docx").read_bytes(), lambda done, total: None)
        assert "- You can relax and look around\n- Paddle about\n- Enjoy summer warmth" in document.text
        assert "1. Wear sunglasses\n2. Don’t forget to drink water\n3. Use sun cream" in document.text
        assert "Berries | Blueberry, Strawberry, Cranberry | 150" in document.text
        assert document.location(document.text.index("Berries |")).heading == "Let’s eat"

    def test_nested_lists(self, shared: Path) -> None:
        text = read_word((shared / "files/27_docx_lists.docx").read_bytes(), lambda done, total: None).text
        assert "- List item 1\n  - List item 1.1\n    - List item 1.1.1\n- List item 3" in text
        assert "- Third item\n  - Sub-item A\n  - Sub-item B\n- Fourth item" in text
