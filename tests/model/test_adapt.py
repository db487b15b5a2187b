"""Masked-language pretraining on plain texts: the loss on held-out text falls, and the encoder can be used."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

import model
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of plain texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for i in range(4):
        (folder / f"{i}.txt").write_text(" ".join(SENTENCES), encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", ["tiny_bert", "tiny_xlm_roberta"])
def test_the_encoder_learns_the_words_of_a_folder(
    texts: Path, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    from transformers import AutoModelForMaskedLM

    from model.train import arguments_for, train
    from model.training.adapt import adapt

    base, out = request.getfixturevalue(kind), tmp_path / "encoder"
    small = ["--batch-tokens", "2048", "--epochs", "3", "--rate", "1e-2", "--precision", "fp32"]
    options = parse(
        parser(None), ["--adapt", str(texts), "--encoder", str(base), "--output", str(out), *small]
    )
    found = adapt(options, arguments_for(options))
    assert found is not None
    assert found["held_out_loss"]["after"] < found["held_out_loss"]["before"]
    assert found["head"].startswith("made anew, and learnt alone")
    network = AutoModelForMaskedLM.from_pretrained(base)
    assert network.get_output_embeddings().weight is network.get_input_embeddings().weight
    adapted = model.load(out, "cpu")
    space = adapted.space
    assert (
        adapted.embed(SENTENCES[:1], space) != model.load(base, "cpu").embed(SENTENCES[:1], _space(base))
    ).any()
    notes = tmp_path / "notes.jsonl"
    notes.write_text(
        '{"text": "Plants make sugar. My bicycle is red.", "highlights": ["Plants make sugar."]}'
    )
    tiny = ["--batches", "1", "--batch-tokens", "64", "--hidden", "8", "--epochs", "1", "--precision", "fp32"]
    where = ["--encoder", str(out), "--output", str(tmp_path / "own"), "--tune", "last:1"]
    train(parse(parser(None), [str(notes), *where, *tiny]))
    assert model.load(tmp_path / "own", "cpu").read("Plants make sugar.").sentences


def test_before_is_measured_by_a_layer_that_has_learnt_to_guess(
    texts: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    from transformers import AutoModelForMaskedLM, AutoTokenizer

    from model.train import arguments_for
    from model.training.adapt import adapt

    def adapted(base: Path, out: Path) -> Any:
        still = ["--rate", "0", "--epochs", "1", "--batch-tokens", "2048", "--precision", "fp32"]
        given = ["--adapt", str(texts), "--encoder", str(base), "--output", str(out), *still]
        options = parse(parser(None), given)
        return adapt(options, arguments_for(options))

    out = tmp_path / "out"
    found = adapted(tiny_bert, out)
    by_chance = math.log(200)  # nats, over the words of its vocabulary
    assert found["held_out_loss"]["before"] < 0.95 * by_chance
    assert found["held_out_loss"]["after"] == found["held_out_loss"]["before"], "at this rate nothing learns"
    before, after = (load_file(folder / "model.safetensors") for folder in (tiny_bert, out))
    assert all(torch.equal(before[name], value) for name, value in after.items()), "the encoder held still"
    whole = tmp_path / "whole"
    AutoModelForMaskedLM.from_pretrained(tiny_bert).save_pretrained(whole)
    AutoTokenizer.from_pretrained(tiny_bert).save_pretrained(whole)
    assert adapted(whole, out)["head"] == "the encoder's own"


def _space(folder: Path) -> str:
    return model.load(folder, "cpu").space


def test_too_little_text_is_one_plain_sentence(tmp_path: Path, tiny_bert: Path) -> None:
    from model.train import arguments_for
    from model.training.adapt import adapt

    (tmp_path / "short.txt").write_text("Plants make sugar.")
    options = parse(parser(None), ["--adapt", str(tmp_path), "--encoder", str(tiny_bert)])
    with pytest.raises(model.ModelError, match="too little text"):
        adapt(options, arguments_for(options))
