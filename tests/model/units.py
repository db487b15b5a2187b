"""What a text is split into, as tests of reading compare it."""

from __future__ import annotations

from model.sentences import Layout, split


def texts(text: str, language: str = "en") -> list[str]:
    return [said for said, _ in layouts(text, language)]


def layouts(text: str, language: str = "en") -> list[tuple[str, Layout]]:
    return [(text[span.start : span.end], span.layout) for span in split(text, language)]
