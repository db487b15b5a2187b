"""What a line is: code, a table's row, a list's item, the beginning of somebody's words, or a sentence that goes on."""

from __future__ import annotations

import time

import pytest

from model.sentences import Layout, split


def texts(text: str) -> list[str]:
    return [said for said, _ in layouts(text)]


def layouts(text: str) -> list[tuple[str, Layout]]:
    return [(text[span.start : span.end], span.layout) for span in split(text, "en")]


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


@pytest.mark.parametrize(
    "text",
    [
        "J. Smith argued that plants need light.",
        "A. Turing then wrote a paper on it.\n\nJ. Smith read it.",
        "24. Dezember 1914: An der Front wurde gesungen.",
        "3. Oktober 1990 ist der Tag der Einheit.",
        "17. maj 1814 fik Norge sin grundlov.",
        "6. joulukuuta 1917 Suomi itsenäistyi.",
        "28. října 1918 vznikl nový stát.",
    ],
)
def test_an_initial_and_a_date_are_no_list(text: str) -> None:
    assert [(text[s.start : s.end], s.layout) for s in split(text, "en")] == [
        (part, Layout.PROSE) for part in text.split("\n\n")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A) Plants need light.\nB) Cells need sugar.",
        "1. First comes the light.\n2. Then comes the sugar.",
        "A. Plants need light.\nB. Cells need sugar.\n\nC. Roots need water.",
        "Which of these is true?\n\nA. Plants need light.\n   That is so by day.\nB. Cells need sugar.",
        "Q. Do plants need light?\nA. They do.",
        "a. Plants need light.",
        "1. Marketing comes first.",
        "45. Mai Thai is a drink.",
    ],
)
def test_a_list_is_told_by_its_marks(text: str) -> None:
    bullets = [text[s.start : s.end] for s in split(text, "en") if s.layout is Layout.BULLET]
    assert bullets
    assert not any(bullet[1:3] in (". ", ") ") for bullet in bullets)


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


@pytest.mark.parametrize(
    "lines",
    [
        ["Anna: Hello there", "Bob: Hi"],
        ["Anna: we ought to look at the budget again before the end of May", "Bob: and at the plan"],
        ["anna: we ought to look at the budget again before the end of May", "bob: and at the plan"],
        [
            "Anna: we ought to look at the whole of the budget again and\nthen at all that we had planned for May",
            "Bob: and at the plan",
        ],
        [
            "The meeting of the whole committee on 4 May 2024",
            "Anna: we ought to look at the budget before the end of May",
            "Bob: and at the plan",
        ],
        ["main idea: cells need energy", "next idea: membranes hold them"],
        ["The whole of the first part ends here.", "clear conclusion: nothing more is needed"],
        ["0:05 and so we come to the cell and to what it does", "0:09 with the sugar it makes"],
        ["[10:30] and so we come to the cell and to what it does", "[10:31] with the sugar it makes"],
        [">> and so we come to the cell and to what it does", ">> with the sugar it makes"],
        ["0:05\nand so we come to the cell and to what it does", "0:09\nwith the sugar it makes"],
        ["[Music]\nand so we come to the cell and to what it does", "[Applause]"],
    ],
)
def test_speakers_begin_units(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "After all of these weeks the committee came to a single and\n"
        "clear conclusion: no further tests are needed before the spring.",
        "This was already shown for the cells of many plants in\n[12] and later for those of animals.",
        "This was already shown for the cells of many plants by\n(12:30) and later for those of animals.",
        "The train to the north left the station that day at\n10:30 and was late in every town it came to.",
        "note that we came in the end to a single and to a\nclear conclusion: no further tests are needed.",
        "Note: we came in the end to a single and also to a\nclear conclusion: no further tests are needed.",
        "Nach all diesen Wochen kam der Ausschuss zu folgendem\nErgebnis: keine weiteren Versuche sind nötig.",
        "- This was already shown for the cells of many plants in\n  [12] and later for those of animals.",
    ],
)
def test_a_sentence_goes_on_over_a_colon_a_time_and_a_citation(text: str) -> None:
    assert texts(text) == [text.removeprefix("- ")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The programme of the congress of cell biology of the university\n9:00 The dean says a few words to all who"
         " came\n10:00 The first lecture is on the energy of cells", 3),
        ("speaker 1: so the main thing is that the cells make energy out of sugar\nspeaker 2: and they need oxygen for"
         " it or else they make lactic acid\nspeaker 1: right", 3),
        ("Termine der Vorlesung\n1. Oktober: Einführung\n8. Oktober: Die Mitochondrien", 3),
        ("Anna wants to order a new microscope for the laboratory in the basement\nTODO: ask the dean", 2),
    ],
)  # fmt: skip
def test_times_speakers_dates_and_tasks_are_units_of_their_own(text: str, units: int) -> None:
    assert texts(text) == text.split("\n")
    assert len(texts(text)) == units


def test_a_fence_under_words_and_one_that_is_none() -> None:
    for opened in ("Install it so:\n~~~\nmake\n~~~", "# Install\n~~~\nmake\n~~~"):
        assert split(opened, "en")[-1].layout is Layout.CODE
    chat = "```SELECT it\nfrom notes```\nThis query is slow.\n\n```\nCREATE INDEX i\n```\nIt is fast."
    assert [t for s, t in zip(split(chat, "en"), texts(chat), strict=True) if s.layout is Layout.CODE] == [
        "CREATE INDEX i"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:05,000 --> 00:00:09,200\nand so we come to the cell\n\n"
        "2\n00:00:09,200 --> 00:00:12,000\nwith the sugar it makes",
        "00:05.000 --> 00:09.200 align:start\nand so we come to the cell\n\n00:09.200 --> 00:12.000\n"
        "with the sugar it makes",
    ],
)
def test_when_something_was_spoken_is_no_part_of_it(text: str) -> None:
    assert layouts(text) == [
        ("and so we come to the cell", Layout.PROSE),
        ("with the sugar it makes", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "marcus  10:07 AM",
        "Olsson, Karin   0:03",
        "陈老师 2026-11-27 18:02:11",
        "Ann — Today at 10:07",
        "Ann — 11/26/2026 10:07 AM",
    ],
)
def test_who_spoke_and_when_is_a_heading(heading: str) -> None:
    assert layouts(f"{heading}\non it.\n\n{heading}\ndone") == [
        (heading, Layout.HEADING),
        ("on it.", Layout.PROSE),
        (heading, Layout.HEADING),
        ("done", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The committee moved the vote to\nthe next session, which they scheduled on 12/12/2026 10:30\nas many asked.",
        "Hand in your essay by today at 17:00\nand send a copy of it.",
        "Physics exam\t09:00\nHistory exam\t10:00",
        "Ann  9:00\nBob  13:00\nAnn  17:00\nCall the office.",
        "Berlin  10:05\nHamburg  11:40\nBremen  12:10",
        "期末考试时间 2026-12-20 09:00\n请带好学生证。\n交论文时间 2026-12-22 18:00\n电子版发到邮箱。",
        "marcus  10:07 AM\nalone",
    ],
)
def test_a_time_at_the_end_makes_no_heading(text: str) -> None:
    assert Layout.HEADING not in [layout for _, layout in layouts(text)]


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


def test_only_an_item_is_an_item() -> None:
    assert layouts("- A drug.\n  It works.\nThe effect was large.\n6") == [
        ("A drug.", Layout.BULLET),
        ("It works.", Layout.BULLET),
        ("The effect was large.", Layout.PROSE),
        ("6", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Osmosis – the diffusion of water",
            "Diffusion – movement down a slope",
            "Organelle – a part of a cell",
        ],
        [
            "周一提交数学作业和物理实验报告初稿",
            "周二下午三点在图书馆讨论小组项目",
            "周三之前读完第四章和第五章的内容",
        ],
    ],
)
def test_terms_and_steps_in_lines_of_their_own_are_a_list(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["小王：报告周五之前写完啊", "小李：好的我写完发给你", "小张：图表我来做"],
        ["时间：11月27日15:30", "地点：三楼会议室"],
        ["12/11/2026, 18:10 - Ana: are we on for tonight", "12/11/2026, 18:11 - Ben: yes"],
        [
            "priya  10:06 AM",
            "we need it before the demo on thursday morning",
            "marcus  10:07 AM",
            "on it.",
            "priya  10:08 AM",
        ],
    ],
)
def test_what_each_says_stays_apart(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "text",
    ["1．光合作用需要光。", "1.光合作用需要光。", "・光合作用需要光。", "２．光合作用需要光。"],
)
def test_marks_of_east_asian_lists(text: str) -> None:
    assert layouts(text) == [("光合作用需要光。", Layout.BULLET)]


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


def test_what_somebody_says_under_their_name_is_no_heading() -> None:
    assert layouts("marcus  10:03 AM\nsame error as yesterday\n\nmarcus  10:06 AM\nahh") == [
        ("marcus  10:03 AM", Layout.HEADING),
        ("same error as yesterday", Layout.PROSE),
        ("marcus  10:06 AM", Layout.HEADING),
        ("ahh", Layout.PROSE),
    ]


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
        "The University of Cambridge in England and the\nRoyal Society of London for Improving all\nNatural Knowledge",
    ],
)
def test_a_wrapped_sentence_stays_whole(text: str) -> None:
    assert texts(text) == [text]


def test_a_log_with_arrows_loses_nothing() -> None:
    text = "Log\n\n10:30 --> the database lost its connection\n2019\n11:00 --> it was restored"
    assert "".join(texts(text)).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["- Clock: close to LRU, by means of a reference bit, the one that systems use",
          "Thrashing means that a process spends more time paging than working."], False),
        (["- Clock：LRU 的近似，用 reference bit，实际系统里最常用", "Thrashing：进程的工作集大于物理内存。"], False),
        (["- 时钟算法：最近最少使用的近似，只用一个引用位，实际系统里最常用", "颠簸：工作集大于物理内存。"], False),
        (["- The meeting of all of the committee is going to be in the hall of the",
          "University of Cambridge."], True),
        (["- The committee is going to meet on the Friday of next week at Oxford",
          "University, and not in the hall of the town as it has done up to now",
          "and as many would like it to."], True),
        (["- The committee is going to meet on the Friday of next week at Oxford,", "Cambridge and Ely."], True),
        (["- 米氏方程描述了反应速率达到最大值一半时的", "底物浓度，它越小说明酶与底物的亲和力越大"], True),
    ],
)  # fmt: skip
def test_what_follows_an_item_and_is_not_set_in_begins_anew(lines: list[str], joined: bool) -> None:
    text = "\n".join(lines)
    assert (len(texts(text)) == 1) is joined


def test_a_short_line_that_comes_again_is_no_end_of_a_wrapped_one() -> None:
    log = "大家注意，周五的班会改到下周一晚上，地点还是教三201\n李想\n好的收到，我和刘洋一起去\n李想\n作业交了吗"
    assert texts(log) == log.split("\n")
    chat = "we moved all of the meeting to Monday, it is in room 201\nDana Reed\nthanks for that\nDana Reed\nnoted"
    assert texts(chat) == chat.split("\n")
    wrapped = (
        "The committee of the town went on to talk with those of\nit.\n\nThey had come for the sake of\nit."
    )
    assert len(texts(wrapped)) == 2
    named = "The committee of the town had been to see all those who live in\nCambridge.\n\n"
    assert len(texts(2 * named)) == 2
    answers = [
        f"so the {part} of what we wanted to say is that it would be flat on both\nYeah." for part in "ABC"
    ]
    assert texts("\n".join(answers)) == [line for answer in answers for line in answer.split("\n")]


@pytest.mark.parametrize("sign", ["  ", ": ", " – "])
@pytest.mark.parametrize("end", ["", "."])
def test_terms_in_small_letters_are_a_list(sign: str, end: str) -> None:
    terms = [
        f"adjuvant{sign}substance added to a vaccine to boost the response{end}",
        f"antigen{sign}molecule that triggers an immune response{end}",
        f"herd immunity{sign}protection of all when most people are immune{end}",
    ]
    assert texts("\n".join(terms)) == terms
    title, *below = layouts("\n".join(["KEY TERMS", *terms]))
    assert title in [("KEY TERMS", Layout.TITLE), ("KEY TERMS", Layout.HEADING)]
    assert below == [(term, Layout.PROSE) for term in terms]


@pytest.mark.parametrize(
    "text",
    [
        "there  are  lines  that  a  program  has  set  to  both  of  the\nedges  so  that  all  of  the  spaces  in  "
        "them  are  wide  and\nfull  of  air  up  to  the  end  of  what  they  have  to  say",
        "note that we came in the end to a single and to a\nclear conclusion: no further tests are needed now, and\n"
        "that is all that there is to say about it in here",
    ],
)
def test_wrapped_lines_are_no_list_of_terms(text: str) -> None:
    assert texts(text) == [text]


def test_sources_in_lines_of_their_own_are_a_list() -> None:
    lines = [
        "Alison Games, The Web of Empire (Oxford, 2008)",
        "Stephanie Smallwood, Saltwater Slavery (Harvard, 2007)",
        "All other readings are on the course site.",
    ]
    assert texts("\n".join(lines)) == lines
    wrapped = "This was shown for the cells of many plants in Kew (Smith, 2008)\nSmith wrote, and for those of animals."
    assert texts(wrapped) == [wrapped]


def test_a_line_full_of_spaces_takes_no_time() -> None:
    start = time.thread_time()
    split(("term" + " " * 50_000 + "x" + " " * 50_000 + "y\n") * 4, "en")
    assert time.thread_time() - start < 5
