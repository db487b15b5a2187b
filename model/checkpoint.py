"""Trained weights on disk: what training changed of an encoder, and the head; small enough for a repository.

A folder holds `adapter.safetensors`, `config.json` and, after `fit_turns`, `fit_kinds`, `fit_spoken` and
`fit_meaning`, `turns.safetensors`, `kinds.safetensors`, `spoken.safetensors` and `meaning.safetensors`. Names are as
in the encoder. Of a matrix that learnt as a whole, there is how much it changed: `NAME.change` in int8, by steps of
`NAME.step` (fp32, one a row). In fp16 are low-rank pairs (`NAME.lora_A`, `NAME.lora_B`), what replaces the encoder's
own (vectors, and matrices as they were once written), and `head.…`. Loaded and merged once, so that reading a text
costs what the bare encoder costs; what may be a definition or an action is read twice (`kinds.sorter`), and so is a
text in which people talk (`spoken`). Imports no transformers.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from torch import Tensor, nn

from model import low_rank, meaning_head, spoken, tensors
from model.encoder import MODEL_TYPE, Encoder, load_encoder
from model.encoder.network import Foreign
from model.encoder.windows import For
from model.head import Head
from model.kinds import sorter, turns
from model.ranker import FEATURES, Ranker
from model.reading import ModelError

WEIGHTS, CONFIG = "adapter.safetensors", "config.json"
SHIPPED = Path(__file__).parent / "checkpoint"
SHIPPED_NAME = "shipped"
MOST_STEPS = 127  # of a row's change, either way: what int8 holds
LEAST_STEP = 1e-12  # where a row did not change


@dataclass(frozen=True)
class Config:
    """`encoder` is a folder or hub id, None for the packaged one, and `base` its `space` when the weights were trained;
    `calibration`, `thresholds` and `languages` as `Ranker` says."""

    encoder: str | None
    width: int
    features: list[str]
    hidden: int
    layers: int = 0
    lora_scale: float = 1.0
    calibration: tuple[float, float, float] = (1.0, 0.0, 0.0)
    thresholds: dict[str, float] = field(default_factory=dict)
    recipe: dict[str, object] = field(default_factory=dict)
    base: str | None = None
    languages: list[str] | None = None


def folder_of(name: str | Path) -> Path:
    """Where the weights of that name lie: those that Pith brings are “shipped”, all others a folder."""
    return SHIPPED if name == SHIPPED_NAME else Path(name).expanduser()


def is_checkpoint(folder: Path) -> bool:
    """Whether `folder` holds weights that `write` made."""
    return (folder / WEIGHTS).is_file() and (folder / CONFIG).is_file()


def load_trained(checkpoint: str | Path | None) -> tuple[Encoder, Ranker | None]:
    """The encoder of `checkpoint`, and its ranker where it is a trained one: None and “shipped” are the shipped
    weights over the packaged encoder, a folder may be Pith's or a bare encoder's, anything else is a hub id.
    Raises ModelError."""
    folder = SHIPPED if checkpoint is None else folder_of(checkpoint)
    if not is_checkpoint(folder):
        return load_encoder(checkpoint), None
    config = read_config(folder)
    encoder = load_encoder(config.encoder)
    if config.base not in (None, encoder.space):
        raise ModelError(
            f"The trained weights in “{folder}” belong to another encoder than “{config.encoder}” holds now."
        )
    told = sorter.load(folder, encoder.space, encoder.width)
    talk = spoken.load(folder, encoder.space, encoder.width)
    meaning = meaning_head.load(folder, encoder.space, encoder.width)
    shared = not any("embeddings." in name for name in changed(folder))
    encoder.networks[For.MEANING] = merged(encoder.network, {}, shared=shared)
    for read_for, file, found in ((For.KINDS, sorter.FILE, told), (For.SPOKEN, spoken.FILE, talk)):
        if found:
            try:
                encoder.networks[read_for] = merged(encoder.network, found[1], shared=shared)
            except (KeyError, RuntimeError) as error:
                raise ModelError(f"“{folder / file}” doesn't fit its encoder: {error}") from error
    head, learnt = _apply(folder, config, encoder.network), turns.load(folder)
    ranker = Ranker(
        head,
        config.calibration,
        config.thresholds,
        learnt,
        told[0] if told else None,
        meaning,
        talk[0] if talk else None,
        config.languages,
    )
    digest = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    encoder.spaces = {f"{encoder.space}+{digest[:8]}": For.CHOICE, encoder.space: For.MEANING}
    return encoder, ranker


def changed(folder: Path) -> set[str]:
    """The names of the encoder's tensors that the weights in `folder` change. Raises ModelError."""
    try:
        with safe_open(folder / WEIGHTS, "pt") as file:
            names = [name for name in file.keys() if not name.startswith("head.")]  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The trained weights in “{folder}” can't be read: {error}") from error
    return {re.sub(r"\.lora_[AB]$", ".weight", re.sub(r"\.(change|step)$", "", name)) for name in names}


def text_scale(folder: Path) -> float:
    """How much the text adds in the weights in `folder`. Raises ModelError."""
    try:
        return float(load_file(folder / WEIGHTS)["head.text_scale"])
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(f"The trained weights in “{folder}” can't be read: {error}") from error


def write(
    folder: Path,
    weights: dict[str, Tensor],
    config: Config,
    base: nn.Module,
    beside: Collection[Path] = (),
) -> None:
    """Writes the weights of an encoder that was `base` before, the config, and copies of the files `beside`, which tell
    kinds and meanings; others that did so there are taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".writing") as made:
        tensors.write_file(Path(made) / WEIGHTS, _packed(weights, _parameters(base)))
        write_config(Path(made), config)
        for path in beside:
            shutil.copyfile(path, Path(made) / path.name)
        for file in Path(made).iterdir():
            file.replace(folder / file.name)
    for name in {turns.FILE, sorter.FILE, meaning_head.FILE, spoken.FILE} - {path.name for path in beside}:
        (folder / name).unlink(missing_ok=True)


def _packed(weights: dict[str, Tensor], before: dict[str, nn.Parameter]) -> dict[str, Tensor]:
    """As they lie on disk: a whole matrix takes a byte for each weight, where fp16 takes two, and is off by at most
    half a step of its row, 1/254 of the row's largest change. Raises BrokenDownError."""
    tensors.refuse_broken(weights.values())
    packed = {}
    for name, value in weights.items():
        if value.ndim == 2 and name in before:
            change = value.float().cpu() - before[name].float().cpu()  # (O, I)
            step = (change.abs().amax(dim=1) / MOST_STEPS).clamp_min(LEAST_STEP)  # (O,)
            packed[f"{name}.change"] = (change / step[:, None]).round().to(torch.int8).contiguous()
            packed[f"{name}.step"] = step
        else:
            packed[name] = value.half().contiguous()
    return packed


def write_config(folder: Path, config: Config) -> None:
    """Writes config.json alone."""
    text = json.dumps({"model_type": MODEL_TYPE} | asdict(config), indent=1, ensure_ascii=False)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def read_config(folder: Path) -> Config:
    """Raises ModelError, with a sentence, for a folder that `write` did not make."""
    try:
        given = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if given.pop("model_type") != MODEL_TYPE:
            raise ValueError("its config.json is not Pith's")
        if given["features"] != list(FEATURES):
            raise ValueError("they were trained on other features; train them again")
        given["calibration"] = tuple(given["calibration"])
        return Config(**given)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The trained weights in “{folder}” can't be read: {error}") from error


def merged(network: nn.Module, pairs: dict[str, Tensor], *, shared: bool) -> nn.Module:
    """A copy of `network` with low-rank `pairs` merged in; the embeddings may be `shared` where nothing changes them.
    Raises KeyError or RuntimeError for pairs that don't fit."""
    embeddings = getattr(network, "embeddings", None)
    second = copy.deepcopy(network, {id(embeddings): embeddings} if shared and embeddings is not None else {})
    _merge(second, pairs, low_rank.SCALE)
    return second


def _apply(folder: Path, config: Config, network: nn.Module) -> Head:
    """Merges the folder's weights into `network`, and answers the head."""
    try:
        weights = {name: value.float() for name, value in load_file(folder / WEIGHTS).items()}
        _merge(network, weights, config.lora_scale)
        head = Head(config.width, len(config.features), config.hidden, config.layers)
        head.load_state_dict(
            {n.removeprefix("head."): v for n, v in weights.items() if n.startswith("head.")}
        )
    except (OSError, SafetensorError, KeyError, RuntimeError) as error:
        raise ModelError(f"The trained weights in “{folder}” don't fit their encoder: {error}") from error
    return head.eval().requires_grad_(False)


@torch.no_grad()
def _merge(network: nn.Module, weights: dict[str, Tensor], scale: float) -> None:
    own = _parameters(network)
    for name, value in weights.items():
        stem, _, part = name.rpartition(".")
        if part == "change":
            own[stem].add_(value * weights[f"{stem}.step"][:, None])
        elif part not in ("step", "lora_A", "lora_B") and not name.startswith("head."):
            own[name].copy_(value)
    for name, value in weights.items():
        if name.endswith(".lora_A"):
            stem = name.removesuffix(".lora_A")
            own[f"{stem}.weight"].add_(weights[f"{stem}.lora_B"] @ value, alpha=scale)


def _parameters(network: nn.Module) -> dict[str, nn.Parameter]:
    return dict((network.model if isinstance(network, Foreign) else network).named_parameters())
