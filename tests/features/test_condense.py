"""Condense: what is promised of every note, on a real store with the real model."""

import asyncio

import pytest

from bot.app import App
from bot.documents import Document
from bot.errors import Empty, Invalid, TooLarge, Unreadable
from bot.features import condense, history
from bot.features.condense import Pasted, Request, Step, Upload
from bot.features.note import Note, kind_words, sentences_of, to_json
from bot.features.people import Person
from model import Budget, Reason, ScoredSentence
from tests.conftest import CHAPTER, CHINESE, UNTITLED


def check_highlights(note: Note) -> None:
    assert [h.index for h in note.highlights] == sorted({h.index for h in note.highlights})
    for highlight in note.highlights:
        assert highlight.text == note.text[highlight.start : highlight.end] != ""


@pytest.mark.parametrize("text", [CHAPTER, CHINESE], ids=["English", "Chinese"])
async def test_a_text_becomes_a_note_with_verbatim_highlights(app: App, ada: Person, text: str) -> None:
    note = await condense.condense(app, ada, Pasted(text), Request(Budget(sentences=3)))
    assert note.id is not None
    assert len(note.highlights) == 3
    check_highlights(note)
    assert await history.open_note(app, ada, note.id) == note


async def test_what_is_beside_the_point_is_left_out(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=5)))
    kept = " ".join(h.text for h in note.highlights)
    assert "Photosynthesis is the process" in kept
    assert "yellow coat" not in kept
    assert "pizza" not in kept


async def test_a_focus_question_pulls_the_choice(app: App, ada: Person) -> None:
    asked = Request(Budget(sentences=1), focus="Which enzyme fixes carbon dioxide in the Calvin cycle?")
    note = await condense.condense(app, ada, Pasted(CHAPTER), asked)
    assert "Calvin cycle" in note.highlights[0].text or "RuBisCO" in note.highlights[0].text
    assert note.focus == asked.focus


async def test_the_sentence_closest_to_a_question_is_told(app: App, ada: Person) -> None:
    text = "The hall was cold. Osmosis is called the movement of water through a membrane. Lunch was late."
    made = await condense.condense(app, ada, Pasted(text), Request(Budget(ratio=1), "What is osmosis?"))
    for note in (made, await history.open_note(app, ada, made.id or 0)):
        said = [kind_words(sentence, "en") for sentence in note.sentences]
        assert said == [[], ["Closest to your question", "Definition"], []]
        assert [h["closest"] for h in to_json(note, "en")["highlights"]] == [False, True, False]
    shorter = await history.recut(app, ada, made.id or 0, Budget(sentences=1))
    assert kind_words(shorter.highlights[0], "zh_CN") == ["最贴近你的问题", "定义"]
    unasked = await condense.condense(app, ada, Pasted(text))
    assert not any(sentence.is_closest for sentence in unasked.sentences)


def test_of_several_that_a_question_speaks_for_the_best_is_the_closest() -> None:
    scores = [(0.9, 1, ()), (0.6, 0, (Reason.TASTE, Reason.FOCUS)), (0.8, 2, (Reason.LEARNT, Reason.FOCUS))]
    scored = [
        ScoredSentence(3 * i, 3 * i + 2, score, rank, 1, reasons=reasons)
        for i, (score, rank, reasons) in enumerate(scores)
    ]
    for text, closest in (("A. B. C.", ["C."]), ("A. B. C?", ["B."]), ("A. B? C?", [])):
        sentences = sentences_of(text, scored, Document(text), "en", {})
        assert [sentence.text for sentence in sentences if sentence.is_closest] == closest


async def test_headings_say_where_a_sentence_stands(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(ratio=1)))
    headings = {s.location.heading for s in note.sentences if "RuBisCO" in s.text}
    assert headings == {"The Calvin cycle"}
    assert note.title == "Photosynthesis"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "From: Ann\nTo: Bo\nSubject: RE: Trip\n\nHi Bo,\n\nThe report is due on Friday. Bring the slides.",
            "RE: Trip",
        ),
        (
            "보낸 사람: 김민수\n받는 사람: 이서연\n제목: RE: Trip\n\n보고서는 금요일까지 제출해 주세요.",
            "RE: Trip",
        ),
        ("Da: Anna\nA: Bo\nOggetto: RE: Trip\n\nCiao Bo,\n\nLa relazione è per venerdì.", "RE: Trip"),
        (
            "안녕하세요, 이서연입니다.\n\n보고서는 금요일까지 제출해 주세요.",
            "보고서는 금요일까지 제출해 주세요.",
        ),
        ("안녕하세요!\n\n보고서는 금요일까지예요. 슬라이드도 가져오세요.", "보고서는 금요일까지예요."),
        (
            "Prezados alunos,\n\nO relatório é para sexta-feira. Tragam os slides.",
            "O relatório é para sexta-feira.",
        ),
        ("Beste Ergebnisse:\n\nKalt lagern hilft. Licht schadet.", "Beste Ergebnisse:"),
        ("From: London\nTo: Paris\n\nThe train is late. Bring a book.", "From: London"),
        ("Hello all,\n\nThe report is due on Friday. Bring the slides.", "The report is due on Friday."),
        ("Hi all. The report is due on Friday. Bring the slides.", "The report is due on Friday."),
        ("Good morning, everyone.\n\nThe report is due on Friday.", "The report is due on Friday."),
        ("各位同学大家好。报告周五交。请带上幻灯片。", "报告周五交。"),
        ("Dear Life is a book. It came out in 2012.", "Dear Life is a book."),
        ("各位同学：\n\n报告周五之前交。请带上幻灯片。", "报告周五之前交。"),
        ("李老师、各位同学：\n\n我们周五下午两点开小组会。", "我们周五下午两点开小组会。"),
        ("张老师，作业已经交了。", "张老师，作业已经交了。"),
        ("Dear enemies in ecology\n\nNeighbours fight less than strangers do.", "Dear enemies in ecology"),
        ("Hi!", "Hi!"),
    ],
)
async def test_a_mail_is_not_called_by_its_greeting(app: App, ada: Person, text: str, title: str) -> None:
    note = await condense.condense(app, ada, Pasted(text))
    assert (note.title, note.is_titled) == (title, title == "RE: Trip")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Skip to main content\nMenu\nLog in\nWhy reefs are dying\n\nReefs lost 14 % of their cover.",
         "Why reefs are dying"),
        ("Advertisement\n\nHome > World > Europe\n\nRhine shipping halted\n\nThe river fell to 24 cm.",
         "Rhine shipping halted"),
        ("27th November 2026\n\nThe trip to the lake\n\nThe coach leaves at nine.", "The trip to the lake"),
        ("Berlin, den 27. November 2026\n\nDer Ausflug ist am Freitag.", "Der Ausflug ist am Freitag."),
        ("2026年11月27日（周五）\n\n郊游改到周六。请带水。", "郊游改到周六。"),
        ("| Week | Topic |\n|---|---|\n| 1 | Cells |\n\nRead chapter one first.", "Read chapter one first."),
        ("Oakfield Primary School\nMill Lane · Tel. 01632 960 123 · office@oakfield.example\n\n27th November 2026\n\n"
         "Dear Parents,\n\nYear 4 trip\n\nWe are going to the museum.", "Year 4 trip"),
        ("UNIVERSITY OF WEXMOOR\n\nSchool of Economics\n\nFinal Examination\n\nAnswer all questions.",
         "Final Examination"),
        ("田中様\n\nお世話になっております。山田です。\n資料を12月10日までに返信してください。",
         "資料を12月10日までに返信してください。"),
        ("김민수 교수님께\n\n안녕하세요, 교수님. 사회학과 이서연입니다.\n보고서 기한을 연장해 주실 수 있을까요?",
         "보고서 기한을 연장해 주실 수 있을까요?"),
        ("From: Ann Lee\nSent: Friday, 27 November 2026 16:42\nTo: a@b.example\n\nHi Bo,\n\nThe report is due.",
         "The report is due."),
        ("[28/11/2026, 19:02:11] Messages and calls are end-to-end encrypted. Tap to learn more.\n"
         "[28/11/2026, 19:02:45] Mia: the room is B204\n[28/11/2026, 19:03:10] Jo: thanks", "the room is B204"),
        ("27. November 2026", "27. November 2026"),
        ("The University of Life\n\nA memoir\n\nI was born in Leeds.", "The University of Life"),
        ("School for Scandal\n\nAct One\n\nSneerwell sits at her table.", "School for Scandal"),
        ("春の様\n\n花が咲く。鳥が鳴く。", "春の様"),
        ("Lycée Victor Hugo\nLyon, le 27 novembre 2026\n\nChers parents,\n\nLa réunion est jeudi. Venez nombreux.",
         "La réunion est jeudi."),
        ("Jane Doe\njane@doe.example | London\nwww.janedoe.example\n\nEducation\n\nShe studied history.",
         "Jane Doe jane@doe.example | London www.janedoe.example"),
        ("University of Wexmoor\n\nThe University of Wexmoor is old. It has lakes.", "University of Wexmoor"),
        ("The Frankfurt School\n\nHorkheimer led it. Adorno joined.", "The Frankfurt School"),
        ("School Reform\n\nWhy it failed\n\nNobody paid for it.", "School Reform"),
        ("API の仕様\n\n入力は数です。", "API の仕様"),
        ("Search\n\nBinary search halves a list.", "Search"),
        ("Oakfield Primary School\nMill Lane 5, Ashby\n\nDear Parents,\n\nReturn the slip soon.",
         "Return the slip soon."),
        ("Task | Due | Points\nEssay | Dec 12 | 20\n\nHand them in at the desk.", "Hand them in at the desk."),
        ("Photosynthesis | Biology | Wexmoor\n\nPlants make sugar.", "Photosynthesis | Biology | Wexmoor"),
        ("Phone habits of teenagers\n\nThey call less.", "Phone habits of teenagers"),
        ("안녕하세요, 여러분.\n오늘의 주제는 광합성입니다. 잎은 빛을 모읍니다.", "오늘의 주제는 광합성입니다."),
        ("Advertising\n\nIt sells things.", "Advertising"),
        ("Apollo 11, 1969\n\nIt landed in July.", "Apollo 11, 1969"),
    ],
)  # fmt: skip
async def test_what_stands_above_a_text_is_no_title(app: App, ada: Person, text: str, title: str) -> None:
    note = await condense.condense(app, ada, Pasted(text))
    assert (note.title, note.is_titled) == (title, False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Department of History, University of Wexmoor\nSubject: Essay deadline and office hours\n\nDear all,\n\n"
         "The essay deadline has moved to Friday.", "Essay deadline and office hours"),
        ("Universidad de Altavista · Facultad de Derecho\nAsunto: Entrega del trabajo final y examen\n\n"
         "Estimados alumnos:\n\nEl trabajo final debe entregarse el viernes.", "Entrega del trabajo final y examen"),
    ],
)  # fmt: skip
async def test_a_letter_is_called_by_its_subject(app: App, ada: Person, text: str, title: str) -> None:
    note = await condense.condense(app, ada, Pasted(text))
    assert (note.title, note.is_titled) == (title, True)
    assert not any("ubject:" in each.text or "sunto:" in each.text for each in note.highlights)


async def test_a_subject_in_no_letter_is_no_title(app: App, ada: Person) -> None:
    note = await condense.condense(
        app, ada, Pasted("Grammar\n\nSubject: who acts\n\nA clause has a subject.")
    )
    assert (note.title, note.is_titled) == ("Grammar", False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "[28/11/2026, 09:12] Lena: hey all, who got the room for the lab?",
            "hey all, who got the room for the lab?",
        ),
        ("28/11/2026, 20:11 - Lena: the room is B204", "the room is B204"),
        ("2026/11/24 下午8:11 - 小王: 教室在二教305", "教室在二教305"),
        ("[28/11/2026, 09:12] Lena: hi all,\n[28/11/2026, 09:13] Tom: the room is B204", "the room is B204"),
        ("[28/11/2026, 09:12] Lena: " + "rivers and lakes " * 20, f"{'rivers and lakes ' * 4}rivers and…"),
        ("12/01/2026, 10:00 - Exam: bring pencils", "12/01/2026, 10:00 - Exam: bring pencils"),
        ("Lena: the room is B204", "Lena: the room is B204"),
    ],
)
async def test_a_chat_is_called_by_what_is_said_in_it(app: App, ada: Person, text: str, title: str) -> None:
    note = await condense.condense(app, ada, Pasted(text))
    assert (note.title, note.is_titled) == (title, False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Okay, good morning. Can you hear me at the back? Today is the Black Death and wages. I want to start with a "
         "shepherd.", "Today is the Black Death and wages."),
        ("Host: Welcome to Field Notes. I have a cold, sorry. Host: Today we talk about peat. Guest: It's wet.",
         "Today we talk about peat."),
        ("Hi. Let's talk about concrete. It sets by itself.", "Let's talk about concrete."),
        ("好，咱们上课啊。后排的同学往前坐一坐。今天讲半衰期。我先讲个事儿。", "今天讲半衰期。"),
        ("大家好。这个话筒是不是有点回音？我今天说话可能声音小。谢谢邀请我来。", "大家好。"),
        ("So, guten Morgen, wir fangen an. Das Mikro geht? Heute geht es um Risse. Die kennen Sie.",
         "Heute geht es um Risse."),
        ("Good morning. What are we doing today? Are we on cells today? Sit down, please.", "Good morning."),
        ("Good morning all. Today's lecture: black holes. They are cold.", "Today's lecture: black holes."),
        ("Right now, ice is melting. Today it covers half. Bears swim.", "Right now, ice is melting."),
        ("Hi Ben, I can't make it at ten. This morning I want to talk about peat.", "Hi Ben, I can't make it at ten."),
        ("Good morning. We can't look at it tonight. The roof is shut.", "Good morning."),
        ("好莱坞很远。今天讲讲它。它在美国。", "好莱坞很远。"),
        ("各位老师，期末成绩周五前录入。今天是最后一天。请抓紧。", "各位老师，期末成绩周五前录入。"),
        ("Glaciers carve valleys. Today we know of nine in this range. They shrink.", "Glaciers carve valleys."),
    ],
)  # fmt: skip
async def test_a_talk_is_called_by_what_it_is_about(app: App, ada: Person, text: str, title: str) -> None:
    note = await condense.condense(app, ada, Pasted(text))
    assert (note.title, note.is_titled) == (title, False)


async def test_a_title_is_no_first_words(app: App, ada: Person) -> None:
    unseen = await condense.condense(app, ada, Pasted("# \u200b\n\nCells divide in two. Then they grow."))
    assert (unseen.title, unseen.is_titled) == ("Cells divide in two.", False)
    named = await condense.condense(app, ada, Pasted(UNTITLED, title="Cells\u202e"))
    assert (named.title, named.is_titled) == ("Cells", True)
    note = await condense.condense(app, ada, Pasted(UNTITLED), origins=("a message",))
    assert not note.is_titled
    await history.retitle(app, ada, note.id or 0, "Mitochondria")
    again = await condense.condense(app, ada, Pasted(UNTITLED + " It lives on."), origins=("a message",))
    assert (again.id, again.title, again.is_titled) == (note.id, "Mitochondria", True)


async def test_a_file_reports_its_progress(app: App, ada: Person) -> None:
    steps: list[Step] = []
    note = await condense.condense(
        app,
        ada,
        Upload("chapter.md", CHAPTER.encode()),
        on_progress=lambda step, done, total: steps.append(step),
    )
    assert note.file_name == "chapter.md"
    assert steps[0] is Step.READING
    assert steps[-1] is Step.SCORING


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (Pasted(" \n\t "), Empty),
        (Pasted("😀 … !"), Empty),
        (Pasted("https://example.org/a\nhttp://example.org/b "), Unreadable),
        (Upload("empty.txt", b""), Empty),
        (Upload("notes.pdf", b"%PDF-1.7 and then nothing"), Unreadable),
        (Upload("noise.bin", bytes(range(256)) * 8), Unreadable),
    ],
)
async def test_what_cannot_be_condensed_is_a_sentence_and_nothing_is_kept(
    app: App, ada: Person, source: Pasted | Upload, error: type[Exception]
) -> None:
    with pytest.raises(error) as said:
        await condense.condense(app, ada, source)
    assert str(said.value).endswith(".")
    assert (await history.list_notes(app, ada)).notes == ()


async def test_limits_are_checked_before_any_work(app: App, ada: Person) -> None:
    too_large = Upload("big.txt", bytes(app.settings.max_file_bytes + 1))
    with pytest.raises(TooLarge):
        await condense.condense(app, ada, too_large)
    for request in (Request(focus="why " * 200), Request(language="no such language")):
        with pytest.raises(Invalid):
            await condense.condense(app, ada, Pasted(CHAPTER), request)
    with pytest.raises(Invalid):
        condense.budget(sentences=3, words=50)


async def test_a_budget_too_small_for_any_sentence_says_so(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(words=1)))
    assert sum(h.words for h in note.highlights) <= 1
    if not note.highlights:
        assert "1 words" in to_json(note, "en")["warnings"][-1]


async def test_the_same_message_again_replaces_its_note(app: App, ada: Person, bo: Person) -> None:
    origin = ("discord:5", "discord:6")
    first = await condense.condense(app, ada, Pasted(CHAPTER), origins=origin)
    again = await condense.condense(app, ada, Pasted(CHINESE), origins=origin[:1])
    assert again.id == first.id
    assert (await history.open_note(app, ada, first.id or 0)).text == again.text
    assert await history.by_origin(app, ada, "discord:5") == first.id
    assert await history.by_origin(app, bo, "discord:5") is None


async def test_many_at_once_are_all_kept(app: App, ada: Person) -> None:
    texts = [f"{CHAPTER}\n\nThis is copy number {i}." for i in range(12)]
    notes = await asyncio.gather(*(condense.condense(app, ada, Pasted(text)) for text in texts))
    assert len({note.id for note in notes}) == 12


async def test_not_keeping_leaves_no_trace(app: App, ada: Person) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), keep=False)
    assert note.id is None
    assert (await history.list_notes(app, ada)).notes == ()


async def test_one_message_may_be_a_note_of_several_people(app: App, ada: Person, bo: Person) -> None:
    hers, his = [await condense.condense(app, p, Pasted(CHAPTER), origins=("discord:9",)) for p in (ada, bo)]
    assert hers.id != his.id
    assert await history.by_origin(app, ada, "discord:9") == hers.id
    assert await history.by_origin(app, bo, "discord:9") == his.id
