"""PowerPoint (.pptx) to text: for each slide its title, its text and tables, then the speaker's notes.

Runs in the sandbox. Hidden slides are read like the others. What is only drawn is not text; a slide without any
is named in a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.package import PartFactory
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from bot.documents.document import Document, Draft, Location, OnProgress, ranges
from bot.documents.kinds import damaged
from bot.locales import N_

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PRESENTATION_TYPES = (
    CONTENT_TYPE.PML_PRESENTATION_MAIN,
    CONTENT_TYPE.PML_PRES_MACRO_MAIN,
    CONTENT_TYPE.PML_SLIDESHOW_MAIN,
    CONTENT_TYPE.PML_TEMPLATE_MAIN,
)
_BULLETED = ("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT")  # placeholders whose layouts put bullets


def read(data: bytes, on_progress: OnProgress) -> Document:
    """The deck's text. Raises `Unreadable` when it is damaged."""
    for content_type in _PRESENTATION_TYPES:
        PartFactory.part_type_for[content_type] = PresentationPart
    try:
        part: Any = Package.open(BytesIO(data)).presentation_part
        slides = list(part.presentation.slides)
        title = part.core_properties.title
    except Exception as error:
        # python-pptx checks nothing on its way in: whatever it trips over there, the file is at fault.
        raise damaged() from error
    draft, bare, broken, first_title = Draft(), [], [], None
    for number, slide in enumerate(slides, 1):
        try:
            heading, blocks = _slide(slide)
        except Exception:
            broken.append(number)
            continue
        first_title = first_title or heading
        if not blocks:
            bare.append(number)
        for block in blocks:
            draft.add(block, Location(slide=number, heading=heading))
        on_progress(number, len(slides))
    warnings = []
    if bare:
        warnings.append(
            N_("These slides have no text, only pictures or nothing: {slides}.", slides=ranges(bare))
        )
    if broken:
        warnings.append(N_("These slides are damaged and were left out: {slides}.", slides=ranges(broken)))
    return draft.document(first_title or _useful(title), warnings)


def _useful(title: str | None) -> str | None:
    """A title somebody gave: not the one that PowerPoint gives."""
    return None if not title or title.lower() in ("powerpoint presentation", "powerpoint 演示文稿") else title


def _slide(slide: Any) -> tuple[str | None, list[str]]:
    """The slide's title, and all its blocks in reading order, title first and notes last."""
    title_shape = slide.shapes.title
    heading = " ".join(title_shape.text_frame.text.split()) if title_shape is not None else ""
    blocks = [heading] if heading else []
    for shape in _flat(slide.shapes):
        if title_shape is None or shape.shape_id != title_shape.shape_id:
            blocks.extend(block for block in _shape(shape) if block.strip())
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        blocks.extend(line for line in frame.text.replace("\v", "\n").split("\n") if line.strip())
    return heading or None, blocks


def _flat(shapes: Any) -> Iterator[Any]:
    """All shapes in their order, those in groups in the place of the group."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _shape(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield _paragraphs(shape)
    elif getattr(shape, "has_table", False):
        rows = ([" ".join(cell.text.split()) for cell in row.cells] for row in shape.table.rows)
        yield "\n".join(" | ".join(row) for row in rows if any(row))
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    else:
        yield _diagram(shape)


def _paragraphs(shape: Any) -> str:
    """A text frame: items of a list line by line, other paragraphs as blocks of their own."""
    frame = shape.text_frame
    filled = [paragraph for paragraph in frame.paragraphs if paragraph.text.strip()]
    placeholder = (
        shape.placeholder_format.type.name if shape.is_placeholder and shape.placeholder_format.type else ""
    )
    text, after_item = "", False
    for paragraph in filled:
        settings = paragraph._p.pPr
        has = {etree.QName(child).localname for child in settings} if settings is not None else set()
        by_layout = placeholder in _BULLETED and len(filled) > 1 and "buNone" not in has
        is_item = by_layout or bool(has & {"buChar", "buAutoNum", "buBlip"})
        line = " ".join(paragraph.text.split())
        text += (
            ("\n" if after_item and is_item else "\n\n")
            + ("  " * paragraph.level + "- " if is_item else "")
            + line
        )
        after_item = is_item
    return text.strip("\n")


def _chart(chart: Any) -> Iterator[str]:
    """A chart's title and its numbers, a row for each category."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield chart.chart_title.text_frame.text
    for plot in chart.plots:
        series = list(plot.series)
        rows = [["", *(one.name for one in series)]]
        rows += [
            [str(category), *("" if value is None else f"{value:g}" for value in values)]
            for category, *values in zip(plot.categories, *(one.values for one in series), strict=False)
        ]
        yield "\n".join(" | ".join(row) for row in rows).strip(" |")


def _diagram(shape: Any) -> str:
    """The text of a SmartArt diagram, which lies in a part of its own."""
    for node in shape._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"):
        data_id = node.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm")
        root = etree.fromstring(
            shape.part.related_part(data_id).blob, etree.XMLParser(resolve_entities=False)
        )
        lines = ("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in root.iter(f"{_A}p"))
        return "\n".join(f"- {line}" for line in lines if line.strip())
    return ""
