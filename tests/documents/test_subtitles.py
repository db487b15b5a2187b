"""Subtitles and copied speech: whole sentences, and when each was said; whatever else has times stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import documents
from bot.documents import subtitles
from bot.features.export import location_words

SRT = """1
00:00:01,000 --> 00:00:04,200
Welcome back. Today we look at how

2
00:00:04,200 --> 00:00:08,100
<i>vaccines</i> train the immune system.

3
00:00:18,100 --> 00:00:23,900
{\\an8}A vaccine is a harmless piece of a germ
that the body learns to recognize.
"""

VTT = """WEBVTT - a lecture

NOTE it was spoken
in two rooms

intro
00:01.000 --> 00:04.200 align:start
<v Ann Lee>Prices <c.loud>rise</c>.

00:04.200 --> 00:08.100
They rise fast.

01:00:08.100 --> 01:00:09.000
<v Ben>Why <01:00:08.500>is that?
"""

COPIED = """0:00
hi everyone in this video we're going to
0:02
talk about inflation which is the rise
0:13
in the general level of prices
[Music]
"""

CHINESE = """00:01
今天我们来讲
00:03
光合作用，它需要光。
00:20
植物用它制造糖。
"""


@pytest.mark.parametrize(
    ("text", "said", "times"),
    [
        (
            SRT,
            "Welcome back. Today we look at how vaccines train the immune system.\n\n"
            "A vaccine is a harmless piece of a germ that the body learns to recognize.",
            [("Welcome", "0:01"), ("vaccines", "0:01"), ("harmless", "0:18"), ("learns", "0:18")],
        ),
        (
            VTT,
            "Ann Lee: Prices rise. They rise fast.\n\nBen: Why is that?",
            [("Ann", "0:01"), ("Why", "1:00:08")],
        ),
        (
            COPIED,
            "hi everyone in this video we're going to talk about inflation which is the rise\n\n"
            "in the general level of prices\n\n[Music]",
            [("hi", "0:00"), ("inflation", "0:00"), ("general", "0:13")],
        ),
        (CHINESE, "今天我们来讲光合作用，它需要光。植物用它制造糖。", [("光合", "0:01"), ("制造", "0:20")]),
    ],
)
def test_what_is_said_and_when(text: str, said: str, times: list[tuple[str, str]]) -> None:
    document = documents.from_text(text)
    assert document.text == said
    assert [document.location(said.index(word)).time for word, _ in times] == [time for _, time in times]
    assert [warning.to("en") for warning in document.warnings] == [
        "The times were taken out of the text; each highlight says when it was said."
    ]
    assert documents.from_text(text.replace("\n", "\r\n")).text == said


async def test_a_file_is_read_as_what_is_pasted() -> None:
    document = await documents.read(VTT.encode("utf-16"), "lecture.vtt")
    assert document.text.startswith("Ann Lee: Prices rise.")
    words = location_words(document.location(len(document.text)))
    assert words is not None
    assert [words.to(language) for language in ("en", "zh_CN")] == ["at 1:00:08", "1:00:08 处"]


def test_captions_that_roll_say_each_line_once() -> None:
    rolling = "0:01\nwe begin\n0:02\nwe begin\nwith light\n0:03\nwith light\nand sugar"
    assert documents.from_text(rolling).text == "we begin with light and sugar"


@pytest.mark.parametrize(
    "text",
    [
        "We met.\n10:30\nThen we left.",
        "9:00\nwe arrive and read what was written there\nand then\nthe others come\nand\n10:00\nwe eat\nand\n12:00\n"
        "all of us\nleave\nagain\nfor\nhome",
        "Ann 10:30\nBen 10:31\nCy 10:32",
    ],
)
def test_a_text_with_a_few_times_stays_as_it_is(text: str) -> None:
    assert documents.from_text(text).text == text


@given(
    st.lists(
        st.sampled_from(["0:01", "1:00:01", "00:01.000 --> 00:02.000", "1", "", "Light.", "WEBVTT", "NOTE"])
    )
)
def test_no_word_is_lost(lines: list[str]) -> None:
    document = subtitles.read("\n".join(lines))
    if document is not None and "NOTE" not in lines:
        assert ("Light." in document.text) is ("Light." in lines)
