"""What can be said to `python -m model.train` and `python -m model.search`: one list of options for both."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from model.checkpoint import SHIPPED, SHIPPED_NAME, folder_of, is_checkpoint, read_config
from model.reading import ModelError
from model.training.numbers import number, whole
from model.training.recipes import ADAPT, MADE_BY, RECIPES
from model.training.sets import shared

BALANCED = "balanced"
HIDDEN = 256  # width of the head
MOST_SEED = 2**32 - 1  # NumPy's
LOSSES = ("listwise", "bce", "soft")
KEEP = ("best", "last")  # which epoch
_TUNES = re.compile(r"full|frozen|(?:last|lora)(?::[1-9]\d*)?")
HEADS = 4  # that a head's transformer layers deal its width out to


def parser(description: str | None) -> argparse.ArgumentParser:
    """Every option, in groups."""
    found = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    _what(found.add_argument_group("what it learns from"))
    _network(found.add_argument_group("what learns"))
    _how(found.add_argument_group("how"))
    _where(found.add_argument_group("where to"))
    return found


def over_weights(description: str) -> argparse.ArgumentParser:
    """The options of a command that fits what lies beside trained weights."""
    found = argparse.ArgumentParser(description=description)
    found.add_argument("--checkpoint", type=folder_of, default=SHIPPED, metavar="FOLDER")
    found.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    return found


def _what(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("sets", nargs="*", metavar="SET[=SHARE]", help="a file, a folder, or a name under --data")
    add("--recipe", choices=RECIPES, help="where the other options begin from")
    add(
        "--dev",
        nargs="*",
        default=[],
        metavar="SET",
        help="texts with a summary, measured after every epoch: by them one is kept, and scores become chances",
    )
    add("--data", type=Path, default=Path("../shared/data"), metavar="FOLDER")
    add("--limit", type=whole(1), metavar="N", help="documents of each set")
    add("--dev-limit", type=whole(1), metavar="N", help="documents of each dev set")
    add(
        "--unlabelled",
        nargs="*",
        default=[],
        metavar="PATH[=SHARE]",
        help="texts without labels, plain or .jsonl: in each epoch what the model is sure of is learnt from them",
    )
    add("--teacher", metavar="CHECKPOINT", help="says once what is to be learnt from --unlabelled")
    add(
        "--confident",
        nargs=2,
        type=number(0, 1),
        default=[0.1, 0.6],
        metavar=("LOW", "HIGH"),
        help="chances below and above which the model is sure (default: 0.1 0.6)",
    )
    add(
        "--adapt",
        type=Path,
        metavar="FOLDER",
        help="instead: let the encoder read the plain texts in FOLDER (masked words), and write it to --output",
    )


def _network(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--encoder", metavar="MODEL", help="folder or hub id (default: the packaged one)")
    add("--start", metavar="CHECKPOINT", help="trained weights to go on from: a folder, or “shipped”")
    add(
        "--tune",
        type=_tune,
        default="lora",
        help="full, frozen, last:K or lora[:K], K the upper layers (default: lora)",
    )
    add("--rank", type=whole(1), default=16, help="of the low-rank adapters (default: 16)")
    add("--hidden", type=whole(1), help="width of the head (default: 256)")
    add("--layers", type=whole(0), help="transformer layers over a document's sentences (default: 0)")
    add(
        "--text-scale",
        type=number(0),
        help="how much the text adds to the anchor (default: as the dev sets say)",
    )


def _how(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--loss",
        choices=LOSSES,
        default="listwise",
        help="a document's sentences against each other (listwise, the default), each alone against the best one "
        "(bce), or each alone against its own worth (soft)",
    )
    add(
        "--kind-weights",
        type=_kind_weights,
        metavar="D,A",
        help="how much a definition and an action weigh against sentences that are none, or “balanced”: as rare as "
        "they are (default: 3,3)",
    )
    add(
        "--kind-loss", type=number(0), default=2.0, help="of the kinds, against 1 for the choice (default: 2)"
    )
    add("--epochs", type=number(0, above=True), default=3, help="(default: 3)")
    add("--batches", type=whole(1), default=500, help="in an epoch (default: 500)")
    add("--batch-tokens", type=whole(1), default=4_096, help="padding included (default: 4096)")
    add("--accumulate", type=whole(1), default=1, metavar="N", help="batches for one step (default: 1)")
    add("--rate", type=number(0), default=5e-4, help="learning rate of the encoder (default: 5e-4)")
    add("--head-rate", type=number(0), default=1e-3, help="learning rate of the head (default: 1e-3)")
    add(
        "--keep",
        choices=KEEP,
        default="best",
        help="the epoch that is best on --dev (the default), or the last one: few documents can't tell epochs apart",
    )
    add(
        "--patience",
        type=whole(1),
        metavar="N",
        help="stop after N epochs without a better one (needs --dev)",
    )
    add(
        "--precision",
        choices=("auto", "fp32", "bf16", "fp16"),
        default="auto",
        help="auto is bf16 where the processor has it, else fp32",
    )
    add("--gradient-checkpointing", action="store_true", help="less memory, more time")
    add("--seed", type=whole(0, MOST_SEED), default=0)


def _where(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--output",
        type=Path,
        default=Path("runs/last"),
        metavar="FOLDER",
        help="for the weights, and for resuming (default: runs/last; what is there is overwritten)",
    )
    add(
        "--resume",
        action="store_true",
        help="go on where a run in --output was stopped, with the same options",
    )
    add(
        "--publish",
        type=Path,
        metavar="FOLDER",
        help="also write the whole network there, as transformers and the Hub expect it: what loads it imports "
        "model.training.classifier before",
    )


def parse(
    found: argparse.ArgumentParser,
    arguments: Sequence[str] | None = None,
    instead: Mapping[str, object] = MappingProxyType({}),
) -> argparse.Namespace:
    """The options; a recipe's come first, `instead` wins over them, and what is given on the command line over both."""
    found.set_defaults(**instead)
    first = found.parse_args(arguments)
    for name in ("output", "publish"):
        if (folder := getattr(first, name)) and folder.exists() and not folder.is_dir():
            found.error(f"--{name} is a folder to write to, and “{folder}” is a file")
    if first.adapt:
        if first.sets or first.dev or first.unlabelled:
            found.error("--adapt reads plain texts and takes no sets")
        if first.start:
            found.error("--adapt takes no --start: an encoder is all that it changes")
        found.set_defaults(**ADAPT)
        return found.parse_args(arguments)
    if first.output == Path(SHIPPED_NAME):
        found.error(f"--output can't be “{SHIPPED_NAME}”: so the weights are called that Pith brings")
    own_network = not first.start and (first.encoder or first.hidden is not None or first.layers is not None)
    if first.recipe:
        found.set_defaults(
            **{k: v for k, v in RECIPES[first.recipe].items() if k != "sets" or not first.sets}
        )
        found.set_defaults(**instead)
        first = found.parse_args(arguments)
        first.sets = first.sets or RECIPES[first.recipe].get("sets", [])
    if own_network:
        first.start = None  # a recipe's
    _settle_network(found, first)
    _refuse_contradictions(found, first)
    return first


def _settle_network(found: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Encoder and head are those of the weights to go on from."""
    if options.start:
        if options.encoder:
            found.error("--start brings an encoder along: leave --encoder out")
        folder = folder_of(options.start)
        if options.start in MADE_BY and not is_checkpoint(folder):
            found.error(
                f"“{folder}”, which this goes on from, is not there yet. This makes it: {MADE_BY[options.start]}"
            )
        try:
            begun = read_config(folder)
        except ModelError as error:
            found.error(str(error))
        for name in ("hidden", "layers"):
            if getattr(options, name) not in (None, getattr(begun, name)):
                found.error(f"--{name} is that of --start, {getattr(begun, name)}: leave it out")
        options.encoder, options.hidden, options.layers = begun.encoder, begun.hidden, begun.layers
    options.hidden = HIDDEN if options.hidden is None else options.hidden
    options.layers = options.layers or 0
    if options.layers and options.hidden % HEADS:
        found.error(f"--hidden is a multiple of {HEADS} where there are --layers, not {options.hidden}")


def _refuse_contradictions(found: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Ends with a sentence where options do not go together."""
    if not options.sets:
        found.error("name at least one set, file or folder to learn from")
    for given in (*options.sets, *options.unlabelled):
        name, share = shared(given)
        if share is not None and not 0 < share < math.inf:
            found.error(f"the share of “{name}” is a number above 0, not {given.rpartition('=')[2]}")
    if options.patience is not None and not options.dev:
        found.error("--patience needs --dev: without it no epoch is better than another")
    if options.patience is not None and options.keep == "last":
        found.error("--patience waits for a better epoch, and with --keep last it would not be kept")
    if not options.confident[0] < options.confident[1]:
        found.error("--confident needs the lower chance first, such as 0.1 0.6")
    if options.teacher and not options.unlabelled:
        found.error("--teacher needs --unlabelled: texts to teach from")


def _tune(given: str) -> str:
    if not _TUNES.fullmatch(given):
        raise argparse.ArgumentTypeError(
            f"“{given}” is none of full, frozen, last:K, lora and lora:K, with K of at least 1"
        )
    return given


def _kind_weights(given: str) -> str | list[float]:
    if given == BALANCED:
        return given
    try:
        definition, action = (number(0, above=True)(part) for part in given.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("two numbers, such as 3,3, or “balanced”") from None
    return [definition, action]
