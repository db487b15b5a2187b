"""HTML to text: the main part of a page without its menus, with its headings, lists and tables.

Runs in the sandbox. Trafilatura finds the main part; where it finds little of what the page shows, and on a page
that has nothing around it, all visible text outside menus and footers is taken instead. So is that of a page nested
deeper than parsers go by default, as mails sent on and on are: Trafilatura would read it up to there. Scripts and
styles are never text.
"""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from copy import deepcopy

from lxml import html
from lxml.etree import ParserError, _Element
from trafilatura import bare_extraction

from bot.documents import plain
from bot.documents.document import Document, Draft, Location, OnProgress
from bot.errors import Empty, Unreadable

_UNSEEN = "script|style|noscript|template|svg|iframe|object|select|button|input|textarea|head"
_AROUND = "nav|footer|aside|form|dialog"
_FOUND_ENOUGH = 0.5  # of the visible text outside menus and footers
_FOUND_ALL = 0.9
_CALLS = 20_000  # within each other, for what is nested 2,048 deep, which is as far as the parser goes
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WIDE_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
_LISTS = frozenset(("ul", "ol", "list"))
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|header|hgroup|hr"
    "|html|item|li|main|p|quote|section|summary"
)


def read(data: bytes, on_progress: OnProgress) -> Document:
    """The page's main text. Raises `Empty` when it shows none, `Unreadable` where it is nested too deeply."""
    source = _DECLARATION.sub("", _decode(data))
    page, is_deep = _parsed(source)
    title = _title(page)
    _drop(page, _UNSEEN)
    everything = deepcopy(page)
    is_bare = not _drop(page, _AROUND)
    shown = _letters(page)
    body = None if is_deep else _main_part(source)
    share = _letters(body) / max(shown, 1) if body is not None else 0
    if share < _FOUND_ENOUGH or (share > _FOUND_ALL and is_bare):
        body = page if shown else everything
    draft = Draft()
    blocks = _blocks(body)
    heading: str | None = None
    for done, (text, is_heading) in enumerate(blocks, 1):
        if is_heading:
            heading = text
        draft.add(text, Location(heading=heading))
        on_progress(done, len(blocks))
    document = draft.document(title)
    if not document.text:
        raise _no_text()
    return document


def _parsed(source: str) -> tuple[_Element, bool]:
    """The page, and whether it is nested deeper than parsers go by default."""
    for huge in (False, True):
        parser = html.HTMLParser(huge_tree=huge)
        try:
            page = html.document_fromstring(source, parser=parser)
        except (ParserError, ValueError):
            page = None
        if not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            if page is None:
                raise _no_text()
            return page, huge
    raise Unreadable(
        "This page is nested too deeply to be read. Open it in a browser, copy what you want and paste it."
    )


def _main_part(source: str) -> _Element | None:
    found = bare_extraction(source, favor_recall=True, include_comments=False, with_metadata=False)
    return getattr(found, "body", None)


def _blocks(root: _Element) -> list[tuple[str, bool]]:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _CALLS))
    try:
        return _Blocks(root).blocks
    finally:
        sys.setrecursionlimit(usual)


class _Blocks:
    """The blocks of a page in order, as (text, whether it is a heading), from HTML or Trafilatura's XML."""

    def __init__(self, root: _Element) -> None:
        self.blocks: list[tuple[str, bool]] = []
        self._line: list[str] = []
        self._visit(root)
        self._end_block()

    def _visit(self, element: _Element) -> None:
        """Takes an element in; never its tail, which belongs to its parent."""
        tag = element.tag
        if not isinstance(tag, str):
            return  # a comment
        if tag in _HEADINGS:
            self._end_block()
            self._add(_squeezed("".join(element.itertext())).strip(" \u200b#¶"), is_heading=True)
        elif tag == "table":
            self._end_block()
            self._visit_table(element)
        elif tag in _LISTS:
            self._end_block()
            self._add("\n".join(_list_lines(element)))
        elif tag == "pre" or (tag == "code" and "\n" in "".join(element.itertext())):
            self._end_block()
            code = "".join(element.itertext()).strip("\n").rstrip()
            is_code = tag == "code" or element.find(".//code") is not None or element.get("class")
            self._add(_fenced(code) if is_code else code)
        elif tag in ("br", "lb"):
            self._line.append("\n")
        else:
            self._visit_inside(element, is_block=_BLOCK.fullmatch(tag) is not None)

    def _visit_inside(self, element: _Element, is_block: bool) -> None:
        if is_block:
            self._end_block()
        self._line.append(_squeezed(element.text or ""))
        for child in element:
            self._visit(child)
            self._line.append(_squeezed(child.tail or ""))
        if is_block:
            self._end_block()

    def _visit_table(self, table: _Element) -> None:
        """Its own rows as lines. One that only lays the page out is read cell by cell, with the tables in it."""
        lines: list[str] = []
        for row in table.iter("tr", "row"):
            if next(row.iterancestors("table")) is not table:
                continue
            cells = [cell for cell in row if isinstance(cell.tag, str)]
            if not _lays_out(cells):
                lines.append(_row(cells))
                continue
            self._add("\n".join(filter(None, lines)))
            lines = []
            for cell in cells:
                self._visit_inside(cell, is_block=True)
        self._add("\n".join(filter(None, lines)))

    def _end_block(self) -> None:
        self._add(_tidy("".join(self._line)))
        self._line = []

    def _add(self, text: str, is_heading: bool = False) -> None:
        if text.strip():
            self.blocks.append((text, is_heading))


def _list_lines(element: _Element) -> Iterator[str]:
    """One line for each item, `- ` or its number before it; what is nested is indented."""
    ordered = element.tag == "ol" or element.get("rend") == "ol"
    for number, item in enumerate((child for child in element if isinstance(child.tag, str)), 1):
        lines = "\n".join(text for text, _ in _Blocks(item).blocks).split("\n")
        if lines != [""]:
            yield f"{number}. {lines[0]}" if ordered else f"- {lines[0]}"
            yield from (f"  {line}" for line in lines[1:])


def _fenced(code: str) -> str:
    """Between fences, so that it is read as code; as it is where it has fences itself."""
    return code if not code.strip() or "```" in code else f"```\n{code}\n```"


def _lays_out(cells: list[_Element]) -> bool:
    """Whether these are parts of a page and no values: they hold a table, a heading with text below it, or one alone
    holds paragraphs."""
    for cell in cells:
        if next(cell.iter("table"), None) is not None:
            return True
        if any(_letters(heading) < _letters(cell) for heading in cell.iter(*_HEADINGS)):
            return True
    return len(cells) == 1 and any(
        isinstance(each.tag, str) and (each.tag in _LISTS or _BLOCK.fullmatch(each.tag))
        for each in cells[0].iterdescendants()
    )


def _row(cells: list[_Element]) -> str:
    texts = [_squeezed(" ".join(cell.itertext())).strip() for cell in cells]
    return " | ".join(texts) if any(texts) else ""


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\n\r\f\xa0]+", " ", text)


def _tidy(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(" +", " ", text)).strip()


def _letters(element: _Element) -> int:
    return sum(len(piece) for text in element.itertext() for piece in text.split())


def _drop(page: _Element, tags: str) -> int:
    """Takes elements out of the page, keeping what follows them; returns how many."""
    dropped = [element for element in page.iter(*tags.split("|")) if element.getparent() is not None]
    for element in dropped:
        element.drop_tree()
    return len(dropped)


def _title(page: _Element) -> str | None:
    """The page's only first-level heading if there is one, else its title."""
    headings = [
        text for h1 in page.iter("h1") if (text := _squeezed("".join(h1.itertext())).strip(" \u200b#¶"))
    ]
    if len(headings) == 1:
        return headings[0]
    return next(
        (text for title in page.iter("title") if (text := _squeezed("".join(title.itertext())).strip())), None
    )


def _decode(data: bytes) -> str:
    """By its mark, by what the page says of itself if that fits, or by its bytes."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith(_WIDE_MARKS):
        try:
            return data.decode(
                "gb18030" if declared[1].lower() in (b"gb2312", b"gbk") else declared[1].decode()
            )
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.decode(data)[0]


def _no_text() -> Empty:
    return Empty("No text was found in this page. Open it in a browser, copy what you want and paste it.")
