"""Splitting: exact slices of any text, and sensible units of the layouts people paste."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.language import detect_language
from model.sentences import Layout, count_words, split
from tests.model.units import texts

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


def test_a_transcript_without_punctuation_is_cut() -> None:
    pieces = texts("so we begin with the cell and what it does " * 60)
    assert 8 < len(pieces) < 30
    assert all(20 <= count_words(piece) <= 60 for piece in pieces)


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
        ("Mitosis: prophase, metaphase, anaphase, telophase.", "en"),
        ("Das Meeting ist morgen um zehn.", "de"),
        ("Mødet er i morgen klokken ti på biblioteket.", "da"),
        ("Mesyuarat akan diadakan esok pada pukul sepuluh.", "ms"),
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
    "unit",
    [
        "“",
        "word ",
        "a.\n",
        "你好",
        "x(",
        "\n",
        "| ",
        "```a\n",
        "~",
        "- ",
        "|-",
        "(|{",
        "(1) A. ",
        "(1 pt) ",
        "1.1 A\n",
        "a T. ",
        "word\n",
        "①",
        "①a\n",
        "★",
        "☐",
        "[a]",
        "x. [a]",
        " ^a",
        "%%a",
        "---\na: b\n",
        "--- 2026.11.30 ",
        "2026.11.30 月曜日\n",
        "2026.11.30 月曜日\n10:02 a b\n",
        "рис. 5 ",
        "6/24\n",
        "前:后\n",
    ],
)
def test_a_million_characters_take_seconds(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    start = time.thread_time()
    split(text, "en")
    assert time.thread_time() - start < 10
