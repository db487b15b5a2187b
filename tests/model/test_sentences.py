"""Splitting: exact slices of any text, and sensible units of the layouts people paste."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.sentences import Layout, count_words, detect_language, split

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)  # lone surrogates included
LAID_OUT = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "\n```\n",
            "| a | b |",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "A word. ",
            "好。",
            "“",
            "”",
            "\u200b",
            "x",
            ". ",
        ]
    ),
    max_size=40,
).map("".join)


def texts(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in split(text, language)]


@given(ANYTHING | LAID_OUT)
@settings(max_examples=300)
def test_spans_are_trimmed_slices_in_order(text: str) -> None:
    spans = split(text, detect_language(text))
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        end = span.end


@given(LAID_OUT)
@settings(max_examples=100)
def test_nothing_with_letters_is_lost(text: str) -> None:
    spans = split(text, "en")
    covered = sum(sum(map(str.isalpha, text[s.start : s.end])) for s in spans)
    outside = "".join(c for i, c in enumerate(text) if not any(s.start <= i < s.end for s in spans))
    assert covered + sum(map(str.isalpha, outside)) == sum(map(str.isalpha, text))
    assert "word" not in outside


def test_a_hard_wrapped_paragraph_is_joined() -> None:
    text = (
        "This paragraph was wrapped by a mail program at seventy-two columns or\n"
        "so, as they do. Its second sentence also runs over the end of the line\n"
        "and stops."
    )
    assert [" ".join(t.split()) for t in texts(text)] == [
        "This paragraph was wrapped by a mail program at seventy-two columns or so, as they do.",
        "Its second sentence also runs over the end of the line and stops.",
    ]


def test_layouts() -> None:
    text = "# Title\n\n- first\n- second\n\n![A leaf](leaf.png)\n| a | b |\n|---|---|\n\n```\ncode()\n```\nProse it is."
    assert [(text[s.start : s.end], s.layout) for s in split(text, "en")] == [
        ("Title", Layout.HEADING),
        ("first", Layout.BULLET),
        ("second", Layout.BULLET),
        ("![A leaf](leaf.png)", Layout.CODE),
        ("| a | b |", Layout.TABLE),
        ("code()", Layout.CODE),
        ("Prose it is.", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b |", 1),
        ("|a|b|\n|---|---|\n|1|2|", 2),
        ("a | b | c\n--- | --- | ---\n1 | 2 | 3", 2),
        ("|a|b|\n|1|2|\n|3|4|", 3),
        ("Cell | Sugar | Light\nRoot | none\nLeaf | much | much", 2),
        ("a\tb\tc", 1),
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


def test_chinese_quotes_stay_closed() -> None:
    assert texts("他说：“好！”然后走了。真的吗？！是的。", "zh") == [
        "他说：“好！”",
        "然后走了。",
        "真的吗？！",
        "是的。",
    ]


def test_a_full_stop_needs_no_space() -> None:
    assert texts("各省纷纷独立。1912年民国成立！pH等于七。“对吗？”2010年是。", "zh") == [
        "各省纷纷独立。",
        "1912年民国成立！",
        "pH等于七。",
        "“对吗？”",
        "2010年是。",
    ]
    assert texts("改革が始まった。1868年のことである。", "ja") == ["改革が始まった。", "1868年のことである。"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mark it as ‘‘PROPIN.’’ The FAA agrees.", ["Mark it as ‘‘PROPIN.’’", "The FAA agrees."]),
        ("She asked: ‘‘Really?’’ It ended.", ["She asked: ‘‘Really?’’", "It ended."]),
        ("See Vol. 85, No. 152, on approx. 5 % of it.", ["See Vol. 85, No. 152, on approx. 5 % of it."]),
        ("Look in `../a.md` first. Then run ./configure.", ["Look in `../a.md` first.", "Then run ./configure."]),
        ("It was an interim action.6 The FAA sent it.", ["It was an interim action.6", "The FAA sent it."]),
        ("**Names.** Modules are nouns. *So.* It is.", ["**Names.**", "Modules are nouns.", "*So.*", "It is."]),
        ("v. : No. 07-1315", ["v. : No. 07-1315"]),
        ("Version 2.6 The Return is a film.", ["Version 2.6 The Return is a film."]),
        ("It makes sugar.It needs light.", ["It makes sugar.", "It needs light."]),
        ("\u202eIt is in the leaves.\u202c My bike is red.", ["It is in the leaves.", "My bike is red."]),
    ],
)  # fmt: skip
def test_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("hi", ["पौधे प्रकाश से पानी लेते हैं।", "पानी जीवन है।"]),
        ("ur", ["پودے روشنی سے پانی لیتے ہیں۔", "پانی زندگی ہے۔"]),
        ("ar", ["هل الماء حياة؟"]),
        ("hy", ["Բույսերը ջուր են վերցնում։", "Ջուրը կյանք է։"]),
        ("am", ["ተክሎች ውሃ ይወስዳሉ።", "ውሃ ሕይወት ነው።"]),
        ("my", ["အပင်များသည် ရေကိုယူသည်။", "ရေသည် အသက်ဖြစ်သည်။"]),
        ("km", ["រុក្ខជាតិយកទឹក។"]),
    ],
)
def test_a_short_paragraph_in_any_script_is_no_heading(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = [(text[s.start : s.end], s.layout) for s in split(text, language)]
    assert found == [(sentence, Layout.PROSE) for sentence in sentences]


def test_rules_are_no_sentences() -> None:
    assert texts("- - - - - - - - - x\nThe court met at noon.\n________ |\n") == ["The court met at noon."]


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


def test_a_transcript_without_punctuation_is_cut() -> None:
    pieces = texts("so we begin with the cell and what it does " * 60)
    assert 8 < len(pieces) < 30
    assert all(20 <= count_words(piece) <= 60 for piece in pieces)


@pytest.mark.parametrize(
    "lines",
    [
        ["Anna: Hello there", "Bob: Hi"],
        ["Anna: we ought to look at the budget again before the end of May", "Bob: and at the plan"],
        ["anna: we ought to look at the budget again before the end of May", "bob: and at the plan"],
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
        "- This was already shown for the cells of many plants in\n  [12] and later for those of animals.",
    ],
)
def test_a_sentence_goes_on_over_a_colon_a_time_and_a_citation(text: str) -> None:
    assert texts(text) == [text.removeprefix("- ")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("12 + 3 = 15", "en"),
        ("The cat sat on the mat and looked at the bird outside.", "en"),
        ("La energía no se crea ni se destruye, solo se transforma.", "es"),
        ("你好", "zh"),
        ("使用 PyTorch 的 DataLoader 加载数据", "zh"),
        ("これは日本語の文章です。", "ja"),
        ("안녕하세요 여러분", "ko"),
        ("In Chinese, “你好” means hello; people say it whenever they meet.", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_words() -> None:
    assert count_words("Hello, world - it's 3.14") == 4
    assert count_words("深度学习很有用。") == 7
    assert count_words("…!") == 0


@pytest.mark.parametrize(
    "unit", ["“", "word ", "a.\n", "你好", "x(", "\n", "| ", "```a\n", "~", "- ", "|-", "(|{"]
)
def test_a_million_characters_take_seconds(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    start = time.thread_time()
    split(text, "en")
    assert time.thread_time() - start < 10
