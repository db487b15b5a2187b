"""What a run learns from and is measured by, told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.training.material import gather
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES


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
