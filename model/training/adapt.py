"""Domain-adaptive pretraining: the encoder goes on reading, masked words to guess, in a folder of plain texts
(Gururangan et al. 2020, "Don't Stop Pretraining").

The layer that guesses words is no part of most encoders. One that is made anew first learns by itself, the encoder held
still: else what it learns would be taken for what the encoder does, and its first, wild steps would spoil the encoder
(Kumar et al. 2022, "Fine-Tuning can Distort Pretrained Features").

Reached through `python -m model.train --adapt FOLDER`. What it writes is an encoder's folder, as `--encoder` and
PITH_MODEL take it.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import Dataset
from transformers import (
    AutoModelForMaskedLM,
    AutoTokenizer,
    DataCollatorForLanguageModeling,
    Trainer,
    TrainingArguments,
    set_seed,
)
from transformers.utils import logging

from model.data import read_unlabelled
from model.encoder import Encoder, load_encoder, packaged_folder
from model.encoder.windows import Window, plan_windows
from model.reading import ModelError
from model.tensors import let_read

MASKED = 0.15  # of the tokens, as BERT was trained
HELD_OUT = 0.1  # of the windows
HELD_OUT_MOST = 200
BATCH = 16  # held-out windows at once
HEAD_STEPS, HEAD_BATCH, HEAD_RATE = 50, 8, 3e-3  # by which a new layer that guesses words learns by itself


class _Windows(Dataset[dict[str, list[int]]]):
    """Stretches of text as long as the encoder takes, special tokens included."""

    def __init__(self, windows: Sequence[Window], encoder: Encoder) -> None:
        self._sequences = [encoder.sequence(window)[0] for window in windows]

    def __len__(self) -> int:
        return len(self._sequences)

    def __getitem__(self, number: int) -> dict[str, list[int]]:
        return {"input_ids": self._sequences[number]}


def adapt(
    options: Namespace, arguments: TrainingArguments, resume: str | None = None
) -> dict[str, Any] | None:
    """Trains, writes the encoder to `options.output`, and answers the loss on held-out text before and after. Of
    several processes only the first writes and answers. Raises ModelError."""
    set_seed(options.seed)
    source = options.encoder or str(packaged_folder())
    encoder = load_encoder(options.encoder)
    learnt, held_out = _windows(options, encoder)
    if arguments.process_index == 0:
        sys.stderr.write(f"{len(learnt)} windows to learn from, {len(held_out)} held out\n")
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it would call an encoder without a head damaged
    tokenizer = AutoTokenizer.from_pretrained(source)
    network, loading = AutoModelForMaskedLM.from_pretrained(
        source, dtype=torch.float32, output_loading_info=True
    )
    collate = DataCollatorForLanguageModeling(tokenizer, mlm_probability=MASKED)
    masked = _masked(held_out, tokenizer, options.seed)
    made = [name for name in loading["missing_keys"] if "pooler" not in name]
    if made:
        _warm_up(network, made, learnt, tokenizer, options)
    before = _loss(network, masked)
    trainer = Trainer(network, arguments, data_collator=collate, train_dataset=learnt)
    trainer.train(resume_from_checkpoint=resume)
    if not trainer.is_world_process_zero():
        return None
    after = _loss(network, masked)
    network.base_model.save_pretrained(options.output)
    let_read(options.output, like="config.json")
    tokenizer.save_pretrained(options.output)
    return {
        "held_out_loss": {"before": round(before, 4), "after": round(after, 4)},
        "windows": len(learnt),
        "head": f"made anew, and learnt alone for {HEAD_STEPS} steps before" if made else "the encoder's own",
    }


def _warm_up(network: Any, made: Sequence[str], learnt: _Windows, tokenizer: Any, options: Namespace) -> None:
    """Lets the parameters `made` anew learn, and nothing else."""
    network.train(False)  # without dropout: nothing but these can learn by heart
    learning = [value for name, value in network.named_parameters() if name in made]
    optimizer = torch.optim.AdamW(learning, HEAD_RATE)
    collate = DataCollatorForLanguageModeling(tokenizer, mlm_probability=MASKED, seed=options.seed)
    drawn = np.random.default_rng(options.seed)
    for _ in range(HEAD_STEPS):
        batch = collate([learnt[i] for i in drawn.integers(len(learnt), size=HEAD_BATCH).tolist()])
        loss = network(**batch.to(network.device)).loss
        for value, slope in zip(learning, torch.autograd.grad(loss, learning), strict=True):
            value.grad = slope
        optimizer.step()


def _windows(options: Namespace, encoder: Encoder) -> tuple[_Windows, _Windows]:
    """All texts' windows: what is learnt from, and what is held out."""
    texts = [text for _, text in read_unlabelled(Path(options.adapt), options.limit, options.seed)]
    found = [w for ids in encoder.tokenize(texts) for w in plan_windows([ids], encoder.window_tokens, 0)]
    held_out = min(HELD_OUT_MOST, max(1, round(HELD_OUT * len(found))))
    if len(found) <= held_out:
        raise ModelError(
            f"There is too little text in “{options.adapt}”: at least {2 * encoder.window_tokens} tokens are needed."
        )
    order = np.random.default_rng(options.seed).permutation(len(found)).tolist()
    learnt, kept = order[held_out:], order[:held_out]
    return _Windows([found[i] for i in learnt], encoder), _Windows([found[i] for i in kept], encoder)


def _masked(held_out: _Windows, tokenizer: Any, seed: int) -> list[Any]:
    """The held-out windows in batches, the same words masked whenever they are read."""
    collate = DataCollatorForLanguageModeling(tokenizer, mlm_probability=MASKED, seed=seed)
    items = [held_out[i] for i in range(len(held_out))]
    return [collate(items[i : i + BATCH]) for i in range(0, len(items), BATCH)]


@torch.inference_mode()
def _loss(network: Any, batches: Sequence[Any]) -> float:
    """Mean cross-entropy of a masked token, in nats."""
    network.train(False)
    total, count = 0.0, 0
    for batch in batches:
        masked = int((batch["labels"] != -100).sum())
        total += float(network(**batch.to(network.device)).loss) * masked
        count += masked
    return total / max(1, count)
