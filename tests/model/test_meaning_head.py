"""What a sentence means: the head that tells it of the trained network's states, how it learns, and how it is kept."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

import model
from model import checkpoint, fit_meaning, meaning_head
from model.encoder import load_encoder
from model.engine import Extractor
from model.evaluate import found
from model.evaluate.asked import Question, measure
from model.evaluate.own import untrained
from model.focus.meaning import unit_rows
from model.meaning_head import MeaningHead
from tests.conftest import CHAPTER, CHINESE

NOTE = (
    "The landlord must repair the heating within two weeks. Mitochondria release the energy of food in a cell. "
    "Whoever rents a flat may ask for a lower rent until the radiators work. Nobody laughed."
)
ABOUT = "My apartment has been cold for days."


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """The shipped weights, in a folder of their own."""
    return Path(shutil.copytree(checkpoint.SHIPPED, tmp_path / "weights"))


def cosines(rows: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray((unit_rows(rows) * unit_rows(other)).sum(axis=1))


def test_it_says_what_the_encoder_as_it_came_would(extractor: Extractor) -> None:
    reading, plain = (each.read(CHAPTER) for each in (extractor, untrained("cpu")))
    meanings, space = extractor.meanings(reading.vectors, reading.space)
    assert space == plain.space != reading.space
    told, before = (
        cosines(each, plain.vectors.astype(np.float32)).mean() for each in (meanings, reading.vectors)
    )
    assert told > 0.8 > before


def test_what_means_the_same_lies_near(extractor: Extractor) -> None:
    reading = extractor.read(NOTE)
    meanings, space = extractor.meanings(reading.vectors, reading.space)
    (asked,) = extractor.embed([ABOUT], space)
    heating, cell, rent, laugh = (meanings @ asked).tolist()
    assert min(heating, rent) > max(cell, laugh)


def test_it_embeds_in_both_spaces(extractor: Extractor) -> None:
    _, space = extractor.meanings(np.zeros((1, 384)), extractor.space)
    by_choice, by_meaning = (extractor.embed([ABOUT], each) for each in (extractor.space, space))
    assert by_meaning == pytest.approx(untrained("cpu").embed([ABOUT], space), abs=2e-2)
    assert cosines(by_choice, by_meaning)[0] < 0.9
    with pytest.raises(model.ModelError, match="no vectors of the kind “another”"):
        extractor.embed([ABOUT], "another")


def test_what_it_knows_nothing_of_stays(extractor: Extractor) -> None:
    chinese = extractor.read(CHINESE)
    assert chinese.space == "chars"
    same, space = extractor.meanings(chinese.vectors, chinese.space)
    assert space == "chars"
    assert (same == chinese.vectors).all()
    nothing, _ = extractor.meanings(np.zeros((2, 384)), extractor.space)
    assert not nothing.any(), "of what can't be read nothing is known"
    bare = untrained("cpu")
    assert bare.meanings(np.ones((1, 384)), bare.space)[1] == bare.space


def test_without_the_file_vectors_are_those_of_the_choice(trained: Path, extractor: Extractor) -> None:
    (trained / meaning_head.FILE).unlink()
    without = model.load(trained, "cpu")
    reading = without.read(CHAPTER)
    same, space = without.meanings(reading.vectors, reading.space)
    assert (space, reading.space) == (without.space, extractor.space)
    assert (same == reading.vectors).all()


def test_it_is_kept_and_what_is_damaged_or_anothers_is_refused(trained: Path, tiny_bert: Path) -> None:
    space = load_encoder(None).space
    head = meaning_head.load(trained, space, 384)
    assert head
    path = trained / meaning_head.FILE
    whole = path.read_bytes()
    meaning_head.save(trained, head)
    assert path.read_bytes() == whole
    for broken in (b"nothing", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    for strange in (MeaningHead(load_encoder(tiny_bert).space, 384), MeaningHead(space, 12)):
        meaning_head.save(trained, strange)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    with torch.no_grad():
        head.inner.bias[0] = torch.nan
    meaning_head.save(trained, head)
    with pytest.raises(model.ModelError, match="no numbers"):
        model.load(trained, "cpu")


def test_it_learns_in_seconds() -> None:
    rng = np.random.default_rng(0)
    trained = unit_rows(rng.normal(size=(600, 16)).astype(np.float32))
    taught = unit_rows(trained @ rng.normal(size=(16, 16)).astype(np.float32))
    torch.manual_seed(0)
    head = MeaningHead("somewhere", 16, 32)
    losses = fit_meaning.learn(head, trained, taught, epochs=200)
    assert losses[-1] < 0.5 * losses[0]
    assert cosines(head.meanings(trained), taught).mean() > 0.8
    assert (head.meanings(trained) == head.meanings(trained)).all(), "nothing is left out at random any more"


def test_a_folder_of_texts_is_enough(
    trained: Path,
    tiny_bert: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = tmp_path / "notes.jsonl"
    texts.write_text(json.dumps({"text": CHAPTER, "summary": "Leaves make sugar."}) + "\n", encoding="utf-8")
    command = ["fit_meaning", str(texts), "--dev", str(texts), "--checkpoint", str(trained)]
    monkeypatch.setattr("sys.argv", command)
    fit_meaning.main()
    said = json.loads(capsys.readouterr().out)
    assert said["cosines"][str(texts)] > 0.5
    assert (trained / meaning_head.FILE).read_bytes() != (checkpoint.SHIPPED / meaning_head.FILE).read_bytes()
    texts.write_text(json.dumps({"text": CHINESE, "summary": "注意力。"}) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="the encoder can read nothing"):
        fit_meaning.main()
    monkeypatch.setattr("sys.argv", [*command[:-1], str(tiny_bert)])
    with pytest.raises(SystemExit, match="holds no trained weights"):
        fit_meaning.main()


# --- how notes are found by it -------------------------------------------------------------------------------


def test_places_of_notes_are_counted_by_their_nearest_highlight() -> None:
    vectors = np.eye(4, dtype=np.float32)
    kept = found.Kept({}, np.array([0, 0, 1, 2]))
    asked = np.array([[0, 1, 0, 0], [0, 0, 0.4, 0.6], [0.5, 0, 0.6, 0.7]], np.float32)
    assert found.places(kept, vectors, asked, [0, 1, 0]) == [0, 1, 2]


def test_each_kind_of_question_is_measured(extractor: Extractor) -> None:
    from model.data import from_text

    texts = [
        from_text(name, {"text": text, "highlights": []}) for name, text in (("a", CHAPTER), ("b", NOTE))
    ]
    asked = [Question(texts[1], "none"), Question(texts[0], "none"), Question(texts[0], "words")]
    assert measure(asked, [0, 6, 1], found.FIRST, "among five") == {
        "words": {"first": 0.0, "among five": 100.0, "mrr": 0.5, "questions": 1},
        "none": {"first": 50.0, "among five": 50.0, "mrr": round((1 + 1 / 7) / 2, 3), "questions": 2},
    }
    kept = found.keep(texts, extractor, untrained("cpu"))
    assert sorted(kept.vectors) == ["as chosen by", "as it came", "in use"]
    assert len({space for _, space in kept.vectors.values()}) == 2
    assert all(later - earlier in (0, 1) for earlier, later in pairwise(kept.note_of.tolist()))
    chinese = from_text("c", {"text": CHINESE, "highlights": []})
    with pytest.raises(model.ModelError, match="can't read “c”"):
        found.keep([chinese], extractor, untrained("cpu"))
