"""Items of a list, with marks or without, and what only looks like one."""

from __future__ import annotations

import pytest

from model.sentences import Layout, split
from tests.model.units import layouts, texts


@pytest.mark.parametrize(
    "text",
    [
        "J. Smith argued that plants need light.",
        "A. Turing then wrote a paper on it.\n\nJ. Smith read it.",
        "24. Dezember 1914: An der Front wurde gesungen.",
        "3. Oktober 1990 ist der Tag der Einheit.",
        "17. maj 1814 fik Norge sin grundlov.",
        "6. joulukuuta 1917 Suomi itsenäistyi.",
        "2. Dünya Savaşı 1939’da başladı.",
        "1. Weltkrieg und Nachkriegszeit waren hart.",
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


@pytest.mark.parametrize(
    "items",
    [
        ["1.1 Action: D. Wu orders prizes.", "1.2 Please send me the list.", "1.3 “Helper” means a parent."],
        ["2.3.1. The rent is due.", "2.3.2. K. Adeyemi will call."],
        ["4.1 Die Miete ist fällig.", "4.2 Die Kaution wird verwahrt."],
        ["1.1 Le loyer est dû.", "1.2 À la fin, le dépôt est rendu."],
        ["1.1 扩散是粒子的运动。", "1.2渗透是水的运动。"],
    ],
)
def test_a_number_of_several_levels_is_a_mark(items: list[str]) -> None:
    said = [(item.lstrip("0123456789. "), Layout.BULLET) for item in items]
    assert layouts("\n".join(items)) == said
    assert layouts("\n\n".join(items)) == said
    assert layouts(f"1. Rules\n{items[0]}\n{items[1]}\n2. More\nIt is so.")[:2] == [
        ("Rules", Layout.TITLE),
        said[0],
    ]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("1.1 Diffusion\n\n1.2 Osmosis", Layout.HEADING),
        ("1.1 The effect of heat on the rate of the first reaction\n\n1.2 Light", Layout.HEADING),
        ("1.1 Diffusion\n1.2 Osmosis\n1.3 Active transport", Layout.PROSE),
        ("1.1 What is it?\n1.2 Why is it?", Layout.PROSE),
        ("2.3 Million people live here.\n2.4 Million did.", Layout.PROSE),
        ("1.5 GB of memory is enough.\n1.6 GB was used.", Layout.PROSE),
        ("The number is given as\n2.3 Children in the whole of the country.", Layout.PROSE),
        ("9.15 Welcome by the head.\n9.30 Coffee is served.", Layout.PROSE),
        ("24.12 Alles ist zu.\n25.12 Wir feiern.", Layout.PROSE),
        ("The mean was\n2.5 Newtons at first and\n2.6 Newtons later.", Layout.PROSE),
        ("1.10 Fixed a bug in it.\n1.11 Windows is known.\n1.12 Python 2 has gone.", Layout.PROSE),
        ("3.13 The exam is on it.\n3.14 Pi day is on it.", Layout.PROSE),
        ("2.5小时后他来了。\n2.6小时后他走了。", Layout.PROSE),
        ("12.1 交作业。\n12.2 考试。", Layout.PROSE),
        ("2.3亿人住在那里。\n2.4亿人来过。", Layout.PROSE),
        ("9.1 Survival. Sections go on.\n9.2 Deposit. It is due.", Layout.PROSE),
    ],
)
def test_the_number_of_a_heading_and_a_quantity_are_no_mark(text: str, layout: Layout) -> None:
    found = layouts(text)
    assert {layout for _, layout in found} == {layout}
    assert sum(len("".join(said.split())) for said, _ in found) == len("".join(text.split()))


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
    "text",
    ["1．光合作用需要光。", "1.光合作用需要光。", "・光合作用需要光。", "２．光合作用需要光。"],
)
def test_marks_of_east_asian_lists(text: str) -> None:
    assert layouts(text) == [("光合作用需要光。", Layout.BULLET)]


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


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("☐ Upload it by Friday\n☐ Read Smith (2012)\n⬜ Go", ["Upload it by Friday", "Read Smith (2012)", "Go"]),
        ("[ ] Pay the fee\n[x] Book a room\n[X] Go", ["Pay the fee", "[x] Book a room", "[X] Go"]),
        ("☑ Send it\n☒ Sign it\n✅ Pay it\n✔️ Read it", ["☑ Send it", "☒ Sign it", "✅ Pay it", "✔️ Read it"]),
        ("1️⃣ 实习报告请交到办公室\n2️⃣ 电费请尽快缴清", ["实习报告请交到办公室", "电费请尽快缴清"]),
        ("★鸦片战争：侵略战争\n📌纸质版请交到办公室", ["鸦片战争：侵略战争", "纸质版请交到办公室"]),
        ("①实习报告电子版请于本周五晚上十点前发到邮箱\n②纸质版请于下周一下午五点前交到行政楼三楼", None),
    ],
)  # fmt: skip
def test_boxes_pictures_and_numbers_in_circles_are_marks(text: str, items: list[str] | None) -> None:
    items = items or [line[1:] for line in text.split("\n")]
    assert layouts(text) == [(item, Layout.BULLET) for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "★★★★☆ It is good.",
        "★ 4.5 of five stars.",
        "It has two:\n②那些。",
        "☐ yes ☐ no",
        "□ 同意 □ 不同意",
        "[x, y] is one.",
    ],
)
def test_stars_choices_and_variables_are_no_marks(text: str) -> None:
    assert texts(text) == text.split("\n")
    assert Layout.BULLET not in {layout for _, layout in layouts(text)}


@pytest.mark.parametrize(
    "text",
    [
        "notes for bio\nenzymes speed up reactions\nthey are proteins\nlower the energy\nhw due thurs\nquiz on friday",
        "enzymes = proteins that speed up rxns, not used up\nkm = [S] at half vmax\ntemp up -> rate up until 40C"
        "\nhw due thurs\ncofactors eg Zn2+ Mg2+",
        "Osmosis\nwater moves across a membrane from low to high solute conc\nno energy needed\nTransport\nneeds ATP",
        "einkaufen\nlaborbericht ausdrucken\nprof nach km fragen\nmama anrufen\nklausur am freitag",
    ],
)  # fmt: skip
def test_notes_in_small_letters_are_lines_by_themselves(text: str) -> None:
    assert texts(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "i wandered lonely as a cloud\nthat floats on high\no'er vales and hills\nwhen all at once\ni saw a crowd",
        "so today we are to talk of\nthe cell and how it makes energy\nfrom sugar and what it means\nfor the body",
        "the whole of the committee met on the first day in the town\nhall to hear what they thought of its plans and\n"
        "nobody had anything new to say about them in the end\nso it went home",
    ],
)
def test_verse_captions_and_prose_in_small_letters_stay_joined(text: str) -> None:
    assert texts(text) == [text]


def test_lines_of_chinese_that_differ_in_width_are_a_list() -> None:
    lines = [
        "洋务运动是从六十年代到九十年代以自强求富为口号开展的引进西方军事装备、机器生产和科学技术的运动",
        "戊戌变法是以康有为、梁启超为代表的维新派人士通过光绪帝进行的倡导学习西方的政治改良运动",
        "辛亥革命是旨在推翻清朝专制帝制、建立共和政体的全国性革命",
    ]
    assert texts("\n".join(lines), "zh") == lines
    even = (
        "洋务运动是从六十年代到九十年代以自强求富为口号开展的引进\n西方军事装备、机器生产和科学技术的运动它从江南各地开始进\n"
        "行并且影响了后来"
    )
    assert texts(even, "zh") == [even]


def test_a_glossarys_next_word_begins_anew() -> None:
    lines = [
        "FIFO - method of valuing stock in which the oldest items are assumed to be sold first",
        "Goodwill",
        "The amount by which the price paid for a company exceeds the value of its assets.",
    ]
    assert texts("\n".join(lines)) == lines
    wrapped = "The committee met in all of the towns of the country that were hit by the\nGreat War\nand wrote of it."
    assert texts(wrapped) == [wrapped]


def test_korean_lists_count_in_syllables_and_divided_words_end_in_them() -> None:
    items = [("사과를 산다.", Layout.BULLET), ("배를 산다", Layout.BULLET), ("감을 산다.", Layout.BULLET)]
    assert layouts("가. 사과를 산다.\n나. 배를 산다\n다. 감을 산다.") == items
    assert layouts("(가) 사과를 산다.\n(나) 배를 산다")[:2] == items[:2]
    wrapped = "가. 사과를 산다.\n나. 배를 산다\n\n그는 돈을 냈습니\n다. 그리고 갔다."
    assert "다. 그리고 갔다." in texts(wrapped)
    assert "다. 그리고 갔다." in texts("그는 돈을 냈습니\n다. 그리고 갔다.")
