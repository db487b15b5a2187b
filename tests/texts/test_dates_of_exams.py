"""The days of examinations and other appointments: kept though nothing is asked, offered for the list of tasks; none of
what is over, supposed or only about one.

Today is Saturday, 28 November 2026, ten in the morning in London.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.features import condense, history, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.texts.dates import in_note
from model import Budget, ScoredSentence
from tests.texts.dates import day_and_time

NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def dates(language: str, sentence: str) -> list[str]:
    """The days and times of a sentence that asks for nothing."""
    said = [ScoredSentence(0, len(sentence), 0.0, 0, 1, "key", ())]
    found = in_note(sentence, said, language, NOW, LONDON).get(0, ())
    assert all(sentence[each.start : each.end] == each.words and not each.is_last for each in found)
    return [day_and_time(each) for each in found]


@pytest.mark.parametrize(
    ("language", "sentence", "day"),
    [
        ("en", "The final exam is on 18 January 2027 at 9:00 in the Great Hall.", "2027-01-18 09:00"),
        ("en", "Exam: 18 January 2027, 9:00, Great Hall.", "2027-01-18 09:00"),
        ("en", "stats exam is on Thursday 10 December at 14:00 in room B204", "2026-12-10 14:00"),
        ("en", "Midterm – Dec 14, 10am, B204", "2026-12-14 10:00"),
        ("en", "Quiz on Friday!", "2026-12-04"),
        ("en", "On 10 December there will be a quiz on chapters 1 to 3.", "2026-12-10"),
        ("en", "Your final is Tuesday, December 15, 8:00 AM.", "2026-12-15 08:00"),
        ("en", "The exam was moved to 18 January.", "2027-01-18"),
        ("en", "The exam has been postponed from 11 January to 18 January.", "2027-01-18"),
        ("en", "The thesis defense takes place on January 20, 2027 at 10:00.", "2027-01-20 10:00"),
        ("en", "Dentist appointment Thursday 3 December at 14:30", "2026-12-03 14:30"),
        ("en", "My job interview is on Tuesday at 3 pm.", "2026-12-01 15:00"),
        ("en", "We've got a test on Monday.", "2026-11-30"),
        ("en", "Reading week is over, final on Monday.", "2026-11-30"),
        ("en", "Sat 12 Dec 10:00: Cold War exam", "2026-12-12 10:00"),
        ("en", "The exam falls on 18 January at 9:00, ask me if you have questions.", "2027-01-18 09:00"),
        ("en", "All students have a computer-based quiz on Friday.", "2026-12-04"),
        ("en", "Prof said the exam is on 10 December", "2026-12-10"),
        ("en", "[27/11/2026, 09:12] Lena: the oral is tomorrow at 9:00", "2026-11-28 09:00"),
        ("zh", "期末考试时间是2026年12月22日上午9点，地点在二教305。", "2026-12-22 09:00"),
        ("zh", "考试将于12月22日上午9:00开始。", "2026-12-22 09:00"),
        ("zh", "高数期中考：12月3日下午2点", "2026-12-03 14:00"),
        ("zh", "下周三数学测验。", "2026-12-02"),
        ("zh", "12月20日上午答辩，请带学生证", "2026-12-20"),
        ("zh", "面试在下周二下午3点", "2026-12-01 15:00"),
        ("zh", "小组汇报时间：12月5日", "2026-12-05"),
        ("zh", "補考時間：12月10日14:00", "2026-12-10 14:00"),
        ("de", "Die Klausur findet am 18. Januar 2027 um 9 Uhr statt.", "2027-01-18 09:00"),
        ("de", "Am 18. Januar schreiben wir die Prüfung.", "2027-01-18"),
        ("es", "El examen es el 18 de enero de 2027 a las 9:00.", "2027-01-18 09:00"),
        ("fr", "L'examen aura lieu le 18 janvier 2027 à 9h.", "2027-01-18 09:00"),
        ("it", "L'esame è il 18 gennaio 2027 alle 9:00.", "2027-01-18 09:00"),
        ("pt", "O exame é no dia 18 de janeiro de 2027.", "2027-01-18"),
        ("ja", "期末試験は2027年1月18日に行います。", "2027-01-18"),
        ("en", "As mentioned in class, the midterm is on 9 December.", "2026-12-09"),
        ("en", "As discussed, the final exam is on Wednesday 9 December at 10:00.", "2026-12-09 10:00"),
        ("en", "The rescheduled midterm is on 9 December.", "2026-12-09"),
        ("en", "All registered students have the exam on 9 December.", "2026-12-09"),
        ("en", "There is a graded, timed quiz on Friday, bring printed notes.", "2026-12-04"),
        ("en", "The exam has one hundred questions and is on 9 December.", "2026-12-09"),
        ("en", "The exam, which covers what we learned, is on 9 December.", "2026-12-09"),
        ("en", "Don't forget: exam on 9 December, we covered chapters 1-5", "2026-12-09"),
        ("en", "I failed my midterm, the final is on 15 December.", "2026-12-15"),
        ("en", "I was told the final is on 15 December.", "2026-12-15"),
        ("en", "The exam got moved to Dec 9 at 10am!", "2026-12-09 10:00"),
        ("en", "Our midterm's on Dec 7 at 9am", "2026-12-07 09:00"),
        ("en", "The exam's next Friday at 9:00", "2026-12-04 09:00"),
        ("en", "The quiz on Friday is cancelled, it will be on 9 December instead.", "2026-12-09"),
        ("en", "There is no class on Monday because of the midterm on Wednesday.", "2026-12-02"),
        ("en", "On 10 December, we have a quiz.", "2026-12-10"),
        ("en", "If you missed the quiz, the makeup is on 9 December.", "2026-12-09"),
        ("de", "Die Klausur wurde auf den 18. Januar verschoben.", "2027-01-18"),
        ("en", "The exam is in the Great Hall, on 18 January 2027 at 9:00.", "2027-01-18 09:00"),
        ("en", "Finals start on December 9.", "2026-12-09"),
        ("zh", "他说12月9日考试", "2026-12-09"),
        ("de", "In Mathe ist am 9. Dezember Klausur.", "2026-12-09"),
        ("es", "El primer parcial es el 12 de diciembre.", "2026-12-12"),
        ("zh", "下周三没有课，周五期中考试", "2026-12-04"),
        ("zh", "虽然没有作业，12月9日还有期末考试", "2026-12-09"),
        ("zh", "12月5日期末考试，没有补考", "2026-12-05"),
        ("zh", "12月5日高数期末考试，不考第七章", "2026-12-05"),
        ("zh", "周五小测，没有范围", "2026-12-04"),
        ("zh", "作业完成了，12月9日期末考试", "2026-12-09"),
        ("zh", "12月3日的考试取消了，改到12月10日", "2026-12-10"),
        ("zh", "通过了初试，复试在12月9日", "2026-12-09"),
        ("zh", "期末考试，12月22日上午9点，二教305", "2026-12-22 09:00"),
        ("de", "Klausurtermin: 10.12., 10 Uhr c.t.", "2026-12-10 10:00"),
        ("fr", "Soutenance le 11/12 à 14h", "2026-12-11 14:00"),
        ("zh", "高数期末：1月12日上午9:00", "2027-01-12 09:00"),
        ("zh", "补考安排：12月5日8:30-10:30", "2026-12-05 08:30"),
        ("zh", "班会周五晚上七点，教二202，不许请假。", "2026-12-04 19:00"),
        ("zh", "体测补测定于12月5日上午8:30在操场进行。", "2026-12-05 08:30"),
        # what comes again
        ("en", "Next meeting: Tuesday, 19 January 2027, 18:30.", "2027-01-19 18:30"),
        ("en", "Our next class is on Friday.", "2026-12-04"),
        ("de", "Nächste Sitzung: Dienstag, 12. Januar 2027, 18 Uhr", "2027-01-12 18:00"),
        ("fr", "Prochaine réunion : mardi 12 janvier à 18 h.", "2027-01-12 18:00"),
        ("es", "La próxima clase es el 8 de diciembre.", "2026-12-08"),
        ("it", "Prossima riunione: martedì 12 gennaio 2027, 18:30", "2027-01-12 18:30"),
        ("zh", "下次会议：12月4日（周五）14:00", "2026-12-04 14:00"),
        ("zh", "下次课12月8日", "2026-12-08"),
        ("ja", "次回の打ち合わせは12月8日（火）15時から弊社会議室で行います。", "2026-12-08 15:00"),
        ("ja", "次回：12月8日（火）", "2026-12-08"),
        ("en", "3. Date of next meeting: 17 December 2026, 7 pm", "2026-12-17 19:00"),
        ("en", "We have approved the plan; next meeting: Friday 4 December.", "2026-12-04"),
        ("en", "See you at the next rehearsal on Friday.", "2026-12-04"),
        ("zh", "我们下次上课是12月10日。", "2026-12-10"),
        ("zh", "会议纪要如下，下次会议12月10日。", "2026-12-10"),
    ],
)
def test_the_day_of_an_exam_is_kept(language: str, sentence: str, day: str) -> None:
    assert dates(language, sentence) == [day]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The exam was on 3 May."),
        ("en", "The exam on 3 December went well."),
        ("en", "I studied for the exam on Friday."),
        ("en", "The trial was held on 5 June 1945."),
        ("en", "The test of the bomb was on 16 July 1945."),
        ("en", "The first test of the bomb, on 16 July, opened the atomic age."),
        ("en", "The defense of the city began on 23 August."),
        ("en", "We test a new method on Monday."),
        ("en", "The midterm elections are on November 3."),
        ("en", "Exam results will be published on 18 January 2027."),
        ("en", "Suppose you have an exam on Friday."),
        ("en", "If the test is on Monday, revise on Sunday."),
        ("en", "She has an exam on Friday."),
        ("en", "Is the exam on Friday?"),
        ("en", "There is no exam on Friday."),
        ("en", "“You have an exam on Friday,” said Mr. Harrow."),
        ("en", "Midterm next week"),
        ("en", "The market is on Monday."),
        ("zh", "期末考试成绩12月22日公布。"),
        ("zh", "12月10日，1977年的高考恢复。"),
        ("zh", "12月10日举行了考试。"),
        ("zh", "如果周五考试，周四就复习。"),
        ("zh", "下周考试"),
        ("de", "Die Klausur war am 3. Mai."),
        ("de", "Die Überprüfung ist am 3. Dezember."),
        ("es", "El examen fue el 3 de mayo."),
        ("fr", "L'examen a eu lieu le 3 mai."),
        ("ja", "試験は5月3日でした。"),
        ("it", "L'esame si è svolto il 5 dicembre."),
        ("pt", "A prova realizou-se no dia 5 de dezembro."),
        ("es", "El examen se realizó el 5 de diciembre."),
        ("fr", "L'examen s'est tenu le 5 décembre."),
        ("en", "2026-11-20\nMidterm is next Friday at 10:00."),
        ("en", "Grades for the quiz will be posted on Friday."),
        ("en", "The solutions to the midterm will be released on December 4."),
        ("en", "Exam solutions go online on 7 December."),
        ("en", "The results of the exam come out on Friday"),
        ("en", "The practice exam will be posted on Friday."),
        ("en", "Mean of tests on Friday 4 December is higher than on Monday."),
        ("en", "Make-up artists arrive on Friday at 9."),
        ("en", "I need to get a retake photo on Friday"),
        ("en", "The oral vaccine arrives on Friday."),
        ("en", "Our final answer comes on Friday."),
        ("en", "My sister's driving test is on Friday."),
        ("en", "For example, the exam is on Friday."),
        ("en", "The exam on 9 December has been cancelled, the lecture is on 10 December."),
        ("en", "The party is on Monday after the exam."),
        ("en", "The exam is no longer on Friday."),
        ("es", "El eclipse parcial se verá el 12 de diciembre."),
        ("pt", "O resultado parcial sai no dia 5 de dezembro."),
        ("fr", "Je commence un travail à temps partiel le 7 décembre."),
        ("it", "Viva la pizza, ci vediamo il 5 dicembre"),
        ("de", "Die Prüfung der Unterlagen erfolgt am 5. Dezember."),
        ("zh", "从各方面考虑，会议定在12月5日。"),
        ("zh", "请大家慎重考虑，12月5日开会讨论。"),
        ("zh", "项目计划12月5日集中考核"),
        ("zh", "12月5日集中考察古建筑"),
        ("zh", "在运动中考验自己，12月5日出发"),
        ("zh", "12月5日提高考勤要求"),
        ("zh", "政策将于2027年1月1日全面试行。"),
        ("zh", "政策将于2027年1月1日全面试点。"),
        ("zh", "经过反复试用，新系统12月5日上线"),
        ("zh", "该疫苗的临床试验将于12月5日进行。"),
        ("zh", "化学试验12月5日进行"),
        ("zh", "12月5日在实验室做试验"),
        ("zh", "期末考试的成绩12月5日出来"),
        ("zh", "考试的范围周五公布"),
        ("zh", "期末考试安排下周一公布"),
        ("zh", "考试用书周五到货"),
        ("zh", "明天下午复习期末考试的重点"),
        ("zh", "考试前一天12月19日教室关闭"),
        ("zh", "今年没有期末考试，12月9日放假"),
        ("zh", "周五不考试"),
        ("zh", "班会上老师说周五放假"),
        ("zh", "体测成绩12月5日公布"),
        ("zh", "小李今天下午去面试"),
        ("zh", "她12月9日考试"),
        ("en", "The next meeting was on Friday 4 December."),
        ("en", "Their next meeting, on Friday, would decide everything."),
        ("en", "Next meeting agenda: the party on Friday"),
        ("en", "The next class of ships arrives on 3 December."),
        ("de", "Die nächste Vorlesung fällt am 8. Dezember aus."),
        ("fr", "La prochaine séance est annulée le 8 décembre."),
        ("zh", "下次会议的主题12月4日公布"),
        ("zh", "下次课的作业12月8日"),
        ("zh", "上次会议12月1日"),
        ("ja", "次回は12月8日でした。"),
        ("en", "The central bank will decide at its next meeting on 17 December."),
        ("en", "The Fed's next meeting is on December 16."),
        ("en", "Markets expect a cut at the next meeting on December 16."),
        ("en", "The two leaders' next meeting is on 9 December in Geneva."),
        ("de", "Die nächste Sitzung der EZB ist am 17. Dezember."),
        ("fr", "La BCE décidera lors de sa prochaine réunion le 17 décembre."),
        ("fr", "La prochaine réunion de la BCE aura lieu le 17 décembre."),
        ("es", "El BCE decidirá en su próxima reunión el 17 de diciembre."),
        ("zh", "美联储下次会议将于12月16日举行。"),
        ("ja", "次回のFOMCは12月16日に開かれる。"),
        ("en", "The exam board is on 3 December."),
        ("zh", "班会今天不开。"),
        ("zh", "组会明天不去。"),
        ("zh", "体测：明天累死了"),
        ("zh", "例会明天再说吧。"),
        ("zh", "班会：周三的故事"),
    ],
)
def test_what_is_over_or_only_about_an_exam_has_no_day(language: str, sentence: str) -> None:
    assert dates(language, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The essay is due 11 December and the exam is on 15 December.", ["2026-12-11", "2026-12-15"]),
        ("Homework 5 due Friday, quiz 3 on Monday", ["2026-12-04", "2026-11-30"]),
        ("Homework due Friday, test on Monday", ["2026-12-04", "2026-11-30"]),
        ("The essay on the exam of 1905 is due 11 December.", ["2026-12-11"]),
        ("The exams are on 9 December and 11 December.", ["2026-12-09", "2026-12-11"]),
        ("On 9 December and 11 December there will be exams.", ["2026-12-09", "2026-12-11"]),
        ("Exams: 9 December, 11 December and 15 December.", ["2026-12-09", "2026-12-11", "2026-12-15"]),
        ("My exam is on Friday and my flight is on Monday.", ["2026-12-04"]),
        ("Exams: maths 12 January, physics 14 January", ["2027-01-12", "2027-01-14"]),
        ("Final exams: MATH 201 Dec 10 at 9 am; PHYS 101 Dec 14, 2 pm", ["2026-12-10", "2026-12-14"]),
        ("Exams: maths 12 January; the trip is on 16 January", ["2027-01-12"]),
        ("Exam: 12 January, results 14 January", ["2027-01-12"]),
        ("Quiz: Friday 10:00; lab Monday 9:00", ["2026-12-04"]),
        ("考试时间：《高等数学》1月12日（周二）上午9:00—11:00，地点：教三楼201；《大学物理》1月14日下午2:30，地点：B105。",
            ["2027-01-12", "2027-01-14"]),
        ("考试时间：高数1月12日9:00，物理1月14日14:30", ["2027-01-12", "2027-01-14"]),
        ("期末考试：1月12日，聚餐1月14日", ["2027-01-12"]),
        ("考试：数学1月12日；1月20日开学", ["2027-01-12"]),
    ],
)  # fmt: skip
def test_an_exam_is_kept_beside_a_deadline_or_another(sentence: str, days: list[str]) -> None:
    said = [ScoredSentence(0, len(sentence), 0.0, 0, 1, "key", ())]
    found = in_note(sentence, said, "en", NOW, LONDON)[0]
    assert [each.due_on.isoformat() for each in found] == days
    assert all(sentence[each.start : each.end] == each.words for each in found)


def test_a_long_line_of_exams_is_read_quickly() -> None:
    assert len(dates("en", "the exam " * 5_000 + "on Friday")) == 0
    assert len(dates("zh", "考试12月22日" * 5_000)) > 0


async def test_an_exam_is_kept_with_its_note_and_offered_as_a_task(app: App, ada: Person) -> None:
    rain = (
        "The rain that fell on the hills all night filled the two rivers and the great lake behind the dam."
    )
    year = app.clock().year + 1
    exam = f"The final exam is on 18 January {year} at 9:00 in the Great Hall."
    text = f"{rain} {exam} The exam of last year was on 3 May."
    note = await condense.condense(app, ada, Pasted(text), Request(Budget(sentences=1)))
    kept = await history.open_note(app, ada, note.id or 0)
    named = [each.due_on.isoformat() for sentence in kept.sentences for each in sentence.deadlines]
    assert named == [f"{year}-01-18"]
    (offer,) = await tasks.offered(app, ada, note.id or 0)
    assert offer.sentence.text.startswith("The final exam")
    (task,) = await tasks.confirm(app, ada, note.id or 0, [offer.sentence.index])
    assert (task.due_on and task.due_on.isoformat(), str(task.due_time)) == (f"{year}-01-18", "09:00:00")


HOMEWORK = "大家下周一晚上十二点前把作业交了"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("【高数学习小组】11月28日", "2026-11-30 23:59"),
        ("【高數學習小組】11月28日 21:05", "2026-11-30 23:59"),
        ("【高数学习小组 2026年】11月28日", "2026-11-30 23:59"),
        ("【高数学习小组 2026年11月28日】", "2026-11-30 23:59"),
        ("【高数学习小组】11月28日（周六）", "2026-11-30 23:59"),
        ("11月28日", "2026-11-30 23:59"),
        ("2026年11月28日", "2026-11-30 23:59"),
        ("2026-11-28 09:12", "2026-11-30 23:59"),
        ("12月20日", "2026-12-07 23:59"),
        ("2月30日", "2026-12-07 23:59"),
        ("【考试】11月28日", "2026-12-07 23:59"),
        ("11月28日我们见面", "2026-12-07 23:59"),
    ],
)
def test_a_chat_counts_from_the_day_at_its_head(head: str, day: str) -> None:
    assert _last_of(f"{head}\n{HOMEWORK}") == day


def test_each_day_of_a_chat_has_a_head_of_its_own() -> None:
    assert _last_of("11月28日\n明天见\n11月30日\n后天前把作业交了") == "2026-12-02"
    assert _last_of(f"11月28日\n明天见\n12月20日\n{HOMEWORK}") == "2026-12-07 23:59"
    assert _last_of(f"请看\n11月28日\n{HOMEWORK}") == "2026-12-07 23:59"


def _last_of(text: str) -> str:
    """The deadline of the text's last line, asked for on Wednesday, 2 December."""
    start = text.rindex("\n") + 1
    said = [ScoredSentence(start, len(text), 0.0, 0, 1, "action", ())]
    now = datetime(2026, 12, 2, 10, tzinfo=UTC)
    (found,) = in_note(text, said, "zh", now, ZoneInfo("Asia/Shanghai"))[0]
    return day_and_time(found)


async def test_the_day_of_an_exam_is_called_a_date_and_no_deadline(app: App, ada: Person) -> None:
    text = "The final exam is on 18 January 2027 at 9:00 in the Great Hall. Hand in the essay by 15 January 2027."
    note = await condense.condense(app, ada, Pasted(text))
    said = [sentence.label.to("en") if sentence.label else "" for sentence in note.sentences]
    assert said[0] == "Date"
    assert said[1] in ("Request", "Deadline")
    assert note.sentences[0].label
    assert note.sentences[0].label.to("zh_CN") == "日期"
