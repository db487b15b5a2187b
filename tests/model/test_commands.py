"""The package's commands where what they need is not there, as in a bare clone: one sentence, and no traceback."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", ["faithful.__main__", "smaller", "smalltalk"])
def test_a_set_may_be_a_file_of_ones_own(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("no record")
    monkeypatch.setattr(sys, "argv", [command, str(file), "--data", str(tmp_path / "nowhere")])
    with pytest.raises(SystemExit, match=rf"^Line 1 of “{file}” is no JSON"):
        importlib.import_module(f"model.evaluate.{command}").main()


@pytest.mark.parametrize(
    ("command", "sets"),
    [
        ("evaluate.taste.__main__", []),
        ("evaluate.faithful.__main__", ["openstax.dev"]),
        ("evaluate.smaller", ["openstax.dev"]),
        ("evaluate.smalltalk", ["csl.dev"]),
        ("fit_anchor", []),
        ("fit_everyday", []),
        ("fit_turns", []),
        ("fit_kinds", []),
        ("fit_spoken", []),
        ("fit_meaning", []),
    ],
)
def test_where_the_sets_are_missing_a_command_says_so(
    command: str, sets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [command, *sets, "--data", str(tmp_path)])
    with pytest.raises(SystemExit, match=rf"^There is no .*“{tmp_path}.*\.$"):
        importlib.import_module(f"model.{command}").main()
