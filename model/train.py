"""Training: the recipes of what is shipped, or on sets and folders of one's own.

    python -m model.train --recipe base --output runs/base && python -m model.train --recipe shipped
    python -m model.train my_notes/ --recipe own --output my_model      # then PITH_MODEL=my_model pith run
    python -m model.train openstax.train=2 scitldr.train --dev openstax.dev --output runs/first
    python -m model.train --adapt my_texts/ --output my_encoder          # then --encoder my_encoder

A SET is a .jsonl file, a folder of them, or SET.jsonl.gz under --data; its share of the batches stands after `=`.
Runs on one CPU, one GPU, or several (`torchrun --nproc-per-node 2 -m model.train …`). Progress goes to stderr, to
TensorBoard in OUTPUT/training and, where it is installed, to Weights & Biases; the last line is JSON.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    EarlyStoppingCallback,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)

from model import checkpoint
from model.encoder import WINDOW_TOKENS, fastest_dtype, packaged_folder
from model.ranker import FEATURES
from model.reading import ModelError
from model.refusals import writable
from model.tensors import let_read, refuse_broken
from model.training.calibrate import WORTH_IT, classification_reports
from model.training.dev import mean_share, report
from model.training.learner import LORA_SCALE, Learner, build, choose_what_learns, go_on_from, trained_weights
from model.training.material import Material, gather
from model.training.options import parse, parser
from model.training.stopped import begin, end, to_go_on_from
from model.training.warm_start import calibrated, kept_beside, languages_of, share_begun_from, weigh_text

WARM_UP, CLIP = 0.1, 1.0
CURVES = "trainer_state.json"  # in OUTPUT/training, for `model.evaluate --curves`
NOT_KEPT = ("adapt", "data", "output", "publish", "resume")  # in the checkpoint's recipe


def arguments_for(options: Namespace) -> TrainingArguments:
    """The options as transformers' Trainer takes them. Raises ModelError."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    precision = options.precision
    if precision == "auto":
        precision = "bf16" if fastest_dtype(device) is torch.bfloat16 else "fp32"
    if precision == "fp16" and device == "cpu":
        raise ModelError("fp16 needs a GPU: on a processor take bf16 or fp32.")
    loggers = [name for name in ("tensorboard", "wandb") if importlib.util.find_spec(name)]
    # one item of the mixture is a whole batch; `--adapt` learns from single windows
    arguments = TrainingArguments(
        output_dir=str(options.output / "training"),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=max(1, options.batch_tokens // WINDOW_TOKENS) if options.adapt else 1,
        gradient_accumulation_steps=options.accumulate,
        activation_checkpointing=options.gradient_checkpointing,
        learning_rate=options.rate,
        warmup_steps=WARM_UP,
        lr_scheduler_type="linear",
        max_grad_norm=CLIP,
        bf16=precision == "bf16",
        fp16=precision == "fp16",
        use_cpu=device == "cpu",
        disable_tqdm=False,  # where transformers is told to be quiet, it would print to stdout instead
        logging_steps=20,
        eval_strategy="epoch" if options.dev else "no",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=bool(options.dev) and options.keep == "best",
        metric_for_best_model="eval_share" if options.dev else None,
        report_to=loggers or "none",
        seed=options.seed,
        data_seed=options.seed,
        remove_unused_columns=False,
        label_names=["labels"] if options.adapt else ["target"],
        dataloader_pin_memory=device == "cuda",
    )
    if (
        arguments.n_gpu > 1
    ):  # without torchrun Trainer would deal out the rows of a batch, windows and sentences alike
        arguments._n_gpu = 1
    return arguments


def learner_of(
    options: Namespace,
    material: Material,
    arguments: TrainingArguments,
    callbacks: Sequence[TrainerCallback] = (),
) -> tuple[Learner, Any]:
    """A trainer and the network that it trains."""
    network = build(
        options.encoder or str(packaged_folder()),
        options.hidden,
        options.layers,
        options.loss,
        positive_weights=material.kind_weights,
        kind_loss=options.kind_loss,
    )
    if options.start:
        go_on_from(network, checkpoint.folder_of(options.start))
    choose_what_learns(network, options.tune, options.rank)
    learner = Learner(
        network=network,
        mixture=material.mixture,
        dev=material.dev,
        encoder=material.encoder,
        head_rate=options.head_rate,
        args=arguments,
        callbacks=callbacks,
        teacher=material.teacher,
    )
    return learner, network


def train(options: Namespace, callbacks: Sequence[TrainerCallback] = ()) -> dict[str, Any] | None:
    """Trains, calibrates on the dev sets, writes the weights to `options.output`, and answers the last dev report. Of
    several processes only the first writes and answers."""
    arguments = arguments_for(options)
    stopped = _where_it_stopped(options, arguments)
    set_seed(options.seed)
    material = gather(options, tell=arguments.process_index == 0)
    dev, encoder = material.dev, material.encoder
    stops = [] if options.patience is None else [EarlyStoppingCallback(options.patience)]
    learner, network = learner_of(options, material, arguments, [*stops, *callbacks])
    before = 0.0
    if options.start and learner.is_world_process_zero():
        before = share_begun_from(options, network, material)
    _begin(options, arguments)
    learner.train(resume_from_checkpoint=stopped)
    refuse_broken(network.parameters())
    if not learner.is_world_process_zero():
        return None
    begun = checkpoint.folder_of(options.start) if options.start else None
    weigh_text(options, network, material)
    found = calibrated(options, network, material)
    base = options.encoder
    checkpoint.write(
        options.output,
        trained_weights(network, checkpoint.changed(begun) if begun else ()),
        checkpoint.Config(
            encoder=str(Path(base).resolve()) if base and Path(base).is_dir() else base,
            width=encoder.width,
            features=list(FEATURES),
            hidden=options.hidden,
            layers=options.layers,
            lora_scale=LORA_SCALE,
            calibration=found.calibration,
            thresholds=found.thresholds,
            recipe={k: v for k, v in vars(options).items() if k not in NOT_KEPT},
            base=encoder.space,
            languages=languages_of(begun, material),
        ),
        encoder.network,
        kept_beside(begun, found, options) if begun else (),
    )
    if dev:
        sys.stderr.write(classification_reports(network, dev, encoder, found.thresholds))
    if options.publish:
        publish(network, options.publish, options.encoder or str(packaged_folder()))
    table = report(network, dev, encoder)
    kept = Path(str(arguments.output_dir))
    end(kept)
    learner.state.save_to_json(str(kept / CURVES))
    if (after := mean_share(table)) < before - WORTH_IT:
        sys.stderr.write(
            f"The weights that training went on from choose better: {before:.1%} of the oracle's ROUGE-1 on the dev "
            f"sets, now {after:.1%}.\n"
        )
    return {"dev": table}


def _where_it_stopped(options: Namespace, arguments: TrainingArguments) -> str | None:
    """The checkpoint that a run with --resume goes on from. Raises ModelError."""
    if not options.resume:
        return None
    return to_go_on_from(options, Path(str(arguments.output_dir)), tell=arguments.process_index == 0)


def _begin(options: Namespace, arguments: TrainingArguments) -> None:
    if not options.resume and arguments.process_index == 0:
        begin(options, Path(str(arguments.output_dir)))


def publish(network: Any, folder: Path, source: str) -> None:
    """Writes the merged network and the tokenizer of `source` for `from_pretrained`."""
    if hasattr(network.encoder, "merge_and_unload"):
        network.encoder = network.encoder.merge_and_unload()
    network.config.encoder.pop("_name_or_path", None)  # where it lay on this machine
    network.save_pretrained(folder)
    let_read(folder, like="config.json")
    AutoTokenizer.from_pretrained(source).save_pretrained(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse(parser(__doc__), arguments)
    try:
        for folder in filter(None, (options.output, options.publish)):
            writable(folder)  # before anything is learnt
        if options.adapt:
            from model.training.adapt import adapt

            how = arguments_for(options)
            stopped = _where_it_stopped(options, how)
            _begin(options, how)
            found = adapt(options, how, stopped)
            if found is not None:
                end(Path(str(how.output_dir)))
        else:
            found = train(options)
    except ModelError as error:
        raise SystemExit(str(error)) from None
    if found is not None:
        print(json.dumps({"output": str(options.output)} | found))


if __name__ == "__main__":
    main()
