"""A file of small weights that belong to one encoder: written whole, and looked at when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor

from model.reading import ModelError


class BrokenDownError(ModelError):
    """Training went wrong: what it learnt are no numbers any more."""


def write(path: Path, weights: Mapping[str, Tensor], space: str, **said: str) -> None:
    """In fp16, with the encoder's `space` and what else is `said`. It is put in place whole, as what is written may
    have been read from the file that it replaces."""
    packed = {name: value.detach().half().cpu().contiguous() for name, value in weights.items()}
    written = path.with_name(f".{path.name}")
    write_file(written, packed, {"space": space} | said)
    written.replace(path)


def write_file(path: Path, weights: Mapping[str, Tensor], said: Mapping[str, str] | None = None) -> None:
    """As they are. safetensors' own `save_file` lets nobody but its writer read them, and Pith may run as another."""
    path.write_bytes(save(dict(weights), dict(said) if said else None))


def let_read(folder: Path, like: str) -> None:
    """Lets whoever may read the file `like` in the folder read the weights there that a library wrote."""
    for file in folder.glob("*.safetensors"):
        file.chmod((folder / like).stat().st_mode)


def refuse_broken(weights: Iterable[Tensor]) -> None:
    """Raises BrokenDownError where any of them is no number."""
    if not all(value.isfinite().all() for value in weights):
        raise BrokenDownError(
            "The training broke down: its weights are no numbers any more. Take a lower --rate or --head-rate."
        )


def read(path: Path, space: str) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The weights in fp32, and what was said of them. Raises ValueError for what belongs to another encoder than that
    of `space` or is no numbers, OSError and SafetensorError for what is no such file."""
    weights, said = read_any(path)
    if said.get("space") != space:
        raise ValueError(f"it belongs to the encoder “{said.get('space')}”")
    if not all(value.isfinite().all() for value in weights.values()):
        raise ValueError("its weights are no numbers")
    return weights, said


def read_any(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """As `read`, of whichever encoder."""
    with safe_open(path, "pt") as file:
        said = dict(file.metadata() or {})
        return {name: file.get_tensor(name).float() for name in file.keys()}, said  # noqa: SIM118
