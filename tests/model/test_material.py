"""What a run learns from and is measured by, told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model import ModelError
from model.training.material import gather
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES


def test_texts_without_a_mark_are_told_where_nothing_is_learnt_from_them(
    notes: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unmarked = tmp_path / "unmarked.jsonl"
    lines = [{"text": " ".join(SENTENCES[i : i + 3]), "highlights": []} for i in (0, 3)]
    lines[1]["rejected"] = [SENTENCES[4]]
    unmarked.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    given = [str(unmarked), "--encoder", str(tiny_bert)]
    told = f"{unmarked}: in 2 documents no sentence is marked; only --loss soft learns from those"
    for loss in ("listwise", "bce"):
        with pytest.raises(ModelError, match=r"^No sentence is marked in any text .* --loss soft"):
            gather(parse(parser(None), [*given, "--loss", loss]))
        gather(parse(parser(None), [str(notes), *given, "--loss", loss]))
        assert told in capsys.readouterr().err
    gather(parse(parser(None), [*given, "--loss", "soft"]))
    assert "sentence is marked" not in capsys.readouterr().err


def test_measuring_by_what_is_learnt_from_is_told(
    notes: Path, dev: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [str(notes), "--encoder", str(tiny_bert), "--dev", str(dev)]
    gather(parse(parser(None), options))
    assert f"{dev}: 2 of the 2 documents to measure by are learnt from as well." in capsys.readouterr().err
    fresh = {"text": " ".join(SENTENCES[50:56]), "summary": SENTENCES[52]}
    dev.write_text(json.dumps(fresh), encoding="utf-8")
    gather(parse(parser(None), options))
    assert "as well" not in capsys.readouterr().err
