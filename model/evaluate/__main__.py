"""ROUGE, AUC, kinds and calibration of Pith's choice beside its peers', on the same sentences.

    python -m model.evaluate scitldr.dev openstax.dev [--sentences 1] [--limit 50] [--data ../shared/data]

A SET is SET.SPLIT.jsonl.gz under --data, one that Pith brings (forms.dev, forms.test), or a file or folder of one's
own: .jsonl, a text a line, with the sentences that were marked ({"text": "…", "highlights": ["…"]}) or a summary of it
({"text": "…", "summary": "…"}). Every system chooses as many sentences as --sentences says, or as the record's oracle
has, or as people marked. Progress goes to stderr, tables to stdout; the last line is JSON with everything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import model
from model.evaluate.bias import measure_bias
from model.evaluate.examples import Example, load_set
from model.evaluate.own import named, systems, untrained
from model.evaluate.peers import MOST_WORKERS, Kept
from model.evaluate.perturb import PERTURBATIONS, measure_robustness
from model.evaluate.table import COLUMNS, measure_set
from model.reading import ModelError
from model.refusals import at_least, in_a_sentence, writable
from model.training.sets import find


def options() -> tuple[argparse.Namespace, dict[str, list[Example]]]:
    """What was asked for, and the sets' documents: a set that can't be measured ends the program before any is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("sets", nargs="*", metavar="SET", help="a file, a folder, or a name under --data")
    add("--data", type=Path, default=Path("../shared/data"), metavar="DIR", help="where named sets lie")
    add("--sentences", type=at_least(1), metavar="N", help="to choose; default: as many as the oracle")
    add("--limit", type=at_least(1), metavar="N", help="documents of each set, taken evenly")
    add("--checkpoint", help="a folder or hub id; default: the shipped weights")
    add("--untrained", action="store_true", help="measure Pith before training as well")
    add("--device", default="auto")
    add(
        "--perturb",
        nargs="*",
        choices=PERTURBATIONS,
        metavar="CHANGE",
        help=f"measure worse text as well: {', '.join(PERTURBATIONS)}; default: all".replace("%", "%%"),
    )
    add("--bias", action="store_true", help="measure swapped names and pronouns as well")
    add("--output", type=Path, metavar="DIR", help="where results.json and pictures go")
    add(
        "--curves",
        type=Path,
        metavar="FILE",
        help="a trainer_state.json, as training leaves it in OUTPUT/training, to draw into --output",
    )
    add("--cache", type=Path, metavar="DIR", help="keeps the peers' results between runs")
    add("--workers", type=at_least(0), default=MOST_WORKERS, help="processes for the peers; 0: none")
    add("--seed", type=at_least(0), default=0)
    asked = parser.parse_args()
    if not (asked.sets or asked.curves):
        parser.error("name at least one set, file or folder to measure by")
    if asked.curves and not asked.output:
        parser.error("--curves needs --output")
    for option in ("output", "cache"):
        folder = getattr(asked, option)
        if folder and folder.exists() and not folder.is_dir():
            parser.error(f"--{option}: “{folder}” is a file, not a folder")
    try:
        paths = {name: find(name, asked.data) for name in asked.sets}
        sets = {name: load_set(path, asked.limit, asked.sentences) for name, path in paths.items()}
        for folder in filter(None, (asked.output, asked.cache)):
            writable(folder)
        asked.history = logged(asked.curves) if asked.curves else None
        return asked, sets
    except (OSError, ModelError) as error:
        parser.error(str(error))


def logged(state: Path) -> list[dict[str, float]]:
    """What transformers' Trainer logged in a `trainer_state.json`. Raises ModelError."""
    try:
        return list(json.loads(state.read_text(encoding="utf-8"))["log_history"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"“{state}” is no trainer_state.json: {error}") from error


@in_a_sentence()
def main() -> None:
    asked, sets = options()
    extractor = model.load(asked.checkpoint, asked.device)
    own = systems(extractor, untrained(extractor.device) if asked.untrained else None)
    results: dict[str, Any] = {}
    with closing(Kept(asked.cache)) as kept:
        for name, examples in sets.items():
            result = measure_set(
                name, examples, own, kept, sentences=asked.sentences, seed=asked.seed, workers=asked.workers
            )
            if asked.perturb is not None:
                result["robustness"] = measure_robustness(
                    examples, own, asked.sentences, asked.seed, asked.perturb or tuple(PERTURBATIONS)
                )
            if asked.bias:
                result["bias"] = measure_bias(examples, own, asked.sentences, asked.seed)
            show(name, result)
            results[name] = result
    about = named(extractor, asked.checkpoint) | {"device": extractor.device, "seed": asked.seed}
    line = json.dumps(rounded(about | {"sets": results}))
    print(line, flush=True)
    if asked.output:
        from model.evaluate.plots import draw, draw_curves  # two seconds that the workers need not wait for

        (asked.output / "results.json").write_text(line + "\n", encoding="utf-8")
        draw(results, asked.output)
        if asked.history:
            draw_curves(asked.history, asked.output)


def show(name: str, result: Mapping[str, Any]) -> None:
    """The result of one set as tables."""
    print(f"\n{name}: {result['documents']} documents")
    if "systems" in result:
        show_systems(result["systems"])
    for measure, lead in result.get("differences", {}).items():
        print(
            f"  ours - {lead['peer']}, {measure}: {lead['mean']:+.3f} [{lead['low']:+.3f}, {lead['high']:+.3f}] "
            f"= {lead['relative']:+.1f} %"
        )
    for system, found in result.get("calibration", {}).items():
        print(f"  calibration error of {system}: {found['ece']:.3f}")
    for kind, by_system in result.get("kinds", {}).items():
        for system, row in by_system.items():
            print(f"  {kind}, {system}: " + "  ".join(f"{key} {value:.1f}" for key, value in row.items()))
    for check in ("robustness", "bias"):
        for system, rows in result.get(check, {}).get("systems", {}).items():
            print(f"  {check} of {system}, {result[check]['documents']} documents")
            for change, row in rows.items():
                print(f"    {change:16}" + "  ".join(f"{key} {value:.3f}" for key, value in row.items()))
    for part, found in result.get("parts", {}).items():
        show(f"{name}, {part}", found)
    print(end="", flush=True)


def show_systems(table: Mapping[str, Mapping[str, float]]) -> None:
    columns = [column for column in COLUMNS if any(column in row for row in table.values())]
    print(f"  {'':12}" + "".join(f"{column:>12}" for column in columns))
    for system, row in table.items():
        digits = [3 if column.startswith("auc") else 2 for column in columns]
        cells = [f"{row[c]:12.{d}f}" if c in row else " " * 12 for c, d in zip(columns, digits, strict=True)]
        print(f"  {system:12}" + "".join(cells))


def rounded(value: Any) -> Any:
    """The same with every float to four places."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return value


if __name__ == "__main__":
    main()
