"""Catch-up: what counts of a conversation, what is made of it, since when, and who is left out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from bot.app import App
from bot.errors import Invalid
from bot.features import catchup, people
from bot.features.catchup import CatchUp, LeftOut, Point, Role, Said, Topic, read_since, topics
from bot.features.catchup.choosing import Sentence, choose
from bot.features.catchup.roles import asks_something, role_of
from bot.features.catchup.said import as_text, sift
from bot.features.catchup.small_talk import says_something
from bot.features.people import Person

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)  # a Wednesday, 16:30 in Berlin

STUDY = """\
Mia: hey everyone!!
Tom: hiii 😂
Mia: did anyone write down what the professor said about the exam format? I missed the first ten minutes
Lena: yes! it's 40 multiple choice and two essay questions, and you pick one essay from each part
Tom: omg thank you
Jonas: so are we still meeting tomorrow at the library?
Mia: ok so wednesday 5pm, room 2.14, I already booked it until 8
Tom: I'll bring markers and snacks
Jonas: what is the difference between substrate level phosphorylation and oxidative phosphorylation?
Lena: Oxidative phosphorylation uses the proton gradient that the electron transport chain builds.
Tom: the diagram on page 3 has the inner and outer membrane swapped I think
Lena: also the lab report deadline was moved to Friday 23:59
Mia: please upload your part by Wednesday noon so I can merge everything
Tom: lol ok gn"""

CHINESE_STUDY = """\
小雨: 大家晚上好
小雨: 线代作业第三题怎么做啊，完全没思路
阿杰: 先把矩阵化成行最简形，然后看主元的个数，主元个数就是秩
子涵: 对了，老师说期中考试改到下周五下午两点了，教室在三教205
小雨: 考试范围是什么
子涵: 第一章到第四章，特征值那节不考
小雨: 那就周日下午两点，图书馆四楼研讨室见
阿杰: 我整理了一份公式总结，大家帮忙看看有没有错
阿杰: 哈哈哈哈好的
子涵: 实验报告截止到周四晚上十二点，别忘了交"""


def conversation(script: str) -> list[Said]:
    speakers: dict[str, int] = {}
    said = []
    for place, line in enumerate(script.splitlines()):
        name, text = line.split(": ", 1)
        at = NOW - timedelta(hours=2) + timedelta(seconds=30 * place)
        said.append(Said(place, speakers.setdefault(name, len(speakers)), name, text, at, f"link/{place}"))
    return said


async def test_a_conversation_in_short(app: App) -> None:
    said = conversation(STUDY)
    said.append(Said(90, 9, "Jukebox", "Now playing: lofi beats", NOW, "link/90", by_program=True))
    said.append(Said(91, 1, "Tom", "!play something else", NOW, "link/91"))
    said.append(Said(92, 8, "Eve", "The exam was moved to Monday, I heard.", NOW, "link/92"))
    found = await catchup.catch_up(app, said, {8}, BERLIN)
    assert found.people == 4
    assert found.left_out == catchup.LeftOut(programs=1, commands=1, unwilling=1)
    assert [point.text for point in found.decisions] == [said[6].text]
    assert [point.text for point in found.tasks] == [said[7].text, said[11].text, said[12].text]
    assert found.tasks[1].deadlines[0].due_on == date(2026, 3, 6)
    answers = {point.text: point.answer and point.answer.speaker for point in found.questions}
    assert (
        answers[said[8].text]
        == answers["did anyone write down what the professor said about the exam format?"]
    )
    assert answers[said[8].text] == "Lena"
    everything = [*found.decisions, *found.tasks, *found.questions, *found.points]
    everything += [point.answer for point in found.questions if point.answer]
    by_id = {each.id: each for each in said}
    assert all(point.text in by_id[point.message_id].text for point in everything)
    assert all(point.link == f"link/{point.message_id}" for point in everything)
    assert len({(point.message_id, point.text) for point in everything}) == len(everything)
    assert {0, 1, 4, 13, 90, 91, 92}.isdisjoint(point.message_id for point in everything)
    assert (await catchup.catch_up(app, conversation("A: hi\nB: lol\nA: thanks!!"), (), BERLIN)).is_empty


async def test_a_chinese_conversation(app: App) -> None:
    said = conversation(CHINESE_STUDY)
    found = await catchup.catch_up(app, said, (), BERLIN)
    assert [point.message_id for point in found.decisions] == [3, 6]
    assert [point.message_id for point in found.tasks] == [7, 9]
    assert [(p.message_id, p.answer and p.answer.message_id) for p in found.questions] == [(1, 2), (4, 5)]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("let's go with the second design", Role.DECISION),
        ("The midterm has been postponed because of the strike", Role.DECISION),
        ("we decided to skip chapter 4", Role.DECISION),
        ("great, so thursday at 6 in my kitchen", Role.DECISION),
        ("good catch. let's report both numbers", Role.DECISION),
        ("slides by thursday night then", Role.TASK),
        ("I'll present", Role.TASK),
        ("ok team who is doing what for the project", Role.QUESTION),
        ("does the prof want IEEE or ACM format", Role.QUESTION),
        ("I have an exam on the 9th, can I get until the 11th", Role.QUESTION),
        ("do the exercises, it helps", Role.POINT),
        ("那就这么定了", Role.DECISION),
        ("I can scan the worksheet later", Role.TASK),
        ("can someone send me the notes?", Role.TASK),
        ("我来做第三部分的PPT", Role.TASK),
        ("should I send the notes?", Role.QUESTION),
        ("does anyone know where room 204 is", Role.QUESTION),
        ("有没有人知道答案", Role.QUESTION),
        ("What is important here is the second chapter.", Role.POINT),
        ("what's in the folder is the old version", Role.POINT),
        ("Who is in charge is not decided yet", Role.POINT),
        ("what is the page with the diagram", Role.QUESTION),
        ("The exam has not been moved", Role.POINT),
        ("the lecture wasn't cancelled", Role.POINT),
        ("The exam is not on Monday, it was moved to Tuesday", Role.DECISION),
        ("期中考试没有改到周五", Role.POINT),
        ("我们还没确定用哪个", Role.POINT),
        ("没问题，期中考试改到周五", Role.DECISION),
        ("Osmosis moves water through a membrane.", Role.POINT),
        ("That's what we're doing in the lab", Role.POINT),
    ],
)
def test_what_a_line_is(line: str, role: Role) -> None:
    assert role_of(line, "zh" if line[0] > "\u3000" else "en") is role


def test_small_talk_says_nothing() -> None:
    small = "hi|hey guys!!|lol|hahahaha|thank you so much|ok sounds good 👍|+1|gn all|sooo cool|:pepe: @Tom"
    small += "|https://a.example/b|哈哈哈|好的好的|谢谢大家！|收到|晚安～|在吗"
    assert [each for each in small.split("|") if says_something(each)] == []
    telling = "room 204|I'll present|the exam is on friday|no, chapter 5|周五考试|第三题选B|14:30 works"
    assert [each for each in telling.split("|") if not says_something(each)] == []
    assert not asks_something("how are you?")
    assert not asks_something("在吗？")
    assert asks_something("how does a cell divide?")


def test_lines_keep_their_place_and_commands_are_left_out() -> None:
    said = [
        Said(1, 1, "A", "hello\n  Cells divide by mitosis\nlol", NOW, ""),
        Said(2, 1, "A", "!roll 20", NOW, ""),
    ]
    ordinary = [
        "-bring your calculators",
        "-read ch 3\n-the exam is moved",
        "~maybe",
        "?anyone",
        "$tack is due",
    ]
    ordinary += ["!important\nthe exam is moved", "?anyone know when"]
    assert sift([Said(3, 1, "A", each, NOW, "") for each in ordinary], ())[1].commands == 0
    kept, left = sift(said, ())
    text, lines = as_text(kept)
    assert left.commands == 1
    assert [said[line.message].text[line.start : line.end] for line in lines] == ["Cells divide by mitosis"]
    assert text == "Cells divide by mitosis.\n\n"


def test_a_long_line_is_read_to_its_end() -> None:
    said = Said(1, 1, "A", "考" * 1_300 + "。" + "说明" * 300 + "。期末考试改到周五下午两点。", NOW, "")
    _, lines = as_text([said])
    assert [(line.start, line.end) for line in lines] == [(0, 1_301), (1_301, len(said.text))]
    _, lines = as_text([replace(said, text="cells divide " * 300)])
    assert [line.end - line.start for line in lines] == [1_494, 1_494, 909]


def test_an_answer_stops_before_what_stands_elsewhere() -> None:
    texts = ["Where is the form for the lab?", "It is in the office. Please bring it to me by Friday."]
    said = [Said(i, i, "A", text, NOW, "") for i, text in enumerate(texts)]
    parts = [(0, 0, 30, Role.QUESTION), (1, 0, 20, Role.POINT), (1, 21, 53, Role.TASK)]
    sentences = [
        Sentence(message, start, end, index, texts[message][start:end], role, index / 10)
        for index, (message, start, end, role) in enumerate(parts)
    ]
    chosen = choose(said, sentences)
    assert [each.role for each in chosen.sentences] == [Role.QUESTION, Role.TASK]
    assert (chosen.answers[0].start, chosen.answers[0].end) == (0, 20)


def test_of_too_much_the_newest_counts() -> None:
    long = [Said(i, 1, "A", "cells divide " * 300, NOW, "") for i in range(200)]
    kept, left = sift(long, ())
    assert kept == long[left.too_much :]
    assert 90 < left.too_much < 110
    assert role_of("我先再会" * 400 + "吗", "zh") is Role.QUESTION


def test_a_long_conversation_falls_into_topics_and_they_are_named() -> None:
    vectors = np.zeros((80, 2), np.float32)
    vectors[:40, 0] = vectors[40:, 1] = 1
    times = [NOW + timedelta(minutes=i) for i in range(80)]
    assert topics.parted(times, vectors) == [0, 40]
    assert topics.parted(times[:50], vectors[:50]) == [0]
    named = topics.names([["cells and membranes", "a cell divides"], ["矩阵的秩", "这个矩阵可逆"]], ["Cell"])
    assert named == [(), ("矩阵",)]


def test_words_that_name_a_topic_go_with_what_said_them() -> None:
    point = Point(1, 1, "Ann", "Cells divide.", "", NOW, Role.POINT, 0.0)
    found = CatchUp(1, LeftOut(), (), (), (), (Topic(NOW, ("fee", "cells"), (point,)),), {})
    (topic,) = found.without({2: "There is a lab Fee."}).topics
    assert topic.words == ("cells",)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("三十分钟", "Wed 16:00"), ("二十小时", "Tue 20:30"), ("昨天下午", "Tue 12:00"), ("前天晚上", "Mon 18:00"),
        ("上周", "Wed 16:30"), ("上个月", "Mon 16:30"), ("last month", "Mon 16:30"), ("1h30m", "Wed 15:00"),
        ("yesterday morning", "Tue 05:00"), ("monday morning", "Mon 05:00"), ("一个半小时", "Wed 15:00"),
        ("2 hours and 30 minutes ago", "Wed 14:00"), ("周一上午", "Mon 05:00"), ("yesterday evening", "Tue 18:00"),
        ("two hours ago", "Wed 14:30"), ("the last 3 days", "Sun 16:30"), ("half an hour", "Wed 16:00"),
        ("yesterday 6pm", "Tue 18:00"), ("since monday", "Mon 00:00"), ("this morning", "Wed 05:00"),
        ("last night at 9", "Tue 21:00"), ("last night at 1 am", "Wed 01:00"), ("last night at midnight", "Wed 00:00"),
        ("monday midnight", "Tue 00:00"), ("周一午夜", "Tue 00:00"), ("周一零点", "Mon 00:00"),
        ("monday night at 12", "Tue 00:00"), ("昨晚12点", "Wed 00:00"), ("周一晚上一点", "Tue 01:00"),
        ("昨天凌晨一点", "Tue 01:00"), ("yesterday evening at 7", "Tue 19:00"), ("this morning at 8", "Wed 08:00"),
        ("6pm", "Tue 18:00"), ("last night 11pm", "Tue 23:00"), ("3 march", "Tue 00:00"),
        ("2026-03-01 14:00", "Sun 14:00"), ("noon", "Wed 12:00"), ("昨晚八点", "Tue 20:00"),
        ("三小时前", "Wed 13:30"), ("上周五", "Fri 00:00"), ("3月1号晚上八点", "Sun 20:00"),
        ("01.03.", "Sun 00:00"), ("since 1. 3.", "Sun 00:00"), ("02.03. 10:00", "Mon 10:00"), ("20.30.", "Tue 20:30"),
        ("yesterday 1930", "Tue 19:30"), ("in the last 2 hours", "Wed 14:30"), ("in the past hour", "Wed 15:30"),
        ("今早九点", "Wed 09:00"), ("从昨天开始", "Tue 00:00"), ("半小时", "Wed 16:00"),
        ("刚才", "Wed 15:30"), ("從剛才開始", "Wed 15:30"), ("上午九点", "Wed 09:00"),
        ("从上午九点半开始", "Wed 09:30"), ("昨晚八點", "Tue 20:00"), ("三小時前", "Wed 13:30"),
        ("上週五", "Fri 00:00"),
    ],
)  # fmt: skip
def test_since_when(words: str, at: str) -> None:
    assert f"{read_since(words, NOW, BERLIN).astimezone(BERLIN):%a %H:%M}" == at


ENDS = ("9999-12-31 23:00", "9999-12-31 night 1am", "0001-01-01 0:00", "昨天九九十点")


@pytest.mark.parametrize(
    "words",
    ["tomorrow", "2 hours banana", "2026-02-30", "5 years", "400 days", "29 feb", "", "in 2 hours", "in an hour",
     "in 1h 30m", "in 2 days", "in two weeks", "2025", "since 1999", "31.02.", *ENDS],
)  # fmt: skip
def test_what_can_not_be_read_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        read_since(words, NOW, BERLIN)
    assert read_since("2 hours", NOW, None) == NOW - timedelta(hours=2)
    with pytest.raises(Invalid, match="time zone"):
        read_since("yesterday", NOW, None)


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("上周三", 4, "25 Feb 00:00"), ("上个工作日", 7, "6 Mar 00:00"),
        ("上周一", 4, "23 Feb 00:00"), ("上个星期五下午三点", 4, "27 Feb 15:00"),
        ("上周日", 4, "1 Mar 00:00"), ("上周日", 8, "1 Mar 00:00"), ("上周一", 2, "23 Feb 00:00"),
        ("last wednesday", 4, "25 Feb 00:00"), ("last wednesday 6pm", 4, "25 Feb 18:00"),
        ("last monday", 2, "23 Feb 00:00"), ("last monday", 4, "2 Mar 00:00"), ("since last friday", 4, "27 Feb 00:00"),
        ("monday", 2, "2 Mar 00:00"), ("this wednesday", 4, "4 Mar 00:00"), ("周三", 4, "4 Mar 00:00"),
        ("last weekend", 4, "28 Feb 00:00"), ("上周末", 4, "28 Feb 00:00"), ("last weekend", 8, "28 Feb 00:00"),
        ("the weekend", 4, "28 Feb 00:00"),
        ("上个周末", 7, "28 Feb 00:00"), ("last tuesday night at 1 am", 4, "4 Mar 01:00"),
    ],
)  # fmt: skip
def test_the_last_day_of_the_week_is_not_today_and_the_chinese_one_is_last_weeks(
    words: str, day: int, at: str
) -> None:
    now = NOW.replace(day=day)
    assert f"{read_since(words, now, BERLIN).astimezone(BERLIN):%-d %b %H:%M}" == at


async def test_who_is_left_out_is_so_in_one_server(app: App, ada: Person, bo: Person) -> None:
    await catchup.leave_me_out(app, ada, 7, "Study group")
    await catchup.leave_me_out(app, ada, 7, "Study group, renamed")
    assert await catchup.unwilling(app, 7) == {1001}
    assert await catchup.unwilling(app, 8) == frozenset()
    assert [(at.server_id, at.name) for at in await catchup.left_out_at(app, ada)] == [
        ("7", "Study group, renamed")
    ]
    await catchup.take_me_in(app, bo, 7)
    assert (await catchup.export(app, ada))[0]["server"] == "7"
    await catchup.take_me_in(app, ada, "7")
    assert await catchup.left_out_at(app, await people.from_discord(app, 1001)) == ()
