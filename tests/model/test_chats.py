"""Headers of chats that were copied: they are no sentences, and say who spoke and when."""

from __future__ import annotations

import time

import pytest

from model import chat_headers
from model.focus.heads import heads
from model.focus.questions import pull
from model.sentences import Layout, split

SAID = ["明天的小组作业大家准备得怎么样了？", "我还没开始", "我明晚8点前把数据发群里"]
WECHAT = (
    "微信聊天记录如下：\n\n—————  2026-11-29  —————\n\n\n"
    f"张小雨  21:03\n\n{SAID[0]}\n\n\n李明  21:05\n\n{SAID[1]}\n\n\n"
    f"—————  2026-11-30  —————\n\n\n王芳🌸  9:06\n\n{SAID[2]}\n"
)
QQ = (
    "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
    + 20 * "="
    + "\n消息分组:我的QQ群\n"
    + 20 * "="
    + "\n消息对象:学习小组\n\n"
    f"2026-11-29 21:03:12 张小雨(12345678)\n{SAID[0]}\n\n2026-11-29 21:04:01 李明<li@example.com>\n{SAID[1]}\n\n"
    f"2026-11-30 9:06:20 小号 (2)(34567890)\n{SAID[2]}\n"
)
DINGTALK = f"张小雨 11月29日 21:03\n{SAID[0]}\n李明 11月29日 21:05\n{SAID[1]}\n王芳 11月30日 9:06\n{SAID[2]}"
WHEN = ["2026-11-29 21:03", "2026-11-29 21:05", "2026-11-30 9:06"]


def said(text: str) -> list[tuple[str, Layout]]:
    return [(text[span.start : span.end], span.layout) for span in split(text, "zh")]


@pytest.mark.parametrize(
    ("chat", "names", "when"),
    [
        (WECHAT, ["张小雨", "李明", "王芳🌸"], WHEN),
        (WECHAT.replace("\n", "\r\n"), ["张小雨", "李明", "王芳🌸"], WHEN),
        (
            QQ,
            ["张小雨", "李明", "小号 (2)"],
            ["2026-11-29 21:03:12", "2026-11-29 21:04:01", "2026-11-30 9:06:20"],
        ),
        (DINGTALK, ["张小雨", "李明", "王芳"], ["11月29日 21:03", "11月29日 21:05", "11月30日 9:06"]),
        (
            f"张小雨:\n{SAID[0]}\n\n李明:\n{SAID[1]}\n\n张小雨:\n{SAID[2]}",
            ["张小雨", "李明", "张小雨"],
            ["", "", ""],
        ),
    ],
)
def test_headers_are_no_part_of_what_is_said(chat: str, names: list[str], when: list[str]) -> None:
    assert said(chat) == [(each, Layout.PROSE) for each in SAID]
    found = chat_headers(chat)
    assert ([each.name for each in found], [each.when for each in found]) == (names, when)
    assert all(each.name in chat[each.start : each.end] for each in found)


PASTED = ["How is the group work going?", "I have not begun.", "Send me the data by tomorrow."]
SAID_AT = ["10:24 AM", "10:25 AM", "10:30 AM"]


@pytest.mark.parametrize(
    ("line", "names", "when"),
    [
        ("{name} {at}", ["张三", "李四", "张三"], ["10:24", "10:25", "下午2:30"]),
        ("{name} {at}", ["小红", "王老师", "小红"], ["10:24", "10:25", "10:30"]),
        ("{name} {at}", ["张山雨", "王老师", "李小明"], ["10:24", "12:25", "20:31"]),
        (
            "{name} {at}",
            ["张三", "李四", "张三"],
            ["2026年3月2日 10:24", "2026年3月2日 10:25", "2026年3月3日 9:00"],
        ),
        (  # the next morning, a little earlier
            "{name} {at}",
            ["张三", "李四", "张三", "李四", "张三", "李四"],
            ["10:24", "10:25", "10:26", "10:04", "10:07", "10:08"],
        ),
        ("{name} {at}", ["Anna Berg", "Zoë Köhler", "Anna Berg"], ["10:24", "10:25", "10:30"]),
        *(  # a recording's, in minutes and seconds
            ("{name} {at}", ["Anna Berg", "Tom Lee", "Anna Berg", "Tom Lee"], when)
            for when in (["0:03", "0:41", "1:15", "3:02"], ["0:03", "59:50", "1:00:12", "1:00:40"])
        ),
        ("{name} {at}", ["王老师", "李老师", "张老师"], ["8:12", "8:14", "8:19"]),
        ("{name}  {at}", ["Anna Berg", "tom.li", "Anna Berg"], SAID_AT),
        ("{name} [{at}]", ["Anna Berg", "Tom Li", "Anna Berg"], SAID_AT),
        ("[{at}] {name}", ["Anna Berg", "Tom Li", "Anna Berg"], SAID_AT),
        ("[{at}] {name}", ["Anna Berg", "Tom Li", "Anna Berg"], ["9:04 AM", "11:31 AM", "3:09 PM"]),
        ("[{at}] {name}", ["Anna Berg", "Tom Li", "Anna Berg"], [f"3/2/2026 {at}" for at in SAID_AT]),
        ("{name}   {at}", ["Berg, Anna", "Li, Tom", "Berg, Anna"], [f"Monday {at}" for at in SAID_AT]),
        ("{name} {at}", ["Anna Berg", "Tom Li", "Anna Berg"], [f"Mar 2, {at}" for at in SAID_AT]),
        ("{name}\n  {at}", ["Anna Berg", "Tom", "Anna Berg"], SAID_AT),
        ("{name}\n\n{at}\n", ["Anna Berg", "Tom", "Anna Berg"], SAID_AT),
        ("{name}\n — \n{at}", ["anna.berg", "Tom", "anna.berg"], [f"Yesterday at {at}" for at in SAID_AT]),
        *(
            (line, ["Anna Berg", "Tom Li", "Anna Berg"], when)
            for line in ("{name}\n{at}", "[{at}] {name}")
            for when in (
                ["Gestern 16:20", "Gestern 16:24", "08:05"],
                ["Hier à 16:20", "Hier à 16:24", "Aujourd’hui à 08:05"],
                ["Ayer 16:20", "Ayer 16:24", "Hoy 08:05"],
                ["Yesterday 4:20 PM", "Yesterday 4:24 PM", "8:05 AM"],
            )
        ),
        ("{name}\n{at}", ["김민수", "이서연", "김민수"], ["어제 오후 4:20", "어제 오후 4:24", "오전 8:05"]),
        ("{name}\n{at}", ["张山雨", "王老师", "李小明"], ["昨天 10:24", "昨天 12:25", "20:31"]),
    ],
)
def test_pastes_of_feishu_slack_and_teams_say_who_spoke(line: str, names: list[str], when: list[str]) -> None:
    headers = [line.format(name=name, at=at) for name, at in zip(names, when, strict=True)]
    pasted = (PASTED * 2)[: len(names)]
    chat = "\n".join(f"{header}\n{said}" for header, said in zip(headers, pasted, strict=True))
    assert [chat[span.start : span.end] for span in split(chat, "en")] == pasted
    found = chat_headers(chat)
    assert ([each.name for each in found], [each.when for each in found]) == (names, when)


@pytest.mark.parametrize(
    "text",
    [
        "期末考试 12月20日 09:00\n请带好学生证。\n交论文 12月22日 18:00\n电子版发到邮箱。",
        "会议改到 11月29日 21:03\n请大家准时参加。",
        "王芳 12月1日 9:00\n李明 12月1日 10:00\n张伟 12月1日 11:00",
        "输入：\n两个数。\n输出：\n它们的和。\n输入：\n3 和 4。",
        "截止时间 2026-12-05 08:11:03\n请交作业。",
        "早餐  8:00\n午餐  12:00",
        "语文 8:00\n带课本。\n数学 9:00\n带尺子。\n语文 14:00\n带字典。",
        "Office Hours Monday 10:00\nRoom 5.\nLab Session Tuesday 9:00\nRoom 6.\nOffice Hours Friday 10:00\nRoom 5.",
        "Welcome Words 9:00\nBy Anna.\nPoster Show 10:00\nIn the hall.\nPanel Debate 11:00\nWith all.",
        "高数:\n八点。\n马哲:\n十点。\n毛概:\n下午两点。",
        "Grand Tour 9:00\nMeet here.\nGrand Tour 14:00\nMeet there.",
        *(
            "\n".join(f"{line}\nSomething about it." for line in lines.split(" / "))
            for lines in (
                "苏州 9:00 / 常州 14:00 / 黄山 20:00",
                "苏州 9:03 / 常州 14:12 / 苏州 20:41",
                "高数 8:00 / 马哲 10:00 / 毛概 14:00",
                "高数 8:00 / 马哲 10:00 / 高数 14:00",
                "金融 8:03 / 方程 8:07 / 金融 8:09",
                "张三 10:24 / 李四 11:07",
                "王芳 9:00 / 李明 10:00 / 王芳 14:00",
                "王老师 8:12 / 李老师 9:48 / 王老师 10:33",
                "王老师 8:12 / 李老师 9:48 / 张老师 10:33",
                "王老师 凌晨0:12 / 李老师 凌晨1:40 / 王老师 凌晨3:02",
                "张小雨 28:42 / 李小明 28:57 / 王小红 29:03",
                "Anna Berg 28:42 / Tom Lee 28:57 / Anna Berg 29:03 / Tom Lee 29:09",
                "Linear Maps 0:12 AM / Null Spaces 0:41 AM / Linear Maps 1:15 AM / Null Spaces 3:02 AM",
                "张小雨 9:00 / 李小明 9:15 / 王小红 9:30",
                "张三 10:24 / 李四 10:31 / 张三 10:19",
                "Opening Ceremony 9:00 / Coffee Pause 10:00 / Campus Tour 10:30 / Coffee Pause 15:00",
                "Opening Ceremony 9:02 / Coffee Pause 9:04 / Campus Tour 9:31 / Coffee Pause 15:07",
                "Yoga Basics 9:00 / Power Pilates 10:00 / Yoga Basics 17:00 / Power Pilates 18:00",
                "Yoga Basics Monday 9:00 AM / Power Pilates Monday 10:00 AM / Yoga Basics Friday 9:00 AM",
                "Team Red 9:04 / Team Blue 9:07 / Team Red 9:11 / Team Blue 9:12",
                "London Bridge 9:12 / Hyde Park 10:41 / London Bridge 14:03 / Hyde Park 18:21",
                "London Bridge Monday 9:12 / Hyde Park Tuesday 9:13 / London Bridge Friday 9:14",
                "First Kings 10:07 / Second Kings 10:09 / First Kings 10:12",
                "Linear Maps [00:12] / The Kernel [00:18] / Linear Maps [00:24] / The Kernel [00:31]",
                "Linear Maps [00:12] / Null Spaces [03:40] / Linear Maps [09:15] / Null Spaces [20:02]",
                "Anna Berg 10:07 / Tom Li 10:12 / Tom Li 10:05 / Anna Berg 10:09",
                "Anna Berg 10:07 / Anna Berg 10:12 / Tom Li 10:14 / Tom Li 10:16",
            )
        ),
        *(  # a time straight below what it is of
            "\n".join(
                f"{name}\n{at}\nSomething about it."
                for name, at in (line.split("@") for line in lines.split(" / "))
            )
            for lines in (
                "Breakfast@8:00 AM / Lunch@12:00 PM / Breakfast@8:00 AM",
                "Dune@Today 4:20 PM / Wicked@Today 5:12 PM / Dune@Today 8:15 PM",
                "Verse@0:12 / Chorus@0:41 / Verse@1:12 / Chorus@1:30",
                "Anna Berg@9:00 / Tom Li@10:00 / Anna Berg@11:00",
                "Hamburg@Heute 16:20 / Bremen@Heute 17:20 / Hamburg@Heute 18:20",
                "Hamburg Hbf@16:23 / Bremen Hbf@17:19 / Hamburg Hbf@18:23",
                "Due@Today 11:59 PM / Due@Today 11:59 PM",
                "Team Red@9:04 / Team Blue@9:07 / Team Red@9:11 / Team Blue@9:12",
                "Biology@9:04 AM / History@9:49 AM / Biology@10:34 AM / History@11:19 AM",
                "The train left@10:07 / It came@10:09 / The train left@10:11",
            )
        ),
        "Mathe\nAbgabe heute 23:59\nBlatt 3.\nEnglisch\nAbgabe heute 23:59\nEin Essay.",
    ],
)
def test_what_is_no_chat_has_none(text: str) -> None:
    assert chat_headers(text) == []
    assert "".join(each for each, _ in said(text)) == "".join(text.split("\n"))


TYPED = [
    "We've been bitten by this before and a second time a week ago",
    "We decided to postpone the release to Thursday",
    "and the docs move to Friday with it, as nobody has written them yet",
    ":eyes: 2",
]


def test_what_is_typed_below_a_header_is_not_joined() -> None:
    chat = f"Anna Berg  10:24 AM\n{TYPED[0]}\n{TYPED[1]}\nTom Li  10:25 AM\n\n{TYPED[2]}\n{TYPED[3]}\n"
    chat += "Anna Berg  10:30 AM\nok"
    assert [chat[span.start : span.end] for span in split(chat, "en")] == [*TYPED, "ok"]


def test_what_was_wrapped_below_a_header_is_joined() -> None:
    told = [
        "the thing that I want to say of the meeting is that we should\nnot have put it off, as people are away.",
        "I think so too, and most of the people who have been asked\nwould say the very same thing.",
    ]
    chat = f"Anna Berg 10:07 AM\n{told[0]}\nTom Li 10:09 AM\n{told[1]}\nAnna Berg 10:15 AM\nok"
    assert [chat[span.start : span.end] for span in split(chat, "en")] == [*told, "ok"]


def test_what_was_spoken_or_stands_elsewhere_is_joined() -> None:
    wrapped = "and so we come in the end to the cells and to all that\nthey make of sugar."
    talk = f"Olsson, Karin   0:03\n{wrapped}\nLi, Tom   0:41\n{wrapped}\nOlsson, Karin   1:15\n{wrapped}"
    assert [talk[span.start : span.end] for span in split(talk, "en")] == [wrapped] * 3
    chat = f"Anna Berg  10:24 AM\nLook.\nAnna Berg  10:25 AM\nYes.\n\n{wrapped}"
    assert [chat[span.start : span.end] for span in split(chat, "en")] == ["Look.", "Yes.", wrapped]


def test_a_question_finds_what_somebody_said_though_their_name_stands_above() -> None:
    spans = split(WECHAT, "zh")
    sentences = [WECHAT[span.start : span.end] for span in spans]
    pulled = pull(sentences, "李明", "zh", heads(WECHAT, spans)).values
    assert pulled.argmax() == 1
    assert pulled[1] > pulled[0] == pulled[2] == 0


@pytest.mark.parametrize(
    "piece",
    [
        "张小雨  21:03\n",
        "—————  2026-11-29  —————\n",
        "2026-11-29 21:03:12 a",
        "2026-11-29 21:03:12 a(1\n",
        "张小雨 ",
        "张小雨:\n",
        "张三 10:24\n",
        "Anna Berg Monday 10:24 AM\n",
        "[10:24] Ab Cd\n",
        "Ab Cd\n10:24 AM\n",
        "\n10:24 AM",
        "Ab-c.",
        "Ab cd ",
        "\n",
        "消息对象:",
        "Иван, [30.11.26 14:03]\n",
        "2026.11.30 月曜日\n",
        "2026.11.30 月曜日\n10:02 a b\n",
        "Speaker 1  0:03\n",
    ],
)
def test_it_costs_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    chat_headers(piece * 20_000)
    chat_headers("—————  2026-11-29  —————\n" + piece * 20_000)
    assert time.process_time() - began < 2


def test_a_day_above_messages_of_kakaotalk_and_line_is_no_sentence() -> None:
    kakao = [
        "[이수빈] [오후 2:03] 자료 어디까지 했어?",
        "[준호] [오후 2:05] 다 했어요",
        "[이수빈] [오후 2:08] 좋아",
    ]
    line = ["18:02 田中 資料できた？", "18:03 鈴木 まだ！", "18:05 田中 水曜までに送って"]
    for day, messages in (
        ("--------------- 2026년 11월 30일 월요일 ---------------", kakao),
        ("2026.11.30 月曜日", line),
        ("2026/11/30(月)", [message.replace(" ", "\t") for message in line]),
    ):
        assert said("\n".join([day, *messages])) == [(message, Layout.PROSE) for message in messages]
    for below in (
        ["今日は会議があります。"],
        ["10:00 会議 A室", "11:30 会議 B室"],
        ["10:02 開会 全員", "10:07 挨拶 会長"],
    ):
        diary = ["2026.11.30 月曜日", *below]
        assert [each for each, _ in said("\n".join(diary))] == diary


@pytest.mark.parametrize(
    ("headers", "names", "when"),
    [
        (
            ["Иван, [30.11.26 14:03]", "Маша К., [30.11.26 14:04]", "Иван, [30.11.2026 14:06:10]"],
            ["Иван", "Маша К.", "Иван"],
            ["30.11.26 14:03", "30.11.26 14:04", "30.11.2026 14:06:10"],
        ),
        (
            ["Speaker 1  00:03", "Speaker 2  00:21", "Speaker 1  00:49"],
            ["Speaker 1", "Speaker 2", "Speaker 1"],
            ["00:03", "00:21", "00:49"],
        ),
    ],
)
def test_who_spoke_in_telegram_and_otter(headers: list[str], names: list[str], when: list[str]) -> None:
    chat = "\n\n".join(f"{header}\n{words}" for header, words in zip(headers, PASTED, strict=True))
    assert [chat[span.start : span.end] for span in split(chat, "en")] == PASTED
    assert [(each.name, each.when) for each in chat_headers(chat)] == list(zip(names, when, strict=True))
