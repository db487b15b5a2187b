"""Word weights: complete, exact in the text, the same each time, for every kind of text."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import numpy as np
import pytest
import torch

import model
from model.engine import Extractor
from model.explain import explainer as explaining
from model.explain.target import by_meaning
from model.focus import wanted
from model.focus.questions import pull
from model.head import Head
from model.ranker import FEATURES, UNFITTED, Ranker
from model.scoring import ASKING
from model.words import WordWeight, pairs_in, weighed, words_of

TEXT = (
    "Photosynthesis turns light into sugar. Plants need photosynthesis, and chlorophyll makes it work. "
    "My neighbour mentioned photosynthesis on Tuesday. Photosynthesis happens in leaves."
)
CHINESE = "注意力训练可以提高专注力。注意力训练需要反复练习。昨天我们去公园散步了。"


@pytest.fixture(scope="module")
def trained(extractor: Extractor) -> Extractor:
    """The packaged encoder under a head that nobody trained, with weights that are not zero."""
    torch.manual_seed(0)
    head = Head(384, len(FEATURES), hidden=16)
    torch.nn.init.normal_(head.labels.weight)
    return Extractor(extractor._encoder, Ranker(head.eval().requires_grad_(False), UNFITTED, {}))


@pytest.fixture(scope="module")
def bare(extractor: Extractor) -> Extractor:
    """The encoder without a head."""
    return Extractor(extractor._encoder)


def explained(
    extractor: Extractor, text: str, index: int, focus: str | None = None
) -> tuple[WordWeight, ...]:
    reading, plan = extractor.read(text, focus=focus), extractor.plan(text, focus)
    sentence = reading.sentences[index]
    return extractor.explain(plan, sentence.start, sentence.end, reading.vectors)


@pytest.mark.parametrize("kind", ["bare", "trained"])
@pytest.mark.parametrize("focus", [None, "What happens on Tuesday?"])
def test_a_word_weighs_what_the_score_falls_without_it(
    kind: str, focus: str | None, request: pytest.FixtureRequest
) -> None:
    explainer = request.getfixturevalue(kind).explainer
    plan = request.getfixturevalue(kind).plan(TEXT, focus)
    vectors = request.getfixturevalue(kind).read(TEXT, focus=focus).vectors.astype(np.float32)
    before, target = explainer.before(plan, 2), explainer.target(plan, 2, vectors)
    sentence = plan.sentences[2]
    tuesday = (sentence.index("Tuesday"), sentence.index("Tuesday") + len("Tuesday"))
    found = explainer.erased(before, target, [(0, 2), tuesday])
    gone = before.without([tuesday])
    assert len(before) - len(gone) == 1
    assert found[1] == pytest.approx(explainer.value(before, target) - explainer.value(gone, target))


def test_the_question_s_own_word_speaks_for_the_sentence(extractor: Extractor) -> None:
    words = explained(extractor, TEXT, 2, "What happened on Tuesday?")
    said = {TEXT[word.start : word.end]: word.weight for word in words}
    assert said["Tuesday"] == max(said.values()) > 0.5


@pytest.mark.parametrize(
    ("text", "focus", "word", "empty"),
    [
        ("The shop opens at ten. My cat sleeps all day. Rain falls.", "When is it open?", "opens", "The"),
        ("最后的结果很好。猫整天睡觉。外面在下雨。", "结果怎么样", "结果", "的"),
    ],
)
def test_a_word_that_is_asked_about_is_weighed_even_where_it_says_little_of_a_text(
    extractor: Extractor, text: str, focus: str, word: str, empty: str
) -> None:
    said = {text[w.start : w.end]: w.weight for w in explained(extractor, text, 0, focus)}
    assert said[word] > 0.5
    assert said[empty] == 0


@pytest.mark.parametrize(("mark", "left"), [("?", ASKING), (".", 1)])
def test_a_question_speaks_less_for_a_sentence_that_asks_something_itself(
    bare: Extractor, mark: str, left: float
) -> None:
    text, focus = (
        f"Ferns drink rain. The dam cost nine million{mark} It is late.",
        "How much did the dam cost?",
    )
    plan, explainer = bare.plan(text, focus), bare.explainer
    vectors = bare.read(text, focus=focus).vectors.astype(np.float32)
    before, said = explainer.before(plan, 1), plan.sentences[1]
    told, untold = (explainer.target(p, 1, vectors) for p in (plan, bare.plan(text)))
    pulled = pull(plan.sentences, focus, plan.language).values[1] + wanted.pull([said], focus)[0]
    pulled += by_meaning(explainer.networks, plan, focus)(said)
    added = explainer.value(before, told) - explainer.value(before, untold)
    assert added == pytest.approx(left * pulled, rel=1e-3)


def test_a_word_that_stands_twice_has_one_weight(extractor: Extractor) -> None:
    words = explained(extractor, "Light makes sugar of light. It is late.", 0, "What does light do?")
    assert words[0].weight == words[-1].weight == 1


@pytest.mark.parametrize("kind", ["extractor", "trained"])
def test_words_are_whole_and_exact(kind: str, request: pytest.FixtureRequest) -> None:
    words = explained(request.getfixturevalue(kind), TEXT, 1)
    assert [TEXT[word.start : word.end] for word in words] == [
        "Plants", "need", "photosynthesis", "and", "chlorophyll", "makes", "it", "work",
    ]  # fmt: skip
    assert max(abs(word.weight) for word in words) == 1


def test_the_word_that_decides_weighs_most(bare: Extractor) -> None:
    words = explained(bare, TEXT, 2)
    best = max(words, key=lambda word: word.weight)
    assert TEXT[best.start : best.end] == "photosynthesis"


def test_again_gives_the_same(extractor: Extractor) -> None:
    assert explained(extractor, TEXT, 0) == explained(extractor, TEXT, 0)


def test_chinese_is_explained_by_its_words(extractor: Extractor) -> None:
    words = explained(extractor, CHINESE, 1)
    said = {CHINESE[word.start : word.end]: word.weight for word in words}
    assert list(said) == ["注意力", "训练", "需要", "反复", "练习"]
    assert said["注意力"] == 1
    assert min(said.values()) >= 0


def test_a_word_without_a_meaning_of_its_own_says_nothing_in_chinese_either(extractor: Extractor) -> None:
    text = "光合作用如果没有光，就不能进行。植物的光合作用需要光。"
    said = {text[word.start : word.end]: word.weight for word in explained(extractor, text, 0)}
    assert said["光合作用"] == 1
    assert said["如果"] == said["就"] == 0


def test_a_long_sentence_is_read_in_all_its_windows(extractor: Extractor) -> None:
    text = (
        "Leaves are green because " + "; and ".join(f"reason {i} holds" for i in range(55)) + ". Short end."
    )
    plan, vectors = extractor.plan(text), extractor.read(text).vectors
    before = extractor.explainer.before(plan, 0)
    assert len(before.ids) > 1
    assert len(before) == plan.tokens[0]
    ids = before.ids[before.rows, before.columns].tolist()
    assert ids == extractor.explainer.encoder.tokenize([plan.sentences[0]])[0]
    end = plan.spans[0].end
    words = extractor.explain(plan, end - 30, end, vectors)
    assert text[words[-1].start : words[-1].end] == "holds"
    assert any(word.weight for word in words)


def test_many_words_share_their_cuts_with_neighbours(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "MOST_CUTS", 3)
    text = "Ferns drink rain, eat light, hold water, make sugar. It is late."
    words = explained(extractor, text, 0)
    assert len(words) == 9
    assert 1 < len({word.weight for word in words} - {0}) <= 3


def test_cutting_words_out_is_reading_the_text_without_them(extractor: Extractor) -> None:
    networks, plan = extractor.explainer.networks, extractor.plan("Plants make very much sugar. It is late.")
    cut = extractor.explainer.before(plan, 0).without([(12, 16)])
    other = extractor.explainer.before(extractor.plan("Plants make much sugar. It is late."), 0)
    summed = [networks.summed(networks.choice, before) for before in (cut, other)]
    assert torch.allclose(*summed, atol=1e-4)


def test_words_of_any_script() -> None:
    def said(text: str, language: str) -> list[str]:
        return [text[start:end] for start, end in words_of(text, language, pairs_in([text]))]

    assert said("Don't “re-use” it, 3.5 times…", "en") == ["Don't", "re-use", "it", "3.5", "times"]
    assert said("£1,640 at 17:00, not 3,5 or 4, 5", "en") == [
        "1,640",
        "at",
        "17:00",
        "not",
        "3,5",
        "or",
        "4",
        "5",
    ]
    assert said("于17:00前，共1,640元", "zh") == ["于", "17:00", "前", "共", "1,640", "元"]
    assert said("हिन्दी में लिखा।", "hi") == ["हिन्दी", "में", "लिखा"]
    assert "".join(said("研究表明，AI很有用。", "zh")) == "研究表明AI很有用"
    assert words_of("…!", "en", Counter()) == []
    assert weighed([], np.zeros(0)) == ()


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("青江市交通运输局宣布", "zh", "青江 市 交通运输 局 宣布"),
        ("大学教授认为，中华人民共和国很大", "zh-CN", "大学教授 认为 中华人民共和国 很大"),
        ("Das Wort 通货膨胀 heißt Inflation", "de", "Das Wort 通货膨胀 heißt Inflation"),
        ("東京大学の学生、東京大学", "ja", "東京大学 の 学生 東京大学"),  # by what its text repeats
        ("日本語の本", "zh", "日 本 語の 本"),
        ("สวัสดีครับ", "th", "สวัสดีครับ"),
        ("𠀀" * 6, "zh", "𠀀𠀀𠀀𠀀 𠀀𠀀"),  # no dictionary has it
    ],
)
def test_what_is_written_together_is_cut_into_its_words(text: str, language: str, words: str) -> None:
    found = words_of(text, language, pairs_in([text]))
    assert " ".join(text[start:end] for start, end in found) == words


@pytest.mark.parametrize("piece", ["的", "注意力训练", "𠀀", "𠀀𠀁的", "丂丄丅"])
def test_cutting_a_text_without_an_end_costs_little(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    assert words_of(text, "zh", pairs_in([text]))[-1][1] == len(text)
    assert time.process_time() - started < 5


async def test_the_queue_explains_as_the_extractor_does(extractor: Extractor) -> None:
    reading = await asyncio.to_thread(extractor.read, TEXT)
    places = [(s.start, s.end) for s in reading.sentences[:2]]
    async with model.AsyncExtractor(extractor, max_waiting=1) as serving:
        found = await serving.explain(TEXT, places, vectors=reading.vectors)
        assert found[1] == await asyncio.to_thread(explained, extractor, TEXT, 1)
        anew = await serving.explain(TEXT, places[:1])  # of a note that another model read
        assert [w.weight for w in anew[0]] == pytest.approx([w.weight for w in found[0]], abs=0.05)
        one = asyncio.create_task(serving.explain(TEXT, places, vectors=reading.vectors))
        await asyncio.sleep(0)
        with pytest.raises(model.ModelBusy):
            await serving.explain(TEXT, places)
        await one
        assert serving.waiting == 0
    with pytest.raises(model.ModelError, match="closing"):
        await serving.explain(TEXT, places)
