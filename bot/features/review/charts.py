"""The charts of `progress`, by matplotlib: SVG for pages, PNG for messages. Slow: they belong in a thread.

They hold numbers and dates only, so that every font can write them; the words stand beside them.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Literal

from bot.features.review.progress import Progress
from bot.texts.days import drawn_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, NARROW, HEIGHT = 7.0, 3.6, 2.4  # inches, of one chart
DOTS_PER_INCH = 144
LETTER = 9.5  # points


class Chart(StrEnum):
    FORECAST = "forecast"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Palette:
    """The pages' colours."""

    paper: str
    ink: str
    line: str
    accent: str


LIGHT = Palette("#ffffff", "#655c52", "#e5ddd2", "#9c4508")
DARK = Palette("#211d19", "#b3a899", "#38312a", "#f4a95c")


def draw(
    found: Progress,
    charts: Sequence[Chart],
    form: Literal["svg", "png"],
    palette: Palette = LIGHT,
    width: float = WIDE,
    *,
    language: str,
) -> bytes:
    """The charts below each other, `width` inches wide, with dates as the reader's `language` writes them."""
    drawings = [partial(DRAWN[chart], found=found, palette=palette, language=language) for chart in charts]
    return drawn(drawings, form, palette, (width, HEIGHT))


def drawn(
    drawings: Sequence[Callable[[Axes], None]],
    form: Literal["svg", "png"],
    palette: Palette,
    size: tuple[float, float],
) -> bytes:
    """Framed charts below each other, each of `size` inches; every one of `drawings` fills its own."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    mpl.rcParams["svg.fonttype"] = "none"  # letters stay letters, in the reader's own font
    width, height = size
    whole = (width, height * len(drawings))
    figure = Figure(whole, DOTS_PER_INCH, facecolor=palette.paper, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(len(drawings), squeeze=False)[:, 0]
    for draw_in, where in zip(drawings, axes, strict=True):
        _frame(where, palette)
        draw_in(where)
    file = io.BytesIO()
    about = dict.fromkeys(("Creator", "Date", "Format", "Type")) if form == "svg" else None
    figure.savefig(file, format=form, facecolor=palette.paper, metadata=about)
    return file.getvalue()


def _frame(axes: Axes, palette: Palette) -> None:
    axes.set_facecolor(palette.paper)
    axes.tick_params(colors=palette.ink, labelsize=LETTER, length=0)
    axes.tick_params(axis="x", pad=7)
    axes.grid(axis="y", color=palette.line, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.line)


def _forecast(axes: Axes, found: Progress, palette: Palette, language: str) -> None:
    """A bar for each day, today's first."""
    from matplotlib.ticker import MaxNLocator

    axes.bar(range(len(found.due)), found.due, width=0.75, color=palette.accent)
    axes.set_xlim(-0.6, len(found.due) - 0.4)
    axes.set_ylim(0, max(5, *found.due) * 1.05)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    days = range(0, len(found.due), 5)
    axes.set_xticks(days, [f"+{day}" if day else "0" for day in days])


def _retention(axes: Axes, found: Progress, palette: Palette, language: str) -> None:
    """A point for each week with what it may be off by, and a line where it is wished to be."""
    shares = [math.nan if week.share is None else 100 * week.share for week in found.weeks]
    axes.axhline(100 * found.wished, color=palette.ink, linewidth=1.2, linestyle="--")
    for place, week in enumerate(found.weeks):
        if week.asked:
            low, high = week.span
            axes.vlines(place, 100 * low, 100 * high, color=palette.accent, linewidth=1.2, alpha=0.6)
    axes.plot(range(len(shares)), shares, color=palette.accent, marker="o", linewidth=1.6)
    axes.set_ylim(max(0.0, min([60.0, *(share - 10 for share in shares)])), 102)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f} %")
    axes.set_xlim(-0.5, len(found.weeks) - 0.5)
    days = [drawn_day(week.begins_on, language) for week in found.weeks[::3]]
    axes.set_xticks(range(0, len(found.weeks), 3), days)


DRAWN: dict[Chart, Callable[..., None]] = {
    Chart.FORECAST: _forecast,
    Chart.RETENTION: _retention,
}
