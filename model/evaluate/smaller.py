"""What a smaller or faster model costs in quality.

    python -m model.evaluate.smaller scitldr.dev openstax.test --limit 60

Number formats, fewer layers and pruned layers side by side in one run: the share of the oracle's ROUGE-1 on each set,
the share of the chosen sentences that fp32 chooses too, and the network's speed against fp32's. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from model.bench import SMALLER, generated, network_rate, variant
from model.evaluate.examples import Example, load_set
from model.evaluate.measures import judge
from model.evaluate.own import read

ONE_SENTENCE = ("scitldr",)  # sets of which a single sentence is chosen
REPEATS = 3


def price(
    kind: str, device: str, sets: Mapping[str, list[Example]], choices: dict[str, list[set[int]]]
) -> dict[str, float]:
    """One variant's row. `choices` are the first variant's on each set, filled in by it."""
    extractor = variant(kind, device)
    text = generated(30_000)
    network_rate(extractor, text)
    row = {"tokens_per_s": max(network_rate(extractor, text) for _ in range(REPEATS))}
    same: list[float] = []
    for name, examples in sets.items():
        size = 1 if name.split(".")[0] in ONE_SENTENCE else None
        answers = read(extractor, examples)
        chosen = [answer.choice(e.size(size)) for e, answer in zip(examples, answers, strict=True)]
        ours = [judge(e, a.scores, c)["rouge1"] for e, a, c in zip(examples, answers, chosen, strict=True)]
        best = [judge(e, a.scores, e.targets)["rouge1"] for e, a in zip(examples, answers, strict=True)]
        row[name] = 100 * float(np.sum(ours) / np.sum(best))
        first = choices.setdefault(name, [set(c) for c in chosen])
        same += [len(a & set(c)) / max(1, len(a)) for a, c in zip(first, chosen, strict=True)]
    return row | {"same_choice": float(np.mean(same))}


def main() -> None:
    parser = argparse.ArgumentParser(description="What a smaller or faster model costs in quality")
    parser.add_argument("sets", nargs="+", metavar="SET.SPLIT", help="sets with reference summaries")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--limit", type=int, default=60, help="documents of each set, taken evenly")
    parser.add_argument("--device", default="cpu")
    asked = parser.parse_args()
    sets = {
        name: load_set(
            asked.data / f"{name}.jsonl.gz", asked.limit, 1 if name.split(".")[0] in ONE_SENTENCE else None
        )
        for name in asked.sets
    }
    table: dict[str, dict[str, float]] = {}
    choices: dict[str, list[set[int]]] = {}
    for kind in SMALLER:
        row = table[kind] = price(kind, asked.device, sets, choices)
        row["speed"] = row["tokens_per_s"] / table[SMALLER[0]]["tokens_per_s"]
        print(f"{kind:10}" + "  ".join(f"{name} {value:.3f}" for name, value in row.items()), flush=True)
    print(json.dumps(table))


if __name__ == "__main__":
    main()
