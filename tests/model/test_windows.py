"""Every token is owned by one window, with its neighbours around it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

import model
from model.encoder import OVERLAP_TOKENS, load_encoder
from model.encoder.windows import plan_windows
from tests.model.conftest import SENTENCES


@given(st.lists(st.integers(0, 90), max_size=30), st.integers(1, 70), st.integers(0, 70))
@example([90], 40, 10)
@example([90, 3], 64, 64)
@example([90, 3], 62, 64)
def test_every_token_is_owned_once(lengths: list[int], size: int, overlap: int) -> None:
    tokens = [[i + 1] * length for i, length in enumerate(lengths)]
    counts = np.zeros(len(lengths), int)
    total, seen = sum(lengths), 0
    shared = min(overlap, size // 2)
    for window in plan_windows(tokens, size, overlap):
        owned = window.ids[window.own]
        assert len(owned)
        assert len(window.ids) <= size
        assert (owned == window.rows + window.first + 1).all()
        np.add.at(counts, window.rows + window.first, 1)
        before, after = window.own.start, len(window.ids) - window.own.stop
        assert before == shared // 2 or seen == 0
        seen += len(owned)
        assert after == shared - shared // 2 or seen == total
    assert counts.tolist() == lengths


@pytest.mark.parametrize("positions", [66, 64, 20])
def test_an_encoder_of_few_positions_reads_all_of_a_text(
    positions: int, tiny_bert: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(tiny_bert, tmp_path / "short")
    config = json.loads((own / "config.json").read_text()) | {"max_position_embeddings": positions}
    (own / "config.json").write_text(json.dumps(config))
    weights, name = load_file(own / "model.safetensors"), "embeddings.position_embeddings.weight"
    save_file(weights | {name: weights[name][:positions].clone()}, own / "model.safetensors")
    encoder = load_encoder(own)
    asked = encoder.question(" ".join(SENTENCES[:5]))
    assert 0 < len(asked) <= encoder.window_tokens // 2
    windows = plan_windows(encoder.tokenize(SENTENCES), encoder.window_tokens, OVERLAP_TOKENS, asked)
    assert max(len(encoder.sequence(window)[0]) for window in windows) == positions
    reading = model.load(own, "cpu").read(" ".join(SENTENCES), focus="What becomes sugar?")
    assert reading.space == encoder.space, "by the encoder, not by the words alone"
