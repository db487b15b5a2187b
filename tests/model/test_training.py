"""Training: shapes, masks, the loss, weights that come back as they were, and a run from a folder of one's own."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import model
from model.data import LABELS, UNKNOWN, Record, read_records
from model.encoder import Encoder, load_encoder, packaged_folder
from model.head import Head
from model.lexical import SECTION_SENTENCES
from model.training.mixture import Mixture, Recipe, collate, piece, prepare
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES, TINY, run


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(None)


@pytest.fixture(scope="module")
def network() -> Any:
    from model.training.learner import build, choose_what_learns

    torch.manual_seed(0)
    found = build(str(packaged_folder()), hidden=32, layers=0, loss="listwise")
    choose_what_learns(found, "last:1", 4)
    return found.train(False)


def record(sentences: list[str], chosen: list[int], focus: str | None = None) -> Record:
    target = np.zeros(len(sentences), np.float32)
    target[chosen] = 1
    return Record("a", sentences, "en", target=target, chosen=chosen, focus=focus)


def batch(encoder: Encoder, *records: Record) -> dict[str, torch.Tensor]:
    pieces = []
    for one in records:
        prepared = prepare(one, encoder)
        pieces.append(piece(one, prepared, encoder, Recipe(1.0), range(len(prepared.windows))))
    return collate([(pieces, Recipe(1.0))])


def test_every_token_has_its_sentence_s_logits(network: Any, encoder: Encoder) -> None:
    given = batch(encoder, record(SENTENCES[:3], [1]))
    with torch.inference_mode():
        found = network(**given)
    assert found.logits.shape == (*given["input_ids"].shape, len(LABELS))
    owner = given["sentence_of"]
    assert torch.equal(
        found.logits[owner == 1], found.hidden_states[0][1].expand(int((owner == 1).sum()), -1)
    )
    assert found.logits[owner == 3].abs().sum() == 0


def test_company_and_padding_change_nothing(network: Any, encoder: Encoder) -> None:
    short, long = record(SENTENCES[:2], [0]), record(SENTENCES, [5])
    with torch.inference_mode():
        together = network(**batch(encoder, short, long)).hidden_states[0]
        alone = network(**batch(encoder, short)).hidden_states[0]
    assert torch.allclose(together[:2], alone, atol=1e-4)


def test_windows_read_a_few_at_a_time_say_the_same(network: Any, encoder: Encoder) -> None:
    given = batch(encoder, record(SENTENCES, [2]))
    assert len(given["input_ids"]) > 2
    with torch.inference_mode():
        whole, parts = (network(**given, at_once=n).hidden_states[0] for n in (None, 2))
    assert torch.allclose(whole, parts, atol=1e-5)


def test_the_head_is_exact_where_the_encoder_is_not(network: Any, encoder: Encoder) -> None:
    learnt = copy.deepcopy(network)
    torch.nn.init.normal_(learnt.head.labels.weight, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        found = learnt(**batch(encoder, record(SENTENCES, [5]))).hidden_states[0]  # (R, 4)
    assert (found != found.bfloat16()).float().mean() > 0.9


def test_windows_join_without_a_sentence_lost(encoder: Encoder) -> None:
    one = record(SENTENCES, [5])
    prepared = prepare(one, encoder)
    assert len(prepared.windows) > 2
    whole = piece(one, prepared, encoder, Recipe(1.0), range(len(prepared.windows)))
    assert whole.sentences.tolist() == list(range(60))
    assert whole.target.sum() == pytest.approx(1)
    assert whole.target.argmax() == 5


def test_a_sentence_that_a_drawn_window_cuts_is_unknown(encoder: Encoder) -> None:
    one = record(SENTENCES, [])
    prepared = prepare(one, encoder)
    cut = next(
        s
        for s, tokens in enumerate(prepared.tokens.tolist())
        if 0 < sum((w.rows + w.first == s).sum() for w in prepared.windows[:1]) < tokens / 2
    )
    marked = record(SENTENCES, [1, cut])
    drawn = piece(marked, prepared, encoder, Recipe(1.0), [0])
    at = drawn.sentences.tolist().index(cut)
    assert drawn.unsure.nonzero()[0].tolist() == [at]
    assert (drawn.target[at], drawn.worth[at]) == (0, UNKNOWN)
    assert drawn.target.sum() == pytest.approx(1)


def test_of_a_text_of_which_nothing_is_marked_no_sentence_is_best(encoder: Encoder) -> None:
    given = batch(encoder, record(SENTENCES[:4], []))
    assert not given["target"].any()
    assert (given["worth"] == 0).all(), "each alone, as `soft` learns, it is worth nothing"


def test_a_question_stands_before_every_window_and_owns_no_sentence(encoder: Encoder) -> None:
    asked = batch(encoder, record(SENTENCES, [5], "What becomes sugar?"))
    question = encoder.question("What becomes sugar?")
    assert asked["input_ids"][:, 1 : 1 + len(question)].tolist() == [list(question)] * len(asked["input_ids"])
    assert (asked["sentence_of"][:, : 1 + len(question)] == 60).all()


def test_layers_over_a_document_see_sections_of_it() -> None:
    torch.manual_seed(0)
    head = Head(4, 2, hidden=8, layers=1).eval()
    torch.nn.init.normal_(head.labels.weight)
    sizes = [3, 2 * SECTION_SENTENCES]
    document_of = torch.repeat_interleave(torch.tensor([0, 2]), torch.tensor(sizes))
    given = [torch.randn(sum(sizes), n) for n in (4, 4, 2, 1)]

    def said(*changed: int) -> torch.Tensor:
        own = given[0].clone()
        own[list(changed)] *= -1
        found: torch.Tensor = head(own, given[1], given[2], given[3][:, 0], document_of)
        return found

    with torch.inference_mode():
        moved = (said(sum(sizes) - 1) - said()).abs().amax(dim=1) > 0
        alone = head(*(part[:3] for part in given[:3]), given[3][:3, 0], document_of[:3])
        assert torch.allclose(said()[:3], alone, atol=1e-5)
    assert not moved[: 3 + SECTION_SENTENCES].any()
    assert moved[3 + SECTION_SENTENCES :].float().mean() > 0.9  # some by less than fp32 tells


def test_a_step_lowers_the_loss(network: Any, encoder: Encoder) -> None:
    given = batch(encoder, record(SENTENCES[:8], [2]))
    learning = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, 1e-3)
    losses = []
    for _ in range(6):
        loss = network(**given).loss
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0]


def test_the_same_seed_and_epoch_draw_the_same_batch(encoder: Encoder) -> None:
    records = [Record(str(i), SENTENCES[i : i + 9], "en", target=np.ones(9, np.float32)) for i in range(20)]
    mixtures = [Mixture({"a": records}, {"a": Recipe(1.0)}, encoder, 300, 5, seed) for seed in (0, 0, 1)]
    first, again, other = (collate([mixture[3]])["input_ids"] for mixture in mixtures)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    mixtures[0].epoch = 1
    assert not torch.equal(first, collate([mixtures[0][3]])["input_ids"])


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing.:FutureWarning")  # peft asks by the old name
def test_a_folder_of_one_s_own_becomes_a_model(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from model.train import main

    options = ["--tune", "lora:1", "--rank", "2", "--batches", "2", "--batch-tokens", "256"]
    main([str(notes), *options, "--hidden", "16", "--epochs", "1", "--output", str(tmp_path / "out")])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["output"] == str(tmp_path / "out")
    trained = model.load(tmp_path / "out")
    assert trained.space != model.load(packaged_folder()).space
    chosen = trained.extract(" ".join(SENTENCES[:6]), budget=model.Budget(sentences=2))
    assert [key.text for key in chosen] == [" ".join(SENTENCES[:6])[key.start : key.end] for key in chosen]


CHINESE = ["光合作用把光能变成化学能。", "叶绿体里有叶绿素。", "碳被固定成糖。"]


def test_texts_that_the_encoder_cannot_read_are_told(
    notes: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chinese = tmp_path / "chinese.jsonl"
    lines = [{"text": "".join(CHINESE), "highlights": CHINESE[:1]}] * 2
    chinese.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    own = ["--recipe", "own", "--output", tmp_path / "out"]
    with pytest.raises(model.ModelError, match=r"“all-MiniLM-L6-v2” can't read the texts .* --encoder"):
        run(chinese, *own)
    assert not (tmp_path / "out").exists()
    run(notes, chinese, "--encoder", tiny_bert, "--output", tmp_path / "out", *TINY, "--epochs", "1")
    told = capsys.readouterr().err
    assert f"{notes}: 8 documents\n" in told
    assert f"{chinese}: 2 documents, of which the encoder “{tiny_bert.name}” can't read 2\n" in told
    assert "With --encoder take one" in told


def test_of_a_dev_set_only_what_is_drawn_is_looked_at_closely(
    notes: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    from model.training.material import gather

    dev = tmp_path / "dev.jsonl"
    lines = [
        {"id": str(i), "text": " ".join(SENTENCES[i : i + 3]), "summary": SENTENCES[i]} for i in range(9)
    ]
    dev.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (drawn,) = read_records(dev, 1)
    for line in lines:
        if line["id"] != drawn.id:
            line["summary"] = []  # nothing to make an oracle of: no record
    dev.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    given = [notes, "--dev", dev, "--dev-limit", "1", "--encoder", tiny_bert]
    (found,) = gather(parse(parser(None), [str(each) for each in given]), tell=False).dev[str(dev)]
    assert found.record.id == drawn.id
    singles = [{"sentences": [said], "kind_labels": ["action"]} for said in SENTENCES[:9]]
    dev.write_text("\n".join(map(json.dumps, singles)), encoding="utf-8")
    found = gather(parse(parser(None), [str(each) for each in given]), tell=False).dev[str(dev)]
    assert len(found) == 9


def test_an_empty_folder_is_one_plain_sentence(tmp_path: Path) -> None:
    from model.train import main

    with pytest.raises(SystemExit, match=r"^There is no .jsonl file in"):
        main([str(tmp_path)])
