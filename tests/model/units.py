"""What an English text is split into, as tests of reading compare it."""

from __future__ import annotations

from model.sentences import Layout, split


def texts(text: str) -> list[str]:
    return [said for said, _ in layouts(text)]


def layouts(text: str) -> list[tuple[str, Layout]]:
    return [(text[span.start : span.end], span.layout) for span in split(text, "en")]
