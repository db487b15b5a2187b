"""How good the choice is: ROUGE of ours beside simple and published baselines, on the same sentences.

    python -m model.evaluate scitldr.dev openstax.dev [--sentences 1] [--limit 50] [--data ../shared/data]

A set is a file SET.SPLIT.jsonl.gz of sentences and reference summaries. Every system chooses as many sentences as
--sentences says, or as the record's oracle has, or as the people marked. ROUGE is google's rouge-score with
stemming (over characters for Chinese); of several references the one of best ROUGE-1 counts. The last line is JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

import model
from model import lexical
from model.blend import blend
from model.language import detect_language
from model.layout import Layout
from model.sumy_baselines import SUMY, sumy_choice

MEASURES = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True)
class Example:
    """One document of a set."""

    sentences: list[str]
    references: list[str]
    labels: list[int]  # indices people marked
    oracle: list[int]
    focus: str | None
    language: str

    def size(self, sentences: int | None) -> int:
        """How many sentences every system may choose."""
        return min(len(self.sentences), sentences or len(self.oracle) or len(self.labels) or 1)


def load_set(path: Path) -> Iterator[Example]:
    """A set's documents that have something to be measured against."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            sentences = record.get("sentences") or record["source"]
            references = record.get("target") or (
                [" ".join(record["summary"])] if record.get("summary") else []
            )
            labels = [i for i, label in enumerate(record.get("labels") or []) if label]
            if sentences and (references or labels):
                language = detect_language(" ".join(sentences[:50]))
                focus = record.get("query")
                yield Example(sentences, references, labels, record.get("oracle") or [], focus, language)


# --- systems -------------------------------------------------------------------------------------------------


def top(scores: Sequence[float], size: int) -> list[int]:
    """The `size` best indices, ascending."""
    return sorted(sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:size])


def lexical_choice(example: Example, size: int) -> list[int]:
    """Our score without the network and without the focus question."""
    features = lexical.features(example.sentences, example.language)
    scores, _ = blend(features, [Layout.PROSE] * len(example.sentences))
    return top(scores.tolist(), size)


def systems(extractor: model.Extractor) -> dict[str, Callable[[Example, int], list[int]]]:
    """Everything measured, by name."""
    shuffle = random.Random(0)  # noqa: S311

    def ours(example: Example, size: int) -> list[int]:
        reading = extractor.read_split([example.sentences], [example.focus])[0]
        return [i for i, sentence in enumerate(reading.sentences) if sentence.rank < size]

    found: dict[str, Callable[[Example, int], list[int]]] = {
        "ours": ours,
        "lexical": lexical_choice,
        "lead": lambda example, size: list(range(size)),
        "longest": lambda example, size: top([float(len(s)) for s in example.sentences], size),
        "random": lambda example, size: sorted(shuffle.sample(range(len(example.sentences)), size)),
    }
    for name in SUMY:
        found[name] = lambda example, size, name=name: sumy_choice(  # type: ignore[misc]
            name, example.sentences, example.language, size
        )
    return found


# --- measures ------------------------------------------------------------------------------------------------


class _Characters:
    """rouge-score's tokenizer for Chinese: each character, and each run of letters or digits."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"[a-z0-9]+|[^\W_]", text.lower())


class Judge:
    """Scores a choice against an example's references (ROUGE F, 0..100) or labels (precision at size, 0..100)."""

    def __init__(self) -> None:
        self._words = RougeScorer(MEASURES, use_stemmer=True)
        self._characters = RougeScorer(MEASURES, tokenizer=_Characters())

    def __call__(self, example: Example, choice: Sequence[int]) -> dict[str, float]:
        if not example.references:
            hits = len(set(choice) & set(example.labels))
            return {"precision": 100 * hits / max(1, len(choice))}
        scorer = self._characters if example.language in ("zh", "ja") else self._words
        text = " ".join(example.sentences[i] for i in choice)
        scored = [scorer.score(reference, text) for reference in example.references]
        best: Any = max(scored, key=lambda score: score["rouge1"].fmeasure)
        return {measure: 100 * best[measure].fmeasure for measure in MEASURES}


def measure_set(
    examples: Sequence[Example], extractor: model.Extractor, sentences: int | None
) -> dict[str, Any]:
    """Each system's mean of each measure over the examples."""
    judge = Judge()
    table: dict[str, dict[str, float]] = {}
    for name, choose in systems(extractor).items():
        results = [judge(example, choose(example, example.size(sentences))) for example in examples]
        table[name] = _mean(results)
    with_oracle = [example for example in examples if example.oracle and sentences is None]
    if with_oracle:
        table["oracle"] = _mean([judge(example, example.oracle) for example in with_oracle])
    return table


def _mean(results: Sequence[dict[str, float]]) -> dict[str, float]:
    names = sorted({name for result in results for name in result})
    return {n: round(float(np.mean([result[n] for result in results if n in result])), 2) for n in names}


def main() -> None:
    parser = argparse.ArgumentParser(description="ROUGE of Pith's choice beside baselines")
    parser.add_argument("sets", nargs="+", metavar="SET.SPLIT")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentences", type=int)
    parser.add_argument("--limit", type=int, help="documents of each set, taken evenly")
    parser.add_argument("--checkpoint")
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    extractor = model.load(options.checkpoint, options.device)
    tables = {}
    for name in options.sets:
        examples = list(load_set(options.data / f"{name}.jsonl.gz"))
        if options.limit:
            examples = examples[:: max(1, len(examples) // options.limit)][: options.limit]
        tables[name] = measure_set(examples, extractor, options.sentences)
        print(f"\n{name}: {len(examples)} documents")
        for system, row in tables[name].items():
            print(
                f"  {system:10}" + "".join(f"  {measure} {value:6.2f}" for measure, value in row.items()),
                flush=True,
            )
    print(json.dumps({"model": extractor.name, "device": extractor.device, "sets": tables}))


if __name__ == "__main__":
    main()
