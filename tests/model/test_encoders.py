"""Which encoder a name stands for, what it is read by, and that two of them are never taken for each other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

import model
from model.encoder import load_encoder
from model.encoder.network import Bert, Foreign
from model.encoder.windows import plan_windows
from tests.model.conftest import SENTENCES, TINY, run


def configured(source: Path, folder: Path, **other: Any) -> Path:
    """A copy of an encoder whose config says something else."""
    own = shutil.copytree(source, folder)
    config = json.loads((own / "config.json").read_text()) | other
    (own / "config.json").write_text(json.dumps(config))
    return own


@pytest.mark.parametrize(("activation", "kind"), [("gelu", Bert), ("relu", Foreign), ("gelu_new", Foreign)])
def test_a_bert_is_read_as_its_config_says(
    activation: str, kind: type, tiny_bert: Path, tmp_path: Path
) -> None:
    from transformers import AutoModel

    own = configured(tiny_bert, tmp_path / "bert", hidden_act=activation)
    weights = load_file(own / "model.safetensors")
    save_file({name: 8 * value for name, value in weights.items()}, own / "model.safetensors")
    encoder = load_encoder(own)
    assert type(encoder.network) is kind
    (window,) = plan_windows(encoder.tokenize(SENTENCES[:1]), encoder.window_tokens, 0)
    ids, of_text = encoder.sequence(window)
    with torch.inference_mode():
        states = AutoModel.from_pretrained(own)(torch.tensor([ids])).last_hidden_state[0, of_text]
    assert encoder.encode([window])[0][0] == pytest.approx(states.sum(0).numpy(), abs=1e-3)


def test_a_bert_that_tells_places_by_distance_is_refused(tiny_bert: Path, tmp_path: Path) -> None:
    own = configured(tiny_bert, tmp_path / "bert", position_embedding_type="relative_key")
    with pytest.raises(model.ModelError, match="by their distance"):
        load_encoder(own)


def test_a_space_is_that_of_its_weights(notes: Path, tiny_xlm_roberta: Path, tmp_path: Path) -> None:
    own = shutil.copytree(tiny_xlm_roberta, tmp_path / "one")
    other = shutil.copytree(tiny_xlm_roberta, tmp_path / "two" / "one")
    weights = load_file(own / "model.safetensors")
    lacking = {name: value for name, value in weights.items() if "pooler" not in name}
    save_file(lacking, own / "model.safetensors", {"format": "pt"})  # transformers makes one anew each time
    assert load_encoder(own).space == load_encoder(own).space
    run(notes, "--encoder", own, "--output", tmp_path / "out", *TINY, "--epochs", "1")
    before = load_encoder(other).space
    first = "embeddings.word_embeddings.weight"
    save_file(weights | {first: 2 * weights[first]}, other / "model.safetensors", {"format": "pt"})
    assert len({before, load_encoder(other).space, load_encoder(own).space}) > 1
    assert load_encoder(other).space != before
    shutil.rmtree(own)
    shutil.copytree(other, own)
    with pytest.raises(model.ModelError, match="belong to another encoder"):
        model.load(tmp_path / "out", "cpu")


@pytest.mark.parametrize("name", ["my_modle", "./my_modle", "runs/last/my_modle", "bert-tiny"])
def test_a_mistyped_folder_is_no_model_of_the_hub(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: pytest.fail("it was asked"))
    with pytest.raises(model.ModelError, match=f"^There is no folder “{name}” to load a model from"):
        model.load(name)


@pytest.mark.parametrize("name", ["somebody/my_modle", "bert-base-multilingual-cased"])
@pytest.mark.parametrize(
    ("answer", "sentence"),
    [("ConnectError", "the Hub can't be reached"), ("RepositoryNotFoundError", "no such model on the Hub")],
)
def test_what_the_hub_does_not_give_is_told_at_once(
    name: str, answer: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx
    import huggingface_hub
    from huggingface_hub.errors import RepositoryNotFoundError

    said: Any = httpx.Response(404, request=httpx.Request("GET", "https://hub.invalid"))
    errors = {
        "ConnectError": httpx.ConnectError("no way there"),
        "RepositoryNotFoundError": RepositoryNotFoundError("404", response=said),
    }

    def answered(*_: Any, **__: Any) -> None:
        raise errors[answer]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", answered)
    with pytest.raises(model.ModelError, match=f"^There is no folder “{name}” here, and .*{sentence}"):
        model.load(name)
