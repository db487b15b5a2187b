"""`pith` as a person types it: the same program, called in this process, with its own data folder."""

import json
import shutil
from collections.abc import Callable
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
def new_pith(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pith:
    """In a folder where it never ran."""
    monkeypatch.setenv("PITH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PITH_DEVICE", "cpu")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def pith(new_pith: Pith, tmp_path: Path, empty_store: Path) -> Pith:
    """As it is after it ran: with tables, and nothing in them."""
    (tmp_path / "data").mkdir()
    shutil.copy(empty_store, tmp_path / "data")
    return new_pith


def answer(result: Result) -> dict[str, Any]:
    """The one JSON object of a `--json` answer."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]
