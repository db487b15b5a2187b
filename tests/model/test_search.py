"""The search for learning rates and a head: trials are kept, counted when it goes on, and end in flags."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from model.training.options import parse, parser
from tests.model.conftest import SENTENCES


@pytest.fixture
def search() -> ModuleType:
    from model import search

    return search


@pytest.fixture
def options(notes: Path, tmp_path: Path, tiny_bert: Path) -> list[str]:
    """What the smallest search is called with."""
    dev = tmp_path / "dev.jsonl"
    dev.write_text(json.dumps({"text": " ".join(SENTENCES[:6]), "summary": SENTENCES[2]}), encoding="utf-8")
    where = [str(notes), "--dev", str(dev), "--encoder", str(tiny_bert), "--output", str(tmp_path / "out")]
    return [*where, "--batches", "2", "--batch-tokens", "64", "--epochs", "2", "--precision", "fp32"]


def test_a_search_goes_on_where_it_was_stopped(
    notes: Path,
    tmp_path: Path,
    options: list[str],
    capsys: pytest.CaptureFixture[str],
    search: ModuleType,
) -> None:
    import optuna

    out, options = tmp_path / "out", [*options, "--tune", "last:1"]
    search.main([*options, "--trials", "1"])
    study = optuna.load_study(study_name="search", storage=f"sqlite:///{out / search.STORE}")
    killed = study.ask()  # as a process that was killed leaves it
    stopped = search.drawn(killed, begun=False)
    search.main([*options, "--trials", "3"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["trials"] == 3
    assert 0 < found["share"] <= 1
    again = [trial.params for trial in study.trials if trial.state.is_finished() and trial.values]
    assert stopped in again
    best = parse(parser(None), [str(notes), *found["flags"].split()])
    assert best.rate == pytest.approx(found["options"]["rate"], rel=0.01)
    assert (best.hidden, best.layers, best.loss) == tuple(
        found["options"][name] for name in ("hidden", "layers", "loss")
    )
    for other in (["--epochs", "1"], ["--dev-limit", "1"], ["--limit", "2"], ["--seed", "1"]):
        with pytest.raises(SystemExit, match=rf"other options \({other[0]}\).* another --output"):
            search.main([*options, "--trials", "3", *other])


def test_what_is_drawn_or_measures_nothing_is_not_compared(search: ModuleType) -> None:
    given = [
        search.compared(parse(parser(None), ["a", *more]))
        for more in ([], ["--rate", "1"], ["--batch-tokens", "9"])
    ]
    assert given[0] == given[1]
    assert given[0] != given[2]
    assert {"accumulate", "kind_loss", "precision", "rank", "tune", "unlabelled"} <= set(given[0])


def test_trials_are_short_under_a_recipe_too(search: ModuleType) -> None:
    found = parse(parser(None), ["--recipe", "base"], search.SHORT)
    assert (found.batches, found.epochs, found.dev_limit) == (40, 3, 20)
    assert parse(parser(None), ["--recipe", "base", "--batches", "9"], search.SHORT).batches == 9


def test_trials_that_break_down_are_none(
    options: list[str], monkeypatch: pytest.MonkeyPatch, search: ModuleType
) -> None:
    monkeypatch.setattr(search, "RATES", (1e8, 1e9))
    monkeypatch.setattr(search, "HEAD_RATES", (1e8, 1e9))
    with pytest.raises(SystemExit, match="broke down in each"):
        search.main([*options, "--tune", "full", "--trials", "2"])


def test_a_search_needs_something_to_compare_by(
    notes: Path, capsys: pytest.CaptureFixture[str], search: ModuleType
) -> None:
    with pytest.raises(SystemExit):
        search.main([str(notes)])
    assert "--dev" in capsys.readouterr().err


def test_without_optuna_it_says_what_to_install(
    notes: Path, monkeypatch: pytest.MonkeyPatch, search: ModuleType
) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(SystemExit, match="pip install optuna"):
        search.main([str(notes), "--dev", "any"])
