"""The third network, which reads where people talk: what it reads, what it changes, how it learns and is kept."""

from __future__ import annotations

import asyncio
import copy
import random
import shutil
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch

import model
from model import checkpoint, fit_spoken, low_rank, scoring, spoken
from model.data import Record
from model.encoder import load_encoder
from model.encoder.network import Bert
from model.encoder.windows import For
from model.engine import Extractor
from model.explain.target import talk
from model.fit_spoken import Learning, examples, loss_of
from model.focus.meaning import unit_rows
from model.scoring import scored
from model.spoken import AROUND, FEATURES, SpokenHead, lengths, separated, talks
from tests.conftest import CHAPTER

TALK = [
    "Um, okay.", "Yeah.", "So the remote control should have a rubber case, because that keeps it from slipping.",
    "Mm-hmm.", "Uh, I mean, did you see the game?", "Right.", "We decided to leave out the display, it costs too much.",
    "Yeah, yeah.", "You know what?", "Then Anna will draw the case, and Ben will ask what a rubber one would cost us.",
    "Okay.", "Uh-huh.",
]  # fmt: skip

MEETING = """Um, okay, is everybody here?
Yeah.
Great, so before anything else I was at the lake on Sunday with the children and the water was so cold that nobody swam.
Yeah, mine went in anyway.
Okay.
So, um, the budget.
We can't pay for both lifts this year.
Uh-huh.
I mean, I looked at the numbers again last night, and once more on the train, because somebody had left the window open.
Yeah, that train is always late, it was late on Monday and on Tuesday too, and on Friday it did not come at all.
Right.
The north lift goes first.
Mm-hmm.
And the south one waits until spring, when the grant comes.
Um, do we tell the tenants?
Yeah, Eve writes to them.
Yeah, it does.
Well, thanks, um, that's it from me.""".split("\n")


@pytest.fixture(scope="module")
def exact() -> Extractor:
    """In fp32, as on a processor without bf16."""
    return Extractor(*checkpoint.load_trained(None))


@pytest.fixture(scope="module")
def without(exact: Extractor) -> Extractor:
    """The same weights, without the third network."""
    assert exact._ranker
    ranker = copy.copy(exact._ranker)
    ranker.spoken = None
    return Extractor(exact._encoder, ranker)


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """The shipped weights, in a folder of their own."""
    return Path(shutil.copytree(checkpoint.SHIPPED, tmp_path / "weights"))


def test_a_talk_is_told_by_what_nobody_writes() -> None:
    assert talks(TALK, "en")
    assert not talks(TALK, "de")
    assert not talks(CHAPTER.split(". "), "en")
    assert talks(MEETING, "en")
    assert not talks(TALK[:11], "en"), "too short to be like a meeting"
    assert not talks([], "en")


@pytest.mark.parametrize(
    "written",
    [
        "All rights are right, well, okay.",
        "A hair is 0.1 mm thick, a cell 20 um.",
        "We used an HMM at the UM.",
        "As you know, the audit starts on Monday.",
        "Did you know that honey keeps?",
        "I mean what I say.",
    ],
)
def test_what_is_written_is_no_talk(written: str) -> None:
    assert not talks([written, "It rains."] * 9, "en")


def test_lengths_are_those_of_a_sentence_and_its_neighbours() -> None:
    found = lengths(["one", "one two three", "one two"])
    assert found.shape == (3, FEATURES)
    assert np.isfinite(found).all()
    logs = np.log1p([1, 3, 2])
    assert found[:, 0] == pytest.approx(logs)
    assert found[:, 3].tolist() == [0, 0.5, 1]
    before, after = (4 + AROUND.index(by) for by in (-1, 1))
    assert found[:, before] == pytest.approx([logs.mean(), logs[0], logs[1]])
    assert found[:, after] == pytest.approx([logs[1], logs[2], logs.mean()])
    assert lengths([]).shape == (0, FEATURES)
    assert np.isfinite(lengths(["one"])).all()


def test_a_talk_is_read_once_more_and_a_chapter_is_not(exact: Extractor, without: Extractor) -> None:
    plan = exact.plan_split(TALK)
    read_for = [window.read_for for window in plan.windows]
    assert read_for == [For.CHOICE, For.SPOKEN]
    own = plan.windows[-1]
    sentences = separated(exact._encoder.tokenize(TALK), exact._encoder.separator)
    assert own.ids[own.own].tolist() == list(chain.from_iterable(sentences))
    assert without.plan_split(TALK).spoken_sums is None
    assert exact.plan(CHAPTER).spoken_sums is None
    assert exact.read(CHAPTER).sentences == without.read(CHAPTER).sentences


def test_its_say_is_what_is_added(exact: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    ranker, plan = exact._ranker, exact.plan_split(MEETING)
    assert ranker
    assert ranker.spoken
    exact.read_once([plan])
    assert plan.spoken_sums is not None
    logits = ranker.spoken.logits(plan.spoken_sums, plan.tokens, plan.sentences)
    loud = scored(plan, unit_rows(plan.sums), ranker)
    monkeypatch.setattr(scoring, "TALK", 0.0)
    quiet = scored(plan, unit_rows(plan.sums), ranker)
    assert np.corrcoef(loud.key - quiet.key, logits)[0, 1] > 0.98
    assert (
        logits[MEETING.index("The north lift goes first.")]
        > logits[MEETING.index("Yeah, mine went in anyway.")]
    )


def test_brief_words_may_carry_a_talk_and_captions_never(exact: Extractor, without: Extractor) -> None:
    text = [*MEETING, "There are three reasons:", "Figure 3: Lifts by year"]
    budget = MEETING.index("So, um, the budget.")
    (heard,), (read,) = exact.read_split([text]), without.read_split([text])
    assert heard.sentences[budget].rank < read.sentences[budget].rank
    assert min(s.rank for s in heard.sentences[-2:]) > 10


def test_what_is_asked_of_a_talk_is_found_without_it(exact: Extractor, without: Extractor) -> None:
    question = "What will it cost?"
    assert exact.plan_split(TALK, question).spoken_sums is None
    (asked,), (before,) = exact.read_split([TALK], [question]), without.read_split([TALK], [question])
    assert asked.sentences == before.sentences


def test_company_changes_nothing(exact: Extractor) -> None:
    talk, long = exact.plan_split(TALK), exact.plan_split(TALK * 40)
    alone = exact.plan_split(TALK)
    exact.read_once([talk, long])
    exact.read_once([alone])
    assert talk.spoken_sums == pytest.approx(alone.spoken_sums, abs=1e-3)


def test_many_windows_are_joined_to_whole_sentences(exact: Extractor) -> None:
    plan = exact.plan_split(TALK * 40)
    of_talk = [window for window in plan.windows if window.read_for is For.SPOKEN]
    assert len(of_talk) > 5
    tokens = np.zeros(len(plan.sentences), int)
    for window in of_talk:
        np.add.at(tokens, window.rows + window.first, 1)
    assert tokens.tolist() == (plan.tokens + 1).tolist(), "each token is read once for each sentence"


def test_for_many_people_it_is_as_for_one(extractor: Extractor) -> None:
    text = "\n".join(TALK * 5)

    async def read() -> list[float]:
        async with model.AsyncExtractor(extractor) as serving:
            return [s.score for s in (await serving.read(text)).sentences]

    assert asyncio.run(read()) == pytest.approx([s.score for s in extractor.read(text).sentences], abs=1e-3)


def test_its_part_is_explained(exact: Extractor, without: Extractor) -> None:
    text = " ".join(TALK)
    start = text.index("We decided")
    end = text.index("Yeah, yeah")
    found = []
    for each in (exact, without):
        reading = each.read(text)
        found.append(each.explain(each.plan(text), start, end - 1, reading.vectors))
    assert [(w.start, w.end) for w in found[0]] == [(w.start, w.end) for w in found[1]]
    assert [w.weight for w in found[0]] != pytest.approx([w.weight for w in found[1]], abs=1e-3)


def test_it_is_explained_by_the_score_that_it_has(exact: Extractor) -> None:
    assert exact._ranker
    head = exact._ranker.spoken
    assert head
    plan = exact.plan_split(TALK * 3)
    exact.read_once([plan])
    assert plan.spoken_sums is not None
    whole = head.logits(plan.spoken_sums, plan.tokens, plan.sentences)
    said = talk(exact.explainer.networks, exact._ranker, plan, 6)(exact.explainer.before(plan, 6))
    assert float(said) == pytest.approx(whole[6] / float(head.spread), abs=1e-3)
    cut = exact.explainer.before(plan, 6).without([(0, 2)])
    assert cut.spoken is not None
    assert len(cut.spoken) == len(exact.explainer.before(plan, 6).spoken or ()) - 1


def test_it_learns_in_seconds(tiny_bert: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    said = ["Light becomes sugar.", "Nobody knows."] * 30
    meetings = [Record("m", said, "en", chosen=list(range(0, 60, 2))), Record("n", said[1:], "en")]
    encoder = load_encoder(tiny_bert)
    given = examples(encoder, meetings)
    assert sum(int(example.learnt.sum()) for example in given) >= 119 - len(given), "but for those cut in two"
    assert sum(float(example.kept[example.learnt].sum()) for example in given) > 25
    learning = Learning(encoder)
    order = random.Random(0)
    rounds = [low_rank.batches(given, lambda example: len(example.ids), 300, order) for _ in range(12)]
    losses = low_rank.learn(learning, rounds, lambda batch: loss_of(learning(batch), batch), rate=1e-2)
    assert losses[-1] < 0.9 * losses[0]
    spoken.save(tmp_path, dict(low_rank.pairs_of(learning.network)), learning.head, encoder.space)
    spoken.respread(tmp_path, tmp_path, 2.5)
    found = spoken.load(tmp_path, encoder.space, encoder.width)
    assert found
    assert float(found[0].spread) == 2.5
    second = checkpoint.merged(load_encoder(tiny_bert).network, found[1], shared=True)
    with torch.inference_mode():
        ids = torch.tensor([given[0].ids])
        before, after = learning.network(ids, None), second(ids, None)
    assert after.numpy() == pytest.approx(before.numpy(), abs=1e-2), "as it was when it learnt"


def test_a_batch_says_what_its_windows_say_alone(tiny_bert: Path) -> None:
    encoder = load_encoder(tiny_bert)
    given = examples(encoder, [Record("m", ["Light becomes sugar.", "Nobody knows."] * 30, "en", chosen=[0])])
    learning = Learning(encoder).eval()
    with torch.inference_mode():
        together = learning(given)
        alone = torch.cat([learning([example]) for example in given])
    assert together.numpy() == pytest.approx(alone.numpy(), abs=1e-4)


def test_a_window_without_a_whole_sentence_is_not_learnt_from(tiny_bert: Path) -> None:
    encoder = load_encoder(tiny_bert)
    endless = Record("m", ["light " * 5 * encoder.window_tokens], "en", chosen=[0])
    assert examples(encoder, [endless]) == []


def test_only_a_bert_can_learn_it(tiny_bert: Path) -> None:
    encoder = load_encoder(tiny_bert)
    assert isinstance(encoder.network, Bert)
    encoder.network = torch.nn.Linear(1, 1)
    with pytest.raises(model.ModelError, match="is no BERT"):
        Learning(encoder)


def test_weights_that_do_not_fit_are_refused(trained: Path, tiny_bert: Path) -> None:
    space = load_encoder(None).space
    path = trained / spoken.FILE
    whole = path.read_bytes()
    found = spoken.load(trained, space, 384)
    assert found
    for broken in (b"nothing", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    spoken.save(trained, found[1], found[0], load_encoder(tiny_bert).space)
    with pytest.raises(model.ModelError, match="belongs to the encoder"):
        model.load(trained, "cpu")
    for pairs, head in (
        ({}, found[0]),
        ({name: value * torch.nan for name, value in found[1].items()}, found[0]),
        (found[1], SpokenHead(12)),
    ):
        spoken.save(trained, pairs, head, space)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    spoken.save(trained, found[1], found[0], space)
    spoken.respread(trained, trained, 0.0)
    with pytest.raises(model.ModelError, match="its spread is no deviation"):
        model.load(trained, "cpu")
    strange = {name.replace("layer.5", "layer.9"): value for name, value in found[1].items()}
    spoken.save(trained, strange, found[0], space)
    with pytest.raises(model.ModelError, match="doesn't fit its encoder"):
        model.load(trained, "cpu")


def test_without_its_file_nothing_is_read_again(trained: Path) -> None:
    (trained / spoken.FILE).unlink()
    found = model.load(trained, "cpu")
    assert For.SPOKEN not in found._encoder.networks
    assert found.plan_split(TALK).spoken_sums is None


def test_weights_trained_without_it_take_it_away(trained: Path) -> None:
    weights = {"head.text_scale": torch.ones(())}
    checkpoint.write(trained, weights, checkpoint.read_config(trained), load_encoder(None).network)
    assert not (trained / spoken.FILE).exists()


def test_it_is_measured_on_meetings(trained: Path) -> None:
    spread, area = fit_spoken.measured(
        trained, [Record("m", TALK * 3, "en", chosen=[2, 6, 9]), Record("w", ["It rains."], "en", chosen=[])]
    )
    assert spread > 0
    assert 0.5 < area <= 1
    with pytest.raises(model.ModelError, match="no talk among the meetings"):
        fit_spoken.measured(trained, [Record("w", ["It rains."] * 20, "en", chosen=[1])])
