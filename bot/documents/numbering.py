"""What a Word paragraph is besides its text: a title, a heading of some level, an item of a list."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from docx.parts.document import DocumentPart

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_LEVEL = 9  # the outline level that means "body text"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's own settings and its style, with the styles that one is based on, come to."""

    is_title: bool = False
    heading_level: int | None = None
    number_id: str | None = None
    level: int = 0


class Numbering:
    """The styles and lists of one document, and how far each list has counted."""

    def __init__(self, part: DocumentPart) -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in part.styles.element.iter(f"{W}style")}
        self._known: dict[str | None, Style] = {}
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        with suppress(KeyError, NotImplementedError):  # a document without lists has no such part
            self._read_formats(part.numbering_part.element)

    def _read_formats(self, root: Any) -> None:
        abstract = {
            definition.get(f"{W}abstractNumId"): {
                int(level.get(f"{W}ilvl", "0")): _value(level, "numFmt") or "decimal"
                for level in definition.iter(f"{W}lvl")
            }
            for definition in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            for level, style in abstract.get(_value(number, "abstractNumId"), {}).items():
                self._formats[number.get(f"{W}numId"), level] = style

    def style(self, paragraph: Any) -> Style:
        """The paragraph's own settings over those of its style."""
        settings = paragraph.find(f"{W}pPr")
        if settings is None:
            return self._named(None)
        return _over(self._named(_value(settings, "pStyle")), settings)

    def _named(self, style_id: str | None) -> Style:
        if style_id not in self._known:
            self._known[style_id] = (
                Style()
            )  # stands in for itself where styles are based on each other in a ring
            element = self._styles.get(style_id)
            if element is not None:
                found = self._named(based_on) if (based_on := _value(element, "basedOn")) else Style()
                name = (_value(element, "name") or "").lower()
                if heading := re.fullmatch(r"(?:heading|标题) ?([1-9])", name):
                    found = Style(False, int(heading[1]), found.number_id, found.level)
                elif name in ("title", "标题"):
                    found = Style(is_title=True)
                settings = element.find(f"{W}pPr")
                self._known[style_id] = found if settings is None else _over(found, settings)
        return self._known[style_id]

    def marker(self, paragraph: Any, style: Style) -> str:
        """What stands before an item of a list (`- `, `2. `), indented by its level; "" before other text."""
        if style.number_id in (None, "0") or style.heading_level is not None or style.is_title:
            return ""
        assert style.number_id is not None
        shape = self._formats.get((style.number_id, style.level), "bullet")
        counts = self._counts[style.number_id]
        counts[style.level] += 1
        for deeper in [level for level in counts if level > style.level]:
            del counts[deeper]
        sign = "-" if shape in ("bullet", "none") else f"{_counted(counts[style.level], shape)}."
        return "  " * style.level + sign + " "


def _over(style: Style, settings: Any) -> Style:
    """`style`, with what a paragraph's or style's settings say differently."""
    outline = _value(settings, "outlineLvl")
    level = style.heading_level
    if outline is not None and outline.isdigit():
        level = int(outline) + 1 if int(outline) < _BODY_LEVEL else None
    number_id = _value(settings, "numPr", "numId") or style.number_id
    depth = _value(settings, "numPr", "ilvl")
    return Style(style.is_title, level, number_id, int(depth) if depth and depth.isdigit() else style.level)


def _value(element: Any, *path: str) -> str | None:
    found = element.find("/".join(f"{W}{tag}" for tag in path))
    return None if found is None else found.get(f"{W}val")


def _counted(number: int, shape: str) -> str:
    """`number` as the list writes it: 3, c, C, iii, III."""
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if shape == "lowerLetter" else letter.upper()
    if shape in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            roman += sign * (number // value)
            number %= value
        return roman if shape == "lowerRoman" else roman.upper()
    return str(number)
