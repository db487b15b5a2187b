"""What a run leaves in OUTPUT/training so that it can go on after a stop: a checkpoint of each epoch and, beside them,
the options that it began with. Once it has ended there is neither."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR

from model.reading import ModelError

OPTIONS = "options.json"
ELSEWHERE = ("data", "output", "publish", "resume")  # where things lie: the run is the same


def to_go_on_from(options: Namespace, folder: Path, tell: bool = True) -> str | None:
    """The last checkpoint in `folder` that was written to its end; None where the run stopped before the first one.
    Says on stderr, with `tell`, which it is. Raises ModelError where no run stopped, or one with other options."""
    try:
        begun = json.loads((folder / OPTIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError(f"No run stopped in “{options.output}”: leave --resume out to begin one.") from None
    now = _compared(options)
    if other := sorted(name for name in {*begun, *now} if begun.get(name) != now.get(name)):
        said = ", ".join(f"{name} {json.dumps(begun.get(name), ensure_ascii=False)}" for name in other)
        raise ModelError(
            f"The run that stopped in “{options.output}” had other options ({said}): go on with the same ones, or take "
            "another --output."
        )
    whole = [found for found in _checkpoints(folder) if (found / "trainer_state.json").exists()]
    if tell:
        where = (
            f"goes on after step {_step(whole[-1])}"
            if whole
            else "had not come to a first checkpoint: it begins anew"
        )
        sys.stderr.write(f"The run that stopped in “{options.output}” {where}.\n")
    return str(whole[-1]) if whole else None


def begin(options: Namespace, folder: Path) -> None:
    """Keeps the options of a run that begins, and takes away what another one left."""
    end(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OPTIONS).write_text(
        json.dumps(_compared(options), indent=1, ensure_ascii=False), encoding="utf-8"
    )


def end(folder: Path) -> None:
    """Takes away what only a stopped run needs."""
    (folder / OPTIONS).unlink(missing_ok=True)
    for found in _checkpoints(folder):
        shutil.rmtree(found)


def _compared(options: Namespace) -> dict[str, object]:
    kept = {name: value for name, value in vars(options).items() if name not in ELSEWHERE}
    return dict(json.loads(json.dumps(kept, default=str)))  # as the file gives them back


def _checkpoints(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{PREFIX_CHECKPOINT_DIR}-[0-9]*"), key=_step)


def _step(checkpoint: Path) -> int:
    return int(checkpoint.name.rpartition("-")[2])
