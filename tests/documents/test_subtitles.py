"""Subtitles and copied speech: whole sentences, and when each was said; whatever else has times stays as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import documents
from bot.documents import subtitles
from bot.errors import Empty
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
    "text", ["WEBVTT", "WEBVTT\n\n", "WEBVTT - a lecture\n", "WEBVTT\n\n00:01.000 --> 00:04.200\n"]
)
async def test_subtitles_that_say_nothing_are_empty(text: str) -> None:
    with pytest.raises(Empty):
        await documents.read(text.encode(), "talk.vtt")


async def test_below_its_header_one_cue_is_enough() -> None:
    one = await documents.read(b"WEBVTT\n\n00:01.000 --> 00:04.200\nPrices rise.\n", "talk.vtt")
    assert one.text == "Prices rise."
    said = "WEBVTT is a format for captions."
    assert (await documents.read(said.encode(), "note.txt")).text == said


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\n\nHello there.\n00:02.000 --> 00:03.000\n\nI am Ann.\n"
            "00:03.000 --> 00:04.000\nBye.",
            "Hello there. I am Ann. Bye.",
        ),
        (
            "0:01\n\nNOTE that it\n0:03\n\nSTYLE matters.\n0:04\nNo.\n0:05\nNo.",
            "NOTE that it STYLE matters. No. No.",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nSo a <b and c> d.\n2\n00:00:02,000 --> 00:00:03,000\nIt is 3.\n3\n"
            "00:00:03,000 --> 00:00:04,000\n42\n",
            "So a <b and c> d. It is 3. 42",
        ),
        (
            "1\n\n00:00:01,000 --> 00:00:02,000\n\nOne.\n\n2\n\n00:00:02,000 --> 00:00:03,000\n\nTwo.\n\n3\n\n"
            "00:00:03,000 --> 00:00:04,000\n\nThree.",
            "One. Two. Three.",
        ),
    ],
)
def test_every_word_that_is_said_stays(text: str, said: str) -> None:
    assert documents.from_text(text).text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{0:00} hello and welcome to this lecture on\n{0:03} prices. So inflation is a phenomenon where\n"
            "{0:06} prices rise in the whole of the\n{0:09} economy. It was measured in 1961.",
            "hello and welcome to this lecture on prices. So inflation is a phenomenon where prices rise in the whole "
            "of the economy. It was measured in 1961.",
        ),
        (
            "{00:01}大家好，欢迎来到这一期的视频\n{00:04}今天我们来聊一聊通货膨胀\n{00:18}(音乐)\n{00:20}造成它的原因主要有三个\n"
            "{00:23}第一是需求拉动，第二是成本推动",
            "大家好，欢迎来到这一期的视频\n\n今天我们来聊一聊通货膨胀\n\n(音乐)\n\n造成它的原因主要有三个\n\n第一是需求拉动，第二是成本推动",
        ),
        (
            "{0:02} heute geht es um die Inflation und um\n{0:06} die Frage, warum Preise steigen und was\n"
            "{0:09} man dagegen tun kann. Also Inflation ist\n{0:12} ein Anstieg aller Preise.",
            "heute geht es um die Inflation und um die Frage, warum Preise steigen und was man dagegen tun kann. Also "
            "Inflation ist ein Anstieg aller Preise.",
        ),
        (
            "{0:02} 今日は光合成についての\n{0:06} お話をします。植物は光を\n"
            "{0:09} 使って糖を作りますので\n{0:11} とても大切です。",
            "今日は光合成についてのお話をします。植物は光を使って糖を作りますのでとても大切です。",
        ),
    ],
)
@pytest.mark.parametrize("around", ["{} ", "[{}] ", "({}) "])
def test_times_before_the_words_of_a_line(text: str, said: str, around: str) -> None:
    lines = [line[1:].split("}") for line in text.split("\n")]
    document = documents.from_text("\n".join(around.format(at) + words.strip() for at, words in lines))
    assert document.text == said
    assert document.location(len(said)).time is not None


def test_what_speech_recognition_writes() -> None:
    said = ("So a cell is a", "unit of life.", "It grows.")
    text = "\n".join(f"[00:0{i}.000 --> 00:0{i + 1}.000]  {each}" for i, each in enumerate(said))
    assert documents.from_text(text).text == "So a cell is a unit of life. It grows."


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Intro\n2:15 Setup\n4:10 First steps\n9:30 Outro",
        "0:00 What is a cell and what is it for\n2:12 how the cell divides and\n4:31 the end of the cell\n6:02 of all",
        "4:12 Ann Lee of the Harriers\n4:13 Bo Hay of the Lions\n4:15 Cy Low of the Bears\n4:17 Di Ko",
        "0:41 Ann Lee of the Harriers\n0:43 Bo Hay of the Lions\n0:44 Cy Low of the Bears\n0:47 Di Ko",
        "2:03:59 Eliud K.\n2:04:10 Kenenisa B.\n2:04:32 Mosinet G.\n2:05:02 Ann L.",
        "[00:03] hey are you up\n[00:05] yeah why\n[00:06] can't sleep\n[00:08] same here lol",
        "[00:01] <ann> so this is the\n[00:02] <bob> yes it is the\n[00:04] <ann> end of the\n[00:05] <bob> of it",
        "0:01 loading the kernel modules from disk\n0:02 mounting the root filesystem now\n"
        "0:03 starting network services\n0:04 reached the target of boot up",
        "0:00 heat the pan with the oil and\n0:15 add the onions to it and\n"
        "0:30 stir them in the pan\n0:45 add the salt",
        "9:00 registration and coffee in the\n9:03 hall of the school and the\n"
        "9:08 talk of the head with\n9:11 all of us",
        "0:05 加入试剂\n0:09 溶液变红\n0:16 加入清水\n0:22 溶液变清",
        "0:06 加入十毫升的稀盐酸溶液\n0:09 溶液的颜色慢慢变红\n0:16 再加入五十毫升清水\n0:22 溶液的颜色变清",
        "0:02 rat walks to the wall\n0:05 it does what the others do\n0:09 rat sleeps there\n0:13 a car drives by\n"
        "0:17 rat runs to the door",
        "[00:03] anyone up for a game\n[00:05] which map should we play on\n[00:09] the one with the bridge in it\n"
        "[00:12] who is that guy with\n[00:14] no idea who he is with",
        "0:00 intro with soft strings\n0:09 verse sung by the choir\n0:16 solo over the chords of A\n0:23 a chord of A",
        "0:03 深蹲一共做十五次\n0:08 注意膝盖不要超过脚尖\n0:13 然后俯卧撑一共十次\n0:19 最后平板支撑一分钟",
        "0:03 滴入酚酞溶液两滴\n0:08 溶液变成了红色\n0:13 如果颜色不变再加两滴\n0:19 记录最后的颜色",
        "0:05 玉ねぎを切って、\n0:09 フライパンに油を\n0:14 中火でよく炒めて、\n0:19 塩と胡椒を入れる",
        "0:00 - We meet at the station and\n0:03 go to the lake with the\n0:07 boat of the\n0:09 club",
    ],
)
def test_other_lines_that_begin_with_a_time_stay(text: str) -> None:
    assert documents.from_text(text).text == text


@pytest.mark.parametrize(
    "piece", ["<c ", "<v", "{\\", "<v ", "0:01\n", "1\n", "NOTE\n", "0:02 a of\n", "[0:02]"]
)
def test_subtitles_cost_little_on_any_text(piece: str) -> None:
    began = time.thread_time()
    found = subtitles.read("0:01\na\n0:02\nb\n0:03\nc\n" + piece * (200_000 // len(piece)))
    assert time.thread_time() - began < 2
    assert found is None or found.text.startswith("a b c")


def test_times_alone_stay() -> None:
    assert documents.from_text("10:00\n10:05\n10:10").text == "10:00\n10:05\n10:10"


async def test_a_file_is_read_as_what_is_pasted() -> None:
    document = await documents.read(VTT.encode("utf-16"), "lecture.vtt")
    assert document.text.startswith("Ann Lee: Prices rise.")
    words = location_words(document.location(len(document.text)), "")
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
        "王老师\n18:02\n明天的考试改到周五\n李华\n18:03\n收到\n王老师\n18:05\n请交作业",
        "Ann\n0:07\nI will.\nBob\n0:09\nNo.\nAnn\n0:12\nWhy?",
        "9:00\nRegistration\n10:00\nKeynote\n11:00\nLunch",
        "0:01\n# Cells\n0:05\nThey divide.\n0:09\nThey grow.",
        "08:15 --> 09:40 Berlin costs 30\n09:00 --> 10:00 Bonn costs 20\n10:00 --> 11:00 Ulm costs 9\nBuy early.",
        "10:00 --> 10:30\nKeynote\n10:30 --> 11:00\nTea\n11:00 --> 12:00\nTalks",
        "0:30\nPatient given 500 mg\n2:30\nSleeping\n4:10\nChest pain, doctor called\n5:00\nECG normal",
        "0:05\nAnn: hi\n0:06\nBob: hello\n0:08\nAnn: late",
        "2:01:09\nAnn\n2:00:35\nBen\n2:02:00\nCy",
    ],
)
def test_a_text_with_a_few_times_stays_as_it_is(text: str) -> None:
    assert documents.from_text(text).text == text


@given(
    st.lists(
        st.sampled_from(["0:01", "1:00:01", "00:01.000 --> 00:02.000", "1", "", "Light.", "WEBVTT", "NOTE"])
    )
)
@example(["WEBVTT", "Light.", "00:01.000 --> 00:02.000"])
def test_no_word_is_lost(lines: list[str]) -> None:
    """But for WebVTT's header, to the first blank line or time, and the name of a cue, straight above its time."""
    document = subtitles.read("\n".join(lines))
    if document is not None and "NOTE" not in lines:
        named = {i - 1 for i, line in enumerate(lines) if "-->" in line} if lines[0] == "WEBVTT" else set()
        header = (
            next((i for i, line in enumerate(lines) if not line or "-->" in line), len(lines)) if named else 0
        )
        said = [line for i, line in enumerate(lines) if i not in named and i >= header]
        assert "Light." in document.text or "Light." not in said
        assert "Light." in lines or "Light." not in document.text
