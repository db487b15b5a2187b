"""ROUGE, AUC, kinds and calibration of Pith's choice beside its peers', on the same sentences.

    python -m model.evaluate scitldr.dev openstax.dev [--sentences 1] [--limit 50] [--data ../shared/data]

A set is a file SET.SPLIT.jsonl.gz. Every system chooses as many sentences as --sentences says, or as the record's
oracle has, or as people marked. Progress goes to stderr, tables to stdout; the last line is JSON with everything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import model
from model.evaluate.examples import load_set
from model.evaluate.own import systems
from model.evaluate.peers import MOST_WORKERS, Kept
from model.evaluate.table import COLUMNS, measure_set


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How good Pith's choice is, beside its peers'")
    parser.add_argument("sets", nargs="+", metavar="SET.SPLIT")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentences", type=int, help="how many to choose; default: as many as the oracle")
    parser.add_argument("--limit", type=int, help="documents of each set, taken evenly")
    parser.add_argument("--checkpoint", help="a folder or hub id; default: the packaged one")
    parser.add_argument("--untrained", help="a second checkpoint, measured beside the first")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps the peers' results between runs")
    parser.add_argument("--workers", type=int, default=MOST_WORKERS, help="processes for the peers; 0: none")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    asked = options()
    extractor = model.load(asked.checkpoint, asked.device)
    untrained = model.load(asked.untrained, asked.device) if asked.untrained else None
    own = systems(extractor, untrained)
    results = {}
    with closing(Kept(asked.cache)) as kept:
        for name in asked.sets:
            examples = load_set(asked.data / f"{name}.jsonl.gz", asked.limit, asked.sentences)
            results[name] = measure_set(
                name, examples, own, kept, sentences=asked.sentences, seed=asked.seed, workers=asked.workers
            )
            show(name, results[name])
    about = {"model": extractor.name, "device": extractor.device, "seed": asked.seed}
    print(json.dumps(rounded(about | {"sets": results})))


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
    for part, found in result.get("parts", {}).items():
        show(f"{name}, {part}", {"documents": "those"} | found)
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
