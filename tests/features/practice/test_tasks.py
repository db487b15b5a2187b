"""Practice tasks, pure: altered, made and marked as promised for any text; the level settles near four in five."""

from __future__ import annotations

import json
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.features.practice import staircase
from bot.features.practice.alter import Change, alter, swaps_in
from bot.features.practice.material import Line, Material, askable
from bot.features.practice.places import Vocabulary, places_in
from bot.features.practice.task import Sort, Task
from bot.features.practice.tasks import GAP, likelier, make
from bot.texts.terms import terms_in

ENGLISH = (
    "Photosynthesis turns light into chemical energy in every green plant.",
    "It takes place in the chloroplasts, which hold about 70 percent of the pigment.",
    "The oxygen is released through small pores on the underside of the leaf.",
    "The Calvin cycle was described in 1950 and needs 18 molecules of ATP.",
    "Plants cannot grow without water, and most of them never move.",
    "Two carriers keep the energy until the sugar is built from carbon dioxide.",
    "Farmers know that the harvest depends on rain more than on anything else.",
    "RuBisCO is probably the most abundant protein on Earth.",
)
CHINESE = (
    "注意力训练是通过反复练习来提高专注力的方法。",
    "自注意力机制能够从大量文本中筛选出关键信息。",
    "研究表明，每天练习二十分钟可以明显改善记忆力。",
    "在教育领域，注意力训练帮助学生抓住课文的要点。",
    "使用这类系统时，必须保护个人隐私，并解释每个结果的理由。",
    "2019年的调查显示，参加课程的学生增加了35%。",
    "疲劳的大脑不能长时间保持专注，因此休息很重要。",
    "邮件和会议记录里藏着需要处理的任务。",
)
TEXTS = {"en": ENGLISH, "zh": CHINESE}
LEVELS = st.floats(staircase.EASIEST, staircase.HARDEST)
SEEDS = st.integers(0, 10**6)
PIECES = """the is not can cannot don't 1905 3.14 0 00 1,200 7th Ünïcode İstanbul ß three energy Always — x 🙂
photons 不是 可以 二十年 必须 没有 H2O before may"""
WORDS = st.sampled_from(PIECES.split())


def material(language: str, seed: int = 0) -> Material:
    texts = TEXTS[language]
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(len(texts), 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ranks = rng.permutation(len(texts))
    return Material.of(language, [Line(i, t, int(ranks[i])) for i, t in enumerate(texts)], vectors)


@settings(max_examples=80)
@given(
    st.one_of(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.text(max_size=60)),
    st.sampled_from(["en", "zh", "es"]),
    st.sampled_from(Change),
    SEEDS,
)
def test_an_altered_sentence_differs_in_its_slice_alone(
    sentence: str, language: str, change: Change, seed: int
) -> None:
    vocabulary = Vocabulary(
        ["The cell has a membrane.", "细胞有细胞膜。", "Célula y membrana viva."], language
    )
    altered = alter(sentence, language, change, vocabulary, random.Random(seed))
    if altered is None:
        return
    assert altered.original == sentence
    assert altered.text.casefold().split() != sentence.casefold().split()
    assert altered.text[: altered.start] == sentence[: altered.start]
    assert altered.text[altered.start + len(altered.instead) :] == sentence[altered.end :]
    assert altered.change is change


@pytest.mark.parametrize(
    ("sentence", "language", "change", "possible"),
    [
        ("Leaves are green.", "en", Change.NEGATION, {"Leaves are not green."}),
        ("It cannot be seen.", "en", Change.NEGATION, {"It can be seen."}),
        ("They don't move.", "en", Change.NEGATION, {"They do move."}),
        ("It is not only green.", "en", Change.NEGATION, set()),
        ("Water flows.", "en", Change.NEGATION, set()),
        ("他不能来。", "zh", Change.NEGATION, {"他能来。"}),
        ("练习可以改善记忆。", "zh", Change.NEGATION, {"练习不可以改善记忆。"}),
        ("必须保护隐私。", "zh", Change.NEGATION, {"不必保护隐私。"}),
        ("这里没有水。", "zh", Change.NEGATION, {"这里有水。"}),
        ("H2O has no number.", "en", Change.NUMBER, set()),
        ("一些人统一了意见。", "zh", Change.NUMBER, set()),
        ("实验进行到九月。", "zh", Change.NUMBER, {f"实验进行到{each}月。" for each in "二三四五六七八"}),
        ("实验持续了三个月。", "zh", Change.NUMBER, {f"实验持续了{each}个月。" for each in "两四五六七八九"}),
        ("这是第三次。", "zh", Change.NUMBER, {f"这是第{each}次。" for each in "二四五六七八九"}),
        ("占三分之一。", "zh", Change.NUMBER, {f"占{each}分之一。" for each in "二四五六七八九"}),
        (
            "共十三人次，四千元。",
            "zh",
            Change.NUMBER,
            {f"共十三人次，{each}千元。" for each in "两三五六七八九"},
        ),
        ("二〇〇三年的题。", "zh", Change.NUMBER, {f"二〇〇{each}年的题。" for each in "二四五六七八九"}),
        ("读三年级。", "zh", Change.NUMBER, {f"读{each}年级。" for each in "二四五六七八九"}),
        ("共十三个。", "zh", Change.NUMBER, {f"共十{each}个。" for each in "二四五六七八九"}),
        ("Light is bright.", "en", Change.TERM, set()),
    ],
)
def test_what_is_changed(sentence: str, language: str, change: Change, possible: set[str]) -> None:
    nothing = Vocabulary([], language)
    found = {alter(sentence, language, change, nothing, random.Random(seed)) for seed in range(60)}
    assert {altered.text for altered in found if altered} == possible


@pytest.mark.parametrize(
    ("sentence", "like", "other"),
    [
        ("Salt crosses its membrane.", "Ions reach its nucleus.", "Heat moves the particle."),
        (
            "Salt crosses the membrane of cells.",
            "Ions reach the nucleus of atoms.",
            "Heat moves the particle in water.",
        ),
    ],
)
def test_what_was_seen_in_the_same_company_fits_before_what_looks_alike(
    sentence: str, like: str, other: str
) -> None:
    vocabulary = Vocabulary([sentence, other, like], "en")
    [place] = [each for each in places_in(sentence, "en") if each.text == "membrane"]
    assert vocabulary.fitting(place, sentence) == ["nucleus", "particle"]


def test_a_chinese_noun_is_changed_for_one_of_its_kind_or_not_at_all() -> None:
    note = [
        "会议决定，会员系统于周一上线。",
        "大家一起吃了火锅。",
        "制度打开了仕途的大门。",
        "帝国扩大了版图的规模。",
        "能量来自线粒体。",
        "糖分来自叶绿体。",
        "产物有酒精和乳酸。",
        "酵母放出了酒精。",
        "肌肉放出了乳酸。",
    ]
    vocabulary = Vocabulary(note, "zh")
    assert not [swap for sentence in note[:4] for swap in swaps_in(sentence, vocabulary)]
    for sentence, others in (
        (note[4], ["叶绿体"]),
        (note[5], ["线粒体"]),
        (note[7], ["乳酸"]),
        (note[8], ["酒精"]),
    ):
        assert [others for *_, others in swaps_in(sentence, vocabulary)] == [others]


@given(st.integers(0, 10**9), SEEDS)
def test_a_changed_number_is_believable(number: int, seed: int) -> None:
    nothing = Vocabulary([], "en")
    altered = alter(f"There were {number} of them.", "en", Change.NUMBER, nothing, random.Random(seed))
    assert altered
    other = int(altered.instead)
    assert other != number
    assert other >= 1 or number == 0
    if 1 <= number <= 28:
        assert 1 <= other <= 28


@settings(max_examples=50)
@given(st.sampled_from(["en", "zh"]), st.sampled_from(Sort), LEVELS, SEEDS)
def test_a_task_can_be_answered_and_survives_the_store(
    language: str, sort: Sort, level: float, seed: int
) -> None:
    task = make(sort, material(language, seed), level, random.Random(seed))
    assert task is not None
    assert Task.from_json(json.loads(json.dumps(task.as_json()))) == task
    assert task.score(task.check(task.answer)) == 1.0
    assert task.succeeded(1.0)
    assert len(set(task.options)) == len(task.options)
    texts = TEXTS[language]
    if sort is Sort.BLANK:
        assert task.text.replace(GAP, task.options[task.answer[0]]) == task.original
        assert task.original in texts
    elif sort is Sort.ALTERED:
        [at] = task.answer
        assert task.options[at] not in texts
        assert task.original == texts[task.indices[at]]
        assert task.altered is not None
        start, end = task.altered
        assert task.original.startswith(task.options[at][:start])
        assert task.original.endswith(task.options[at][end:])
    others = [at for at in range(len(task.options)) if sort is not Sort.ALTERED or at not in task.answer]
    if task.indices and sort is not Sort.BLANK:
        assert all(task.options[at] == texts[task.indices[at]] for at in others)
    if sort is Sort.ORDER:
        assert [task.indices[at] for at in task.answer] == sorted(task.indices)
        assert task.answer != tuple(range(len(task.answer)))


def test_a_changed_term_is_drawn_from_those_most_alike() -> None:
    tasks = (make(Sort.ALTERED, material("en"), 10.0, random.Random(seed)) for seed in range(50))
    task = next(task for task in tasks if task and task.swaps)
    wished = task.swaps[-1]
    likeness = [float(swap == wished) for swap in task.swaps]
    drawn = [likelier(task, likeness, random.Random(seed)) for seed in range(20)]
    for each in drawn:
        [at] = each.answer
        assert each.original == ENGLISH[each.indices[at]] != each.options[at]
        assert [option for option in each.options if option not in ENGLISH] == [each.options[at]]
    made = ENGLISH[task.indices[wished.option]]
    made = made[: wished.start] + wished.instead + made[wished.end :]
    assert made in [each.options[each.answer[0]] for each in drawn]
    worse = [
        swap.instead for swap in task.swaps if (swap.option, swap.start) == (wished.option, wished.start)
    ]
    shown = {
        each.options[wished.option][slice(*(each.altered or ()))]
        for each in drawn
        if each.answer[0] == wished.option
    }
    assert not shown & {*worse} - {wished.instead}
    assert "swaps" not in task.as_json()


@pytest.mark.parametrize("sort", Sort)
def test_a_short_note_gives_no_task(sort: Sort) -> None:
    nothing = Material.of("en", [Line(0, "Water flows down the hill to the sea.", 0)], np.ones((1, 4)))
    assert make(sort, nothing, 5.0, random.Random(0)) is None


def test_headings_are_not_asked_about_where_sentences_are_whole() -> None:
    note = ["8.3 The challenges that lie ahead", *ENGLISH]
    lines = [Line(at, text, at) for at, text in enumerate(note)]
    assert [line.text for line in Material.of("en", lines, np.ones((9, 2))).lines] == list(ENGLISH)
    bare = [Line(at, text.rstrip("."), at) for at, text in enumerate(note)]
    assert len(Material.of("en", bare, np.ones((9, 2))).lines) == 9


@pytest.mark.parametrize("sort", Sort)
def test_what_a_note_says_twice_is_asked_about_once(sort: Sort) -> None:
    twice = [*ENGLISH, *(text.upper() for text in ENGLISH)]
    lines = [Line(at, text, at) for at, text in enumerate(twice)]
    vectors = np.tile(np.eye(len(ENGLISH)), (2, 1))
    tasks = [make(sort, Material.of("en", lines, vectors), 10.0, random.Random(seed)) for seed in range(20)]
    for task in tasks:
        assert task is not None
        assert len({option.casefold() for option in task.options}) == len(task.options)


def test_it_gets_longer_with_the_level() -> None:
    for sort, measured in ((Sort.MARK, 5), (Sort.POINT, 3), (Sort.ORDER, 3), (Sort.ALTERED, 3)):
        easy = make(sort, material("en"), staircase.EASIEST, random.Random(1))
        hard = make(sort, material("en"), staircase.HARDEST, random.Random(1))
        assert easy
        assert hard
        assert len(easy.options) == measured < len(hard.options)


def test_answers_are_scored() -> None:
    mark = Task(Sort.MARK, ("a", "b", "c", "d"), (0, 1))
    assert mark.score((0, 2)) == 0.5
    assert mark.score((2,)) == 0.0
    assert not mark.succeeded(0.4)
    order = Task(Sort.ORDER, ("c", "a", "b"), (1, 2, 0))
    assert order.score((0, 2, 1)) == 0.0
    assert order.score((1, 0, 2)) == pytest.approx(2 / 3)
    for task, wrong in (
        (mark, ()),
        (mark, (0, 0)),
        (mark, (4,)),
        (mark, (-1,)),
        (mark, (0, 1, 2)),
        (order, (0, 1)),
    ):
        with pytest.raises(Invalid):
            task.check(wrong)
    with pytest.raises(Invalid):
        Task(Sort.POINT, ("a", "b"), (1,)).check((0, 1))


def test_terms_are_words_that_carry_meaning() -> None:
    found = [ENGLISH[0][a:b] for a, b in terms_in(ENGLISH[0], "en")]
    assert "chemical" in found
    assert "into" not in found
    chinese = [CHINESE[0][a:b] for a, b in terms_in(CHINESE[0], "zh")]
    assert "注意力训练" in chinese
    assert all("的" not in term for term in chinese)
    assert not askable("No.")
    assert askable("注意力需要练习。")


@pytest.mark.parametrize(
    ("sentence", "language", "terms"),
    [
        (
            "We study the energy of a wave, which moves the objects of it.",
            "en",
            {"energy", "wave", "objects"},
        ),
        ("The energy level is high and ready to use in [figure].", "en", set()),
        ("Use the file_name of the parser, as in the table | of values.", "en", set()),
        ("A heading about the energy", "en", set()),
        ("It was said by Newton in March, not in New York.", "en", {"Newton", "March"}),
        ("这种卷积神经网络能提高模型的准确率。", "zh", {"卷积神经网络", "模型", "准确率"}),
        ("我们定义了训练数据集，它很大。", "zh", set()),
        ("其中$x$是输入的矩阵。", "zh", set()),
        ("La célula viva.", "es", {"célula", "viva"}),
    ],
)
def test_terms_stand_where_nouns_do(sentence: str, language: str, terms: set[str]) -> None:
    assert {place.text for place in places_in(sentence, language)} == terms


def test_another_term_agrees_with_the_place_it_takes() -> None:
    """In number, in the article before it, in being a name; and is no other form of the term itself."""
    seen = Vocabulary(
        [
            "The theory has an argument with a premise.",
            "These premises are for the conclusions of an inference, and a conclusion of the inferences.",
            "It was written by Plato, not by Aristotle’s friends.",
        ],
        "en",
    )

    def instead(sentence: str, term: str) -> list[str]:
        place = next(each for each in places_in(sentence, "en") if each.text == term)
        return seen.fitting(place, sentence)

    assert set(instead("It is an exception to this.", "exception")) == {"inference", "argument"}
    assert instead("It needs the layers of logic.", "layers") == ["premises"]
    assert instead("It was said by Cicero.", "Cicero") == ["Plato"]
    assert "argument" not in instead("It is an arguments.", "arguments")


@pytest.mark.parametrize("skill", [3.0, 5.0, 7.0])
def test_the_level_settles_where_four_in_five_succeed(skill: float) -> None:
    """Simulated people: the chance to succeed falls with the level, and is one half where it meets their skill."""
    rng = random.Random(7)
    level, succeeded = staircase.START, []
    for _ in range(4000):
        succeeded.append(rng.random() < 1 / (1 + math.exp(level - skill)))
        level = staircase.after(level, succeeded=succeeded[-1])
        assert staircase.EASIEST <= level <= staircase.HARDEST
    assert sum(succeeded[100:]) / len(succeeded[100:]) == pytest.approx(staircase.TARGET, abs=0.03)
