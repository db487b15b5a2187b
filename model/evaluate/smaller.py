"""What a smaller or faster model costs in quality.

    python -m model.evaluate.smaller scitldr.dev openstax.test --limit 60

Number formats, fewer layers and pruned layers side by side in one run: the share of the oracle's ROUGE-1 on each set,
the share of the chosen sentences that fp32 chooses too, and the network's speed against fp32's. On a CPU speed is by
processor time, in rounds over all of them: steadier than the clock where others work too. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from model.bench import SMALLER, generated, network_rate, variant
from model.engine import Extractor
from model.evaluate.examples import Example, load_set
from model.evaluate.measures import judge
from model.evaluate.own import read
from model.reading import ModelError
from model.refusals import at_least, in_a_sentence
from model.training.sets import find

ONE_SENTENCE = ("scitldr", "csl")  # sets of which a single sentence is chosen
ROUNDS = 5
SPEED_CHARS = 12_000


def rates(extractors: Mapping[str, Extractor], text: str, rounds: int = ROUNDS) -> dict[str, float]:
    """Each one's best tokens a second over so many rounds in which all take turns, after one that does not count."""
    best = dict.fromkeys(extractors, 0.0)
    for turn in range(rounds + 1):
        for kind, extractor in extractors.items():
            clock = time.process_time if extractor.device == "cpu" else time.perf_counter
            rate = network_rate(extractor, text, clock)
            best[kind] = max(best[kind], rate) if turn else 0.0
    return best


def price(
    extractor: Extractor, sets: Mapping[str, list[Example]], choices: dict[str, list[set[int]]]
) -> dict[str, float]:
    """One variant's row. `choices` are the first variant's on each set, filled in by it."""
    row: dict[str, float] = {}
    same: list[float] = []
    for name, examples in sets.items():
        size = only(name)
        answers = read(extractor, examples)
        chosen = [answer.choice(e.size(size)) for e, answer in zip(examples, answers, strict=True)]
        ours = [judge(e, a.scores, c)["rouge1"] for e, a, c in zip(examples, answers, chosen, strict=True)]
        best = [judge(e, a.scores, e.targets)["rouge1"] for e, a in zip(examples, answers, strict=True)]
        row[name] = 100 * float(np.sum(ours) / np.sum(best))
        first = choices.setdefault(name, [set(c) for c in chosen])
        same += [len(a & set(c)) / max(1, len(a)) for a, c in zip(first, chosen, strict=True)]
    return row | {"same_choice": float(np.mean(same))}


def summarised(path: Path, limit: int, sentences: int | None) -> list[Example]:
    """A set's documents that have a summary. Raises ModelError, also where none has."""
    found = [example for example in load_set(path, limit, sentences) if example.references]
    if not found:
        raise ModelError(f"There is no summary in “{path}” to measure against.")
    return found


def only(name: str) -> int | None:
    """How many sentences are chosen in a set's documents; None: as many as the oracle has."""
    return 1 if Path(name).name.split(".")[0] in ONE_SENTENCE else None


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "sets",
        nargs="+",
        metavar="SET",
        help="texts with a summary: a file, a folder, or a name under --data",
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--limit", type=at_least(1), default=60, help="documents of each set, taken evenly")
    parser.add_argument("--device", default="cpu")
    asked = parser.parse_args()
    sets = {name: summarised(find(name, asked.data), asked.limit, only(name)) for name in asked.sets}
    extractors = {kind: variant(kind, asked.device) for kind in SMALLER}
    speed = rates(extractors, generated(SPEED_CHARS))
    table: dict[str, dict[str, float]] = {}
    choices: dict[str, list[set[int]]] = {}
    for kind, extractor in extractors.items():
        row = {"tokens_per_s": speed[kind], "speed": speed[kind] / speed[SMALLER[0]]}
        row |= price(extractor, sets, choices)
        table[kind] = row
        print(f"{kind:10}" + "  ".join(f"{name} {value:.3f}" for name, value in row.items()), flush=True)
    print(json.dumps(table))


if __name__ == "__main__":
    main()
