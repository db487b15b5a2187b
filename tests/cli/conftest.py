"""`pith` as a person types it: the same program, called in this process, with its own data folder."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli

Pith = Callable[..., Result]


@pytest.fixture(autouse=True)
def loop_never_blocks() -> None:
    """Lifts the guard: in a terminal nobody else waits on the loop."""


@pytest.fixture
def pith(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pith]:
    for name in [name for name in os.environ if name.startswith("PITH_") or name == "DISCORD_TOKEN"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PITH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PITH_DEVICE", "cpu")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)

    return run


def answer(result: Result) -> dict[str, Any]:
    """The one JSON object of a `--json` answer."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]
