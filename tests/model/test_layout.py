"""What a line is: code, a table's row, a list's item, the beginning of somebody's words, or a sentence that goes on."""

from __future__ import annotations

import time

import pytest

from model.sentences import Layout, split
from tests.model.units import layouts, texts


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b |", 1),
        ("|a|b|\n|---|---|\n|1|2|", 2),
        ("a | b | c\n--- | --- | ---\n1 | 2 | 3", 2),
        ("|a|b|\n|1|2|\n|3|4|", 3),
        ("Cell | Sugar | Light\nRoot | none\nLeaf | much | much", 2),
        ("a\tb\tc", 1),
        ("Organelle | Job\nMitochondrion | Makes energy\nRibosome | Makes proteins", 3),
        ("Country      Capital     People\nAustria      Vienna      9.1\nBelgium      Brussels    11.7", 3),
        ("It ends here.  Then it\ngoes on here.  And it is\nover now, here.  There.", 0),
        ("What is P(A) | P(B)?", 0),
        ("The score was 3 | 4 in the first half. It got worse.\nThen it was 5 | 6 at the end. They won.", 0),
        (
            "can  help  us   understand  contemporary  questions.  For\ninstance, the  Greeks  knew early  on that  it",
            0,
        ),
        ("# a | b | c\n| d | e |", 1),
        ("Bayes' rule says that P(A|B) equals P(B|A) times P(A) over P(B). It turns them round.", 0),
        (
            "Bayes' rule says that P(A | B) equals P(B | A) times\nP(A) over P(B), and P(B | A) equals P(A | B).",
            0,
        ),
        ("It holds that |ab| = |a||b| for all numbers.", 0),
        ("|ab| = |a||b|", 0),
        ("|S| is how many there are in S, and |T| in T.", 0),
        ("If a | b and b | c, then a | c.", 0),
    ],
)
def test_a_bar_alone_makes_no_table(text: str, rows: int) -> None:
    assert [span.layout for span in split(text, "en")].count(Layout.TABLE) == rows


def test_a_displayed_formula_is_no_sentence() -> None:
    text = (
        "The weights are these:\n\n$$\n\\text{softmax}(QK^T)V\n$$\n\nHere Q is the query. It costs $$ a lot."
    )
    spans = [(text[s.start : s.end], s.layout) for s in split(text, "en")]
    assert spans == [
        ("The weights are these:", Layout.PROSE),
        ("\\text{softmax}(QK^T)V", Layout.CODE),
        ("Here Q is the query.", Layout.PROSE),
        ("It costs $$ a lot.", Layout.PROSE),
    ]
    assert [s.layout for s in split("$$\nNothing closes this.", "en")] == [Layout.PROSE]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```{r, echo=FALSE}\nx <- 1\n```\nProse it is.", ["x <- 1"]),
        ('```js title="a.js"\nf()\n```\nProse it is.', ["f()"]),
        ("1. ```sh\n   ls\n   ```\nProse it is.", ["ls"]),
        ("````md\n```\nf()\n```\n````\nProse it is.", ["f()"]),
        ("~~~\n```\nf()\n~~~\nProse it is.", ["f()"]),
        ("```py\nf()\n```\n\n```py\ng()\n```\nProse it is.", ["f()", "g()"]),
        ("```\n$$\nf()\n```\n\n$$\nProse it is.", ["f()"]),
        ("Membranes\n~~~~~~~~~\n\nProse it is.\n\nCells\n~~~~~\nThey divide.", []),
        ("```python\nProse it is.", []),
        ("```\nProse it is.\n~~~", []),
    ],
)
def test_a_fence_is_closed_by_its_own_kind(text: str, code: list[str]) -> None:
    spans = [(text[s.start : s.end], s.layout) for s in split(text, "en")]
    assert [unit for unit, layout in spans if layout is Layout.CODE] == code
    assert ("Prose it is.", Layout.PROSE) in spans


def test_a_fence_under_words_and_one_that_is_none() -> None:
    for opened in ("Install it so:\n~~~\nmake\n~~~", "# Install\n~~~\nmake\n~~~"):
        assert split(opened, "en")[-1].layout is Layout.CODE
    chat = "```SELECT it\nfrom notes```\nThis query is slow.\n\n```\nCREATE INDEX i\n```\nIt is fast."
    assert [t for s, t in zip(split(chat, "en"), texts(chat), strict=True) if s.layout is Layout.CODE] == [
        "CREATE INDEX i"
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("1. Introduction\n\nPrices rise.\n\n2. Causes\n\nDemand grows.\n\n3. End", 3),
        ("1. Introduction\nPrices rise when money loses worth.\n2. Causes\nDemand grows.", 2),
        (
            "1. Introduction\nPrices rise when money loses worth.\n2. Must-have tools\nDemand grows faster than all.",
            2,
        ),
        ("1. Goods\nPrices rise.\n2. Prices must rise\nDemand grows.\n3. End\nIt falls.", 3),
        ("1. Goods\nPrices rise.\n2. Call Ann by 3 May\nDemand grows.\n3. End\nIt falls.", 0),
        ("1. Goods\nPrices rise.\n2. Prices must rise.\nDemand grows.\n3. End\nIt falls.", 0),
        ("1. 为什么需要进程\n进程是资源分配的单位，操作系统用它隔离程序。\n2. 线程\n线程是调度的单位。", 2),
        ("1. 需要提交报告\n报告需要签字。\n2. 订会议室\n会议室能坐二十人。", 0),
        ("一、通货膨胀的概念\n通货膨胀是物价持续上涨。\n二、通货膨胀的成因\n需求增长快于供给。", 2),
        ("二、讨论内容\n1、下周三交报告\n2、周五开会", 0),
        ("一、到会人员\n1、张三\n2、李四\n二、讨论内容\n1、下周三交报告", 2),
        ("1. Email Ann about the budget\n   - She wants it.\n2. Book a room\n   - For ten.", 0),
        (
            "1. 线粒体是细胞中进行有氧呼吸的主要场所\n它转化能量。\n2. 叶绿体是植物细胞中光合作用的\n主要场所。",
            0,
        ),
        (
            "1. Die Mitochondrien liefern der Zelle\n   Energie und besitzen DNA.\n2. Der Zellkern\n   Er steuert.",
            0,
        ),
        (
            "1. Submit report by Friday\nIt needs the signature of all.\n2. Book hall\nIt holds two hundred people.",
            0,
        ),
        ("一、周五前提交报告\n\n报告需要签字。\n\n二、订会议室\n\n会议室能坐二十人。", 0),
        ("Exam is on 12 May\nBring a calculator and a pen with you to the hall.", 0),
        ("会议推迟一周\n新的时间另行通知，请大家留意课程群里的消息。", 0),
        ("周五交作业\n请把作业上传到课程网站，命名为学号加姓名，逾期不收。", 0),
        ("Decisions\n1. We move the launch to 3 May\n\nNext meeting is on Monday.", 1),
        (
            "Photosynthesis converts light energy into chemical energy\nIt takes place in the chloroplasts of plants.",
            0,
        ),
        ("We met on\n12/11/2026, and then again in the spring of the next year.", 0),
        ("光合作用把光能转化为化学能\n它发生在植物细胞的叶绿体里面，需要光和水才能进行下去。", 0),
        ("1. Buy milk\n2. Call Bob\n3. Write to Ann\n\nThen go home and sleep.", 0),
        ("1. Buy milk\n\n2. Call Bob\n\nThen go home and sleep.", 0),
        ("1. Plants need light.\nThey make sugar of it.\n2. Cells need sugar.\nThey burn it.", 0),
        ("Inflation and its causes\nInflation is a rise of all prices together, year after year.", 1),
        ("通货膨胀的成因\n通货膨胀是指物价持续上涨。", 1),
        ("We met in the\nHague and then we went to see the sea.\nIt was cold.", 0),
        ("- A drug.\nDiscussion\nThe effect was larger than expected.", 1),
        ("Roses are red.\nViolets are blue, and so are you.", 0),
    ],
)
def test_a_number_or_its_place_makes_a_heading(text: str, headings: int) -> None:
    assert sum(layout in (Layout.HEADING, Layout.TITLE) for _, layout in layouts(text)) == headings


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("\\[\na^2 + b^2 = c^2\n\\]", ["a^2 + b^2 = c^2"]),
        ("\\[ a^2 + b^2 = c^2 \\]", ["\\[ a^2 + b^2 = c^2 \\]"]),
        ("$$ a^2 + b^2 = c^2 $$", ["$$ a^2 + b^2 = c^2 $$"]),
        (
            "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
            ["\\begin{align}", "a &= b \\\\", "c &= d", "\\end{align}"],
        ),
    ],
)
def test_a_formula_of_latex_is_no_sentence(formula: str, shown: list[str]) -> None:
    assert layouts(f"This holds:\n{formula}\nHence it is so.") == [
        ("This holds:", Layout.PROSE),
        *((line, Layout.CODE) for line in shown),
        ("Hence it is so.", Layout.PROSE),
    ]


def test_a_formula_that_nothing_closes_is_none() -> None:
    assert layouts("\\[\nWe met here today.\n\\begin{align}\nWe left again.")[-1] == (
        "We left again.",
        Layout.PROSE,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Install it:\n\n    pip install tiny\n    from tiny import Queue\n\n    queue = Queue()\n\nThen go on.",
            3,
        ),
        ("Run it:\n$ git commit -a\n$ tiny work jobs.db\n>>> x = 1", 3),
        ("He wrote:\n\n    The sun was low,\n    the sea was still.", 0),
        ("- An item.\n\n    x = 1 stands in the item.", 0),
        ("It costs\n$ 5 a day.", 0),
        (">>> from what I know, it is Friday.\n>>> print the slides.", 0),
        (
            "Week 3\n\n\tOsmosis = diffusion of water through a membrane\n\tDiffusion = movement of particles",
            0,
        ),
        ("It lost\n$ million after million of it.", 0),
        (">>> The launch is moved to May.\n>> Why?", 0),
        ("Mechanics\n\n    The force on a body is F = ma, where m is its mass. This is the second law.", 0),
        ("牛顿第二定律\n\n    物体所受的力即F=ma，其中m是质量。", 0),
        (
            "Verse:\n\n    It was the best of times;\n    it was the worst of times;\n    we had all (or so it was).",
            0,
        ),
        ("\tThe first line of a paragraph is set in, as books have it.\nThen it goes on.", 0),
    ],
)
def test_code_without_a_fence(text: str, code: int) -> None:
    assert [layout for _, layout in layouts(text)].count(Layout.CODE) == code


@pytest.mark.parametrize(
    "text",
    [
        "米氏方程描述了反应速率达到最大值一半时的\n底物浓度，它越小说明酶与底物的亲和力\n越大",
        "Photosynthesis\nis the process by which plants turn light into energy.",
        "La mitosis\nes un proceso por el que una célula da dos células iguales.",
        "Hello Ann,\nthank you for the whole of the letter that you wrote to us.",
        "注意：我们始终可以直接设置参数，而不必再等到下一次，高级用\n户请知晓：如果要在另一个范围之内调整参数的话，就需要另外的\n函数。",
        "The committee, which met in the town hall of the city,\ncame to no end of all that it had begun; see\n"
        "https://example.org/the/minutes/of/the/committee/of/the/year/2026/and/of/all/the/years/before/it/as/well/as/after\n"
        "and the letters that it wrote to all who had asked for them.",
        "细胞呼吸分为三个阶段第一阶段在细胞质\n基质中进行把葡萄糖分解成丙酮酸并且产\n生少量ATP和NADH第二阶段在线粒体基质中\n"
        "进行第三阶段在线粒体内膜上进行产生大\n量ATP",
        "本节课我们学习Python的基本语法包括变量类\n型和if语句以及for循环怎样使用然后我们会\n"
        "用pandas读取一个CSV文件并且用matplotlib\n画出折线图",
        "The University of Cambridge in England and the\nRoyal Society of London for Improving all\nNatural Knowledge",
    ],
)
def test_a_wrapped_sentence_stays_whole(text: str) -> None:
    assert texts(text) == [text]


def test_a_log_with_arrows_loses_nothing() -> None:
    text = "Log\n\n10:30 --> the database lost its connection\n2019\n11:00 --> it was restored"
    assert "".join(texts(text)).replace("\n", "") == text.replace("\n", "")


def test_a_line_full_of_spaces_takes_no_time() -> None:
    start = time.thread_time()
    split(("term" + " " * 50_000 + "x" + " " * 50_000 + "y\n") * 4, "en")
    assert time.thread_time() - start < 5


def test_front_matter_and_comments_are_no_sentences() -> None:
    text = (
        "---\ntags: [a, b]\ndue: 2026-12-04\naliases:\n  - Memory\n---\n# Memory\n\n%% draft %%\n\n"
        "- It stores sounds. ^loop\n\n^loop"
    )
    assert layouts(text) == [
        ("tags: [a, b]", Layout.CODE),
        ("due: 2026-12-04", Layout.CODE),
        ("aliases:", Layout.CODE),
        ("- Memory", Layout.CODE),
        ("Memory", Layout.HEADING),
        ("%% draft %%", Layout.CODE),
        ("It stores sounds.", Layout.BULLET),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\nIt was dark.\nNote: we left.\n---\nThen it ended.",
        "---\nNote: we left.\nIt goes on.",
        "It was so.\n---\nNote: we left.\n---",
        "100%% are sure of it.",
        "It rises with x ^n.",
        "It is so and e ^kappa",
    ],
)
def test_rules_percents_and_powers_are_no_front_matter(text: str) -> None:
    assert texts(text) == [line for line in text.split("\n") if line != "---"]
    assert Layout.CODE not in {layout for _, layout in layouts(text)}


def test_a_slides_counter_is_no_part_of_its_last_point() -> None:
    point = "fails when transaction costs are high"
    assert texts(f"• Coase theorem: parties can solve it\n  – {point}\n6/24\n\nTo do")[1:3] == [point, "6/24"]
    wrapped = (
        "the share of all of the students who had read the whole book was\n6/24 and in the next year it rose."
    )
    assert texts(wrapped) == [wrapped]
