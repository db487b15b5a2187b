"""The trainer: transformers' Trainer with two learning rates, and the dev report in place of an evaluation loss."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import Trainer, TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.utils import logging

from model.checkpoint import load_trained
from model.encoder import Encoder
from model.encoder.network import Foreign
from model.ranker import FEATURES
from model.reading import ModelError
from model.tensors import refuse_broken
from model.training.classifier import PithConfig, PithForTokenClassification, drop_pooler
from model.training.dev import DevDocument, mean_share, report
from model.training.mixture import Mixture, collate
from model.training.self_training import Teacher

WEIGHT_DECAY = 0.01
LORA_DROPOUT = 0.05
LORA_SCALE = 2  # alpha over rank
ATTENTION_DROPOUTS = ("attention_probs_dropout_prob", "attention_dropout")  # as BERT and as others name it


def build(source: str, hidden: int, layers: int, loss: str, **of_kinds: Any) -> PithForTokenClassification:
    """The network to train, over the encoder that `source` (a folder or hub id) holds; `of_kinds` are `PithConfig`'s
    `positive_weights` and `kind_loss`.

    Without dropout inside attention: on a CPU it would take the slow path, at 1.7 times the time of a step.
    """
    from transformers import AutoConfig, AutoModel

    own = AutoConfig.from_pretrained(source)
    for name in ATTENTION_DROPOUTS:
        if hasattr(own, name):
            setattr(own, name, 0.0)
    told = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it would call an encoder without a pooler damaged
    inner = AutoModel.from_pretrained(source, config=own, dtype=torch.float32, attn_implementation="sdpa")
    logging.set_verbosity(told)
    drop_pooler(inner)
    config = PithConfig(inner.config.to_dict(), len(FEATURES), hidden, layers, loss, **of_kinds)
    network = PithForTokenClassification(config)
    network.encoder = inner
    return network


def go_on_from(network: PithForTokenClassification, folder: Path) -> None:
    """Begins with the trained weights in `folder`, whose encoder and head are alike. Raises ModelError."""
    encoder, ranker = load_trained(folder)
    if ranker is None:
        raise ModelError(f"“{folder}” holds no trained weights to go on from.")
    begun = encoder.network.model if isinstance(encoder.network, Foreign) else encoder.network
    network.encoder.load_state_dict(begun.state_dict())
    network.head.load_state_dict(ranker.head.state_dict())
    network.head.text_scale.fill_(1.0)  # what is weighed with less learns less, and with nothing nothing


def choose_what_learns(network: PithForTokenClassification, tune: str, rank: int) -> None:
    """`tune`: "full", "frozen", "last[:K]" (the upper K layers) or "lora[:K]" (adapters of `rank` in the upper K)."""
    name, _, count = tune.partition(":")
    stacks = [(n, m) for n, m in network.encoder.named_modules() if isinstance(m, nn.ModuleList)]
    stack, layers = max(stacks, key=lambda found: len(found[1]))
    upper = range(max(0, len(layers) - int(count or len(layers))), len(layers))
    network.encoder.requires_grad_(name == "full")
    if name == "last":
        for i in upper:
            layers[i].requires_grad_(True)
    elif name == "lora":
        from peft import LoraConfig, get_peft_model

        linear = [
            f"{stack}.{i}.{inner}"
            for i in upper
            for inner, module in layers[i].named_modules()
            if isinstance(module, nn.Linear)
        ]
        config = LoraConfig(
            r=rank, lora_alpha=LORA_SCALE * rank, lora_dropout=LORA_DROPOUT, target_modules=linear
        )
        network.encoder = get_peft_model(network.encoder, config)


def trained_weights(
    network: PithForTokenClassification, begun: Collection[str] = ()
) -> dict[str, torch.Tensor]:
    """What training changed, by the names that `checkpoint` reads, and the encoder's tensors named in `begun`, which
    were no longer its own when it began."""
    weights = {f"head.{name}": value.detach() for name, value in network.head.state_dict().items()}
    for name, value in network.encoder.named_parameters():
        stem = name.removeprefix("base_model.model.").replace(".default", "").replace(".base_layer", "")
        if ".lora_" in stem:
            weights[stem.removesuffix(".weight")] = value.detach()
        elif value.requires_grad or stem in begun:
            weights[stem] = value.detach()
    return weights


class Learner(Trainer):
    """`dev` is read after every epoch; its mean share of the oracle is how good an epoch is. A `teacher` teaches the
    mixture's unlabelled sets before every epoch."""

    def __init__(
        self,
        *,
        network: PithForTokenClassification,
        mixture: Mixture,
        dev: Mapping[str, Sequence[DevDocument]],
        encoder: Encoder,
        head_rate: float,
        args: TrainingArguments,
        callbacks: Sequence[TrainerCallback] = (),
        teacher: Teacher | None = None,
    ) -> None:
        super().__init__(
            model=network,
            args=args,
            train_dataset=mixture,
            eval_dataset=mixture if dev else None,
            data_collator=collate,
            callbacks=[*callbacks, _BeginEpoch(self._begin)],
        )
        self._mixture, self._teacher = mixture, teacher
        self._network, self._dev, self._encoder, self._head_rate = network, dev, encoder, head_rate

    def create_optimizer(self, model: nn.Module | None = None) -> torch.optim.Optimizer:
        """AdamW with the head's own rate."""
        head = [p for p in self._network.head.parameters() if p.requires_grad]
        rest = [p for p in self._network.encoder.parameters() if p.requires_grad]
        groups = [{"params": head, "lr": self._head_rate}, {"params": rest, "lr": self.args.learning_rate}]
        self.optimizer = torch.optim.AdamW([g for g in groups if g["params"]], weight_decay=WEIGHT_DECAY)
        return self.optimizer

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """The dev report, flat: `eval_SET_MEASURE`, and `eval_share`, the mean share of the oracle's ROUGE-1. Raises
        BrokenDownError for a network that would choose as its sentences stand."""
        refuse_broken(self._network.parameters())
        with self.accelerator.autocast():
            table = report(self._network, self._dev, self._encoder)
        flat = {f"eval_{name}_{key}": value for name, row in table.items() for key, value in row.items()}
        flat["eval_share"] = mean_share(table)
        if self.is_world_process_zero():
            sys.stderr.write(json.dumps({"epoch": self.state.epoch, "dev": table}) + "\n")
        self.log(flat)
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, flat)
        return flat

    def _begin(self, epoch: int) -> None:
        """Each epoch draws other documents, a resumed run the same ones; what is learnt from texts without labels
        follows the network as it is now."""
        self._mixture.epoch = epoch
        if self._teacher:
            with self.accelerator.autocast():
                taught = self._teacher.by_network(self._network, self._dev, self._mixture)
            if self.is_world_process_zero():
                sys.stderr.write(json.dumps({"epoch": epoch, "taught": taught}) + "\n")


class _BeginEpoch(TrainerCallback):
    """Calls back with the number of the epoch that begins."""

    def __init__(self, begin: Callable[[int], None]) -> None:
        self._begin = begin

    def on_epoch_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        self._begin(int(state.epoch or 0))
