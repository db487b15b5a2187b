"""How faithful the word weights are: does the score fall without the words said to carry it, and stay with them alone?

    python -m model.evaluate.faithful scitldr.dev openstax.dev [--documents 200] [--methods NAME…] [--data DIR]

Comprehensiveness and sufficiency (DeYoung et al. 2020, ERASER) over one highlight a document: words are cut out of
the sentence before the network, its neighbours stay. Beside the method in use stand those it was chosen from, and
words in random order. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from tqdm import tqdm  # type: ignore[import-untyped]

from model.engine import Extractor
from model.evaluate.examples import load_set
from model.evaluate.faithful.attribution import METHODS
from model.evaluate.faithful.cases import Case, cases_of
from model.evaluate.measures import bootstrap_interval
from model.evaluate.own import named
from model.refusals import at_least, in_a_sentence
from model.training.sets import find

MEASURES = ("comprehensiveness", "sufficiency")
RANDOM = "random"
RANDOM_DRAWS = 3


def measure(
    cases: Sequence[Case], methods: Sequence[str], seed: int, kept: Path | None = None
) -> dict[str, dict[str, float]]:
    """For each method and for random order the mean of both measures, with 95 % intervals over documents.

    What is measured is added to the file `kept`, a line each, and what stands there already is not measured again.
    """
    source = np.random.default_rng(seed)
    known = _read(kept)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in (*methods, RANDOM)}
    for case in tqdm(cases, "explaining", mininterval=5, leave=False):
        orders = [source.random(len(case.spans)) for _ in range(RANDOM_DRAWS)]
        for name, values in found.items():
            key = f"{case.name()}:{name}" + (f":{seed}" if name == RANDOM else "")
            if key not in known:
                weighed = orders if name == RANDOM else [METHODS[name](case)]
                fell, fell_alone = np.mean([case.measure(weights) for weights in weighed], axis=0).tolist()
                known[key] = (fell, fell_alone)
                if kept:
                    with kept.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({"case": key, "values": known[key]}) + "\n")
            values.append(known[key])
    return {name: _row(values, seed) for name, values in found.items()}


def _read(kept: Path | None) -> dict[str, tuple[float, float]]:
    """What a stopped run had measured; its last line may be torn."""
    known: dict[str, tuple[float, float]] = {}
    for line in kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else ():
        with suppress(json.JSONDecodeError):
            row = json.loads(line)
            known[row["case"]] = (row["values"][0], row["values"][1])
    return known


def _row(values: Sequence[tuple[float, float]], seed: int) -> dict[str, float]:
    row: dict[str, float] = {}
    for name, column in zip(MEASURES, np.array(values).T, strict=True):
        low, high = bootstrap_interval(column, seed)
        row |= {name: float(column.mean()), f"{name}_low": low, f"{name}_high": high}
    return row


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("sets", nargs="+", metavar="SET", help="a file, a folder, or a name under --data")
    add("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    add("--documents", type=at_least(1), default=200, help="how many, of all sets together")
    add("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    add("--checkpoint", help="a folder or hub id; default: the shipped weights")
    add("--device", default="auto")
    add("--seed", type=at_least(0), default=0)
    add(
        "--keep",
        type=Path,
        metavar="FILE",
        help="keeps what is measured; a run that was stopped goes on there",
    )
    asked = parser.parse_args()
    sets = [load_set(find(name, asked.data)) for name in asked.sets]
    extractor = Extractor.from_checkpoint(asked.checkpoint, asked.device)
    cases = cases_of(extractor, sets, asked.documents)
    result = measure(cases, asked.methods, asked.seed, asked.keep)
    print(" " * 15 + "".join(f"{name:>22}" for name in MEASURES))
    for name, row in result.items():
        cells = (f"{row[m]:.3f} [{row[f'{m}_low']:.2f}, {row[f'{m}_high']:.2f}]" for m in MEASURES)
        print(f"{name:15}" + "".join(f"{cell:>22}" for cell in cells))
    about = named(extractor, asked.checkpoint)
    about |= {"sets": asked.sets, "documents": len(cases), "seed": asked.seed}
    print(json.dumps(about | {"methods": result}))


if __name__ == "__main__":
    main()
