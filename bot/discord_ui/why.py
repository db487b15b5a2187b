"""The picture behind *Why*: each highlight's words, warmer the more they did for its score. Pure, and slow: it
belongs in a thread.

Weight is shown by the ground's colour and by a line under the word, so that it needs no colours to be read.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from typing import Any, Literal

from bot.discord_ui.render import Answer, Attached, say
from bot.features.why import Why
from bot.locales import N_

WIDTH, DOTS_PER_INCH = 8.0, 144  # inches
LETTER, LINE_HEIGHT, MARGIN, GAP = 12, 0.30, 0.25, 0.18  # points; the others in inches
FONTS = (
    "Noto Sans",
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
)
PAPER, INK, SOFT = "#faf7f2", "#241f1a", "#655c52"
GROUNDS = {3: "#f2a65a", 2: "#f8c795", 1: "#fce5cc", -1: "#dbe7f2", -2: "#b3cee6", -3: "#85b1d9"}
LINES: dict[int, tuple[float, Literal["-", ":"]]] = {
    3: (3.5, "-"),
    2: (2.0, "-"),
    1: (0.8, "-"),
    -1: (0.8, ":"),
    -2: (2.0, ":"),
    -3: (3.5, ":"),
}


def picture_answer(explained: Sequence[Why], language: str) -> Answer:
    """The picture with a description, or a sentence where this machine has no letters for it."""
    data = draw(explained, [_heading(i, why, language) for i, why in enumerate(explained, 1)])
    if data is None:
        words = N_(
            "There is no font here for the letters of this text. The answer above has its words in bold."
        )
        return say(words.to(language))
    return Answer(attached=Attached("why.png", data, described(explained, language)))


def _heading(place: int, why: Why, language: str) -> str:
    return N_("{place}. score {score} of 100", place=place, score=round(100 * why.sentence.score)).to(
        language
    )


def described(explained: Sequence[Why], language: str) -> str:
    """What the picture shows, in words."""
    lines = [
        N_("Each highlight's words; the warmer and the thicker underlined, the more a word did.").to(language)
    ]
    for place, why in enumerate(explained, 1):
        strongest = ", ".join(word.text for word in why.strongest) or "–"
        lines.append(f"{_heading(place, why, language)}: {strongest}")
    return "\n".join(lines)


def draw(explained: Sequence[Why], headings: Sequence[str]) -> bytes | None:
    """A PNG; None where a letter has no glyph."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, fontManager

    there = set(fontManager.get_font_names())
    font = FontProperties(family=[name for name in FONTS if name in there] or ["DejaVu Sans"], size=LETTER)
    figure = Figure(figsize=(WIDTH, 1), dpi=DOTS_PER_INCH, facecolor=PAPER)
    canvas: Any = FigureCanvasAgg(figure)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            rows = _laid_out(explained, headings, canvas.get_renderer(), font)
            height = 2 * MARGIN + sum(LINE_HEIGHT if row else GAP for row in rows)
            figure.set_size_inches(WIDTH, height)
            for number, row in enumerate(rows):
                above = sum(LINE_HEIGHT if earlier else GAP for earlier in rows[:number])
                for text, left, width, warmth, colour in row:
                    y = height - MARGIN - above - 0.7 * LINE_HEIGHT
                    _put(figure, text, (left, y, width, height), warmth, colour, font)
            file = io.BytesIO()
            figure.savefig(file, format="png")
        except UserWarning:
            return None
    return file.getvalue()


def _laid_out(
    explained: Sequence[Why], headings: Sequence[str], renderer: Any, font: Any
) -> list[list[tuple[str, float, float, int, str]]]:
    """Lines of (text, left, width in inches, warmth, colour); an empty one is a gap."""

    def width_of(text: str) -> float:
        return float(renderer.get_text_width_height_descent(text, font, ismath=False)[0]) / DOTS_PER_INCH

    rows: list[list[tuple[str, float, float, int, str]]] = []
    for why, heading in zip(explained, headings, strict=True):
        rows += [[], [(heading, MARGIN, width_of(heading), 0, SOFT)], []]
        left = MARGIN
        for piece, word in why.pieces():
            text = piece if word else re.sub(r"\s+", " ", piece)
            if rows[-1] and left + width_of(text.rstrip()) > WIDTH - MARGIN:
                rows.append([])
                left, text = MARGIN, text.lstrip()
            rows[-1].append((text, left, width_of(text), word.warmth if word else 0, INK))
            left += width_of(text)
    return rows[1:]


def _put(
    figure: Any, text: str, place: tuple[float, float, float, float], warmth: int, colour: str, font: Any
) -> None:
    """One piece of text with its ground and its line."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    left, y, width, height = place
    across, up = left / WIDTH, y / height
    if warmth:
        ground = Rectangle(
            (across, (y - 0.06) / height), width / WIDTH, 0.24 / height, color=GROUNDS[warmth], linewidth=0
        )
        thick, dash = LINES[warmth]
        under = (y - 0.06) / height
        line = Line2D(
            [across, across + width / WIDTH], [under] * 2, linewidth=thick, linestyle=dash, color=INK
        )
        figure.add_artist(ground)
        figure.add_artist(line)
    figure.text(across, up, text, color=colour, fontproperties=font, parse_math=False)
