"""Training: python -m model.train --recipe shipped, or on sets and folders of one's own.

    python -m model.train my_notes/ --recipe own --output my_model      # then PITH_MODEL=my_model pith run
    python -m model.train openstax.train=2 scitldr.train --dev openstax.dev --output runs/first

A SET is a .jsonl file, a folder of them, or SET.jsonl.gz under --data; its share of the batches stands after `=`.
Runs on one CPU, one GPU, or several (`torchrun -m model.train …`). Progress goes to stderr; the last line is JSON.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from transformers import EarlyStoppingCallback, TrainerCallback, TrainingArguments, set_seed
from transformers.trainer_utils import get_last_checkpoint

from model import checkpoint
from model.calibrate import calibrate, classification_reports, fuse
from model.data import Record, read_records
from model.dev import dev_documents, report
from model.encoder import Encoder, fastest_dtype, load_encoder, packaged_folder
from model.learner import LORA_SCALE, Learner, build, choose_what_learns, trained_weights
from model.mixture import Mixture, Recipe
from model.ranker import FEATURES
from model.reading import ModelError
from model.recipes import MIXTURE, RECIPES

WARM_UP, CLIP = 0.1, 1.0


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; a recipe's come first, those given on the command line win."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("sets", nargs="*", metavar="SET[=SHARE]")
    add("--recipe", choices=RECIPES, help="where the other options begin from")
    add(
        "--dev",
        nargs="*",
        default=[],
        metavar="SET",
        help="measured after every epoch; the best epoch is kept",
    )
    add("--dev-limit", type=int, help="documents of each dev set")
    add("--limit", type=int, help="documents of each set")
    add("--data", type=Path, default=Path("../shared/data"))
    add("--output", type=Path, default=Path("runs/last"), help="folder for the weights, and for resuming")
    add("--resume", action="store_true", help="go on where a stopped run in --output left off")
    add("--encoder", help="folder or hub id (default: the packaged one)")
    add("--tune", default="lora", help="full, frozen, last:K or lora[:K], K the upper layers")
    add("--rank", type=int, default=16, help="of the low-rank adapters")
    add("--hidden", type=int, default=256, help="width of the head")
    add("--layers", type=int, default=0, help="transformer layers over a document's sentences")
    add("--loss", choices=("listwise", "bce"), default="listwise")
    add("--epochs", type=float, default=3)
    add("--batches", type=int, default=500, help="in an epoch")
    add("--batch-tokens", type=int, default=4_096)
    add("--accumulate", type=int, default=1, help="batches for one step")
    add("--rate", type=float, default=5e-4, help="learning rate of the encoder")
    add("--head-rate", type=float, default=1e-3)
    add("--precision", choices=("auto", "fp32", "bf16", "fp16"), default="auto")
    add("--gradient-checkpointing", action="store_true")
    add("--patience", type=int, help="stop after this many epochs without a better one")
    add(
        "--text-scale", type=float, help="how much the text adds to the anchor (default: as the dev sets say)"
    )
    add("--seed", type=int, default=0)
    add(
        "--publish",
        type=Path,
        help="also write the whole network there, as transformers and the Hub expect it",
    )
    first = parser.parse_args(arguments)
    if first.recipe:
        parser.set_defaults(
            **{k: v for k, v in RECIPES[first.recipe].items() if k != "sets" or not first.sets}
        )
        first = parser.parse_args(arguments)
        first.sets = first.sets or RECIPES[first.recipe].get("sets", [])
    if not first.sets:
        parser.error("name at least one set, file or folder to learn from")
    return first


def find(name: str, data: Path) -> Path:
    """The file or folder that a SET names. Raises ModelError."""
    for path in (Path(name), data / f"{name}.jsonl.gz", data / f"{name}.jsonl"):
        if path.exists():
            return path
    raise ModelError(f"There is no set “{name}”: neither a file or folder of that name nor one in “{data}”.")


def mixture_of(options: argparse.Namespace) -> tuple[dict[str, list[Record]], dict[str, Recipe]]:
    """Each set's documents, and how it is used."""
    sets, recipes = {}, {}
    for given in options.sets:
        name, _, share = given.partition("=")
        recipe = MIXTURE.get(name, Recipe(1.0, kind_weight=(1.0, 1.0)))
        recipes[name] = replace(recipe, share=float(share)) if share else recipe
        sets[name] = read_records(find(name, options.data), options.limit, options.seed)
        sys.stderr.write(f"{name}: {len(sets[name])} documents\n")
    return sets, recipes


def _dev_records(path: Path, limit: int | None) -> list[Record]:
    """At most `limit` documents; of single sentences all, for a threshold hangs on them."""
    records = read_records(path)
    if limit is None or all(len(record.sentences) == 1 for record in records):
        return records
    return read_records(path, limit)


def arguments_for(options: argparse.Namespace) -> TrainingArguments:
    """The options as transformers' Trainer takes them."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    precision = options.precision
    if precision == "auto":
        precision = "bf16" if fastest_dtype(device) is torch.bfloat16 else "fp32"
    loggers = [name for name in ("tensorboard", "wandb") if importlib.util.find_spec(name)]
    folder = options.output / "training"
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=1,  # one item of the mixture is a whole batch
        gradient_accumulation_steps=options.accumulate,
        activation_checkpointing=options.gradient_checkpointing,
        learning_rate=options.rate,
        warmup_steps=WARM_UP,
        lr_scheduler_type="linear",
        max_grad_norm=CLIP,
        bf16=precision == "bf16",
        fp16=precision == "fp16",
        use_cpu=device == "cpu",
        logging_steps=20,
        eval_strategy="epoch" if options.dev else "no",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=bool(options.dev),
        metric_for_best_model="eval_share" if options.dev else None,
        report_to=loggers or "none",
        seed=options.seed,
        data_seed=options.seed,
        remove_unused_columns=False,
        label_names=["target"],
        dataloader_pin_memory=device == "cuda",
    )


def train(options: argparse.Namespace) -> dict[str, Any]:
    """Trains, calibrates on the dev sets, writes the weights to `options.output`; the last dev report."""
    set_seed(options.seed)
    encoder = load_encoder(options.encoder)
    sets, recipes = mixture_of(options)
    mixture = Mixture(sets, recipes, encoder, options.batch_tokens, options.batches, options.seed)
    dev = {
        name: dev_documents(_dev_records(find(name, options.data), options.dev_limit), encoder)
        for name in options.dev
    }
    source = options.encoder or str(packaged_folder())
    network = build(source, options.hidden, options.layers, options.loss)
    choose_what_learns(network, options.tune, options.rank)
    arguments = arguments_for(options)
    callbacks: list[TrainerCallback] = []
    if options.patience is not None and dev:
        callbacks.append(EarlyStoppingCallback(options.patience))
    learner = Learner(
        network=network,
        mixture=mixture,
        dev=dev,
        encoder=encoder,
        head_rate=options.head_rate,
        args=arguments,
        callbacks=callbacks,
    )
    last = get_last_checkpoint(arguments.output_dir) if options.resume else None  # type: ignore[no-untyped-call]
    learner.train(resume_from_checkpoint=last)
    scale = fuse(network, dev, encoder) if options.text_scale is None else options.text_scale
    network.head.text_scale.fill_(scale)
    found = calibrate(network, dev, encoder)
    checkpoint.write(
        options.output,
        trained_weights(network),
        checkpoint.Config(
            encoder=options.encoder,
            width=encoder.width,
            features=list(FEATURES),
            hidden=options.hidden,
            layers=options.layers,
            lora_scale=LORA_SCALE,
            calibration=found.calibration,
            thresholds=found.thresholds,
            recipe={
                k: v for k, v in vars(options).items() if k not in ("data", "output", "publish", "resume")
            },
        ),
    )
    if dev:
        sys.stderr.write(classification_reports(network, dev, encoder, found.thresholds))
    if options.publish:
        publish(network, options.publish, encoder)
    return report(network, dev, encoder)


def publish(network: Any, folder: Path, encoder: Encoder) -> None:
    """Writes the merged network and its tokenizer for `from_pretrained`."""
    if hasattr(network.encoder, "merge_and_unload"):
        network.encoder = network.encoder.merge_and_unload()
    network.save_pretrained(folder)
    encoder.save_tokenizer(folder)


def main() -> None:
    options = parse()
    try:
        table = train(options)
    except ModelError as error:
        raise SystemExit(str(error)) from None
    print(json.dumps({"output": str(options.output), "dev": table}))


if __name__ == "__main__":
    main()
