"""How fast the extractor is here: `python -m model.bench`. The last line is JSON.

Side by side in one run: fp32, bf16 and dynamic int8 (CPU), tokens a second and whether they choose as fp32 does;
then one short note's latency, a 1,000,000-character note, and how its time compares with one of 100,000.
The text is generated from a fixed seed, with a vocabulary that follows Zipf's law.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from model.checkpoint import load_trained
from model.choose import Budget
from model.engine import Extractor

_WORDS = (
    "the of and to in is that a it for as with on by this are be from or which at an can not has have was model "
    "energy light cell water system force theory memory signal language history market protein network learning "
    "pressure method reaction voltage sample boundary surface frequency attention practice sentence question "
    "measure result student process change between because through under however therefore different important"
)
WORDS = _WORDS.split()


def generated(chars: int, seed: int = 0) -> str:
    """Paragraphs of sentences of 6 to 30 words."""
    source = random.Random(seed)  # noqa: S311
    weights = [1 / (i + 3) for i in range(len(WORDS))]
    parts: list[str] = []
    size = 0
    while size < chars:
        words = source.choices(WORDS, weights, k=source.randint(6, 30))
        sentence = " ".join(words).capitalize() + ("." if source.random() < 0.9 else "?")
        parts.append(sentence + ("\n\n" if source.random() < 0.15 else " "))
        size += len(parts[-1])
    return "".join(parts)[:chars]


SMALLER = ("fp32", "bf16", "int8", "5 layers", "4 layers", "pruned")


def variant(kind: str, device: str) -> Extractor:
    """The shipped model as one of SMALLER: a number format, fewer layers (the upper ones left out, the head as
    trained), or without a quarter of each layer's inner units, those of least weight (Li et al. 2017)."""
    encoder, ranker = load_trained(None)
    if kind == "int8":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            encoder.network = torch.ao.quantization.quantize_dynamic(  # type: ignore[no-untyped-call]
                encoder.network, {torch.nn.Linear}, dtype=torch.qint8
            )
        return Extractor(encoder, ranker)
    layers: Any = encoder.network.encoder["layer"]  # type: ignore[index]
    if kind.endswith("layers"):
        del layers[int(kind.split()[0]) :]
    elif kind == "pruned":
        for layer in layers:
            prune(layer.intermediate["dense"], layer.output["dense"])
    return Extractor(encoder.to(device, torch.bfloat16 if kind == "bf16" else torch.float32), ranker)


def prune(into: torch.nn.Linear, out_of: torch.nn.Linear) -> None:
    """Keeps three quarters of the units between two linear layers: those whose weights in and out are largest."""
    worth = into.weight.norm(dim=1) * out_of.weight.norm(dim=0)  # (I,)
    kept = worth.topk(len(worth) * 3 // 4).indices.sort().values
    into.weight, into.bias = _part(into.weight[kept]), _part(into.bias[kept])
    out_of.weight = _part(out_of.weight[:, kept])


def _part(weight: torch.Tensor) -> torch.nn.Parameter:
    return torch.nn.Parameter(weight.contiguous(), requires_grad=False)


def seconds(extractor: Extractor, text: str, repeats: int = 1) -> float:
    """The best of `repeats` readings."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        extractor.read(text)
        best = min(best, time.perf_counter() - start)
    return best


def network_rate(extractor: Extractor, text: str, clock: Callable[[], float] = time.perf_counter) -> float:
    """Tokens a second of `clock` through the network alone, overlap counted once."""
    plan = extractor.plan(text)
    start = clock()
    for batch in extractor.batches(plan.windows):
        extractor.encode([plan.windows[i] for i in batch])
    return float(plan.tokens.sum() / (clock() - start))


def batching_error(extractor: Extractor) -> float:
    """The largest change in a score when its document is scored beside others."""
    documents = [[s + "." for s in generated(1_500 * (i + 1), i).split(". ")] for i in range(5)]
    together = extractor.score(documents)
    alone = [extractor.score([document])[0] for document in documents]
    return max(float(np.abs(np.subtract(a, b)).max()) for a, b in zip(together, alone, strict=True))


def compare(device: str) -> dict[str, dict[str, float]]:
    """Each number format's speed, batching error and agreement with fp32 (share of the chosen sentences)."""
    texts = [generated(12_000, seed) for seed in range(6)]
    table: dict[str, dict[str, float]] = {}
    reference: list[set[int]] = []
    for kind in ("fp32", "bf16", "int8") if device == "cpu" else ("fp32", "bf16"):
        extractor = variant(kind, device)
        network_rate(extractor, texts[0])
        chosen = [{k.index for k in extractor.extract(text, budget=Budget(ratio=0.1))} for text in texts]
        reference = reference or chosen
        same = [len(a & b) / len(a) for a, b in zip(reference, chosen, strict=True)]
        table[kind] = {
            "tokens_per_s": round(max(network_rate(extractor, texts[i]) for i in range(3))),
            "same_choice": round(float(np.mean(same)), 4),
            "batching_error": batching_error(extractor),
        }
        print(f"{kind}: {table[kind]}", flush=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Pith's model: speed on this machine")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--chars", type=int, default=1_000_000, help="size of the long note")
    options = parser.parse_args()
    start = time.perf_counter()
    extractor = Extractor.from_checkpoint(None, options.device)
    result: dict[str, Any] = {"device": extractor.device, "load_s": round(time.perf_counter() - start, 2)}
    result["formats"] = compare(extractor.device)
    seconds(extractor, generated(2_000))
    result["short_note_ms"] = round(1_000 * seconds(extractor, generated(2_000), 5), 1)
    busy = [time.process_time()]
    for name, chars in (("tenth", options.chars // 10), ("long", options.chars)):
        result[f"{name}_s"] = round(seconds(extractor, generated(chars)), 2)
        busy.append(time.process_time())
        result[f"{name}_cpu_s"] = round(busy[-1] - busy[-2], 2)  # steadier than the clock on a shared machine
    result["long_over_tenth_cpu"] = round(result["long_cpu_s"] / result["tenth_cpu_s"], 2)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
