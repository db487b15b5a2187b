"""The second network, which tells definitions and actions: what it reads, by what, and that it changes nothing else."""

from __future__ import annotations

import asyncio
import copy
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import model
from model import checkpoint
from model.data import KINDS, Record
from model.encoder import load_encoder
from model.encoder.windows import For
from model.engine import Extractor
from model.kinds import sorter
from model.kinds.sorter import LEEWAY, MOST_TOKENS, KindHead, Sorter, alone
from model.plan import Plan
from tests.model.conftest import SENTENCES

NOTE = """Osmosis is the process by which water crosses a membrane. It rained all day. Could you send me the slides?
Anna is a woman who likes the rain. Reply within three days."""


@pytest.fixture(scope="module")
def exact() -> Extractor:
    """In fp32, as on a processor without bf16."""
    encoder, ranker = checkpoint.load_trained(None)
    return Extractor(encoder, ranker)


@pytest.fixture
def without(exact: Extractor) -> Extractor:
    """The same weights, of which only the head tells kinds."""
    assert exact._ranker
    ranker = copy.copy(exact._ranker)
    ranker.sorter = None
    return Extractor(exact._encoder, ranker)


def read(extractor: Extractor, text: str) -> Plan:
    plan = extractor.plan(text, language="en")
    extractor.read_plans([plan])
    return plan


def told(extractor: Extractor, plan: Plan) -> dict[str, np.ndarray]:
    """Each sentence that was read again, with its logits (2,)."""
    assert extractor._ranker
    assert extractor._ranker.sorter
    assert plan.again is not None
    numbers = [window.first for window in plan.again]
    logits = extractor._ranker.sorter.logits(plan.again_sums, plan.tokens[numbers])
    return {plan.sentences[i]: row for i, row in zip(numbers, logits, strict=True)}


def test_only_what_may_be_something_is_read_again(exact: Extractor) -> None:
    plan = read(exact, NOTE)
    assert "It rained all day." not in told(exact, plan)
    kinds = [sentence.kind for sentence in exact.finish(plan).sentences]
    assert kinds == ["definition", "key", "action", "key", "action"]


def test_what_is_read_alone_does_not_depend_on_company(exact: Extractor, extractor: Extractor) -> None:
    text = (
        f"# Notes\n\n{NOTE}\n\n" + "The river has a bend and a bridge. " * 20 + "Please tell Eve by Monday."
    )
    for one, close in ((exact, 1e-3), (extractor, 1e-3)):
        found = told(one, read(one, NOTE))
        among = told(one, read(one, text))
        for sentence, logits in found.items():
            assert among[sentence] == pytest.approx(logits, abs=close)


def test_scores_are_those_of_the_head_alone(exact: Extractor, without: Extractor, lecture: str) -> None:
    for text in (NOTE, lecture):
        ours, before = exact.read(text), without.read(text)
        assert [s.score for s in ours.sentences] == [s.score for s in before.sentences]
        assert [s.rank for s in ours.sentences] == [s.rank for s in before.sentences]


def test_batches_never_mix_the_networks(exact: Extractor) -> None:
    encoder = copy.copy(exact._encoder)
    tokens = encoder.tokenize([NOTE, *SENTENCES[:9]])
    windows = [*exact._windows(tokens), *(alone(i, ids) for i, ids in enumerate(tokens))]
    for dtype in (torch.float32, torch.bfloat16):
        encoder.dtype = dtype
        batches = encoder.batches(windows)
        assert sorted(i for batch in batches for i in batch) == list(range(len(windows)))
        assert all(len({windows[i].read_for for i in batch}) == 1 for batch in batches)


def test_a_long_sentence_is_read_as_far_as_was_learnt() -> None:
    window = alone(7, list(range(1, 1_000)))
    assert (window.first, window.sentences, len(window.ids), window.read_for) == (
        7,
        1,
        MOST_TOKENS,
        For.KINDS,
    )


def test_it_brings_its_layers_and_shares_the_embeddings(exact: Extractor) -> None:
    first = exact._encoder.network
    for read_for in (For.KINDS, For.MEANING):
        second = exact._encoder.networks[read_for]
        shared = {id(value) for value in first.parameters()} & {id(value) for value in second.parameters()}
        assert shared == {id(value) for value in first.get_submodule("embeddings").parameters()}


@pytest.mark.parametrize("text", ["", "El agua hierve. Envía el resumen.", "请在周五前提交。天气很好。"])
def test_what_is_not_english_is_read_once(exact: Extractor, text: str) -> None:
    plan = exact.plan(text, language="es")
    exact.read_plans([plan])
    assert plan.again is None
    assert len(exact.finish(plan).sentences) == len(plan.sentences)


def test_headings_tables_and_code_are_left_to_cues(exact: Extractor) -> None:
    text = "# Please read this\n\n| a | due Friday |\n| b | due Monday |\n\n```\nsend(report)\n```\n\nPlease reply."
    plan = read(exact, text)
    assert list(told(exact, plan)) == ["Please reply."]


async def test_many_at_once_are_told_as_one_alone(extractor: Extractor, lecture: str) -> None:
    texts = [NOTE, lecture, f"{lecture}\n\n{NOTE}", "Short."]
    async with model.AsyncExtractor(extractor) as serving:
        readings = await asyncio.gather(*(serving.read(text, language="en") for text in texts))
    for text, reading in zip(texts, readings, strict=True):
        single = await asyncio.to_thread(extractor.read, text, language="en")
        assert [s.kind for s in reading.sentences] == [s.kind for s in single.sentences]


# --- the head in use ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_served", [False, True])
async def test_what_is_told_of_progress_rises_until_all_is_read(
    extractor: Extractor, lecture: str, is_served: bool
) -> None:
    parts: list[float] = []

    def on_stage(stage: model.Stage, done: int, total: int) -> None:
        if stage is model.Stage.SCORING:
            parts.append(done / total)

    text = f"{lecture}\n\n{NOTE}"
    if is_served:
        async with model.AsyncExtractor(extractor) as serving:
            await serving.read(text, on_stage=on_stage)
    else:
        await asyncio.to_thread(extractor.read, text, on_stage=on_stage)
    assert parts == sorted(parts)
    assert parts[0] <= 0.8 < parts[-1] == 1


def test_gates_let_cues_pass() -> None:
    sorts = Sorter(KindHead(4), {"definition": -4.0, "action": -3.0}, {"definition": 0.0, "action": 0.0})
    logits = np.array([[0, 0, -4.1, -3.1], [0, 0, -3.9, -9], [0, 0, -9, -2.9], [0, 0, -9, -9]])
    nothing, defines, asks = [False, False], [True, False], [False, True]
    assert sorts.possible(logits, ["key"] * 4).tolist() == [nothing, defines, asks, nothing]
    cues = ["definition", "action", "key", "action"]
    assert sorts.possible(logits, cues).tolist() == [defines, [True, True], asks, asks]
    assert sorts.possible(logits[:0], []).shape == (0, 2)


@pytest.mark.parametrize(
    ("sentence", "cue", "definition", "action", "possible", "kind"),
    [
        ("A wave has a crest.", "key", 1.0, -9.0, (True, True), "definition"),
        ("A wave has a crest.", "key", 1.0, -9.0, (False, True), "key"),
        ("Send it, will you?", "key", 1.0, 2.0, (True, True), "action"),
        ("Send it, will you?", "key", 1.0, 2.0, (True, False), "definition"),
        ("Tom is a boy who runs.", "definition", -LEEWAY["definition"] - 0.1, -9.0, (True, False), "key"),
        (
            "Tides are long waves.",
            "definition",
            -LEEWAY["definition"] + 0.1,
            -9.0,
            (True, False),
            "definition",
        ),
        ("Please reply.", "action", -9.0, -LEEWAY["action"] + 0.1, (False, True), "action"),
        ("Print media sell well.", "action", -9.0, -LEEWAY["action"] - 0.1, (False, True), "key"),
        ("Return the value divided by 1/2.", "action", -9.0, -9.0, (False, True), "key"),
        ("Return the form by 1/2/2026.", "action", -9.0, -9.0, (False, True), "action"),
        ("The essay is due on 3 May.", "action", -9.0, -9.0, (False, True), "action"),
        ("Return the form by January 22.", "action", -9.0, -9.0, (False, True), "action"),
        ("I will send it tomorrow.", "action", -9.0, -9.0, (False, True), "action"),
        ("☐ Print media.", "action", -9.0, -9.0, (False, True), "action"),
        ("☑ Send it by Friday.", "key", -9.0, 9.0, (False, True), "key"),
        ("Can you hear me?", "key", -9.0, 9.0, (False, True), "key"),
        ("Define cohesion and adhesion.", "key", 9.0, -9.0, (True, False), "key"),
        ("So the question is how it is called.", "definition", 9.0, -9.0, (True, False), "key"),
        ("TODO: print media", "action", -9.0, -9.0, (False, True), "action"),
        ("We agreed to meet in May.", "action", -9.0, -9.0, (False, True), "action"),
    ],
)
def test_a_cue_is_believed_unless_the_network_doubts_it(
    sentence: str, cue: str, definition: float, action: float, possible: tuple[bool, bool], kind: str
) -> None:
    sorts = Sorter(KindHead(4), dict.fromkeys(sorter.KINDS, 0.0), dict.fromkeys(sorter.KINDS, 0.0))
    logits = np.array([[definition, action]])
    assert sorts.kinds(logits, np.array([possible]), [cue], [sentence]) == [kind]


# --- on disk ----------------------------------------------------------------------------------------------------


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    folder = tmp_path / "trained"
    shutil.copytree(checkpoint.SHIPPED, folder)
    return folder


def test_without_the_file_the_head_tells_kinds(trained: Path, without: Extractor) -> None:
    (trained / sorter.FILE).unlink()
    found = model.load(trained, "cpu")
    assert For.KINDS not in found._encoder.networks
    kinds = [sentence.kind for sentence in found.read(NOTE).sentences]
    assert kinds == [sentence.kind for sentence in without.read(NOTE).sentences]


def test_what_is_damaged_or_anothers_is_refused(trained: Path, tiny_bert: Path) -> None:
    path = trained / sorter.FILE
    whole = path.read_bytes()
    found = sorter.load(trained, load_encoder(None).space, 384)
    assert found
    for broken in (b"nothing", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    sorter.save(trained, found[1], found[0], load_encoder(tiny_bert).space)
    with pytest.raises(model.ModelError, match="belongs to the encoder"):
        model.load(trained, "cpu")
    space = load_encoder(None).space
    for pairs, sorts in (
        ({}, found[0]),
        (
            {name: value for name, value in found[1].items() if "layer.5" not in name or "lora_B" in name},
            found[0],
        ),
        ({name: value * torch.nan for name, value in found[1].items()}, found[0]),
        (found[1], replace(found[0], gates=dict.fromkeys(sorter.KINDS, float("nan")))),
    ):
        sorter.save(trained, pairs, sorts, space)
        with pytest.raises(model.ModelError, match="can't be read"):
            model.load(trained, "cpu")
    strange = {name.replace("layer.5", "layer.9"): value for name, value in found[1].items()}
    sorter.save(trained, strange, found[0], load_encoder(None).space)
    with pytest.raises(model.ModelError, match="doesn't fit its encoder"):
        model.load(trained, "cpu")


def test_it_learns_in_seconds(tiny_bert: Path, tmp_path: Path) -> None:
    from model.fit_kinds import Learning, examples, learn
    from model.low_rank import pairs_of

    torch.manual_seed(0)
    mails = [
        Record(str(i), [sentence], "en", kinds=np.array([kind]))
        for i, (sentence, kind) in enumerate(
            [("Please send me number 3.", KINDS["action"]), ("Light becomes sugar.", 0)] * 20
        )
    ]
    said = ["A leaf is what plants turn light in.", *SENTENCES[:3], "Nobody knows."]
    books = [Record("b", said * 20, "en", kinds=np.array([KINDS["definition"], 0, 0, 0, -1] * 20))]
    encoder = load_encoder(tiny_bert)
    learning = Learning(encoder)
    given = examples(encoder, mails, books, seed=0)
    assert {example.wanted for example in given} == {(-1.0, 1.0), (-1.0, 0.0), (1.0, 0.0), (0.0, 0.0)}
    assert len(given) == 2 * 40 + 20 + 2 * 20
    losses = learn(learning, given, epochs=15, rate=1e-2)
    assert losses[-1] < 0.8 * losses[0]
    head = Sorter(learning.head, dict.fromkeys(sorter.KINDS, -9.0), dict.fromkeys(sorter.KINDS, 0.5))
    sorter.save(tmp_path, dict(pairs_of(learning.network)), head, encoder.space)
    found = sorter.load(tmp_path, encoder.space, encoder.width)
    assert found
    assert found[0].thresholds == {"definition": 0.5, "action": 0.5}
    second = checkpoint.merged(load_encoder(tiny_bert).network, found[1], shared=True)
    with torch.inference_mode():
        ids = torch.tensor([given[0].ids])
        before, after = learning.network(ids, None), second(ids, None)
    assert after.numpy() == pytest.approx(before.numpy(), abs=1e-2), "as it was when it learnt"
