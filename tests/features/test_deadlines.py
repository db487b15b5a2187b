"""Deadlines: what a sentence names, by golden tables for each language; kept with their note on a real store.

Today is Wednesday, 4 March 2026, nine in the morning in London.
"""

from __future__ import annotations

import json
import time as time_module
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.features import condense, deadlines, history, people, privacy
from bot.features.condense import Pasted, Request
from bot.features.deadlines import Deadline, due_words, find, phrases, search
from bot.features.deadlines.stamps import is_chat, stamps_in
from bot.features.export import Format, export_note
from bot.features.note import to_json
from bot.features.people import Person
from model import Action, Budget
from tests.conftest import Clock
from tests.features.dates import day_and_time

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ZONES = {"en": "Europe/London", "en-US": "America/New_York", "zh": "Asia/Shanghai", "es": "Europe/Madrid",
         "de": "Europe/Berlin", "fr": "Europe/Paris", "ja": "Asia/Tokyo", "pt": "Europe/Lisbon",
         "ru": "Europe/Moscow"}  # fmt: skip

NAMED = [
    # English: relative
    ("en", "Please send it by Friday at 3.", "by Friday at 3", "2026-03-06 15:00"),
    ("en", "Please send it by next Friday.", "by next Friday", "2026-03-13"),
    ("en", "Practise for two hours before Friday.", "before Friday", "2026-03-06"),
    ("en", "Submit by tomorrow noon.", "by tomorrow noon", "2026-03-05 12:00"),
    ("en", "Let me know by 6 pm today.", "by 6 pm today", "2026-03-04 18:00"),
    ("en", "Reply within three days.", "within three days", "2026-03-07"),
    ("en", "Reply within 3 business days.", "within 3 business days", "2026-03-09"),
    ("en", "Could you send the draft in two weeks?", "in two weeks", "2026-03-18"),
    ("en", "Send me the slides by EOD.", "by EOD", "2026-03-04"),
    ("en", "It is due by the end of the month.", "due by the end of the month", "2026-03-31"),
    ("en", "Please submit by midnight on Sunday.", "by midnight on Sunday", "2026-03-08 23:59"),
    ("en", "Please send it by tonight at 8.", "by tonight at 8", "2026-03-04 20:00"),
    ("en", "Send it by Friday evening at 7:30.", "by Friday evening at 7:30", "2026-03-06 19:30"),
    ("en", "Upload it by tomorrow night at 12.", "by tomorrow night at 12", "2026-03-05 23:59"),
    ("en", "Please send it by 8 tonight.", "by 8 tonight", "2026-03-04 20:00"),
    ("en", "Please read chapter 5 tonight.", "tonight", "2026-03-04"),
    ("en", "Please read pages 10 to 20 tonight.", "tonight", "2026-03-04"),
    ("en", "Send it by tonight at 00:30.", "by tonight at 00:30", "2026-03-04 23:59"),
    ("en", "Send it by Friday night at 1:30.", "by Friday night at 1:30", "2026-03-06 23:59"),
    ("en", "Please pay by the 15th.", "by the 15th", "2026-03-15"),
    ("en", "The fee is due on the 2nd at noon.", "due on the 2nd at noon", "2026-04-02 12:00"),
    ("en", "Send it by 1 tonight.", "by 1 tonight", "2026-03-04 23:59"),
    ("en", "Submit it by 10 March 2:00 UTC.", "by 10 March 2:00 UTC", "2026-03-10 02:00"),
    ("en", "Essay by March 12, 1500 words.", "by March 12", "2026-03-12"),
    ("en", "Submit it by 12 March, 1700 hrs.", "by 12 March", "2026-03-12"),
    ("en", "Submit it by 2026-03-10 4:00.", "by 2026-03-10 4:00", "2026-03-10 04:00"),
    ("en", "Submit your timesheet for the week before Friday.", "before Friday", "2026-03-06"),
    ("zh", "请于今天零点前提交。", "今天零点前", "2026-03-04 23:59"),
    ("zh", "3月9日周一至3月13日周五提交。", "3月9日周一至3月13日周五", "2026-03-13"),
    ("zh", "请于明天清晨6点前提交。", "明天清晨6点前", "2026-03-05 06:00"),
    ("zh", "请于周五半夜12点前提交。", "周五半夜12点前", "2026-03-06 23:59"),
    ("zh", "请于周五深夜11点前提交。", "周五深夜11点前", "2026-03-06 23:00"),
    ("zh", "请于周五正午前提交。", "周五正午前", "2026-03-06 12:00"),
    ("zh", "请于今晚0点前提交。", "今晚0点前", "2026-03-04 23:59"),
    ("zh", "请于周五晚上一点半前提交。", "周五晚上一点半前", "2026-03-06 23:59"),
    ("zh", "报名截至本周日晚上12点。", "截至本周日晚上12点", "2026-03-08 23:59"),
    ("de", "Bitte bis Freitag Abend um 8 Uhr abgeben.", "bis Freitag Abend um 8 Uhr", "2026-03-06 20:00"),
    ("en", "Please reply early next week.", "early next week", "2026-03-09"),
    ("en", "Please reply by the beginning of next month.", "by the beginning of next month", "2026-04-01"),
    ("en", "Homework due Friday at 3:30.", "due Friday at 3:30", "2026-03-06 15:30"),
    ("en", "Homework due Friday at 03:30.", "due Friday at 03:30", "2026-03-06 03:30"),
    ("en", "Homework due Friday 15:30.", "due Friday 15:30", "2026-03-06 15:30"),
    ("en", "Homework due Friday 3:30 am.", "due Friday 3:30 am", "2026-03-06 03:30"),
    ("en", "Homework due Friday morning at 6:30.", "due Friday morning at 6:30", "2026-03-06 06:30"),
    ("en", "Due Friday at 6:30 in the morning.", "Due Friday at 6:30 in the morning", "2026-03-06 06:30"),
    ("en", "Due Friday at 6 in the evening.", "Due Friday at 6 in the evening", "2026-03-06 18:00"),
    ("en", "Please reply by Friday, half past three.", "by Friday, half past three", "2026-03-06 15:30"),
    ("en", "Reply by tomorrow at a quarter to ten.", "by tomorrow at a quarter to ten", "2026-03-05 09:45"),
    ("zh", "明天3:30交。", "明天3:30", "2026-03-05 15:30"),
    ("zh", "明天03:30交。", "明天03:30", "2026-03-05 03:30"),
    ("zh", "明天早上6:30交。", "明天早上6:30", "2026-03-05 06:30"),
    ("zh", "周五0点截止。", "周五0点截止", "2026-03-06 00:00"),
    ("zh", "5月5日0点前交。", "5月5日0点前", "2026-05-05 00:00"),
    ("zh", "5月5日零点前交。", "5月5日零点前", "2026-05-05 00:00"),
    ("zh", "5月5日零点三十分前交。", "5月5日零点三十分前", "2026-05-05 00:30"),
    ("zh", "周五晚上零点前交。", "周五晚上零点前", "2026-03-06 23:59"),
    ("zh", "周五午夜前交。", "周五午夜前", "2026-03-06 23:59"),
    ("de", "Bitte bis Freitag 3:30 abgeben.", "bis Freitag 3:30", "2026-03-06 03:30"),
    ("fr", "À rendre avant le 10 mars à 3h30.", "avant le 10 mars à 3h30", "2026-03-10 03:30"),
    ("en", "Reply within a fortnight.", "within a fortnight", "2026-03-18"),
    ("en", "Please reply in thirty days.", "in thirty days", "2026-04-03"),
    ("en", "We meet a week today.", "a week today", "2026-03-11"),
    ("en", "You have an appointment on 5/3 at 3:15 pm.", "on 5/3 at 3:15 pm", "2026-03-05 15:15"),
    ("en", "Send it by 12:00 noon, Friday 6th March.", "by 12:00 noon, Friday 6th March", "2026-03-06 12:00"),
    ("en", "It is on 10.03.2026, 14.00-16.00 hrs.", "on 10.03.2026, 14.00-16.00 hrs", "2026-03-10 14:00"),
    ("en", "Submit it by Friday after the lecture.", "by Friday", "2026-03-06"),
    ("en", "Submit it on Friday of next week.", "on Friday of next week", "2026-03-13"),
    ("de", "Elternabend am Dienstag, dem 10. März, um 19.30 Uhr.", "am Dienstag, dem 10. März, um 19.30 Uhr",
        "2026-03-10 19:30"),
    ("de", "Anmeldeschluss ist der 15. Mai.", "Anmeldeschluss ist der 15. Mai", "2026-05-15"),
    ("de", "Bitte bis Fr 6.3. 18h abgeben.", "bis Fr 6.3. 18h", "2026-03-06 18:00"),
    ("de", "Bitte am Freitag 3 h üben.", "am Freitag", "2026-03-06"),
    ("fr", "Date limite d'inscription : 15 mai à minuit.", "Date limite d'inscription : 15 mai à minuit",
        "2026-05-15 23:59"),
    ("es", "El plazo de matrícula termina el 15 de mayo.", "plazo de matrícula termina el 15 de mayo", "2026-05-15"),
    ("es", "Confirmad antes del viernes a mediodía.", "antes del viernes a mediodía", "2026-03-06 12:00"),
    ("en", "Hand it in by end of week 5pm.", "by end of week 5pm", "2026-03-06 17:00"),
    ("en", "By the end of the week 3 of us must sign.", "By the end of the week", "2026-03-06"),
    # absolute
    ("en", "The essay is due on 3 May.", "due on 3 May", "2026-05-03"),
    ("en", "Due Thursday, March 12, at 10:30am.", "Due Thursday, March 12, at 10:30am", "2026-03-12 10:30"),
    ("en", "Submit by 11:59 pm on March 20.", "by 11:59 pm on March 20", "2026-03-20 23:59"),
    ("en", "Deadline: 2026-03-20 17:00 UTC", "Deadline: 2026-03-20 17:00 UTC", "2026-03-20 17:00"),
    ("en", "Send it before 10 March at 5pm EST.", "before 10 March at 5pm EST", "2026-03-10 21:00"),
    ("en", "Please reply by 10 January.", "by 10 January", "2026-01-10"),  # an older note's, overdue
    ("en", "Please reply by 20 November.", "by 20 November", "2026-11-20"),
    ("en", "Return it by March 3rd, 2026.", "by March 3rd, 2026", "2026-03-03"),
    ("en", "Hand it in by 29 February 2028.", "by 29 February 2028", "2028-02-29"),
    # a weekday of a month
    ("en", "The essay is due the second Tuesday of June.", "due the second Tuesday of June", "2026-06-09"),
    ("en", "We meet on the first Monday in December.", "on the first Monday in December", "2026-12-07"),
    ("en", "Send it by the last Friday in May 2027 at noon.", "by the last Friday in May 2027 at noon",
        "2027-05-28 12:00"),
    ("de", "Wir treffen uns am ersten Montag im Dezember.", "am ersten Montag im Dezember", "2026-12-07"),
    ("fr", "Rendez-le le premier lundi de décembre.", "le premier lundi de décembre", "2026-12-07"),
    ("es", "Entrégalo el primer lunes de diciembre.", "el primer lunes de diciembre", "2026-12-07"),
    ("zh", "12月的第一个周一开会。", "12月的第一个周一", "2026-12-07"),
    ("zh", "请于11月第2个周五前提交。", "11月第2个周五前", "2026-11-13"),
    ("zh", "下个月最后一个星期三交。", "下个月最后一个星期三", "2026-04-29"),
    # a weekday and a day of the month
    ("en", "The report is due on Friday the 27th.", "due on Friday the 27th", "2026-03-27"),
    ("en", "Please send it by Monday the 13th at noon so that we can read it.", "by Monday the 13th at noon",
        "2026-04-13 12:00"),
    ("en", "Please send it by Friday 27th.", "by Friday 27th", "2026-03-27"),
    ("en", "Please send it by Sun the 8th.", "by Sun the 8th", "2026-03-08"),
    ("en", "It was due on Monday the 2nd.", "due on Monday the 2nd", "2026-03-02"),  # just gone
    ("en", "It is due on Monday the 31st.", "due on Monday the 31st", "2026-03-31"),  # none near: the day counts
    ("en", "Due Tuesday the 24th of March.", "Due Tuesday the 24th of March", "2026-03-24"),
    ("de", "Bitte bis Freitag, den 27. abgeben.", "bis Freitag, den 27.", "2026-03-27"),
    ("de", "Bitte bis Freitag, den 27. März abgeben.", "bis Freitag, den 27. März", "2026-03-27"),
    ("fr", "À rendre avant vendredi 27, merci.", "avant vendredi 27", "2026-03-27"),
    ("es", "Entrégalo antes del viernes 27.", "antes del viernes 27", "2026-03-27"),
    ("es", "Envía antes del viernes 3 copias.", "antes del viernes", "2026-03-06"),
    ("en", "Due Thurs., Dec. 10 at noon", "Due Thurs., Dec. 10 at noon", "2026-12-10 12:00"),
    ("en", "Please submit by Wed., Dec. 9.", "by Wed., Dec. 9", "2026-12-09"),
    ("en", "Please submit by Fri. 4 Dec.", "by Fri. 4 Dec", "2026-12-04"),
    ("en-US", "Essay due Wed., 12/9", "due Wed., 12/9", "2026-12-09"),
    ("en", "Due: Mon., Nov. 30, 5 p.m.", "Due: Mon., Nov. 30, 5 p.m.", "2026-11-30 17:00"),
    ("en", "Please submit by Fri., 5 p.m.", "by Fri., 5 p.m.", "2026-03-06 17:00"),
    ("en", "Please submit by Fri. the 27th.", "by Fri. the 27th", "2026-03-27"),
    ("en", "Submit by Wednesday. 4 December is free.", "by Wednesday", "2026-03-04"),
    ("de", "Bitte bis Fr., 4.12., abgeben.", "bis Fr., 4.12.", "2026-12-04"),
    ("de", "Bitte bis Fr. 4. Dezember abgeben.", "bis Fr. 4. Dezember", "2026-12-04"),
    ("de", "Bitte bis Mo, den 30.11.2026, 18 Uhr abgeben.", "bis Mo, den 30.11.2026, 18 Uhr", "2026-11-30 18:00"),
    ("de", "Das ist so am 4.12. abzugeben.", "am 4.12.", "2026-12-04"),
    ("de", "Bitte die Arbeit so bis 4.12. abgeben.", "bis 4.12.", "2026-12-04"),
    ("de", "Am Freitag 3. und 4. Stunde bitte die Mappe mitbringen.", "Am Freitag", "2026-03-06"),
    ("de", "Bitte am Montag 1. bis 3. Aufgabe abgeben.", "am Montag", "2026-03-09"),
    ("de", "Bitte am Montag, 1. oder 2. Stunde, abgeben.", "am Montag", "2026-03-09"),
    ("de", "Bitte am Montag 3. stunde abgeben.", "am Montag 3.", "2026-03-09"),  # the 3rd is no Monday soon
    ("de", "Bitte am Freitag 27. und dann nie wieder abgeben.", "am Freitag 27.", "2026-03-27"),
    ("de", "Bitte am Freitag, den 31. abgeben.", "am Freitag, den 31.", "2026-03-31"),
    # what is due stands behind the date
    ("en", "April 9: second source analysis due", "April 9", "2026-04-09"),
    ("en", "Mar 5 — Problem set 3 due", "Mar 5", "2026-03-05"),
    ("en", "5/3 Lab report due", "5/3", "2026-03-05"),
    ("en", "Friday, Dec 4: lab report due by 5pm", "Friday, Dec 4", "2026-12-04 17:00"),
    ("en", "Dec 4: lab report due at noon.", "Dec 4", "2026-12-04 12:00"),
    ("en", "5/3 Lab report due 11:59 pm", "5/3", "2026-03-05 23:59"),
    ("en", "May 7, 5 pm: final paper due (upload it)", "May 7, 5 pm", "2026-05-07 17:00"),
    ("en", "Hand it in by Wednesday 25 March, 8am.", "by Wednesday 25 March, 8am", "2026-03-25 08:00"),
    ("en", "Registration closes on 3 April.", "closes on 3 April", "2026-04-03"),
    ("en", "Essay due in one week", "due in one week", "2026-03-11"),
    # ranges: the last day
    ("en", "Register from 3 to 5 May.", "3 to 5 May", "2026-05-05"),
    ("en", "Please book March 10 – 12, 2026.", "March 10 – 12, 2026", "2026-03-12"),
    # the last date allowed before one that is only named
    ("en", "Confirm by Monday for the trip on 20 March.", "by Monday", "2026-03-09"),
    # Chinese
    ("zh", "请在周五前提交实验报告。", "周五前", "2026-03-06"),
    ("zh", "下周三之前完成。", "下周三之前", "2026-03-11"),
    ("zh", "三天内回复。", "三天内", "2026-03-07"),
    ("zh", "请于3日内提交。", "3日内", "2026-03-07"),
    ("zh", "请在两三天内回复。", "两三天内", "2026-03-07"),
    ("zh", "请在十二天内回复。", "十二天内", "2026-03-16"),
    ("zh", "请大家在十二三天内完成报告并交给老师。", "十二三天内", "2026-03-17"),
    ("zh", "请十二三号前交。", "十二三号前", "2026-03-13"),
    ("zh", "请在二三十天内回复。", "二三十天内", "2026-04-03"),
    ("zh", "请大家今天晚上十一二点前回复老师。", "今天晚上十一二点前", "2026-03-04 23:59"),
    ("zh", "请大家周日上午十一二点前回复老师。", "周日上午十一二点前", "2026-03-08 12:00"),
    ("zh", "周五下午两三点前交。", "周五下午两三点前", "2026-03-06 15:00"),
    ("zh", "明天下午一两点交。", "明天下午一两点", "2026-03-05 14:00"),
    ("zh", "请于二〇二七年五月二十三日前寄出。", "二〇二七年五月二十三日前", "2027-05-23"),
    ("zh", "作业请在七日之内完成。", "七日之内", "2026-03-11"),
    ("zh", "两日以内回复。", "两日以内", "2026-03-06"),
    ("zh", "请于3月10日内提交。", "3月10日内", "2026-03-10"),
    ("zh", "10号内提交。", "10号内", "2026-03-10"),
    ("zh", "15日前交。", "15日前", "2026-03-15"),
    ("zh", "月底前交。", "月底前", "2026-03-31"),
    ("zh", "最晚周四交。", "最晚周四", "2026-03-05"),
    ("zh", "请大家明天上午9点到301教室。", "明天上午9点", "2026-03-05 09:00"),
    ("zh", "报名截止日期是11月30日。", "截止日期是11月30日", "2026-11-30"),
    ("zh", "请于3月10日下午5点前发给我。", "3月10日下午5点前", "2026-03-10 17:00"),
    ("zh", "请于3月8日（周日）23:59前提交。", "3月8日（周日）23:59前", "2026-03-08 23:59"),
    ("zh", "请在2026-03-20 17:00 UTC前交作业。", "2026-03-20 17:00 UTC前", "2026-03-21 01:00"),
    ("zh", "请在2026年4月1日24:00前完成。", "2026年4月1日24:00前", "2026-04-01 23:59"),
    ("zh", "请于二〇二六年五月一日前寄出。", "二〇二六年五月一日前", "2026-05-01"),
    ("zh", "请在3月1日前提交。", "3月1日前", "2026-03-01"),
    ("zh", "请于3月10日至12日报名。", "3月10日至12日", "2026-03-12"),
    ("zh", "下月初交。", "下月初", "2026-04-01"),
    ("zh", "请下个月初交论文。", "下个月初", "2026-04-01"),
    ("zh", "下周初交初稿。", "下周初", "2026-03-09"),
    ("zh", "下周初稿要交。", "下周", "2026-03-13"),
    ("zh", "下下月交。", "下下月", "2026-05-31"),
    ("zh", "下下个月5号交。", "下下个月5号", "2026-05-05"),
    ("zh", "下下个月底前交。", "下下个月底前", "2026-05-31"),
    ("zh", "下下周交。", "下下周", "2026-03-20"),
    ("zh", "一个半月后交。", "一个半月后", "2026-04-19"),
    ("zh", "两个半月内交。", "两个半月内", "2026-05-19"),
    ("zh", "请于3月8日周日23:59前提交。", "3月8日周日23:59前", "2026-03-08 23:59"),
    ("zh", "考试由5月11日推迟到6月1日。", "6月1日", "2026-06-01"),
    ("zh", "周五下午3点的会改到周一下午。", "周一下午", "2026-03-09"),
    ("zh", "HW3 due 改到 3/12 11:59pm", "due 改到 3/12 11:59pm", "2026-03-12 23:59"),
    ("zh", "报告是周一交，不是周五。", "周一", "2026-03-09"),
    ("zh", "请于3月底最后一个周五前提交。", "3月底最后一个周五前", "2026-03-27"),
    ("zh", "月底最后一个周五前交。", "月底最后一个周五前", "2026-03-27"),
    ("en", "The 3pm meeting on Friday is moved to Monday.", "Monday", "2026-03-09"),
    ("en", "The deadline on 6 March has been extended until 13 March.", "until 13 March", "2026-03-13"),
    ("en", "Please come on Monday instead of Friday.", "on Monday", "2026-03-09"),
    ("en", "We meet not on Friday but on Monday at 10.", "on Monday at 10", "2026-03-09 10:00"),
    ("de", "Das Treffen am Freitag wird auf Montag verschoben.", "Montag", "2026-03-09"),
    ("de", "Wir treffen uns am Montag statt am Freitag.", "am Montag", "2026-03-09"),
    ("fr", "Le cours du vendredi 6 mars est reporté au lundi 9 mars.", "lundi 9 mars", "2026-03-09"),
    ("es", "La reunión del viernes se aplaza al lunes.", "lunes", "2026-03-09"),
    ("fr", "Rendre le rapport avant le deuxième vendredi d'avril.", "avant le deuxième vendredi d'avril", "2026-04-10"),
    ("fr", "À rendre avant la fin d’avril.", "avant la fin d’avril", "2026-04-30"),
    ("en", "It is due on Monday of week 10, i.e. 9 March.", "9 March", "2026-03-09"),
    ("fr", "Envoyer le texte avant lundi midi.", "avant lundi midi", "2026-03-09 12:00"),
    ("en", "The storyboard is due mon 9am.", "due mon 9am", "2026-03-09 09:00"),
    ("en", "Send it by fri pls", "by fri", "2026-03-06"),
    ("en", "Mar 6 – Paper draft due in class", "Mar 6", "2026-03-06"),
    ("en", "Mar 9: last day to withdraw", "Mar 9", "2026-03-09"),
    ("en", "Submit by Friday 12 noon.", "by Friday 12 noon", "2026-03-06 12:00"),
    ("en", "Submit by Friday at 12 midnight.", "by Friday at 12 midnight", "2026-03-06 23:59"),
    ("zh", "答辩由周三改到下周五。", "下周五", "2026-03-13"),
    ("zh", "原截止日期5月11日延至6月1日。", "6月1日", "2026-06-01"),
    ("zh", "原定于5月11日的考试改到6月1日。", "6月1日", "2026-06-01"),
    ("zh", "请把原截止日期5月11日改为6月1日。", "6月1日", "2026-06-01"),
    ("zh", "请于草原5月10日前集合。", "5月10日前", "2026-05-10"),
    ("zh", "请于周五前改为两人一组。", "周五前", "2026-03-06"),
    ("zh", "周五下午3点改到4点。", "周五下午3点", "2026-03-06 15:00"),
    ("zh", "作业ddl是12/8", "ddl是12/8", "2025-12-08"),
    ("zh", "DDL：4.8 23:59", "DDL：4.8 23:59", "2026-04-08 23:59"),
    ("en", "HW 6 DDL: Apr 8", "DDL: Apr 8", "2026-04-08"),
    # a numeral before the date is a name's, unless it makes a longer one
    ("zh", "请高三周五前交志愿表。", "周五前", "2026-03-06"),
    ("zh", "初二周三前交。", "周三前", "2026-03-04"),
    ("zh", "张三3月20日前交。", "3月20日前", "2026-03-20"),
    ("zh", "作业3周五前交。", "周五前", "2026-03-06"),
    ("zh", "高三周五下午3点开会。", "周五下午3点", "2026-03-06 15:00"),
    ("zh", "下周三上课前交。", "下周三上课前", "2026-03-11"),
    ("zh", "周三晚自习前交给课代表。", "周三晚自习前", "2026-03-04"),
    ("zh", "周五晚上前交。", "周五晚上前", "2026-03-06"),
    ("zh", "TODO: 作业3 due 3月20日 23:59，交到 Canvas", "due 3月20日 23:59", "2026-03-20 23:59"),
    # Spanish
    ("es", "Por favor, envía el resumen antes del viernes.", "antes del viernes", "2026-03-06"),
    ("es", "Envíalo el próximo martes a las 9.", "el próximo martes a las 9", "2026-03-10 09:00"),
    ("es", "Hazlo mañana por la mañana.", "mañana por la mañana", "2026-03-05"),
    ("es", "Responde en un plazo de tres días.", "en un plazo de tres días", "2026-03-07"),
    ("es", "La fecha límite es el 5 de junio.", "fecha límite es el 5 de junio", "2026-06-05"),
    ("es", "Antes del 10 de marzo a las 15:00.", "Antes del 10 de marzo a las 15:00", "2026-03-10 15:00"),
    ("es", "Inscríbete del 3 al 5 de mayo.", "3 al 5 de mayo", "2026-05-05"),
    # German
    ("de", "Bitte gebt mir bis morgen Bescheid.", "bis morgen", "2026-03-05"),
    ("de", "Bitte nächste Woche Montag abgeben.", "nächste Woche Montag", "2026-03-09"),
    ("de", "Bitte innerhalb von drei Tagen antworten.", "innerhalb von drei Tagen", "2026-03-07"),
    ("de", "Bitte bis Freitag, 18 Uhr, einreichen.", "bis Freitag, 18 Uhr", "2026-03-06 18:00"),
    ("de", "Bitte bis Ende März.", "bis Ende März", "2026-03-31"),
    ("de", "Bitte bis zum 3.10. abgeben.", "bis zum 3.10.", "2026-10-03"),
    ("de", "Die Abgabe ist am 15.03.2026.", "Abgabe ist am 15.03.2026", "2026-03-15"),
    ("de", "Anmeldung vom 3. bis 5. Mai.", "3. bis 5. Mai", "2026-05-05"),
    ("en", "Please finish the last section by Friday.", "by Friday", "2026-03-06"),
    ("de", "Bitte den letzten Teil bis Freitag schicken.", "bis Freitag", "2026-03-06"),
    ("de", "Anmeldung bis spätestens 31. Jänner 2027!", "bis spätestens 31. Jänner 2027", "2027-01-31"),
    ("de", "Abgabe am 3. Feber 2027.", "Abgabe am 3. Feber 2027", "2027-02-03"),
    # French
    ("fr", "Veuillez rendre vos copies lundi.", "lundi", "2026-03-09"),
    ("fr", "Rendez-le demain matin.", "demain matin", "2026-03-05"),
    ("fr", "Répondez sous 48 heures.", "sous 48 heures", "2026-03-06 10:00"),
    ("fr", "Au plus tard le 1er avril.", "Au plus tard le 1er avril", "2026-04-01"),
    ("fr", "À rendre avant le 10 mars à 17h.", "avant le 10 mars à 17h", "2026-03-10 17:00"),
    ("fr", "Inscription du 3 au 5 mai.", "3 au 5 mai", "2026-05-05"),
    # languages with CLDR's names alone, and figures in Japanese
    ("pt", "Entregue no dia 10 de março de 2026.", "10 de março de 2026", "2026-03-10"),
    ("ru", "Сдать до 30 ноября 2026.", "30 ноября 2026", "2026-11-30"),
    ("ja", "11月30日までに提出してください。", "11月30日までに", "2026-11-30"),
]  # fmt: skip

NO_DATE = [
    ("en", "It was common by the 15th century."),
    ("en", "He finished on the 2nd."),
    ("zh", "截至去年，共有三千人参加。"),
    ("en", "I may send you the second file, 2 of 2024."),
    ("en", "Please read chapter 3, section 5, and march on."),
    ("en", "The form was due last Friday."),
    ("en", "In 2019 the deadline was missed."),
    ("en", "The deadline was 5 May 1999."),
    ("en", "Submit the archive by Dec 31, 2150."),
    ("en", "By 4 July 1776 thirteen colonies were to agree."),
    ("en", "Submit it by the first Friday in December 2150."),
    ("de", "Bitte bis 31. Dezember 2150 abgeben."),
    ("en", "Please hand in by 31 February."),
    ("en", "Join us Monday to Friday."),
    ("en", "Please call every Monday."),
    ("en", "The report is due within 10 days of the exam."),
    ("en", "Submit two days before Friday."),
    ("en", "Please go on, fri and mon and 15 may be enough in may."),
    ("en", "Submit it the day before 5 May."),
    ("de", "Bitte zwei Tage vor Freitag abgeben."),
    ("en", "The sun sat low, and May wed Mark."),
    ("zh", "请在去年12月的第一个周一之前交。"),
    ("en", "You don't pour in a month of water in one day."),
    ("en", "12/3 of it was due to rain."),
    ("en", "It is warmed by the Sun the 3rd planet knows."),
    ("en", "They wed the 3rd, and sat the 4th at home."),
    ("zh", "会议于昨天召开。"),
    ("zh", "两周一次提交。"),
    ("zh", "经过三周日夜奋战，作品完成。"),
    ("zh", "三周前提交的。"),
    ("zh", "两周之前交的。"),
    ("zh", "第13月5日前。"),
    ("zh", "请在二三四十天内回复。"),
    ("zh", "请在十十二天内回复。"),
    ("zh", "每周五前请提交周报。"),
    ("zh", "请三号楼的同学注意。"),
    ("zh", "后天性疾病请注意。"),
    ("zh", "今天的内容请复习。"),
    ("es", "Por la mañana hay que entregar."),
    ("es", "Fue entregado el 5 de enero de 2010."),
    ("de", "Guten Morgen, bitte antworten."),
    ("de", "Am Montag bis Freitag geöffnet."),
    ("fr", "Il est né le 3 mai 1990."),
    ("tlh", "by Friday"),
    ("en", "We meet on the second Friday."),
    ("en", "Hand it in on the 3rd Monday of the semester."),
    ("en", "Submit it by the fifth Monday in April."),
    ("zh", "请于第二周周五前提交。"),
    ("zh", "请在第3个周一前交。"),
    ("de", "Bitte am zweiten Freitag abgeben."),
    # a week or a month of a term
    ("en", "The essay is due at the end of week 10."),
    ("en", "Yes, until the end of week 3."),
    ("en", "Hand it in by end of week three."),
    ("en", "Hand it in by end of month 2."),
    ("de", "Bitte bis Ende der Woche 3 abgeben."),
    ("fr", "À rendre avant la fin de la semaine 3."),
    ("es", "Entrégalo antes del final de la semana 3."),
    ("zh", "请于第3周末前提交。"),
    ("zh", "请于第三周周末前提交。"),
    ("en", "Withdrawal deadline: Friday of Week 9"),
    ("en", "Hand it in on Friday, week 9."),
    ("de", "Abgabe am Freitag der Woche 9."),
    ("fr", "À rendre le vendredi de la semaine 9."),
    ("es", "Entrégalo el viernes de la semana 9."),
    ("en", "It is due the Friday before the final."),
    ("en", "It is based on 3/4 of the data."),
]


SURE = [
    ("en", "By 7 March the allies had reached the river.", False),
    ("en", "The shop was closed until Monday, when it began.", False),
    ("en", "The sea is warmed by Sun and wind.", False),
    ("de", "Bis 8. Mai dauerte der Krieg.", False),
    ("zh", "红军在10月19日以前到达。", False),
    ("zh", "截止12月31日，公司共有员工300人。", False),
    ("zh", "报名截止时间：12月5日", True),
    ("zh", "DDL: 12/8", True),
    ("en", "HW 6 due Mon Dec 7", True),
    ("en", "due 12/8", True),
    ("en", "Essay due in two weeks", True),
    ("de", "Abgabe: 11.12.2026", True),
    ("de", "Einsendeschluss: 11. Dezember", True),
    ("de", "Ladenschluss: 11. Dezember", False),
    ("fr", "Date limite de dépôt : le 4 décembre", True),
    ("es", "Fecha de entrega: 4/12/2026", True),
    ("es", "Fecha: 4/12/2026", False),
    ("zh", "李四：12/8前发新的报价单", True),
    ("en", "We met on 4 December.", False),
    ("en", "April 9: second source analysis due", True),
    ("en", "April 9: the delay was due to rain.", False),
    ("en", "April 9: the delay is due by law.", False),
    ("en", "April 9: the essay is due.", True),
    ("en", "April 9: lab report due by 5pm (was 8 April)", True),
    ("en", "April 9: draft of the students' second report on rivers due before noon", True),
    ("en", "May 3: the first payment was due.", False),
    ("en", "May 5, the birth was due.", False),
    ("en", "May 5: the bill became due.", False),
    ("en", "January 12: the treaty of Versailles is due", False),
    ("en", "We met. April 9: second source analysis due", False),
    ("en", "He was cured within three days.", False),
    ("en", "The firm would be bankrupt by the end of the year.", False),
    ("en", "It is found by multiplying by 3/2.", False),
    ("en", "These are emitted by the Sun.", False),
    ("en", "That holds up to today.", False),
    ("zh", "未来24小时内风险上升。", False),
    ("zh", "到今天为止涨了11倍。", False),
    ("zh", "3.5之前的版本没有它。", False),
]


@pytest.mark.parametrize(("language", "sentence", "is_sure"), SURE)
def test_what_is_a_deadline_in_any_sentence(language: str, sentence: str, is_sure: bool) -> None:
    assert bool(find(sentence, language, NOW, ZoneInfo(ZONES[language]), sure_only=True)) == is_sure


@pytest.mark.parametrize(("language", "sentence", "words", "due"), NAMED)
def test_a_date_is_read_from_the_words_that_name_it(
    language: str, sentence: str, words: str, due: str
) -> None:
    assert [(d.words, day_and_time(d)) for d in find(sentence, language, NOW, ZoneInfo(ZONES[language]))] == [
        (words, due)
    ]


@pytest.mark.parametrize(("language", "sentence"), NO_DATE)
def test_what_names_no_date_has_none(language: str, sentence: str) -> None:
    assert find(sentence, language, NOW, ZoneInfo(ZONES.get(language, "UTC"))) == ()


@pytest.mark.parametrize(
    ("language", "zone", "due"),
    [
        ("en", "Europe/London", "2026-06-05"),
        ("en", "America/New_York", "2026-05-06"),
        ("en", "America/Vancouver", "2026-06-05"),  # CLDR: d/M in Canadian English
        ("en-US", "Europe/Berlin", "2026-05-06"),
        ("en", "UTC", "2026-05-06"),
        ("es", "America/New_York", "2026-06-05"),
        ("de", "America/New_York", "2026-06-05"),
    ],
)
def test_the_place_orders_day_and_month(language: str, zone: str, due: str) -> None:
    words = {"en": "by", "es": "antes del", "de": "bis"}[language[:2]]
    (found,) = find(f"{words} 05/06/2026", language, NOW, ZoneInfo(zone))
    assert day_and_time(found) == due


async def test_a_weekday_whose_hour_is_over_is_the_next_where_it_was_said_now(app: App, ada: Person) -> None:
    """A note may be older than it is here: there it stays the one that costs a glance."""
    for text, now, due in (
        ("Everybody has to join by Sunday noon.", "2026-03-08 20:00", "2026-03-15"),
        ("Everybody has to join by Sunday noon.", "2026-03-08 11:59", "2026-03-08"),
        ("[08/03/2026, 20:11] Lena: Please join by Sunday noon.", "2026-03-09 09:00", "2026-03-15"),
        ("请在周日中午前报名。", "2026-03-08 20:00", "2026-03-15"),
    ):
        (found,) = find(text, "en", datetime.fromisoformat(now).replace(tzinfo=UTC), ZoneInfo("UTC"))
        assert (f"{found.due_on}", found.due_time) == (due, time(12)), text
    await condense.condense(app, ada, Pasted("Everybody has to join by Monday at 8 am."), ALL)
    (kept,) = await deadlines.export(app, ada)
    assert kept["date"] == f"{app.clock():%Y-%m-%d}"


def test_an_hour_that_there_is_not_is_no_part_of_a_date() -> None:
    for language, text, words in (
        ("en", "Send it by Friday at 25:00, please.", "by Friday"),
        ("en", "Send it by 25:00 on Friday.", "on Friday"),
        ("zh", "请在周五下午30:00前提交。", "周五"),
    ):
        (found,) = find(text, language, NOW, ZoneInfo("UTC"))
        assert (found.words, day_and_time(found)) == (words, "2026-03-06")
        assert text[found.start : found.end] == words


def test_today_is_the_persons_own() -> None:
    late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    for zone, due in (("UTC", date(2026, 3, 5)), ("Asia/Shanghai", date(2026, 3, 6))):
        (found,) = find("Please reply by tomorrow.", "en", late, ZoneInfo(zone))
        assert found.due_on == due


@pytest.mark.parametrize(
    ("zone", "line", "due"),
    [
        ("Europe/London", "[14/02/2026, 20:11:03] Lena: are we doing it on sunday?", "2026-02-15"),
        ("Europe/London", "\u200e[14.02.26, 20:11:03] Lena: are we doing it on sunday?", "2026-02-15"),
        ("America/New_York", "[2/14/26, 8:11:03\u202fPM] Lena: send it tomorrow.", "2026-02-15"),
        ("America/New_York", "14/02/2026, 20:11 - Lena: send it tomorrow.", "2026-02-15"),
        ("Europe/London", "[03/04/2026, 20:11] Lena: send it tomorrow.", "2026-03-05"),  # 3 April is to come
        ("Asia/Shanghai", "[2026/2/14 20:11] 张三：明天前交。", "2026-02-15"),
        ("Europe/London", "2026-02-14 20:11:03 Lena: send it in an hour.", "2026-02-14 21:11"),
        ("Europe/Madrid", "14/02/2026, 8:11 p. m. - Lena: send it tomorrow.", "2026-02-15"),
        ("Europe/Madrid", "14/02/2026, 8:11\u00a0p.\u00a0m. - Lena: send it in an hour.", "2026-02-14 21:11"),
        ("Europe/Paris", "14/02/2026 à 20:11 - Léa: send it tomorrow.", "2026-02-15"),
        ("Asia/Shanghai", "2026/2/14 下午8:11 - 小王: 一小时内交。", "2026-02-14 21:11"),
        ("Asia/Shanghai", "[2026/2/14 下午8:11] 小王: 明天前交。", "2026-02-15"),
        ("Asia/Shanghai", "[2026/2/14 中午12:11] 小王: 一小时内交。", "2026-02-14 13:11"),
        ("Asia/Shanghai", "[2026/2/14 凌晨12:11] 小王: 一小时内交。", "2026-02-14 01:11"),
        ("Asia/Shanghai", "小王 2026-02-14 20:11:03\n明天前交。", "2026-02-15"),
        ("Asia/Shanghai", "于洋 (二班) 2026-02-14 20:11:03\n明天前交。", "2026-02-15"),
        ("Europe/London", "Lena M. 2026-02-14 20:11:03\nsend it tomorrow.", "2026-02-15"),
        ("Europe/London", "Essay due 2026-03-05 08:11:03\nsend it early.", "2026-03-05 08:11"),
        ("Asia/Shanghai", "截止时间 2026-03-05 08:11:03\n请交。", "2026-03-05 08:11"),
        ("Asia/Shanghai", "作业提交 2026-03-05 08:11:03\n请准时。", "2026-03-05 08:11"),
        ("Europe/London", "[14/02/2026, 20:11] Lena: nice", None),
        ("Europe/London", "[14/02/2024, 20:11] Lena: send it tomorrow.", None),  # long over
        ("Europe/London", "[20/03/2026, 20:11] Lena: exam", "2026-03-20 20:11"),  # no message is to come
        ("Europe/London", "2026-03-01 20:11 was due", "2026-03-01 20:11"),
    ],
)
def test_a_message_of_a_chat_counts_from_its_own_stamp(zone: str, line: str, due: str | None) -> None:
    found = [day_and_time(d) for d in find(line, "zh" if "Shanghai" in zone else "en", NOW, ZoneInfo(zone))]
    assert found == ([due] if due else [])


LATE = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("zone", "text", "due"),
    [
        ("America/New_York", "12/01/2026, 10:00 - Exam: bring pencils", "2026-12-01 10:00"),
        (
            "America/New_York",
            "12/01/2026, 10:00 - Exam: bring pencils, please register by Friday",
            "2026-12-04",
        ),
        ("Europe/London", "03/12/2026, 18:00 - Team A: submit by Friday", "2026-12-04"),
        (
            "Europe/London",
            "11/26/2026, 18:00 - Lena: submit it tomorrow",
            "2026-11-27",
        ),  # there is no month 26
        (
            "Europe/London",
            "[11/12/2026, 18:00] Lena: submit it",
            "2026-12-11 18:00",
        ),  # 12 November is too long gone
        ("Europe/London", "[11/12/2026, 18:00] Lena: submit it on Friday", "2026-12-04"),
    ],
)
def test_a_line_of_a_timetable_is_no_message(zone: str, text: str, due: str) -> None:
    assert due in [day_and_time(d) for d in find(text, "en", LATE, ZoneInfo(zone))]


@pytest.mark.parametrize(
    ("zone", "text", "written"),
    [
        ("America/New_York", "04/04/2026, 20:11 - Lena: hey\n05/04/2026, 9:00 - Tom: yes",
            ["2026-04-04 20:11", "2026-04-05 09:00"]),
        ("Europe/London", "04/04/2026, 20:11 - Lena: hey\n04/05/2026, 9:00 - Tom: yes",
            ["2026-04-04 20:11", "2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 20:11 - Lena: hey\n04/04/2026, 9:00 - Tom: yes",
            ["2026-04-04 09:00"]),  # not one after the other
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey\n05/04/2026, 9:00 - Tom: yes",
            ["2026-04-05 09:00", "2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey", []),  # one line says too little
        ("America/New_York", "04/05/2026, 9:00 - Lena: hey\n12/05/2026, 9:00 - Tom: yes", ["2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey\n13/04/2026, 9:00 - Tom: yes", ["2026-04-05 09:00"]),
        ("America/New_York", "05/02/2026, 10:00 - Exam: rivers\n05/03/2026, 10:00 - Exam: seas", []),
    ],
)  # fmt: skip
def test_stamps_are_ordered_alike_in_one_text(zone: str, text: str, written: list[str]) -> None:
    now = datetime(2026, 4, 5, 21, tzinfo=ZoneInfo(zone))
    order = "DMY" if "London" in zone else "MDY"
    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in stamps_in(text, now, order)] == written


def test_a_timetable_is_no_chat() -> None:
    timetable = "12/01/2026, 10:00 - Exam: bring pencils\n12/02/2026, 10:00 - Exam: bring paper"
    assert not is_chat(timetable, LATE)
    assert is_chat(timetable, LATE.replace(year=2027))
    assert is_chat("[28/11/2026, 20:11:03] Lena: hey\n[28/11/2026, 20:12:03] Tom: yes", LATE)
    assert is_chat(
        "05/04/2026, 20:11 - Lena: hey\n05/04/2026, 20:12 - Tom: yes", LATE.replace(month=4, day=5)
    )


@given(
    st.text(max_size=200) | st.lists(st.sampled_from([s for _, s, *_ in NAMED + NO_DATE]), max_size=3).map(" ".join),
    st.sampled_from([*ZONES, "", "-", "zh-Hans", "en_XX"]),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(sorted(available_timezones() & {"UTC", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"})),
)  # fmt: skip
def test_any_text_gives_exact_slices_in_order(text: str, language: str, now: datetime, zone: str) -> None:
    found = find(text, language, now, ZoneInfo(zone))
    assert all(text[d.start : d.end] == d.words != "" for d in found)
    assert [d.start for d in found] == sorted({d.start for d in found})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "due Fri 6 Mar 2026, 15:00 — “by Friday at 3”"),
        ("zh_CN", "截止 2026年3月6日周五 15:00——“by Friday at 3”"),
    ],
)
def test_it_is_told_with_the_words_it_came_from(language: str, words: str) -> None:
    due = Deadline("by  Friday\nat 3", 0, 14, date(2026, 3, 6), time(15), is_last=True)
    assert due_words(due, language) == words
    assert due_words(due, language, due.due_on) == words
    assert "due" not in due_words(Deadline("on Friday", 0, 9, date(2026, 3, 6)), "en", date(2026, 3, 7))


def test_what_was_due_is_said_to_be_over() -> None:
    due = Deadline("by Friday at 3", 0, 14, date(2026, 3, 6), time(15), is_last=True)
    assert due_words(due, "en", date(2026, 3, 7)) == "was due Fri 6 Mar 2026, 15:00 — “by Friday at 3”"
    assert due_words(due, "zh_CN", date(2026, 3, 7)) == "原定 2026年3月6日周五 15:00 截止——“by Friday at 3”"


# --- kept with the note ---

MINUTES = """Osmosis is the process by which water crosses a membrane. The walls of the room are green.
Please send the report by Friday at 3 pm. We agreed to meet again in the small hall.
The application form is due by 20 March. I'll send the minutes to everybody tonight.
"""
ALL = Request(Budget(ratio=1))


def kinds_of(note: object) -> dict[str, tuple[str, str | None, list[dict[str, str | None]]]]:
    highlights = to_json(note, "en")["highlights"]  # type: ignore[arg-type]
    return {h["text"].split(maxsplit=1)[0]: (h["kind"], h["action"], h["deadlines"]) for h in highlights}


async def test_a_notes_kinds_and_deadlines_are_kept_with_it(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    friday = {"words": "by Friday at 3 pm", "date": "2026-03-06", "time": "15:00"}
    assert kinds_of(note) == {
        "Osmosis": ("definition", None, []),
        "The": ("action", Action.DEADLINE, [{"words": "due by 20 March", "date": "2026-03-20", "time": None}]),
        "Please": ("action", Action.REQUEST, [friday]),
        "We": ("action", Action.DECISION, []),
        "I'll": ("action", Action.COMMITMENT, [{"words": "tonight", "date": "2026-03-02", "time": None}]),
    }  # fmt: skip
    opened = await history.open_note(app, ada, note.id or 0)
    assert opened == note
    assert await history.recut(app, ada, note.id or 0, Budget(ratio=1)) == note
    for highlight in opened.highlights:
        assert all(note.text[d.start : d.end] == d.words for d in highlight.deadlines)


async def test_a_line_that_asks_for_nothing_keeps_a_date_that_is_the_last(app: App, ada: Person) -> None:
    text = "Osmosis moves water through a membrane.\n\nHW 6 due Mon 16 March\n\nThe lab met on 14 March."
    await condense.condense(app, ada, Pasted(text), ALL)
    assert [each["words"] for each in await deadlines.export(app, ada)] == ["due Mon 16 March"]


async def test_a_sentence_whose_date_cannot_be_read_costs_the_note_nothing(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str, *_: Any, **__: Any) -> Iterator[Deadline]:
        if "Friday" in text:
            raise KeyError(text)
        return whole(text, *_, **__)

    whole = phrases.find
    monkeypatch.setattr(phrases, "find", broken)
    await condense.condense(app, ada, Pasted(MINUTES), ALL)
    assert [each["words"] for each in await deadlines.export(app, ada)] == ["tonight", "due by 20 March"]
    assert "could not be read" in caplog.text
    assert "Friday" not in caplog.text


async def test_a_message_may_stand_below_its_stamp(app: App, ada: Person) -> None:
    text = (
        "小王 2026-02-03 20:11:03\n请大家在周日前把报告发给老师。\n\n"
        "小李 2026-02-14 20:12:00\n请大家明天前把作业交给老师。\n\n请大家在周日前打印论文。\n"
    )
    assert is_chat(text, app.clock())
    await condense.condense(app, ada, Pasted(text), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("周日前", "2026-02-08"), ("明天前", "2026-02-15"), ("周日前", "2026-03-08")]


ASKED = ("请大家明天前把作业交给老师。", "好的，我后天前把PPT发给大家。", "请大家明天前打印论文。")
WECHAT = (
    "微信聊天记录如下：\n\n—————  2026-02-14  —————\n\n\n"
    f"张小雨  21:03\n\n大家好！\n\n{ASKED[0]}\n\n\n李明  21:05\n\n{ASKED[1]}\n\n\n"
    f"—————  2026-02-20  —————\n\n\n王芳  9:06\n\n{ASKED[2]}\n"
)
QQ = (
    "消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:学习小组\n\n"
    f"2026-02-14 21:03:12 张小雨(12345678)\n大家好！\n{ASKED[0]}\n\n"
    f"2026-02-14 21:05:33 李明(23456789)\n{ASKED[1]}\n\n2026-02-20 9:06:00 王芳(34567890)\n{ASKED[2]}\n"
)
DINGTALK = f"张小雨 2月14日 21:03\n大家好！\n{ASKED[0]}\n李明 2月14日 21:05\n{ASKED[1]}\n王芳 2月20日 9:06\n{ASKED[2]}"


@pytest.mark.parametrize("chat", [WECHAT, QQ, DINGTALK])
async def test_a_chat_counts_from_the_lines_that_say_who_spoke_when(app: App, ada: Person, chat: str) -> None:
    assert is_chat(chat, app.clock())
    note = await condense.condense(app, ada, Pasted(chat), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("明天前", "2026-02-15"), ("后天前", "2026-02-16"), ("明天前", "2026-02-21")]
    assert note.title == ASKED[0]  # behind the greeting
    assert [each.text for each in note.highlights] == ["大家好！", *ASKED]


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("2026-03-03 21:03", "2026-03-03 21:03"),
        ("2026年3月3日 下午9:03", "2026-03-03 21:03"),
        ("3月3日 21:03", "2026-03-03 21:03"),
        ("12月31日 21:03", "2025-12-31 21:03"),
        ("昨天 21:03", "2026-03-03 21:03"),
        ("今天 8:03", "2026-03-04 08:03"),
        ("昨日 午後9:03", "2026-03-03 21:03"),
        ("어제 오후 9:03", "2026-03-03 21:03"),
        ("Gestern 21:03", "2026-03-03 21:03"),
        ("gestern um 21:03", "2026-03-03 21:03"),
        ("Hier à 21:03", "2026-03-03 21:03"),
        ("Aujourd’hui 8:03", "2026-03-04 08:03"),
        ("Ayer 21:03", "2026-03-03 21:03"),
        ("Yesterday at 9:03 PM", "2026-03-03 21:03"),
        ("13月41日 21:03", None),
    ],
)
def test_a_day_above_a_message_is_the_last_such(when: str, at: str | None) -> None:
    chat = f"张小雨 {when}\n大家好！\n\n张小雨 {when}\n明天前交。"
    stamps = stamps_in(chat, NOW, "DMY")
    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in stamps] == 2 * ([at] if at else [])
    assert all(chat[each.start : each.end] == f"张小雨 {when}" for each in stamps)


def test_the_day_may_stand_below_the_name() -> None:
    chat = (
        "Anna Weber\nGestern 16:20\nBis morgen bitte.\nTom Li\nGestern 16:24\nGut.\nAnna Weber\n08:05\nDanke."
    )
    assert [f"{each.at:%m-%d %H:%M}" for each in stamps_in(chat, NOW, "DMY")] == [
        "03-03 16:20",
        "03-03 16:24",
        "03-04 08:05",
    ]


async def test_every_sentence_of_a_message_counts_from_its_stamp(app: App, ada: Person) -> None:
    text = (
        "[03/02/2026, 20:11:03] Lena: Hello all. Please send me the report by sunday.\n"
        "[14/02/2026, 20:12:00] Tom: Fine. I'll send it tomorrow.\nPlease print it by sunday.\n\n"
        "Please hand in the essay by Sunday.\n"
    )
    await condense.condense(app, ada, Pasted(text), ALL)
    found = [(each["words"], each["date"]) for each in await deadlines.export(app, ada)]
    assert found == [("by sunday", "2026-02-08"), ("tomorrow", "2026-02-15"), ("by sunday", "2026-02-15"),
                     ("by Sunday", "2026-03-08")]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "[14/02/2026, 20:11] a: by the ",
        " \n",
        "April 9: due ",
        "a ",
        "a: ",
        "due by 5",
        "Friday the ",
        "\n[1/1/26, 1:11] ",
        "\nAb cd 2026-01-01 1:11:11",
        "小王 ",
        "from 9 to ",
        "9-11-",
        "due 9-11 am ",
        "a\u00a0",
        "\n小王 2026-01-01 ",
    ],
)
def test_stamps_and_dates_cost_little_on_any_text(piece: str) -> None:
    began = time_module.process_time()
    stamps_in(piece * 20_000, NOW, "DMY")
    find(piece * 20_000, "en", NOW, ZoneInfo("UTC"))
    find("April 9: " + piece * 20_000, "en", NOW, ZoneInfo("UTC"))
    assert time_module.process_time() - began < 1


async def test_days_are_counted_on_the_persons_clock_when_it_was_condensed(
    app: App, ada: Person, clock: Clock
) -> None:
    ada = await people.change_settings(app, ada, time_zone="Pacific/Auckland")  # ten in the evening there
    clock.advance(hours=3)  # past midnight
    text = Pasted("Please send the report by tomorrow.")
    note = await condense.condense(app, ada, text, origins=("discord:1",))
    assert note.sentences[0].deadlines[0].due_on == date(2026, 3, 4)
    clock.advance(days=7)
    assert (await history.open_note(app, ada, note.id or 0)).sentences == note.sentences
    again = await condense.condense(app, ada, text, origins=("discord:1",))
    assert again.id == note.id
    (kept,) = await deadlines.export(app, ada)
    assert kept == {"note": note.id, "sentence": 0, "zone": "Pacific/Auckland", "words": "by tomorrow",
                    "date": "2026-03-11", "time": None}  # fmt: skip


async def test_they_go_with_the_note_and_are_the_persons_own(app: App, ada: Person, bo: Person) -> None:
    hers, his = [await condense.condense(app, person, Pasted(MINUTES)) for person in (ada, bo)]
    everything = json.loads((await privacy.export_all(app, ada)).data)
    assert [kept["date"] for kept in everything["deadlines"]] == ["2026-03-02", "2026-03-06", "2026-03-20"]
    await history.delete_note(app, ada, hers.id or 0)
    assert await deadlines.export(app, ada) == []
    assert len(await deadlines.export(app, bo)) == 3
    assert his.sentences == (await history.open_note(app, bo, his.id or 0)).sentences


async def test_a_note_full_of_dates_does_not_stop_the_loop(
    app: App, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of tests/conftest.py fails this if it does; of fewer than are looked at, which are enough for that."""
    monkeypatch.setattr(search, "MOST_SENTENCES", 60)
    text = "\n".join(
        f"Please send part {i} by {1 + i % 28} May {2026 + i % 3} at {i % 24}:00." for i in range(80)
    )
    note = await condense.condense(app, ada, Pasted(text), ALL)
    kept = await deadlines.export(app, ada)
    assert len(kept) == 60
    assert (await history.open_note(app, ada, note.id or 0)) == note


async def test_exports_say_kind_and_due_date(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    markdown = export_note(note, Format.MARKDOWN, "en").data.decode()
    assert "by Friday at 3 pm. *(Request · due Fri 6 Mar 2026, 15:00 — “by Friday at 3 pm”)*" in markdown
    assert "membrane. *(Definition)*" in markdown
    rows = export_note(note, Format.CSV, "en").data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("note,title,highlight,score,kind,action,due,")
    assert any(",action,deadline,2026-03-20," in row for row in rows)
