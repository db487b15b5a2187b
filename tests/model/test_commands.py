"""The package's commands where what they need is not there, as in a bare clone: one sentence, and no traceback."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("command", "sets"),
    [
        ("evaluate.taste", []),
        ("evaluate.faithful", ["openstax.dev"]),
        ("evaluate.smaller", ["openstax.dev"]),
        ("evaluate.smalltalk", ["csl.dev"]),
        ("fit_anchor", []),
        ("fit_everyday", []),
        ("fit_turns", []),
        ("fit_kinds", []),
    ],
)
def test_where_the_sets_are_missing_a_command_says_so(
    command: str, sets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [command, *sets, "--data", str(tmp_path)])
    with pytest.raises(SystemExit, match=rf"^There is no .*“{tmp_path}.*\.$"):
        importlib.import_module(f"model.{command}").main()
