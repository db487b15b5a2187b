"""What stands beside a text is known by its heading, its label or its words, and chosen last."""

from __future__ import annotations

import time

import pytest

from model.features.asides import in_asides, is_aside
from model.features.blend import form_costs
from model.language import detect_language
from model.sentences import Layout, split


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 10.3 The active site of an enzyme closes around its substrate.",
        "Fig. 7.2 Delegates of the congress",
        "图3-2 线粒体的结构",
        "图1　各行业的增长",
        "Table 2 Growth by country",
        "Read more: Five things to know about prices",
        "Keywords: cell, sugar, light",
        "关键词：细胞；光合作用",
        "【责任编辑:某某】",
        "2026-11-28 09:12 来源：某社 作者：某某",
        "This e-mail and any attachments are confidential.",
        "Please consider the environment before printing this e-mail.",
        "未经许可，不得转载。",
        "Main article: Bog ecology",
        "For other uses, see Peat (disambiguation).",
        "From Openpedia, the free encyclopedia",
        "Anna Baker reported from Port Selwyn and Tom B. Okafor from the capital.",
        "Anna Baker and Tom Okafor reported from Lyon.",
        "Jan Wirth contributed reporting.",
        "Credit: modified from work by N. Okoye.",
        "[Remainder of page intentionally left blank]",
        "The information contained in this e-mail is confidential.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Este mensaje puede contener información confidencial.",
        "本邮件及其附件含有保密信息。",
        "This episode is brought to you by a mattress.",
        "Use the code NUMBERS for fifteen percent off.",
        "Enter our promo code TEN at checkout to get 10 % off.",
        "Please like and subscribe!",
        "You can follow us wherever you get your podcasts.",
        "Let me know in the comments how yours turned out!",
        "Fotos: Stadt Aachen / M. Muster",
        "Crédit photo : AFP / L. Martin",
        "Síguenos en nuestras redes.",
        "（责任编辑：某某）",
        "（记者 某某某）",
        "（本报记者某某报道）",
        "来源：某某日报",
        "扫描下方二维码，关注“青江发布”",
        "欢迎关注我们的微信公众号“青江发布”",
        "附件：1. 实验室安全检查表",
        "附件2：自查报告模板",
        "[动画表情]",
        "从我的 iPhone 发送",
        "出席：李强、张伟、陈静、刘洋",
        "參會人員：各部門負責人",
        "主持人：王敏（产品部）",
        "记录：陈静",
        "抄送：法务部",
        "Present: Ann Lee, Tom Hay and Bo",
        "产品部 | 某某科技有限公司",
        "某某科技有限公司",
        "[14/02/2026, 20:19:59] Tom: image omitted",
        "[14/02/2026, 20:19:59] Tom: <Media omitted>",
        "14.02.26, 20:19 - Tom: <Medien ausgeschlossen>",
        "14/02/26, 20:19 - Tom: <Multimedia omitido>",
        "[14/02/2026, 20:19:59] Tom: This message was deleted",
        "14.02.26, 20:19 - Tom: Diese Nachricht wurde gelöscht.",
        "2026/2/14 下午8:19 - 小王: [图片]",
        "[사진]",
        ":eyes: 2",
        ":+1: 3 :tada: 1",
        "08:05",
        "9:04 AM",
        "[9:04 AM]",
        "Gestern um 16:20 Uhr",
        "昨天 下午4:20",
        "Skip to main content",
        "Advertisement",
        "Zum Inhalt springen",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Отправлено с iPhone",
        "何卒よろしくお願い申し上げます。",
        "ご不明な点がございましたら、お気軽にご連絡ください。",
        "궁금한 점이 있으면 언제든지 연락 주세요.",
        "Email: office@univ.example",
        "TEL: 03-0000-0000",
        "Go to squarespace.example.com and use code DEEP to get 10 % off.",
        "Go to squarespace.com/deep to get ten percent off your first purchase.",
        "Please leave us a five-star review, it really helps.",
        "Make sure you hit that like button and subscribe.",
        "Tag @grandmasbread on Instagram!",
        "Cookies help us deliver our services.",
        "Cookies help us to improve your experience.",
        "Today we have an offer, so go to squarespace.com for a free trial.",
        "Subscribe for only $5 a month",
        "Don't forget to leave us a review!",
        "Posted on March 3, 2024 · 6 min read · by Jenna M.",
        "6 min read",
        "Lesezeit: 5 Minuten",
        "Last modified: Thursday, 26 November 2026, 3:14 PM",
        "Last updated: 12 Oct 2026",
        "Zuletzt aktualisiert am 12.10.2026",
        "Dernière mise à jour : 12 octobre 2026",
        "最后更新：2026年10月12日",
        "Publié le 27 novembre 2026 à 18h02",
        "Published on 12 October 2026",
        "Abonnez-vous à partir de 1 € par mois",
        "Key terms: osmosis, diffusion, active transport",
        "KEY TERMS\nadhesion, cohesion, pH, solvent",
        "SUMMARY KEYWORDS\ninflation, phillips curve, unemployment",
        "关键词 \n细胞、光合作用、糖",
        "[Music]",
        "(音乐)",
        "〒100-0001 東京都千代田区1-1-1",
        "本人 *同意／不同意 敝子弟參加上述活動。",
    ],
)
def test_an_aside_is_known_by_its_words(sentence: str) -> None:
    assert is_aside(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 3 shows how the cell divides.",
        "图1显示了增长。",
        "Sites use cookies to remember who signed in.",
        "source: where a river begins",
        "The observer can then call unsubscribe().",
        "Photosynthesis needs light: without it plants die.",
        "Watch the sky at night.",
        "图 3 展示了光合作用的过程。",
        "图1 显示，温度越高，反应越快",
        "Credit: the ability of a customer to pay later",
        "Keywords: reserved words are those of the language itself.",
        "作者：某某，原名某某某，是一位作家",
        "来源：该词源于古希腊语",
        "Users must be able to unsubscribe from the list.",
        "委托作品的版权归受托人所有。",
        "请扫描下方二维码提交期末作业。",
        "Click here to submit your essay by Friday.",
        "We use cookies to carry a session identifier.",
        "Sources: Citrus fruit and peppers contain the most of it.",
        "The main article of the treaty: no state may keep a fleet",
        "For other uses of the enzyme, see what the next chapter says about cheese and leather.",
        "Marco Polo reported from China.",
        "Anna Baker reported from the front that the war was lost.",
        "Crédito: la capacidad de pagar más tarde",
        "A contract may keep the message confidential.",
        "Diese Nachricht war vertraulich.",
        "Programmers use the code below to get the light to turn off.",
        "Subscribe to the channel before you publish a message.",
        "When people click the subscribe button, the server stores their address.",
        "The second page is left blank by the algorithm.",
        "会议时间：2026年12月8日（周二）14:00",
        "参加人员：报名截止12月5日",
        "记录：温度升高到三十度",
        "出席会议的有三个国家。",
        "Present: the verb",
        "苹果 | 香蕉 | 梨",
        "某某科技有限公司发布了年报",
        "该记者报道了这次会议（记者的职责是如实报道）。",
        "记者：您怎么看这个问题？",
        "来源：该词出自一种网",
        "关注公众号、视频号的运营，是本课的重点。",
        "附件：子宫两侧的卵巢和输卵管",
        "请把附件1填好后交给班长。",
        "阅读全文",
        "His image omitted the harbour",
        "This message was deleted by the censor in 1917.",
        "The survey omitted media.",
        "Exam 10:00",
        "Monday 10:00",
        "Lunch: 12:00",
        "John 3:16",
        "Advertisements pay for the news.",
        "Skip to the second chapter of the book.",
        "来週までに資料の返信をよろしくお願いします。",
        "Email: send the essay to the tutor.",
        "Phone: a unit of sound",
        "class: a :colon: in a key",
        "Go to squarespace.com and compare how the page is built.",
        "Customers leave a review after the purchase.",
        "Customers who leave us a review buy again.",
        "Please leave a review of the literature at the end of your thesis.",
        "Hit the like button campaigns raise the reach of a brand.",
        "Subscribe for $5 a month offers are a form of price anchoring.",
        "Subscribe from 5 topics to get events.",
        "Visitors go to amazon.com and compare prices at a discount of 10%.",
        "Cookies help us to deliver a basket to the till.",
        "Vocabulary: a set of words, known by a person, used in speech.",
        "The rat learns to hit the lever that gives food.",
        "Cookies help the server remember who signed in.",
        "It takes a 6 minute read of the meter every hour.",
        "The rules were last updated in 2019.",
        "Last updated rules apply to all classes of 2026.",
        "Published on 24 November 1859 the book sold out in a day.",
        "Published in 2012, the study found no effect.",
        "Die Liste wurde zuletzt geändert, als der Rat tagte.",
        "Subscribe from a thread to the queue.",
        "Key terms: osmosis is the movement of water.",
        "Key terms of the contract are price, date, and place.",
        "[Cells divide]",
        "(music is a language)",
        "本人同意参加上述活动。",
    ],
)
def test_the_text_itself_is_none(sentence: str) -> None:
    assert not is_aside(sentence)


@pytest.mark.parametrize(
    "heading", ["References", "References[edit]", "参考文献", "## See also [edit]", "Literatur:"]
)
def test_what_stands_under_such_a_heading_is_beside_the_text(heading: str) -> None:
    opening, end = (
        "Cells need sugar as fuel for all that they do.",
        "They divide as soon as they have grown enough.",
    )
    text = f"{opening}\n\n{heading}\n\nOne, A. The cell. 1990.\nTwo, B. Sugar. 1991.\n\n# Then\n\n{end}"
    spans = split(text, "en")
    sentences = [text[s.start : s.end] for s in spans]
    beside = list(in_asides(sentences, [s.layout for s in spans]))
    first, last = sentences.index(opening), sentences.index("Then")
    assert beside == [first < i < last for i in range(len(spans))]
    costs = form_costs(sentences, [s.layout for s in spans])
    assert costs[first] == costs[-1] == 0
    assert min(costs[first + 1 : last]) >= 3


def test_a_line_of_prose_is_such_a_heading_over_a_reference() -> None:
    text = "Cells need sugar.\nReferences\n^ One, A. The cell. 1990.\n[2] Two, B. Sugar."
    spans = split(text, "en")
    beside = list(in_asides([text[s.start : s.end] for s in spans], [s.layout for s in spans]))
    assert beside[0] is False
    assert all(beside[1:])


@pytest.mark.parametrize(
    "text",
    [
        "The course has parts:\n\n- Lectures\n- Exercises\n- Readings\n\nThe cell is the unit of life.",
        "1. 预习\n2. 练习\n3. 复习\n\n细胞是生命的基本单位。",
        "Contents\nThe cell\nSugar\nReferences\n\nThe cell is the unit of life.",
        "Exercises:\n- Run a mile.\n- Swim.\n\nThe cell is the unit of life.",
        "Exercises:\nBend the knees.\nRest makes pain worse.",
    ],
)
def test_a_word_of_the_text_is_no_such_heading(text: str) -> None:
    spans = split(text, "en")
    assert not list(in_asides([text[s.start : s.end] for s in spans], [s.layout for s in spans]))[-1]


def beside_of(text: str) -> dict[str, bool]:
    """Whether each sentence of a text stands beside it, by its first fifteen characters."""
    spans = split(text, detect_language(text))
    sentences = [text[s.start : s.end] for s in spans]
    found = in_asides(sentences, [s.layout for s in spans])
    return {sentence[:15]: beside for sentence, beside in zip(sentences, found, strict=True)}


def test_questions_to_the_reader_end_where_something_is_said() -> None:
    text = (
        "# The cell\n\nCells divide.\n\nCHECK YOUR UNDERSTANDING\n\n1. Why do cells divide?\n2. What is a cell?\n\n"
        "A tissue is a group of cells."
    )
    beside = beside_of(text)
    assert beside == {
        "The cell": False,
        "Cells divide.": False,
        "CHECK YOUR UNDE": True,
        "Why do cells di": True,
        "What is a cell?": True,
        "A tissue is a g": False,
    }


AIMS = "• Describe the molecule of water\n• Explain why ice floats\n• Calculate the pH"


@pytest.mark.parametrize(
    "heading",
    [
        "Learning Objectives",
        "By the end of this chapter, you will be able to:",
        "Lernziele",
        "Objetivos de aprendizaje",
        "Objectifs d'apprentissage :",
        "Concept check 3.2",
        "Exercises 3.2",
    ],
)
def test_what_a_chapter_is_meant_to_teach_stands_beside_it(heading: str) -> None:
    beside = beside_of(
        f"Ice floats.\n\n{heading}\n\n{AIMS}\n\n# Water\n\nWater is a molecule with two poles."
    )
    assert not beside.pop("Ice floats.")
    assert not beside.pop("Water is a mole")
    assert not beside.pop("Water")
    assert len(beside) == 4
    assert all(beside.values())


def test_aims_end_where_a_whole_sentence_is_said() -> None:
    text = f"Learning objectives\n\n{AIMS}\n\nWater is a molecule with two poles."
    assert beside_of(text)["Water is a mole"] is False
    assert not any(beside_of("Objectives\n\n- Cut the cost\n- Keep the staff\n\nBoth were met.").values())
    assert not any(beside_of("The learning objectives are clear.\n\n- Ice floats\n- Salt sinks").values())


def test_words_below_their_heading_are_listed_and_no_text() -> None:
    heads = ["Speakers", "Key terms", "Key terms"]
    lists = ["Speaker 1, Speaker 2", "adhesion, cohesion, pH", "Adhesion holds water to glass."]
    found = [
        list(in_asides([head, words], [Layout.PROSE] * 2))[1]
        for head, words in zip(heads, lists, strict=True)
    ]
    assert found == [True, True, False]


@pytest.mark.parametrize(
    "frame",
    [
        "From: Ana Ruiz <ana@example.com>\nTo: Bo\nSent: 3 May\nSubject: RE: Sugar",
        "From: Ana Ruiz\nSubject: Sugar",
        "From: Ana Ruiz\nTo: bo@example.com",
        "Von: Ana Ruiz\nGesendet: Dienstag\nAn: Bo\nBetreff: Zucker",
        "发件人：安娜\n收件人：波\n主题：糖",
        "Từ: Nguyễn Hoa\nNgày: Thứ Hai, 30 tháng 11\nĐến: Lớp K66\nChủ đề: Lịch thi",
        "Від: Олена Коваль\nДата: 30 листопада 2026\nКому: Відділ\nТема: Звіти",
        "من: أحمد علي\nإلى: الفريق\nالموضوع: اجتماع",
        "प्रेषक: आर. शर्मा\nप्रति: कक्षा\nविषय: परीक्षा",
        "Kimden: Mehmet Demir\nGönderilme: 30 Kasım 2026\nKonu: Toplantı",
        "27.11.2026 17:05, Иван Петров пишет:\n> Клетке нужен сахар.",
        "On Tue, Mar 10, 2026 at 18:03, Ana Ruiz wrote:\n\n> Cells need sugar.\n> Some need salt.",
        "> On 10/03/2026 18:03, Ana Ruiz wrote:\n> Cells need sugar.",
        "Am 10.03.2026 um 18:03 schrieb Ana Ruiz:\n> Zellen brauchen Zucker.",
        "在 2026年3月10日 18:03，安娜写道：\n> 细胞需要糖。",
    ],
)
def test_what_frames_a_mail_stands_beside_it(frame: str) -> None:
    beside = beside_of(f"{frame}\n\nThe cell divides in an hour.")
    assert beside.pop("The cell divide") is False
    assert beside
    assert all(beside.values())


@pytest.mark.parametrize(
    "text",
    [
        "From: London\nTo: Paris\nDate: 3 May",  # a journey
        "Subject: Biology\nDate: 3 May\nRoom: 5",
        "From: the Latin word for sugar.\n\nThe subject is sugar.",
        "In 1848 he wrote:\n> Cells need sugar.",
        "> Cells need sugar.\n> Some need salt.",
        "On 3 May 1848 Ana Ruiz wrote:\n> Cells need sugar.",
        "27.11.1848, Ana Ruiz wrote:\n> Cells need sugar.",
        "Від: Київ\nДата: 3 травня",
        "من: القاهرة\nإلى: الإسكندرية",
    ],
)
def test_what_only_looks_like_a_mail_is_text(text: str) -> None:
    assert not any(beside_of(text).values())


def test_files_that_are_attached_stand_beside_a_notice() -> None:
    text = "请各单位自查。\n\n附件：1. 安全检查表\n2. 自查报告模板\n\n检查在三月进行。"
    beside = beside_of(text)
    assert beside["自查报告模板"]
    assert not beside["请各单位自查。"]
    assert not beside["检查在三月进行。"]


@pytest.mark.parametrize(
    "piece",
    [
        "On 1" + " 1" * 200 + " wrote:\n\n",
        "From: a\nSubject: b\n" + ">" * 2_000 + "\n",
        "Anna Baker, " * 2_000 + "\n\n",
        "附件：" + "表" * 3_000 + "x\n\n",
        "For other uses of " + "a, see " * 2_000 + "\n\n",
        "use code " * 3_000 + "\n\n",
        "# Source: A " + ("1" * 99 + ",") * 390 + "!\n\n",
        "# References" + " " * 20_000 + "x\n\n",
        "References" + " " * 2_000 + "x.\n\n",
        "图 1 " * 500 + "\n\n",
        ":a:   " * 500 + "!\n\n",
        "Key terms: " + "a, " * 3_000 + "!\n\n",
        "last updated on " * 500 + "\n\n",
        "go to a.com " * 500 + "\n\n",
        "· 6 min " * 500 + "\n\n",
        "(music " * 500 + "\n\n",
        "[1/1/26, 1:11] a: ",
        "1/1/26, 1:12 - a\n",
    ],
)
def test_asides_cost_little_on_any_text(piece: str) -> None:
    spans = split(text := piece * (200_000 // len(piece)), "en")
    started = time.process_time()
    form_costs([text[s.start : s.end] for s in spans], [s.layout for s in spans])
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "sentence",
    [
        "(c) New resources allow zero as a valid sleep duration.",
        "Copyright law protects authors and their works.",
    ],
)
def test_an_item_and_a_law_are_no_notice(sentence: str) -> None:
    assert not is_aside(sentence)


def test_a_sentence_after_an_attachment_is_none() -> None:
    sentences = ["附件：1. 报名表", "请各部门于周五前填写并提交考核报告。"]
    assert list(in_asides(sentences, [Layout.PROSE] * 2))[1] is False


CHAT = (
    "[14/02/2026, 20:09:11] Lena created this group. Tap to learn more.",
    "[14/02/2026, 20:11:03] Lena: who has the notes?",
    "[14/02/2026, 20:12:30] Tom: I will scan them for you.",
    "[14/02/2026, 20:13:44] Tom left",
    "[14/02/2026, 20:14:02] Lena: \u200eLena pinned a message",
)


@pytest.mark.parametrize("mark", ["[{}] ", "{} - "])
def test_what_a_messenger_says_in_a_chat_is_an_aside(mark: str) -> None:
    lines = [mark.format(line[1:21] if "[" in mark else line[1:18]) + line[23:] for line in CHAT]
    text = "\n".join(lines)
    spans = split(text, "en")
    sentences, layouts = [text[s.start : s.end] for s in spans], [s.layout for s in spans]
    costs = dict(zip(sentences, form_costs(sentences, layouts), strict=True))
    beside = dict(zip(sentences, in_asides(sentences, layouts), strict=True))
    said = set(lines[1:3])
    assert {sentence for sentence, aside in beside.items() if not aside} == said
    assert max(costs[each] for each in said) < min(cost for each, cost in costs.items() if each not in said)


@pytest.mark.parametrize(
    "lines",
    [
        ["12/01/2026, 10:00 - Exam: pencils", "13/01/2026, 10:00 - Exam: paper", "14/01/2026, 12:00 - Lunch"],
        [
            "2026-02-14 20:11:03 db: open",
            "2026-02-14 20:12:03 db: shut",
            "2026-02-14 20:13:03 The server stopped.",
        ],
        [
            "[2026-02-14 20:11:03] db: open",
            "[2026-02-14 20:12:03] db: shut",
            "[2026-02-14 20:13:03] It stopped.",
        ],
        ["14/02/2026, 20:11 - Lena: hi", "14/02/2026, 20:12 - We met at the lake and talked."],
        [
            "14/02/2026, 20:11 - The river rose.",
            "15/02/2026, 09:12 - Berlin: a bridge fell.",
            "15/02/2026, 10:17 - Paris: people left.",
            "16/02/2026, 11:03 - The rain ended.",
        ],
    ],
)
def test_a_timetable_a_log_and_one_message_are_no_chat(lines: list[str]) -> None:
    assert not any(in_asides(lines, [Layout.PROSE] * len(lines)))


def test_what_stands_below_a_chat_is_no_notice() -> None:
    lines = [*CHAT[1:4], "The next day they met.", "It rained."]
    assert list(in_asides(lines, [Layout.PROSE] * len(lines))) == [False, False, True, False, False]


def test_when_and_by_whom_a_message_was_written_does_not_count_as_its_words() -> None:
    line = "[14/02/2026, 20:09:11] +49 151 23456789: omg finally"
    assert form_costs([line], [Layout.PROSE]) == form_costs(["omg finally"], [Layout.PROSE]) > 1


def test_a_letters_subject_frames_it() -> None:
    said = ["Department of History", "Subject: Essay deadline", "Dear all,", "The essay is due on Friday."]
    assert list(in_asides(said, [Layout.PROSE] * 4)) == [False, True, False, False]
    said[2] = "A clause has one."
    assert not any(in_asides(said, [Layout.PROSE] * 4))
