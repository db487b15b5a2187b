"""Draws the panels of a picture, by matplotlib: SVG for pages, PNG for messages. Slow: they belong in a thread.

As in review's charts they hold numbers and dates only, so that every font can write them; the words stand beside them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from bot.features.focus.picture import Panel, Picture, Span
from bot.features.review.charts import LETTER, LIGHT, WIDE, Palette, drawn
from bot.texts.days import drawn_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 1.7  # inches, of one panel
NUMBERS = "①②③④⑤"
TICKS = {Span.DAY: 4, Span.WEEK: 1, Span.YEAR: 8}  # pieces from one label to the next


def draw_picture(
    picture: Picture,
    panels: Sequence[Panel],
    form: Literal["svg", "png"],
    palette: Palette = LIGHT,
    width: float = WIDE,
    *,
    language: str,
    numbered: bool = False,
) -> bytes:
    """The panels below each other, `width` inches wide, with dates as the reader's `language` writes them; `numbered`
    for words that speak of them by number."""
    days = _days(picture, width, language)
    drawings = [
        partial(_panel, picture, panel, palette, days, NUMBERS[place] if numbered else "")
        for place, panel in enumerate(panels)
    ]
    return drawn(drawings, form, palette, (width, HEIGHT))


def _days(picture: Picture, width: float, language: str) -> dict[int, str]:
    """What stands below the pieces that are named; in a narrow picture dates at half as many."""
    is_tight = width < WIDE and picture.span is not Span.DAY
    named = range(0, len(picture.pieces), TICKS[picture.span] * (2 if is_tight else 1))
    return {place: picture.label(place, language, drawn_day).removesuffix(":00") for place in named}


def _panel(
    picture: Picture, panel: Panel, palette: Palette, days: Mapping[int, str], number: str, axes: Axes
) -> None:
    lines = [[math.nan if value is None else value for value in line] for line in picture.lines(panel)]
    count = len(picture.pieces)
    if panel in (Panel.FOCUS, Panel.REVIEWS):
        axes.bar(range(count), lines[0], width=0.75, color=palette.accent)
        _scale(axes, lines[0])
    else:
        _curves(axes, lines, palette, small=count > 25)
        _share(axes, panel, lines[0])
    axes.set_xlim(-0.6, count - 0.4)
    axes.set_xticks(list(days), list(days.values()))
    if number:
        axes.set_title(number, loc="left", color=palette.ink, fontsize=1.4 * LETTER)


def _scale(axes: Axes, bars: Sequence[float]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_ylim(0, max(5.0, *bars) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))


def _curves(axes: Axes, lines: Sequence[Sequence[float]], palette: Palette, *, small: bool) -> None:
    """The first line with round points, the second dashed with square frames around where they would be: told apart
    without colours, and where both are the same."""
    size = 3.5 if small else 5.5
    styles = ((palette.accent, "o", "-", size, palette.accent), (palette.ink, "s", "--", size + 3, "none"))
    for line, (colour, marker, dashes, width, inside) in zip(lines, styles, strict=False):
        axes.plot(
            range(len(line)),
            line,
            color=colour,
            marker=marker,
            markersize=width,
            markerfacecolor=inside,
            linestyle=dashes,
            linewidth=1.4,
            clip_on=False,
        )


def _share(axes: Axes, panel: Panel, line: Sequence[float]) -> None:
    from matplotlib.ticker import MultipleLocator

    if panel is Panel.CHECK_INS:
        axes.set_ylim(0.8, 5.2)
        axes.set_yticks((1, 3, 5))
        return
    lowest = min([60.0, *(value for value in line if not math.isnan(value))])
    axes.set_ylim(max(0.0, 20 * (lowest // 20) - 2), 102)
    axes.yaxis.set_major_locator(MultipleLocator(20 if lowest >= 40 else 50))
    unit = " %" if panel is Panel.RETENTION else ""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}{unit}")
