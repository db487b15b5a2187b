"""Word (.docx) to text: paragraphs, headings, lists, tables, text boxes and notes in order.

Runs in the sandbox. What tracked changes inserted is text and what they deleted is not. Footnotes and endnotes
follow at the end, marked `[1]` as in the text. Comments and the headers and footers around each page are not
part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from bot.documents.document import Document, Draft, Location, OnProgress
from bot.documents.kinds import damaged
from bot.documents.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = {f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")} | {
    _FALLBACK
}
_BREAKS = {f"{W}{tag}" for tag in ("br", "cr")}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_MACRO_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def read(data: bytes, on_progress: OnProgress) -> Document:
    """The document's text. Raises `Unreadable` when it is damaged."""
    for content_type in (CONTENT_TYPE.WML_DOCUMENT_MAIN, *_MACRO_TYPES):
        PartFactory.part_type_for[content_type] = DocumentPart
    try:
        package = Package.open(BytesIO(data))
        part = package.main_document_part
        body, title = part.element.body, package.core_properties.title
        reading = _Reading(part)
    except Exception as error:
        # python-docx checks nothing on its way in: whatever it trips over there, the file is at fault.
        raise damaged() from error
    if body is None:
        raise damaged()
    return reading.document(list(body), title, on_progress)


class _Reading:
    """One document being read: where it has got to, and which notes it has passed."""

    def __init__(self, part: DocumentPart) -> None:
        self._draft = Draft()
        self._numbering = Numbering(part)
        self._list: list[str] = []
        self._boxes: list[Any] = []
        self._heading: str | None = None
        self._title: str | None = None
        self._notes: list[tuple[str, str, Location]] = []
        self._note_roots = {kind: _note_part(part, kind) for kind in ("footnotes", "endnotes")}
        root = part.element
        # Word writes where its pages ended when it last laid them out; else only breaks set by hand are known.
        rendered = next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        by_hand = any(br.get(f"{W}type") == "page" for br in root.iter(f"{W}br"))
        self._page = 1 if rendered or by_hand else None
        self._page_break = f"{W}lastRenderedPageBreak" if rendered else f"{W}br"

    def document(self, blocks: list[Any], title: str, on_progress: OnProgress) -> Document:
        for done, block in enumerate(blocks, 1):
            self._block(block)
            on_progress(done, len(blocks))
        self._end_list()
        for number, (kind, note_id, location) in enumerate(self._notes, 1):
            text = " ".join(self._note(kind, note_id).split())
            self._draft.add(f"[{number}] {text}" if text else "", location)
        return self._draft.document(self._title or title)

    def _block(self, block: Any) -> None:
        if block.tag == f"{W}p":
            self._paragraph(block)
        elif block.tag == f"{W}tbl":
            self._end_list()
            location = self._here()
            self._draft.add("\n".join(row for row in map(self._row, _rows(block)) if row), location)
        elif block.tag not in _DROPPED and block.tag != f"{W}sectPr":
            for inner in block:  # content controls, custom XML, inserted blocks
                self._block(inner)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for inner in box:
                self._block(inner)

    def _paragraph(self, paragraph: Any) -> None:
        pieces = list(self._pieces(paragraph))
        text = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
        style = self._numbering.style(paragraph)
        if text and (style.is_title or style.heading_level is not None):
            self._end_list()
            text = " ".join(text.split())
            if style.is_title or (style.heading_level == 1 and self._title is None and self._heading is None):
                self._title = self._title or text
            self._heading = text
        if marker := self._numbering.marker(paragraph, style) if text else "":
            self._count_pages(pieces)
            if not self._list:
                self._list_location = self._here()
            self._list.append(marker + " ".join(text.split()))
            return
        if text:
            self._end_list()
        self._add(pieces)

    def _add(self, pieces: list[str | None]) -> None:
        """Adds a paragraph; None among its pieces is a page break."""
        begun = False
        for piece in pieces:
            if piece is None:
                self._page = (self._page or 0) + 1
            elif begun:
                self._draft.go_on(piece, self._here())
            elif piece.strip():
                self._draft.add(piece.lstrip(), self._here())
                begun = True

    def _end_list(self) -> None:
        if self._list:
            self._draft.add("\n".join(self._list), self._list_location)
            self._list = []

    def _row(self, row: Any) -> str:
        cells = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is row:
                pieces = [piece for p in cell.iter(f"{W}p") for piece in (*self._pieces(p), " ")]
                self._count_pages(pieces)
                cells.append(" ".join("".join(piece or "" for piece in pieces).split()))
        return " | ".join(cells) if any(cells) else ""

    def _count_pages(self, pieces: list[str | None]) -> None:
        if self._page is not None:
            self._page += pieces.count(None)

    def _pieces(self, element: Any) -> Iterator[str | None]:
        """The text of a paragraph, with None where a page ends; its text boxes are put by for later."""
        for child in element:
            tag = child.tag
            if tag in _DROPPED:
                continue
            if tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag == self._page_break and (tag != f"{W}br" or child.get(f"{W}type") == "page"):
                yield None
            elif tag in (f"{W}t", _MATH_TEXT):
                yield child.text or ""
            elif tag in _BREAKS:
                yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
            elif tag == f"{W}tab":
                yield " "
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in _NOTES:
                self._notes.append((_NOTES[tag], child.get(f"{W}id"), self._here()))
                yield f"[{len(self._notes)}]"
            else:
                yield from self._pieces(child)

    def _note(self, kind: str, note_id: str) -> str:
        for note in self._note_roots[kind]:
            if note.get(f"{W}id") == note_id:
                return " ".join("".join(piece or "" for piece in self._pieces(p)) for p in note.iter(f"{W}p"))
        return ""

    def _here(self) -> Location:
        return Location(page=self._page, heading=self._heading)


def _rows(table: Any) -> Iterator[Any]:
    """A table's own rows: those of tables inside its cells are read with the cells."""
    for row in table.iter(f"{W}tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if next(row.iterancestors(f"{W}tbl")) is table and not deleted:
            yield row


def _note_part(part: DocumentPart, kind: str) -> Any:
    """The root of the footnotes or endnotes; nothing where the document has none."""
    wanted = {"footnotes": RELATIONSHIP_TYPE.FOOTNOTES, "endnotes": RELATIONSHIP_TYPE.ENDNOTES}[kind]
    for relation in part.rels.values():
        if relation.reltype == wanted and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return ()
