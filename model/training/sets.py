"""What a SET on a command line names: where its file or folder lies, and its share of the batches."""

from __future__ import annotations

from pathlib import Path

from model.reading import ModelError

OWN = Path(__file__).parent / "texts"  # sets written for Pith


def find(name: str, data: Path) -> Path:
    """The file or folder that a SET names. Raises ModelError."""
    for path in (Path(name), data / f"{name}.jsonl.gz", data / f"{name}.jsonl", OWN / f"{name}.jsonl"):
        if path.exists():
            return path
    raise ModelError(f"There is no set “{name}”: neither a file or folder of that name nor one in “{data}”.")


def shared(given: str) -> tuple[str, float | None]:
    """SET or SET=SHARE."""
    name, _, share = given.rpartition("=")
    try:
        return (name, float(share)) if name else (given, None)
    except ValueError:
        return given, None
