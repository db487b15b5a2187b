"""PDF to text: columns in reading order, wrapped lines joined, running headers and page numbers left out.

Runs in the sandbox. A page that is damaged or has no text becomes a warning, and the reading goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

import pypdfium2 as pdfium
from pypdfium2 import raw

from bot.documents.document import Document, Draft, Location, OnProgress, ranges
from bot.documents.kinds import damaged
from bot.documents.limits import check_pages
from bot.documents.pdf_edges import without_edges
from bot.documents.pdf_page import HYPHEN, Piece, in_reading_order, pieces
from bot.documents.pdf_text import LEADER, Paragraph, before_more, is_open, lines, paragraphs, starts_cjk
from bot.errors import Empty, Unreadable
from bot.locales import N_

_HEADING_SIZE = 1.15  # of the body's
_TITLE_SIZE = 1.3
_NOTE_SIZE = 0.93
_MACHINE_TITLE = re.compile(
    r"microsoft (?:word|powerpoint) ?-|\(?anonymous|untitled|无标题|"
    r".*\.(?:docx?|pptx?|tex|dvi|pdf|indd|exe|rtf|txt|html?)$",
    re.I,
)
_FIRST_HEADING = re.compile(r"[\d. ]*(?:abstract|summary|introduction|contents|摘要|引言|目录|前言)", re.I)
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§])\s?[^\W\d]")
_Pages = dict[int, list[Piece]]


def read(data: bytes, on_progress: OnProgress) -> Document:
    """The text of all pages. Raises `Unreadable`, `TooLarge`, and `Empty` when no page has text."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(
                "This PDF is locked with a password. Save it without one and send it again."
            ) from None
        raise damaged() from None
    check_pages(len(file))
    pages: _Pages = {}
    broken = []
    for number in range(1, len(file) + 1):
        try:
            pages[number] = _read_page(file, number)
        except pdfium.PdfiumError:
            broken.append(number)
        on_progress(number, len(file))
    bare = [number for number, found in pages.items() if not found]
    if len(bare) + len(broken) == len(file):
        raise _no_text(broken)
    warnings = []
    if bare:
        warnings.append(
            N_("These pages have no text, only pictures or nothing: {pages}.", pages=ranges(bare))
        )
    if broken:
        warnings.append(N_("These pages are damaged and were left out: {pages}.", pages=ranges(broken)))
    written, biggest = _written(without_edges(pages))
    title = " ".join((file.get_metadata_dict().get("Title") or "").split())
    return written.document(biggest if not title or _MACHINE_TITLE.match(title) else title, warnings)


def _read_page(file: pdfium.PdfDocument, number: int) -> list[Piece]:
    page = file[number - 1]
    try:
        return pieces(page)
    finally:
        page.close()


def _no_text(broken: list[int]) -> Empty | Unreadable:
    if broken:
        return damaged()
    return Empty("This PDF has no text, only pictures of it. Send one whose text can be selected.")


def _written(pages: _Pages) -> tuple[Draft, str | None]:
    """All pages as one draft, and what is set biggest on the first page, if it stands out."""
    known = _words(pages)
    body_size = _body_size(pages)
    found: list[Paragraph] = []
    last_body: list[Paragraph] = []
    for number, on_page in pages.items():
        body, notes = _page(on_page, number, known, body_size)
        body = _go_on(last_body, body, known)
        last_body = body or last_body
        found += [*body, *notes]
    draft, heading = Draft(), None
    title = _biggest([p for p in found if p.parts[0][0] == min(pages)], body_size)
    _unmark_byline(found, title)
    for paragraph in found:
        if paragraph.is_heading:
            heading = paragraph.text
        for part, (page, text) in enumerate(paragraph.parts):
            (draft.go_on if part else draft.add)(text, Location(page=page, heading=heading))
    return draft, title.text if title is not None else None


def _words(pages: _Pages) -> Collection[str]:
    """Every word of the document that stands undivided, hyphens included, in lower case."""
    words: set[str] = set()
    for piece in (piece for found in pages.values() for piece in found):
        words.update(re.findall(r"[^\W_]+(?:-[^\W_]+)*(?!\w|\xad)", piece.text.lower()))
    return words


def _body_size(pages: _Pages) -> float:
    """The type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for piece in (piece for found in pages.values() for piece in found):
        sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _page(
    found: list[Piece], number: int, known: Collection[str], body_size: float
) -> tuple[list[Paragraph], list[Paragraph]]:
    """A page's text, and its footnotes: what stands in smaller type at the foot of a column."""
    text: list[Paragraph] = []
    notes: list[Paragraph] = []
    for region in in_reading_order([piece for piece in found if not piece.turned]):
        read = paragraphs(lines(region), number, known)
        foot = _notes_start(read, body_size, bool(notes))
        text += _go_on(text, read[:foot], known)
        notes += _go_on(notes, read[foot:], known)
    for paragraph in text:
        paragraph.is_heading = _is_heading(paragraph, body_size)
    for piece in found:
        if piece.turned:
            notes.append(Paragraph([(number, piece.text.replace(HYPHEN, "-"))], piece.size, False, 1))
    return text, notes


def _notes_start(read: list[Paragraph], body_size: float, notes_before: bool) -> int:
    """Where a column's footnotes begin: small type to its end, the first with a mark or going on from the last."""
    start = len(read)
    while start > 0 and read[start - 1].size < _NOTE_SIZE * body_size and not read[start - 1].is_table:
        start -= 1
    if notes_before and start < len(read) and read[start].text[:1].islower():
        return start
    while start < len(read) and not _NOTE_MARK.match(read[start].text):
        start += 1
    return start


def _is_heading(paragraph: Paragraph, body_size: float) -> bool:
    text = paragraph.text
    if paragraph.is_table or paragraph.lines > 3 or not 2 < len(text) <= 150 or LEADER.search(text):
        return False
    if len(re.findall(r"[^\W\d_]", text)) < 2:
        return False
    return paragraph.size >= _HEADING_SIZE * body_size or (paragraph.bold and text[-1] not in ".,;。，；")


def _go_on(before: list[Paragraph], after: list[Paragraph], known: Collection[str]) -> list[Paragraph]:
    """Adds the first of `after` to the last of `before` if it is its other part, over a column's or page's end.

    Returns what of `after` stands by itself.
    """
    if not before or not after or not _is_one(before[-1], after[0]):
        return after
    last, first = before[-1], after[0]
    page, text = last.parts[-1]
    if last.divided:
        text = text[:-1] + HYPHEN
    last.parts[-1] = (page, before_more(text, first.text, known))
    last.parts += first.parts
    last.divided = first.divided
    return after[1:]


def _is_one(last: Paragraph, first: Paragraph) -> bool:
    """Whether two paragraphs on the two sides of a break are one: the same type, and no sentence's end between."""
    if last.is_table or first.is_table or last.is_heading or last.bold != first.bold:
        return False
    goes_on = first.text[:1].islower() or last.divided or starts_cjk(first.text)
    return 0.93 < last.size / first.size < 1.07 and is_open(last.text) and goes_on


def _biggest(first_page: list[Paragraph], body_size: float) -> Paragraph | None:
    """The first paragraph in the biggest type, if it stands out: a title."""
    short = (p for p in first_page if p.lines <= 4 and 3 < len(p.text) <= 200 and not p.is_table)
    biggest = max(short, key=lambda p: round(p.size), default=None)
    return biggest if biggest is not None and biggest.size >= _TITLE_SIZE * body_size else None


def _unmark_byline(found: list[Paragraph], title: Paragraph | None) -> None:
    """What follows a title in lesser type, its authors and date, is no heading."""
    start = next((at for at, paragraph in enumerate(found) if paragraph is title), len(found))
    for paragraph in found[start + 1 :]:
        if not paragraph.is_heading or paragraph.bold or _FIRST_HEADING.match(paragraph.text):
            return
        paragraph.is_heading = False
