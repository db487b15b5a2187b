"""The results as pictures, each as PNG and SVG: bars of every system, reliability diagrams, training curves.

Colours are Okabe and Ito's, which people of every colour vision tell apart; values also stand in words or shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from model.evaluate.own import LEXICAL, OURS, UNFOCUSED, UNTRAINED
from model.evaluate.peers import ORACLE, SIMPLE
from model.evaluate.sumy_baselines import SUMY

BLUE, ORANGE, GREEN, GREY, BLACK = "#0072B2", "#E69F00", "#009E73", "#999999", "#000000"
PURPLE, SKY, RED = "#CC79A7", "#56B4E9", "#D55E00"
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Pith": (BLUE, (OURS,)),
    "Pith, less of it": (GREEN, (UNFOCUSED, UNTRAINED, LEXICAL)),
    "published": (ORANGE, tuple(SUMY)),
    "simple": (GREY, SIMPLE),
}
MEASURED = {"share": "share of the oracle's ROUGE-1 (%)", "auc": "AUC against people's labels"}
MOST_COLUMNS = 3
LOSS = {"loss": "training", "eval_loss": "development"}

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "pith",  # the same figure gives the same SVG
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw(results: Mapping[str, Mapping[str, Any]], folder: Path) -> list[Path]:
    """What there is to draw of the sets' results; the files' paths."""
    files: list[Path] = []
    panels = [(name, measure) for name, found in results.items() for measure in _measures(found)]
    if panels:
        files += save(bars(results, panels), folder, "systems")
    calibrated = {name: found["calibration"] for name, found in results.items() if found.get("calibration")}
    if calibrated:
        files += save(reliability_diagrams(calibrated), folder, "reliability")
    return files


def draw_curves(history: Sequence[Mapping[str, float]], folder: Path) -> list[Path]:
    """The training curves of what transformers' Trainer logged."""
    return save(curves(history), folder, "curves")


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """The figure's two files."""
    with mpl.rc_context(STYLE):
        figure.savefig(folder / f"{name}.png", dpi=150)
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    return [folder / f"{name}.png", folder / f"{name}.svg"]


def _grid(panels: int, width: float, height: float) -> tuple[Figure, list[Axes]]:
    columns = min(MOST_COLUMNS, panels)
    rows = -(-panels // columns)
    figure = Figure(figsize=(width * columns, height * rows + 0.6), layout="constrained")
    axes = [figure.add_subplot(rows, columns, i + 1) for i in range(panels)]
    return figure, axes


# --- bars ----------------------------------------------------------------------------------------------------


def _measures(found: Mapping[str, Any]) -> list[str]:
    ours = found.get("systems", {}).get(OURS, {})
    return [m for m in MEASURED if m in ours and (m != "auc" or "precision" in ours)]


def bars(results: Mapping[str, Mapping[str, Any]], panels: Sequence[tuple[str, str]]) -> Figure:
    """A panel for each (set, measure), its systems from best to worst."""
    with mpl.rc_context(STYLE):
        figure, axes = _grid(len(panels), 4.2, 3.0)
        for ax, (name, measure) in zip(axes, panels, strict=True):
            _bars(ax, results[name]["systems"], measure)
            ax.set_title(f"{name} ({results[name]['documents']} documents)", loc="left")
            ax.set_xlabel(MEASURED[measure])
        shown = [Patch(color=colour, label=group) for group, (colour, _) in GROUPS.items()]
        figure.legend(handles=shown, loc="outside upper center", ncols=len(shown), frameon=False)
    return figure


def _bars(ax: Axes, systems: Mapping[str, Mapping[str, float]], measure: str) -> None:
    rows = {s: row[measure] for s, row in systems.items() if s != ORACLE and measure in row}
    order = sorted(rows, key=lambda system: rows[system])
    colours = {system: colour for colour, group in GROUPS.values() for system in group}
    drawn = ax.barh(order, [rows[s] for s in order], color=[colours[s] for s in order])
    ax.bar_label(drawn, fmt="%.3f" if measure == "auc" else "%.1f", padding=3)
    ax.set_xlim(0, 1.15 if measure == "auc" else 115)
    ax.set_ylabel("system")


# --- reliability ---------------------------------------------------------------------------------------------


def reliability_diagrams(calibrated: Mapping[str, Mapping[str, Any]]) -> Figure:
    """A panel for each set: how often a sentence of a score is a target; larger points stand for more sentences."""
    marks = {OURS: (BLUE, "o", "-"), UNTRAINED: (ORANGE, "s", "--")}
    with mpl.rc_context(STYLE):
        figure, axes = _grid(len(calibrated), 3.4, 3.2)
        for ax, (name, by_system) in zip(axes, calibrated.items(), strict=True):
            ax.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="perfect")
            for system, found in by_system.items():
                colour, shape, line = marks[system]
                scores, shares = [b["score"] for b in found["bins"]], [b["share"] for b in found["bins"]]
                most = max(b["count"] for b in found["bins"])
                sizes = [10 + 70 * b["count"] / most for b in found["bins"]]
                ax.plot(
                    scores, shares, color=colour, linestyle=line, label=f"{system}, error {found['ece']:.2f}"
                )
                ax.scatter(scores, shares, s=sizes, color=colour, marker=shape, clip_on=False)
            ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="score", ylabel="share that should be chosen")
            ax.set_title(name, loc="left")
            ax.legend(frameon=False, loc="upper left")
    return figure


# --- training ------------------------------------------------------------------------------------------------


def curves(history: Sequence[Mapping[str, float]]) -> Figure:
    """Losses over steps, and beside them every other score that evaluation logged (`eval_…`)."""
    logged = {key for entry in history for key in entry}
    scores = sorted(
        key
        for key in logged
        if key.startswith("eval_") and key not in LOSS and not key.endswith(("runtime", "per_second"))
    )
    with mpl.rc_context(STYLE):
        figure, axes = _grid(2 if scores else 1, 5.0, 3.4)
        _lines(axes[0], history, [key for key in LOSS if key in logged])
        axes[0].set(title="Loss", xlabel="step", ylabel="loss")
        if scores:
            _lines(axes[1], history, scores)
            axes[1].set(title="On the development sets", xlabel="step", ylabel="score")
    return figure


def _lines(ax: Axes, history: Sequence[Mapping[str, float]], keys: Sequence[str]) -> None:
    colours, shapes = (BLUE, ORANGE, GREEN, BLACK, PURPLE, SKY, RED), "os^Dv<>"
    for i, key in enumerate(keys):
        points = [(entry["step"], entry[key]) for entry in history if key in entry]
        ax.plot(
            [step for step, _ in points],
            [value for _, value in points],
            color=colours[i % len(colours)],
            marker=shapes[i % len(shapes)],
            markersize=3,
            label=LOSS.get(key, key.removeprefix("eval_")),
        )
    ax.legend(frameon=False)
