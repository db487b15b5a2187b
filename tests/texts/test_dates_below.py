"""The day of an appointment on a line of its own, below what names it.

Today is Monday, 30 November 2026.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates.lines import Lines
from tests.texts.dates import dates_of_lines, day_and_time

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def dates(language: str, text: str) -> list[str]:
    """What the lines name, none of which asks for anything."""
    said = dates_of_lines(text, language, NOW, ZoneInfo("Europe/London"))
    assert not any(each.is_last for each in said)
    return [day_and_time(each) for each in said]


INVITED = "Dear Tom,\n\nWe would like to invite you to an interview for the position of data analyst."


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", f"{INVITED}\n\nDate: Thursday, 3 December 2026\nTime: 10:30 am\nPlace: Room 4", ["2026-12-03 10:30"]),
        ("en", f"{INVITED} Please find the details below.\n\nDate: 3 December\nTime: 9–11 am", ["2026-12-03 09:00"]),
        ("en", "Final exam\nWhen: Thursday, 10 December, 9:00 am\nWhere: Main Hall\n\nOral exam – details\n"
               "Date & time: Friday 11 December 2026, 2 pm", ["2026-12-10 09:00", "2026-12-11 14:00"]),
        ("en", "Exam: Linear Algebra\nRoom: B204\n**Date:** Dec 10\n**Time:** 9 am", ["2026-12-10 09:00"]),
        ("de", "Mündliche Prüfung\n\nDatum: 10. Dezember 2026\nUhrzeit: 10 Uhr\nOrt: H2", ["2026-12-10 10:00"]),
        ("fr", "Nous vous invitons à un entretien.\nDate : jeudi 3 décembre 2026\nHeure : 14h30", ["2026-12-03 14:30"]),
        ("es", "Le invitamos a una entrevista.\nFecha: jueves 3 de diciembre\nHora: 10:00", ["2026-12-03 10:00"]),
        ("zh", "现邀请您参加面试：\n时间：12月3日（星期四）下午2点30分\n地点：A座", ["2026-12-03 14:30"]),
        ("zh", "期末考试安排如下：\n日期：12月10日\n时间：14:00-16:00", ["2026-12-10 14:00"]),
        ("ja", "面接のご案内\n日時：12月10日（木）14時〜", ["2026-12-10 14:00"]),
        ("ja", "期末試験\n日時：1月22日（金）14:00～15:30\n場所：301", ["2027-01-22 14:00"]),
        ("en", "You're invited to a job interview!\nPosition: Analyst\nDate: Dec 3", ["2026-12-03"]),
        ("en", "Quiz 1\nDate: Dec 3\nQuiz 2\nDate: Dec 10", ["2026-12-03", "2026-12-10"]),
        # of something else
        ("en", "Quiz 1\nDate: Dec 3\nProject\nDate: Dec 10", ["2026-12-03"]),
        ("en", "The exam results are out.\nWe'll meet for coffee.\n\nDate: Thursday, 3 December", []),
        ("en", "Exam results\nDate: 3 December 2026", []),
        ("en", "Quiz answers\nDate: 3 December 2026", []),
        ("en", "Exam papers and test booklets\nInvoice No: 1\nDate: 10 December 2026", []),
        ("en", "My exam diary\nDate: 3 May", []),
        ("en", "Final exam\nDate: 3 May 2027", ["2027-05-03"]),
        ("en", "Thank you for the interview. It was nice.\nDate: 3 December 2026", []),
        ("en", "How was your interview?\nDate: 3 December 2026", []),
        ("en", "Report on rivers\nDate: 3 December 2026\nTime: 10 am", []),
        ("en", "Midterm exam\nName:\nDate: 30 November 2026", []),
        ("en", "From: A <a@b.example>\nSubject: Final exam\nDate: Thu, 3 Dec 2026 10:00", []),
        ("zh", "主题：面试邀请\n日期：2026年12月3日", []),
    ],
)  # fmt: skip
def test_a_line_for_the_day_is_of_what_is_named_above(language: str, text: str, expected: list[str]) -> None:
    assert dates(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "关于召开学生座谈会的通知\n各班：\n时间：12月10日（周四）14:00\n地点：一教302", ["2026-12-10 14:00"]),
        ("zh", "各班：\n经研究，定于近期召开学生座谈会，现将有关事项通知如下：\n一、时间：12月10日14:00",
            ["2026-12-10 14:00"]),
        ("zh", "讲座通知\n主题：量子计算\n主讲人：王伟\n时间：12月10日（周四）14:00", ["2026-12-10 14:00"]),
        ("zh", "家長會\n時間：12月10日19:00", ["2026-12-10 19:00"]),
        ("ja", "営業会議のお知らせ\n日時：12月10日（木）14:00～16:00\n場所：会議室A", ["2026-12-10 14:00"]),
        ("ja", "保護者会のご案内\n日時：12月10日（木）14:00", ["2026-12-10 14:00"]),
        ("en", "Staff meeting\nDate: Thursday, 10 December, 2 pm\nPlace: Room 4", ["2026-12-10 14:00"]),
        ("en", "Guest lecture: Ice and fire\nDate: Thursday, 10 December\nTime: 2 pm", ["2026-12-10 14:00"]),
        ("de", "Einladung zum Elternabend\nDatum: 10. Dezember 2026\nUhrzeit: 19 Uhr", ["2026-12-10 19:00"]),
        ("de", "Elternabend der 7b\nTermin: Do, 10.12., 19:00 Uhr", ["2026-12-10 19:00"]),
        ("fr", "Réunion des parents\nDate : jeudi 10 décembre à 18h30", ["2026-12-10 18:30"]),
        # what is over, without an hour, or no notice
        ("zh", "会议纪要\n时间：12月10日 14:00", []),
        ("zh", "讲座回顾\n时间：12月10日 14:00", []),
        ("zh", "学校成功举办讲座\n时间：12月10日 14:00", []),
        ("zh", "双十二大促\n活动时间：12月10日 14:00", []),
        ("zh", "发票\n日期：2026年12月10日 10:00", []),
        ("en", "Minutes of the staff meeting\nDate: 10 December 2026, 2 pm", []),
        ("en", "Lecture notes\nDate: 10 December, 10:00", []),
        ("en", "First meeting of the League\nDate: 10 January\nPlace: Paris", []),
        ("en", "Staff meeting\nDate: 10 November 2026, 10:00", []),
        ("en", "Staff meeting cancelled\nDate: 10 December 2026, 10:00", []),
        ("en", "Dear parents,\n\nDate: 10 December 2026\nTime: 10:00", []),
        ("en", "Invoice 12\nDate: 10 December 2026\nTime: 10:00", []),
        ("en", "Subject: Staff meeting\nDate: Thu, 10 Dec 2026 10:00", []),
        ("en", "The meeting was long and nobody knew the talk\nDate: 10 December, 10:00", []),
    ],
)  # fmt: skip
def test_a_notice_of_a_meeting_or_a_talk_has_its_day(language: str, text: str, expected: list[str]) -> None:
    assert dates(language, text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Date: ",
        "Exam: ",
        "the exam",
        "",
        "details",
        "a. b. ",
        "a a a a a a a a a a meeting ",
        "举办会议",
        "Einladung zu ",
    ],
)
def test_it_costs_little_on_any_text(line: str) -> None:
    began = time.process_time()
    text = f"{line}\nDate: 3 May\n" * 2_000 + line * 20_000
    lines = Lines(text)
    starts = [i for i in range(len(text)) if text[i - 1 : i] == "\n"]
    assert len([start for start in starts if lines.is_of_appointment(start)]) <= 2_000
    assert time.process_time() - began < 2
